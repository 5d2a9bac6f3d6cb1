-- The one row whose lock orders all changes, so that revisions have no gaps.
create table catalogue_revision (
  only_row boolean primary key default true check (only_row),
  revision bigint not null check (revision >= 0),
  at timestamptz not null
);
insert into catalogue_revision (revision, at) values (0, '1970-01-01T00:00:00Z');

create table catalogue_change (
  revision bigint primary key check (revision > 0),
  at timestamptz not null,
  actor text not null,
  reason text
);

-- Resources of all kinds as they are now; "C" orders ids as the service does.
create table catalogue_resource (
  kind text collate "C" not null,
  id text collate "C" not null,
  revision bigint not null references catalogue_change,
  body jsonb not null,
  primary key (kind, id)
);

-- The history: the state at a revision is the latest item of each resource up to it.
create table catalogue_change_item (
  revision bigint not null references catalogue_change,
  kind text collate "C" not null,
  id text collate "C" not null,
  before jsonb,
  after jsonb,
  primary key (revision, kind, id),
  check (before is not null or after is not null)
);
create index catalogue_change_item_by_resource on catalogue_change_item (kind, id, revision);
