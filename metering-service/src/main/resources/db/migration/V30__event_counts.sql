-- Counts of events by the day, kept by the statement that inserts them, so in intake's transaction.
-- A shape is what events are mostly counted and filtered by; there are few of them, and many events of
-- each. Questions about a month read counts; single events are read only where counts say that there
-- are some.
CREATE TABLE event_shape (
  id            integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  digest        bytea   NOT NULL UNIQUE, -- SHA-256 of all that follows
  tenant        text    NOT NULL,
  type          text    NOT NULL,
  router        text, -- only of events about a router's run, as the next
  router_site   text,
  application   text,
  api_key       text,
  model         text,
  operation     text,
  data_class    text,
  reason        text,
  endpoint      text,
  version       text,
  endpoint_site text,
  operator      text,
  countries     text[],
  outcome       text,
  status        integer,
  code          text,
  usage_source  text,
  repeats       boolean NOT NULL,
  further       boolean NOT NULL -- a second attempt of its request, or a later one
);

CREATE INDEX event_shape_tenant ON event_shape (tenant);

CREATE TABLE event_count (
  shape             integer     NOT NULL REFERENCES event_shape,
  events            integer     NOT NULL,
  day               timestamptz NOT NULL, -- its beginning, UTC
  prompt_tokens     bigint      NOT NULL,
  completion_tokens bigint      NOT NULL,
  total_tokens      bigint      NOT NULL,
  request_bytes     bigint      NOT NULL,
  response_bytes    bigint      NOT NULL,
  PRIMARY KEY (shape, day)
) WITH (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.05);

-- By which revisions of the catalogue each endpoint was chosen.
CREATE TABLE event_revision (
  tenant     text        NOT NULL,
  data_class text        NOT NULL,
  endpoint   text        NOT NULL,
  day        timestamptz NOT NULL, -- its beginning, UTC
  revision   bigint      NOT NULL,
  PRIMARY KEY (tenant, day, data_class, endpoint, revision)
);

CREATE FUNCTION count_events() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO event_shape (digest, tenant, type, router, router_site, application, api_key, model,
    operation, data_class, reason, endpoint, version, endpoint_site, operator, countries, outcome,
    status, code, usage_source, repeats, further)
  SELECT n.* FROM (
    SELECT sha256(convert_to(ROW(d.*)::text, 'UTF8')), d.* FROM (
      SELECT DISTINCT tenant, type, CASE WHEN request IS NULL THEN router END,
        CASE WHEN request IS NULL THEN router_site END, application, api_key, model, operation,
        data_class, reason, endpoint, version, endpoint_site, operator, countries, outcome, status, code,
        usage_source, repeats, coalesce(attempt, 1) > 1
      FROM added) d) n (digest)
  WHERE NOT EXISTS (SELECT FROM event_shape s WHERE s.digest = n.digest)
  ON CONFLICT (digest) DO NOTHING;

  INSERT INTO event_count (shape, day, events, prompt_tokens, completion_tokens, total_tokens,
    request_bytes, response_bytes)
  SELECT s.id, g.day, g.events, g.prompt, g.completion, g.total, g.sent, g.received
  FROM (
    SELECT sha256(convert_to(ROW(tenant, type, CASE WHEN request IS NULL THEN router END,
        CASE WHEN request IS NULL THEN router_site END, application, api_key, model, operation,
        data_class, reason, endpoint, version, endpoint_site, operator, countries, outcome, status, code,
        usage_source, repeats, coalesce(attempt, 1) > 1)::text, 'UTF8')) AS digest,
      date_trunc('day', time, 'UTC') AS day, count(*) AS events,
      coalesce(sum(prompt_tokens), 0) AS prompt, coalesce(sum(completion_tokens), 0) AS completion,
      coalesce(sum(total_tokens), 0) AS total, coalesce(sum(request_bytes), 0) AS sent,
      coalesce(sum(response_bytes), 0) AS received
    FROM added GROUP BY 1, 2) g
  JOIN event_shape s ON s.digest = g.digest
  ORDER BY s.id, g.day
  ON CONFLICT (shape, day) DO UPDATE SET
    events = event_count.events + excluded.events,
    prompt_tokens = event_count.prompt_tokens + excluded.prompt_tokens,
    completion_tokens = event_count.completion_tokens + excluded.completion_tokens,
    total_tokens = event_count.total_tokens + excluded.total_tokens,
    request_bytes = event_count.request_bytes + excluded.request_bytes,
    response_bytes = event_count.response_bytes + excluded.response_bytes;

  INSERT INTO event_revision (tenant, data_class, endpoint, day, revision)
  SELECT DISTINCT tenant, data_class, endpoint, date_trunc('day', time, 'UTC'), revision
  FROM added WHERE type = 'opened' AND revision IS NOT NULL
  ON CONFLICT DO NOTHING;
  RETURN NULL;
