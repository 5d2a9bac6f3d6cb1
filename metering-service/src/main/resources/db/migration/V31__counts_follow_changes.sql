-- When rows of events change, which only lawful destruction does, the counts change with them: what was
-- taken out of an event must not live on in its shape.
CREATE FUNCTION uncount_events() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE event_count n SET
    events = n.events - g.events,
    prompt_tokens = n.prompt_tokens - g.prompt,
    completion_tokens = n.completion_tokens - g.completion,
    total_tokens = n.total_tokens - g.total,
    request_bytes = n.request_bytes - g.sent,
    response_bytes = n.response_bytes - g.received
  FROM (
    SELECT sha256(convert_to(ROW(tenant, type, router, router_site, application, api_key, model,
        operation, data_class, reason, revision, endpoint, version, endpoint_site, operator, countries,
        outcome, status, code, usage_source, repeats)::text, 'UTF8')) AS digest,
      date_trunc('hour', time, 'UTC') AS hour, count(*) AS events,
      coalesce(sum(prompt_tokens), 0) AS prompt, coalesce(sum(completion_tokens), 0) AS completion,
      coalesce(sum(total_tokens), 0) AS total, coalesce(sum(request_bytes), 0) AS sent,
      coalesce(sum(response_bytes), 0) AS received
    FROM removed GROUP BY 1, 2) g
  JOIN event_shape s ON s.digest = g.digest
  WHERE n.shape = s.id AND n.hour = g.hour;

  WITH touched AS (
    SELECT DISTINCT sha256(convert_to(ROW(tenant, type, router, router_site, application, api_key,
        model, operation, data_class, reason, revision, endpoint, version, endpoint_site, operator,
        countries, outcome, status, code, usage_source, repeats)::text, 'UTF8')) AS digest
    FROM removed)
  DELETE FROM event_count n USING event_shape s, touched t
  WHERE s.digest = t.digest AND n.shape = s.id AND n.events = 0;

  WITH touched AS (
    SELECT DISTINCT sha256(convert_to(ROW(tenant, type, router, router_site, application, api_key,
        model, operation, data_class, reason, revision, endpoint, version, endpoint_site, operator,
        countries, outcome, status, code, usage_source, repeats)::text, 'UTF8')) AS digest
    FROM removed)
  DELETE FROM event_shape s USING touched t
  WHERE s.digest = t.digest AND NOT EXISTS (SELECT FROM event_count n WHERE n.shape = s.id);
  RETURN NULL;
END$$;

-- Triggers fire in the order of their names: first what is there now, then what was.
CREATE TRIGGER count_events_after AFTER UPDATE ON event REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION count_events();
CREATE TRIGGER count_events_before AFTER UPDATE ON event REFERENCING OLD TABLE AS removed
  FOR EACH STATEMENT EXECUTE FUNCTION uncount_events();

DROP FUNCTION forget_in_counts(text, text);
