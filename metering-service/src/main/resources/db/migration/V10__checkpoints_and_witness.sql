-- Checkpoints of the system log and of the tenants' logs; each is the content of an entry of the cell's log.
CREATE TABLE log_checkpoint (
  log        text        NOT NULL,
  size       bigint      NOT NULL CHECK (size > 0),
  root       bytea       NOT NULL CHECK (octet_length(root) = 32),
  cell_index bigint      NOT NULL UNIQUE, -- of that entry
  time       timestamptz NOT NULL,
  PRIMARY KEY (log, size)
);

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON log_checkpoint
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_forget();

-- Checkpoints of the cell's log, as they were signed.
CREATE TABLE cell_checkpoint (
  size      bigint      PRIMARY KEY CHECK (size > 0),
  root      bytea       NOT NULL CHECK (octet_length(root) = 32),
  note      bytea       NOT NULL, -- cosignatures are added
  time      timestamptz NOT NULL,
  published boolean     NOT NULL  -- once witnesses had their time
);

CREATE TRIGGER signed_for_good BEFORE UPDATE ON cell_checkpoint FOR EACH ROW
  WHEN (new.size <> old.size OR new.root <> old.root OR new.time <> old.time
    OR (old.published AND NOT new.published) OR octet_length(new.note) < octet_length(old.note))
  EXECUTE FUNCTION refuse_to_forget();
CREATE TRIGGER never_deleted BEFORE DELETE OR TRUNCATE ON cell_checkpoint
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_forget();

-- The keys that signed them.
CREATE TABLE log_key (
  vkey       text        PRIMARY KEY,
  cell_index bigint      NOT NULL UNIQUE, -- of the entry in the cell's log that introduces it
  since      timestamptz NOT NULL,
  first      bigint, -- sizes of the first and the last checkpoint that it signed
  last       bigint
);

-- What was witnessed last of each log of others.
CREATE TABLE witnessed (
  origin text        PRIMARY KEY,
  size   bigint      NOT NULL,
  root   bytea       NOT NULL,
  note   bytea, -- null before the first
  time   timestamptz NOT NULL
) WITH (fillfactor = 50);

CREATE FUNCTION refuse_to_go_back() RETURNS trigger LANGUAGE plpgsql AS
$$BEGIN RAISE EXCEPTION '% does not go back', TG_TABLE_NAME; END$$;

CREATE TRIGGER never_back BEFORE UPDATE ON witnessed FOR EACH ROW
  WHEN (new.size < old.size OR (new.size = old.size AND new.root <> old.root))
  EXECUTE FUNCTION refuse_to_go_back();

-- Checkpoints that a log signed although they do not continue what was witnessed: evidence.
CREATE TABLE witness_objection (
  origin  text        NOT NULL,
  seen    bigint      NOT NULL, -- size that was witnessed by then
  size    bigint      NOT NULL,
  root    bytea       NOT NULL,
  note    bytea       NOT NULL,
  verdict text        NOT NULL,
  time    timestamptz NOT NULL,
  PRIMARY KEY (origin, size, root)
);

-- Receipts for which there is no event. Anybody can write a receipt, so each is a claim to look at, no more.
CREATE TABLE unmatched_receipt (
  request    uuid        NOT NULL,
  epoch      uuid        NOT NULL,
  sequence   bigint      NOT NULL,
  commitment bytea       NOT NULL,
  known      boolean     NOT NULL, -- whether the epoch is known
  first_seen timestamptz NOT NULL,
  last_seen  timestamptz NOT NULL,
  PRIMARY KEY (request, epoch, sequence, commitment)
);
