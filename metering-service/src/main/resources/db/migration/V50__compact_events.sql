-- Rows of events without what repeats. What many events have in common stands once: in the shape
-- that they are counted by, in the epoch that numbered them, in the snapshot that decided. What is
-- asked about events is asked of the view, which puts all of it together again.

-- Who numbers events: one epoch of one router, for one tenant. Never changed, never deleted.
CREATE TABLE event_origin (
  id          integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  epoch       uuid    NOT NULL,
  tenant      text    NOT NULL,
  cell        text    NOT NULL,
  router      text    NOT NULL,
  router_site text    NOT NULL,
  UNIQUE (epoch, tenant)
);

ALTER TABLE named_snapshot ADD COLUMN id integer GENERATED ALWAYS AS IDENTITY UNIQUE;

-- Every text by its length in bytes, so that no two shapes are spelled alike; in the order of the columns.
CREATE FUNCTION shape_digest(s event_shape) RETURNS bytea IMMUTABLE LANGUAGE sql AS $$
  SELECT sha256(convert_to(string_agg(coalesce(octet_length(t) || ':' || t, '-'), '' ORDER BY n), 'UTF8'))
  FROM unnest(ARRAY[s.tenant, s.type, s.router, s.router_site, s.application, s.api_key, s.model,
    s.operation, s.data_class, s.reason, s.endpoint, s.version, s.endpoint_site, s.operator,
    array_to_string(s.countries, ','), s.outcome, s.status::text, s.code, s.usage_source,
    s.repeats::text, s.further::text]) WITH ORDINALITY AS part (t, n)
$$;

ALTER TABLE event RENAME TO event_before;
ALTER INDEX event_tenant_time RENAME TO event_before_tenant_time;
ALTER INDEX event_time RENAME TO event_before_time;
ALTER INDEX event_request RENAME TO event_before_request;
ALTER INDEX event_log_index RENAME TO event_before_log_index;
DROP TRIGGER count_events ON event_before;
DROP TRIGGER count_events_after ON event_before;
DROP TRIGGER count_events_before ON event_before;
DROP FUNCTION count_events();
DROP FUNCTION uncount_events();

-- One row per numbered event, by the day (UTC) of the router's clock. The value's bytes are the
-- truth; the columns are there to find and count by. Wide columns first, so that none is padded.
CREATE TABLE event_row (
  time              timestamptz NOT NULL,
  sequence          bigint      NOT NULL,
  stored            timestamptz NOT NULL,
  kafka_offset      bigint      NOT NULL,
  log_index         bigint,      -- in the log of its tenant; null for those stored before it had one
  revision          bigint,
  prompt_tokens     bigint,
  completion_tokens bigint,
  total_tokens      bigint,
  request_bytes     bigint,
  response_bytes    bigint,
  late_since        timestamptz, -- when its absence was noticed, if it filled a gap
  origin            integer     NOT NULL, -- in event_origin
  shape             integer     NOT NULL, -- in event_shape; those two are not checked row by row
  kafka_partition   integer     NOT NULL,
  attempt           integer,
  snapshot          integer,     -- in named_snapshot
  request           uuid,
  destruction       uuid,        -- what destroyed salt and value; null while they are there
  tenant            text        NOT NULL,
  salt              bytea,
  value             bytea,       -- the first byte says how the others hold the event
  commitment        bytea        -- SHA-256 of salt and value, once they are gone
) PARTITION BY RANGE (time);

CREATE INDEX event_tenant_time ON event_row (tenant, time);
CREATE INDEX event_time ON event_row (time);
CREATE INDEX event_request ON event_row (request);
CREATE INDEX event_log_index ON event_row (tenant, log_index);

-- Joins that a question does not need are left out by PostgreSQL, since they are outer ones.
CREATE VIEW event AS
SELECT r.time, r.tenant, o.epoch, r.sequence, s.type, o.cell, o.router, o.router_site, r.request,
  r.attempt, s.application, s.api_key, s.model, s.operation, s.data_class, s.reason,
  n.digest AS snapshot, r.revision, s.endpoint, s.version, s.endpoint_site, s.operator, s.countries,
  s.outcome, s.status, s.code, s.usage_source, r.prompt_tokens, r.completion_tokens, r.total_tokens,
  r.request_bytes, r.response_bytes, r.late_since, s.repeats, r.stored, r.kafka_partition,
  r.kafka_offset, r.log_index, r.salt, r.value, r.commitment, r.destruction, r.origin, r.shape
