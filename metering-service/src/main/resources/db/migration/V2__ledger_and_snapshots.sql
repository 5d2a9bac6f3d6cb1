-- The ledger: logs that only grow, each a Merkle tree as in RFC 6962. For now one: "system".
CREATE TABLE ledger (
  log  text   PRIMARY KEY,
  size bigint NOT NULL -- how many entries; its row is locked by whoever appends
) WITH (fillfactor = 50);

CREATE TABLE ledger_entry (
  log     text        NOT NULL REFERENCES ledger,
  index   bigint      NOT NULL, -- from 0, without gaps
  kind    text        NOT NULL,
  first   bigint      NOT NULL, -- the numbers that it is about: of the system log, revisions
  last    bigint      NOT NULL,
  at      timestamptz NOT NULL, -- when it happened, as its source says
  logged  timestamptz NOT NULL,
  salt    bytea       NOT NULL,
  content bytea       NOT NULL, -- the exact bytes
  leaf    bytea       NOT NULL, -- what the tree commits to; names content by salted digest only
  PRIMARY KEY (log, index),
  CHECK (first <= last)
);

-- One revision, one change. Another one under the same number is an entry of its own kind.
CREATE UNIQUE INDEX ledger_entry_change ON ledger_entry (log, first) WHERE kind = 'change';
CREATE INDEX ledger_entry_number ON ledger_entry (log, first);
CREATE INDEX ledger_entry_last ON ledger_entry (log, last);

-- Hashes of complete subtrees; at level 0, of leaves.
CREATE TABLE ledger_node (
  log      text     NOT NULL REFERENCES ledger,
  level    smallint NOT NULL, -- the subtree has 2^level leaves
  position bigint   NOT NULL, -- from the left
  hash     bytea    NOT NULL,
  PRIMARY KEY (log, level, position)
);

CREATE FUNCTION refuse_to_forget() RETURNS trigger LANGUAGE plpgsql AS
$$BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END$$;

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_entry
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_forget();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_node
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_forget();

-- Snapshots by which the cell's routers decide, as the registry signed them.
CREATE TABLE snapshot (
  digest      text        PRIMARY KEY, -- of the signed payload, sha256: and hex
  number      bigint      GENERATED ALWAYS AS IDENTITY UNIQUE, -- the order of archiving
  cell        text        NOT NULL,
  revision    bigint      NOT NULL,
  issued_at   timestamptz NOT NULL,
  valid_until timestamptz NOT NULL,
  key_id      text        NOT NULL,
  jws         bytea       NOT NULL, -- the exact bytes
  archived    timestamptz NOT NULL
);

-- Digests that events name, and what came of asking the registry for those that it never sent.
CREATE TABLE named_snapshot (
  digest  text        PRIMARY KEY,
  cell    text        NOT NULL, -- of the first event that named it
  time    timestamptz NOT NULL, -- of that event
  tries   integer     NOT NULL DEFAULT 0, -- answers of the registry that did not bring it
  next    timestamptz NOT NULL, -- not asked for again before
  problem text -- what the last answer was
);

INSERT INTO named_snapshot (digest, cell, time, next)
SELECT DISTINCT ON (snapshot) snapshot, cell, time, now() FROM event
WHERE snapshot IS NOT NULL ORDER BY snapshot, time;
