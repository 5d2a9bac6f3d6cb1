-- Counts of events by the hour, kept by the statement that inserts them, so in intake's transaction.
-- A shape is every dimension that events are counted and filtered by; there are few of them, and many
-- events of each. Questions about a month read counts; single events are read only where counts say
-- that there are some.
CREATE TABLE event_shape (
  id            integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  digest        bytea   NOT NULL UNIQUE, -- SHA-256 of all that follows
  tenant        text    NOT NULL,
  type          text    NOT NULL,
  router        text    NOT NULL,
  router_site   text    NOT NULL,
  application   text,
  api_key       text,
  model         text,
  operation     text,
  data_class    text,
  reason        text,
  revision      bigint,
  endpoint      text,
  version       text,
  endpoint_site text,
  operator      text,
  countries     text[],
  outcome       text,
  status        integer,
  code          text,
  usage_source  text,
  repeats       boolean NOT NULL
);

CREATE INDEX event_shape_tenant ON event_shape (tenant);

CREATE TABLE event_count (
  shape             integer     NOT NULL REFERENCES event_shape,
  events            integer     NOT NULL,
  hour              timestamptz NOT NULL, -- its beginning, UTC
  prompt_tokens     bigint      NOT NULL,
  completion_tokens bigint      NOT NULL,
  total_tokens      bigint      NOT NULL,
  request_bytes     bigint      NOT NULL,
  response_bytes    bigint      NOT NULL,
  PRIMARY KEY (shape, hour)
) WITH (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.05);

CREATE FUNCTION count_events() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO event_shape (digest, tenant, type, router, router_site, application, api_key, model,
    operation, data_class, reason, revision, endpoint, version, endpoint_site, operator, countries,
    outcome, status, code, usage_source, repeats)
  SELECT n.* FROM (
    SELECT sha256(convert_to(ROW(d.*)::text, 'UTF8')), d.* FROM (
      SELECT DISTINCT tenant, type, router, router_site, application, api_key, model, operation,
        data_class, reason, revision, endpoint, version, endpoint_site, operator, countries, outcome,
        status, code, usage_source, repeats
      FROM added) d) n (digest)
  WHERE NOT EXISTS (SELECT FROM event_shape s WHERE s.digest = n.digest)
  ON CONFLICT (digest) DO NOTHING;

  INSERT INTO event_count (shape, hour, events, prompt_tokens, completion_tokens, total_tokens,
    request_bytes, response_bytes)
  SELECT s.id, g.hour, g.events, g.prompt, g.completion, g.total, g.sent, g.received
  FROM (
    SELECT sha256(convert_to(ROW(tenant, type, router, router_site, application, api_key, model,
        operation, data_class, reason, revision, endpoint, version, endpoint_site, operator, countries,
        outcome, status, code, usage_source, repeats)::text, 'UTF8')) AS digest,
      date_trunc('hour', time, 'UTC') AS hour, count(*) AS events,
      coalesce(sum(prompt_tokens), 0) AS prompt, coalesce(sum(completion_tokens), 0) AS completion,
      coalesce(sum(total_tokens), 0) AS total, coalesce(sum(request_bytes), 0) AS sent,
      coalesce(sum(response_bytes), 0) AS received
    FROM added
    GROUP BY tenant, type, router, router_site, application, api_key, model, operation, data_class,
      reason, revision, endpoint, version, endpoint_site, operator, countries, outcome, status, code,
      usage_source, repeats, date_trunc('hour', time, 'UTC')) g
  JOIN event_shape s ON s.digest = g.digest
  ORDER BY s.id, g.hour
  ON CONFLICT (shape, hour) DO UPDATE SET
    events = event_count.events + excluded.events,
    prompt_tokens = event_count.prompt_tokens + excluded.prompt_tokens,
    completion_tokens = event_count.completion_tokens + excluded.completion_tokens,
    total_tokens = event_count.total_tokens + excluded.total_tokens,
    request_bytes = event_count.request_bytes + excluded.request_bytes,
    response_bytes = event_count.response_bytes + excluded.response_bytes;
  RETURN NULL;
END$$;

-- What is there already is counted by the same function.
CREATE TEMPORARY TABLE again (LIKE event) ON COMMIT DROP;
CREATE TRIGGER count_events AFTER INSERT ON again REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION count_events();
INSERT INTO again SELECT * FROM event;

CREATE TRIGGER count_events AFTER INSERT ON event REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION count_events();

-- Further attempts of one request, so that it can be counted once.
CREATE INDEX event_again ON event (tenant, time) WHERE attempt > 1;

-- Takes a subject's id out of the counts; what was counted stays counted.
CREATE FUNCTION forget_in_counts(of_tenant text, of_key text) RETURNS void LANGUAGE sql AS $$
  UPDATE event_shape SET api_key = NULL, digest = sha256(uuid_send(gen_random_uuid()))
  WHERE tenant = of_tenant AND api_key = of_key;
$$;

CREATE INDEX snapshot_revision ON snapshot (revision);

CREATE INDEX ledger_entry_kind ON ledger_entry (log, kind, index);
