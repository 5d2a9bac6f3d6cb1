-- What an entry is about, as its leaf says it. Revisions of the catalogue follow from it.
ALTER TABLE ledger_entry DISABLE TRIGGER append_only;
ALTER TABLE ledger_entry ADD COLUMN about text;
UPDATE ledger_entry SET about = CASE WHEN first = last THEN first::text ELSE first || '-' || last END;
ALTER TABLE ledger_entry ALTER COLUMN about SET NOT NULL;
ALTER TABLE ledger_entry DROP COLUMN first, DROP COLUMN last; -- and their indexes
ALTER TABLE ledger_entry
  ADD COLUMN first bigint GENERATED ALWAYS AS (
    CASE WHEN log = 'system' AND about ~ '^[0-9]{1,18}(-[0-9]{1,18})?$'
      THEN split_part(about, '-', 1)::bigint END) STORED,
  ADD COLUMN last bigint GENERATED ALWAYS AS (
    CASE WHEN log = 'system' AND about ~ '^[0-9]{1,18}(-[0-9]{1,18})?$'
      THEN coalesce(nullif(split_part(about, '-', 2), ''), split_part(about, '-', 1))::bigint END) STORED,
  ADD CHECK (first <= last);
ALTER TABLE ledger_entry ENABLE TRIGGER append_only;

-- One revision, one change. Another one under the same number is an entry of its own kind.
CREATE UNIQUE INDEX ledger_entry_change ON ledger_entry (log, first) WHERE kind = 'change';
CREATE INDEX ledger_entry_number ON ledger_entry (log, first) WHERE first IS NOT NULL;
CREATE INDEX ledger_entry_last ON ledger_entry (log, last) WHERE last IS NOT NULL;
CREATE INDEX ledger_entry_about ON ledger_entry (log, about);

-- Hashes of complete subtrees, in tiles as in C2SP tlog-tiles: up to 256 hashes, one behind the
-- other, of subtrees with 256^level leaves. Only the last tile of a level is not full.
CREATE TABLE ledger_tile (
  log    text     NOT NULL,
  level  smallint NOT NULL,
  index  bigint   NOT NULL, -- from the left
  hashes bytea    NOT NULL CHECK (octet_length(hashes) BETWEEN 32 AND 8192 AND octet_length(hashes) % 32 = 0),
  PRIMARY KEY (log, level, index)
) WITH (autovacuum_vacuum_scale_factor = 0.05);
ALTER TABLE ledger_tile ALTER COLUMN hashes SET STORAGE EXTERNAL; -- they do not compress

INSERT INTO ledger_tile (log, level, index, hashes)
SELECT log, level / 8, position / 256, string_agg(hash, ''::bytea ORDER BY position)
FROM ledger_node WHERE level % 8 = 0 GROUP BY log, level / 8, position / 256;

DROP TABLE ledger_node;

-- A tile may become longer until it is full, and never another one.
CREATE TRIGGER append_only BEFORE UPDATE ON ledger_tile FOR EACH ROW
  WHEN (octet_length(old.hashes) = 8192 OR new.log <> old.log OR new.level <> old.level
    OR new.index <> old.index OR substring(new.hashes FOR octet_length(old.hashes)) <> old.hashes)
  EXECUTE FUNCTION refuse_to_forget();
CREATE TRIGGER never_deleted BEFORE DELETE OR TRUNCATE ON ledger_tile
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_forget();

-- Where the leaf of an event stands in the log of its tenant; null for those stored before it had one.
ALTER TABLE event ADD COLUMN log_index bigint;
CREATE INDEX event_log_index ON event (tenant, log_index);

-- The first byte says how the others hold the event: 1, as they are.
UPDATE event SET value = '\x01'::bytea || value;
