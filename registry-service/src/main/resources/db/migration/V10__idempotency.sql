-- Answers to requests with an Idempotency-Key, written with what the requests did.
create table idempotent_answer (
  actor text not null,
  path text not null,
  key text not null check (length(key) between 1 and 255),
  request_digest text not null,
  status integer not null,
  headers jsonb not null,
  body text,
  kept_at timestamptz not null,
  primary key (actor, path, key)
);
create index idempotent_answer_by_age on idempotent_answer (kept_at);
