-- What one person asked for, and another granted.
CREATE TABLE motion (
  id              uuid        PRIMARY KEY,
  number          bigint      GENERATED ALWAYS AS IDENTITY UNIQUE,
  kind            text        NOT NULL, -- hold, release, ceiling, erasure
  content         jsonb       NOT NULL,
  asked_by        text        NOT NULL,
  asked_at        timestamptz NOT NULL,
  reason          text        NOT NULL,
  state           text        NOT NULL, -- asked, granted, rejected, withdrawn
  decided_by      text,
  decided_at      timestamptz,
  decided_because text,
  CHECK ((state = 'asked') = (decided_by IS NULL)),
  CHECK (state <> 'granted' OR decided_by <> asked_by)
);

CREATE INDEX motion_kind ON motion (kind, number);

-- Holds that were granted. In force until released.
CREATE TABLE hold (
  id       uuid        PRIMARY KEY REFERENCES motion,
  since    timestamptz NOT NULL,
  released timestamptz,
  release  uuid        REFERENCES motion
);

-- For how long the bytes of events are kept, at most. Empty text stands for every tenant, or class.
CREATE TABLE ceiling (
  tenant     text        NOT NULL,
  data_class text        NOT NULL,
  days       integer     NOT NULL CHECK (days > 0),
  motion     uuid        NOT NULL REFERENCES motion,
  since      timestamptz NOT NULL,
  PRIMARY KEY (tenant, data_class)
);

-- Lawful destruction: of a subject's events, or of what was kept long enough.
CREATE TABLE destruction (
  id          uuid        PRIMARY KEY,
  number      bigint      GENERATED ALWAYS AS IDENTITY UNIQUE,
  kind        text        NOT NULL, -- erasure, expiry
  tenant      text        NOT NULL,
  events      bigint      NOT NULL,
  entry       bigint      NOT NULL, -- in the system log
  certificate bytea       NOT NULL, -- JSON; what the entry holds
  done        timestamptz NOT NULL
);

CREATE INDEX destruction_tenant ON destruction (tenant, number);

-- Runs of expiry, one a day.
CREATE TABLE expiry_run (
  day    date        PRIMARY KEY, -- UTC
  events bigint      NOT NULL,
  done   timestamptz NOT NULL
);

-- Days whose partitions still hold, as dead rows, what was destroyed.
CREATE TABLE rewrite_due (
  day date PRIMARY KEY -- UTC
);

-- A row outlives its event: what is left is the leaf of the tenant's log, by its commitment.
ALTER TABLE event
  ADD COLUMN commitment bytea, -- SHA-256 of salt and value, once they are gone
  ADD COLUMN destruction uuid, -- what destroyed them; null while they are there
  ALTER COLUMN digest DROP NOT NULL,
  ALTER COLUMN salt DROP NOT NULL,
  ALTER COLUMN value DROP NOT NULL;

-- Entries stay, with their leaves; content and salt may be emptied, and nothing else be done.
DROP TRIGGER append_only ON ledger_entry;
CREATE TRIGGER append_only BEFORE DELETE OR TRUNCATE ON ledger_entry
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_forget();
CREATE TRIGGER only_forgotten BEFORE UPDATE ON ledger_entry
  FOR EACH ROW WHEN (new.content <> '' OR new.salt <> '' OR new.log <> old.log
    OR new.index <> old.index OR new.kind <> old.kind OR new.about <> old.about
    OR new.at <> old.at OR new.logged <> old.logged OR new.leaf <> old.leaf)
  EXECUTE FUNCTION refuse_to_forget();
