-- Counts follow the rows: what an event was counted under goes when its row loses it, and the row is
-- counted under what is left. Works on the temporary table "destroyed", rows of event.
CREATE FUNCTION uncount_destroyed() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  CREATE TEMPORARY TABLE counted_off ON COMMIT DROP AS
  SELECT s.id AS shape, g.hour, g.events, g.prompt, g.completion, g.total, g.sent, g.received
  FROM (
    SELECT sha256(convert_to(ROW(tenant, type, router, router_site, application, api_key, model,
        operation, data_class, reason, revision, endpoint, version, endpoint_site, operator, countries,
        outcome, status, code, usage_source, repeats)::text, 'UTF8')) AS digest,
      date_trunc('hour', time, 'UTC') AS hour, count(*) AS events,
      coalesce(sum(prompt_tokens), 0) AS prompt, coalesce(sum(completion_tokens), 0) AS completion,
      coalesce(sum(total_tokens), 0) AS total, coalesce(sum(request_bytes), 0) AS sent,
      coalesce(sum(response_bytes), 0) AS received
    FROM destroyed
    GROUP BY 1, 2) g
  JOIN event_shape s ON s.digest = g.digest;

  -- In the order in which intake takes them.
  PERFORM FROM event_count c JOIN counted_off o ON o.shape = c.shape AND o.hour = c.hour
  ORDER BY c.shape, c.hour FOR UPDATE OF c;

  UPDATE event_count c SET events = c.events - o.events,
    prompt_tokens = c.prompt_tokens - o.prompt,
    completion_tokens = c.completion_tokens - o.completion,
    total_tokens = c.total_tokens - o.total,
    request_bytes = c.request_bytes - o.sent,
    response_bytes = c.response_bytes - o.received
  FROM counted_off o WHERE c.shape = o.shape AND c.hour = o.hour;

  DELETE FROM event_count c USING counted_off o
  WHERE c.shape = o.shape AND c.hour = o.hour AND c.events <= 0;

  -- A shape that counts nothing any more still names a key; one that intake takes up meanwhile stays.
  UPDATE event_shape s SET application = NULL, api_key = NULL, model = NULL,
    digest = sha256(uuid_send(gen_random_uuid()))
  WHERE s.id IN (SELECT shape FROM counted_off)
    AND NOT EXISTS (SELECT FROM event_count c WHERE c.shape = s.id);

  DROP TABLE counted_off;
END$$;