END$$;

-- When rows of events change, which only lawful destruction does, the counts change with them: what was
-- taken out of an event must not live on in its shape.
CREATE FUNCTION uncount_events() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  touched bytea[];
BEGIN
  UPDATE event_count n SET
    events = n.events - g.events,
    prompt_tokens = n.prompt_tokens - g.prompt,
    completion_tokens = n.completion_tokens - g.completion,
    total_tokens = n.total_tokens - g.total,
    request_bytes = n.request_bytes - g.sent,
    response_bytes = n.response_bytes - g.received
  FROM (
    SELECT sha256(convert_to(ROW(tenant, type, CASE WHEN request IS NULL THEN router END,
        CASE WHEN request IS NULL THEN router_site END, application, api_key, model, operation,
        data_class, reason, endpoint, version, endpoint_site, operator, countries, outcome, status, code,
        usage_source, repeats, coalesce(attempt, 1) > 1)::text, 'UTF8')) AS digest,
      date_trunc('day', time, 'UTC') AS day, count(*) AS events,
      coalesce(sum(prompt_tokens), 0) AS prompt, coalesce(sum(completion_tokens), 0) AS completion,
      coalesce(sum(total_tokens), 0) AS total, coalesce(sum(request_bytes), 0) AS sent,
      coalesce(sum(response_bytes), 0) AS received
    FROM removed GROUP BY 1, 2) g
  JOIN event_shape s ON s.digest = g.digest
  WHERE n.shape = s.id AND n.day = g.day;

  SELECT array_agg(DISTINCT sha256(convert_to(ROW(tenant, type, CASE WHEN request IS NULL THEN router END,
        CASE WHEN request IS NULL THEN router_site END, application, api_key, model, operation,
        data_class, reason, endpoint, version, endpoint_site, operator, countries, outcome, status, code,
        usage_source, repeats, coalesce(attempt, 1) > 1)::text, 'UTF8')))
  INTO touched FROM removed;
  DELETE FROM event_count n USING event_shape s
  WHERE s.digest = ANY (touched) AND n.shape = s.id AND n.events = 0;
  DELETE FROM event_shape s
  WHERE s.digest = ANY (touched) AND NOT EXISTS (SELECT FROM event_count n WHERE n.shape = s.id);
  RETURN NULL;
END$$;

-- What is there already is counted by the same function.
CREATE TEMPORARY TABLE again (LIKE event) ON COMMIT DROP;
CREATE TRIGGER count_events AFTER INSERT ON again REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION count_events();
INSERT INTO again SELECT * FROM event;

CREATE TRIGGER count_events AFTER INSERT ON event REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION count_events();
-- Triggers fire in the order of their names: first what is there now, then what was.
CREATE TRIGGER count_events_after AFTER UPDATE ON event REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION count_events();
CREATE TRIGGER count_events_before AFTER UPDATE ON event REFERENCING OLD TABLE AS removed
  FOR EACH STATEMENT EXECUTE FUNCTION uncount_events();

CREATE INDEX snapshot_revision ON snapshot (revision);

CREATE INDEX ledger_entry_kind ON ledger_entry (log, kind, index);
