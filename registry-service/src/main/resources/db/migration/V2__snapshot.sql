-- Every snapshot that was ever issued, as evidence of what routers decided by.
create table snapshot (
  digest text primary key check (digest ~ '^sha256:[0-9a-f]{64}$'),
  cell text not null,
  revision bigint not null,
  issued_at timestamptz not null,
  valid_until timestamptz not null,
  key_id text not null,
  jws text not null,
  check (issued_at < valid_until)
);
create index snapshot_by_cell on snapshot (cell, revision desc, issued_at desc);