FROM event_row r
LEFT JOIN event_shape s ON s.id = r.shape
LEFT JOIN event_origin o ON o.id = r.origin
LEFT JOIN named_snapshot n ON n.id = r.snapshot;

-- What is there already. The shapes of events are found by what their digests were made of so far.
INSERT INTO event_origin (epoch, tenant, cell, router, router_site)
SELECT DISTINCT ON (epoch, tenant) epoch, tenant, cell, router, router_site
FROM event_before ORDER BY epoch, tenant, time;

-- Numbers whose events are gone from the table, should there be any.
INSERT INTO event_origin (epoch, tenant, cell, router, router_site)
SELECT DISTINCT d.epoch, d.tenant, coalesce(e.cell, ''), coalesce(e.router, ''), ''
FROM sequence_digest d LEFT JOIN epoch e ON e.epoch = d.epoch AND e.tenant = d.tenant
ON CONFLICT DO NOTHING;

DO $$
DECLARE
  part record;
BEGIN
  FOR part IN
    SELECT c.relname AS name, pg_get_expr(c.relpartbound, c.oid) AS bound
    FROM pg_class c JOIN pg_inherits i ON i.inhrelid = c.oid
    WHERE i.inhparent = 'event_before'::regclass
  LOOP
    EXECUTE format('ALTER TABLE %I RENAME TO %I', part.name, part.name || '_before');
    EXECUTE format('CREATE TABLE %I PARTITION OF event_row %s', part.name, part.bound);
  END LOOP;
END$$;

INSERT INTO event_row (time, sequence, stored, kafka_offset, log_index, revision, prompt_tokens,
  completion_tokens, total_tokens, request_bytes, response_bytes, late_since, origin, shape,
  kafka_partition, attempt, snapshot, request, destruction, tenant, salt, value, commitment)
SELECT b.time, b.sequence, b.stored, b.kafka_offset, b.log_index, b.revision, b.prompt_tokens,
  b.completion_tokens, b.total_tokens, b.request_bytes, b.response_bytes, b.late_since, o.id, s.id,
  b.kafka_partition, b.attempt, n.id, b.request, b.destruction, b.tenant, b.salt, b.value, b.commitment
FROM event_before b
JOIN event_origin o ON o.epoch = b.epoch AND o.tenant = b.tenant
JOIN event_shape s ON s.digest = sha256(convert_to(ROW(b.tenant, b.type,
  CASE WHEN b.request IS NULL THEN b.router END, CASE WHEN b.request IS NULL THEN b.router_site END,
  b.application, b.api_key, b.model, b.operation, b.data_class, b.reason, b.endpoint, b.version,
  b.endpoint_site, b.operator, b.countries, b.outcome, b.status, b.code, b.usage_source, b.repeats,
  coalesce(b.attempt, 1) > 1)::text, 'UTF8'))
LEFT JOIN named_snapshot n ON n.digest = b.snapshot;

DO $$
BEGIN
  IF (SELECT count(*) FROM event_row) <> (SELECT count(*) FROM event_before) THEN
    RAISE EXCEPTION 'an event has no shape';
  END IF;
END$$;

DROP TABLE event_before;

UPDATE event_shape s SET digest = shape_digest(s);

-- Every number that ever arrived, whatever the day: tells a duplicate from an equivocation.
ALTER TABLE sequence_digest RENAME TO sequence_digest_before;
ALTER INDEX sequence_digest_pkey RENAME TO sequence_digest_before_pkey;
CREATE TABLE sequence_digest (
  sequence bigint      NOT NULL,
  time     timestamptz NOT NULL, -- names the day of the event's row
  origin   integer     NOT NULL, -- in event_origin
  digest   bytea       NOT NULL, -- of the event's bytes; once they were destroyed, the commitment
  PRIMARY KEY (origin, sequence)
);
INSERT INTO sequence_digest (sequence, time, origin, digest)
SELECT b.sequence, b.time, o.id, b.digest
FROM sequence_digest_before b JOIN event_origin o ON o.epoch = b.epoch AND o.tenant = b.tenant;
DROP TABLE sequence_digest_before;

