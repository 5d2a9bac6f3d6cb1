-- Every check of a signature over a version's weights or image that was reported or made.
create table signature_check (
  number bigint generated always as identity primary key,
  version text collate "C" not null,
  kind text not null check (kind in ('OMS', 'COSIGN')),
  subject_digest text not null check (subject_digest ~ '^sha256:[0-9a-f]{64}$'),
  result text not null check (result in ('VERIFIED', 'FAILED', 'NOT_CHECKED')),
  grade text not null check (grade in ('DECLARED', 'MACHINE_VERIFIED')),
  verifier text not null,
  identity text not null,
  checked_at timestamptz not null,
  recorded_by text not null,
  recorded_at timestamptz not null,
  document_digest text not null check (document_digest ~ '^sha256:[0-9a-f]{64}$'),
  document text not null
);
create index signature_check_by_version on signature_check (version, number);

-- What was recorded once stays; a later check is another row.
create function signature_check_is_final() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_name;
end $$;
create trigger signature_check_is_append_only
  before update or delete or truncate on signature_check
  for each statement execute function signature_check_is_final();
