-- The signed, remove-only message of each revocation, as routers get it.
create table revocation_delta (
  id text collate "C" primary key,
  revision bigint not null,
  at timestamptz not null,
  actor text not null,
  reason text not null,
  jws text not null
);
create index revocation_delta_by_revision on revocation_delta (revision);