-- The statement that stores events counts them.
CREATE FUNCTION count_events() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO event_count (shape, day, events, prompt_tokens, completion_tokens, total_tokens,
    request_bytes, response_bytes)
  SELECT shape, date_trunc('day', time, 'UTC'), count(*), coalesce(sum(prompt_tokens), 0),
    coalesce(sum(completion_tokens), 0), coalesce(sum(total_tokens), 0),
    coalesce(sum(request_bytes), 0), coalesce(sum(response_bytes), 0)
  FROM added GROUP BY 1, 2 ORDER BY 1, 2
  ON CONFLICT (shape, day) DO UPDATE SET
    events = event_count.events + excluded.events,
    prompt_tokens = event_count.prompt_tokens + excluded.prompt_tokens,
    completion_tokens = event_count.completion_tokens + excluded.completion_tokens,
    total_tokens = event_count.total_tokens + excluded.total_tokens,
    request_bytes = event_count.request_bytes + excluded.request_bytes,
    response_bytes = event_count.response_bytes + excluded.response_bytes;

  INSERT INTO event_revision (tenant, data_class, endpoint, day, revision)
  SELECT DISTINCT s.tenant, s.data_class, s.endpoint, a.day, a.revision
  FROM (
    SELECT DISTINCT shape, date_trunc('day', time, 'UTC') AS day, revision
    FROM added WHERE revision IS NOT NULL) a
  JOIN event_shape s ON s.id = a.shape AND s.type = 'opened'
  ORDER BY 1, 4, 2, 3, 5
  ON CONFLICT DO NOTHING;
  RETURN NULL;
END$$;

-- When rows of events change, which only lawful destruction does, the counts change with them: what was
-- taken out of an event must not live on in its shape.
CREATE FUNCTION uncount_events() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  touched integer[];
BEGIN
  UPDATE event_count n SET
    events = n.events - g.events,
    prompt_tokens = n.prompt_tokens - g.prompt,
    completion_tokens = n.completion_tokens - g.completion,
    total_tokens = n.total_tokens - g.total,
    request_bytes = n.request_bytes - g.sent,
    response_bytes = n.response_bytes - g.received
  FROM (
    SELECT shape, date_trunc('day', time, 'UTC') AS day, count(*) AS events,
      coalesce(sum(prompt_tokens), 0) AS prompt, coalesce(sum(completion_tokens), 0) AS completion,
      coalesce(sum(total_tokens), 0) AS total, coalesce(sum(request_bytes), 0) AS sent,
      coalesce(sum(response_bytes), 0) AS received
    FROM removed GROUP BY 1, 2) g
  WHERE n.shape = g.shape AND n.day = g.day;

  SELECT array_agg(DISTINCT shape) INTO touched FROM removed;
  DELETE FROM event_count n WHERE n.shape = ANY (touched) AND n.events = 0;
  DELETE FROM event_shape s
  WHERE s.id = ANY (touched) AND NOT EXISTS (SELECT FROM event_count n WHERE n.shape = s.id);
  RETURN NULL;
END$$;

CREATE TRIGGER count_events AFTER INSERT ON event_row REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION count_events();
-- Triggers fire in the order of their names: first what is there now, then what was.
CREATE TRIGGER count_events_after AFTER UPDATE ON event_row REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION count_events();
CREATE TRIGGER count_events_before AFTER UPDATE ON event_row REFERENCING OLD TABLE AS removed
  FOR EACH STATEMENT EXECUTE FUNCTION uncount_events();

-- The shapes that these become without the key, and with a subject erased without application and
-- model too. Whoever stores events of such a shape at the same time goes first, or waits: shapes are
-- locked in their order before counts are.
CREATE FUNCTION thin_shapes(ids integer[], erased boolean)
RETURNS TABLE (was integer, becomes integer) LANGUAGE plpgsql AS $$
DECLARE
  s event_shape;
BEGIN
  FOR s IN SELECT * FROM event_shape e WHERE e.id = ANY (ids) ORDER BY e.id FOR UPDATE LOOP
    was := s.id;
    s.api_key := NULL;
    IF erased THEN
      s.application := NULL;
      s.model := NULL;
    END IF;
    s.digest := shape_digest(s);
    INSERT INTO event_shape (digest, tenant, type, router, router_site, application, api_key, model,
      operation, data_class, reason, endpoint, version, endpoint_site, operator, countries, outcome,
      status, code, usage_source, repeats, further)
    VALUES (s.digest, s.tenant, s.type, s.router, s.router_site, s.application, s.api_key, s.model,
      s.operation, s.data_class, s.reason, s.endpoint, s.version, s.endpoint_site, s.operator,
      s.countries, s.outcome, s.status, s.code, s.usage_source, s.repeats, s.further)
    ON CONFLICT (digest) DO NOTHING;
    SELECT e.id INTO becomes FROM event_shape e WHERE e.digest = s.digest;
    RETURN NEXT;
  END LOOP;
END$$;
