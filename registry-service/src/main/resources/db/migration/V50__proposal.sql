-- Who let a change in that another person made.
alter table catalogue_change
  add column approved_by text,
  add check (approved_by <> actor);

-- Changes that wait for a second person, and those that did. One past expires_at is open no more.
create table proposal (
  id uuid primary key,
  number bigint generated always as identity unique,
  author text not null,
  at timestamptz not null,
  expires_at timestamptz not null,
  reason text,
  revision bigint not null,
  state text not null check (state in ('OPEN', 'APPROVED', 'REJECTED', 'WITHDRAWN')),
  deny_to_permit integer not null check (deny_to_permit > 0),
  permit_to_deny integer not null,
  items jsonb not null,
  flips jsonb not null,
  decided_by text,
  decided_at timestamptz,
  decision_reason text,
  applied_revision bigint references catalogue_change deferrable initially deferred,
  check (at < expires_at),
  check ((state = 'OPEN') = (decided_by is null)),
  check (state not in ('APPROVED', 'REJECTED') or decided_by <> author),
  check (state <> 'WITHDRAWN' or decided_by = author),
  check ((state = 'APPROVED') = (applied_revision is not null))
);
