-- What each router said last. A router that an operator removed stays, for the revocations that it has to account for.
create table cell_router (
  cell text collate "C" not null,
  router text collate "C" not null,
  revision bigint not null,
  digest text not null,
  issued_at timestamptz not null,
  valid_until timestamptz not null,
  serving_since timestamptz not null,
  started_at timestamptz not null,
  first_seen timestamptz not null,
  last_seen timestamptz not null,
  removed_at timestamptz,
  primary key (cell, router)
);

-- From when on a router admitted nothing to what was revoked.
create table revocation_stop (
  revocation text collate "C" not null,
  cell text collate "C" not null,
  router text collate "C" not null,
  stopped_at timestamptz not null,
  received_at timestamptz not null,
  way text not null check (way in ('MASK', 'SNAPSHOT')),
  primary key (revocation, cell, router)
);
