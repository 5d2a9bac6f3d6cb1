-- Usage events: one row per numbered event, by the day (UTC) of the router's clock.
-- The value's bytes are the truth; the columns are there to find and count by.
CREATE TABLE event (
  time              timestamptz NOT NULL,
  tenant            text        NOT NULL,
  epoch             uuid        NOT NULL,
  sequence          bigint      NOT NULL,
  type              text        NOT NULL,
  cell              text        NOT NULL,
  router            text        NOT NULL,
  router_site       text        NOT NULL,
  request           uuid,
  attempt           integer,
  application       text,
  api_key           text,
  model             text,
  operation         text,
  data_class        text,       -- the class that counted
  reason            text,
  snapshot          text,
  revision          bigint,
  endpoint          text,
  version           text,
  endpoint_site     text,
  operator          text,
  countries         text[],
  outcome           text,
  status            integer,
  code              text,
  usage_source      text,
  prompt_tokens     bigint,
  completion_tokens bigint,
  total_tokens      bigint,
  request_bytes     bigint,
  response_bytes    bigint,
  late_since        timestamptz, -- when its absence was noticed, if it filled a gap
  repeats           boolean     NOT NULL, -- the end of an attempt whose end is stored already
  stored            timestamptz NOT NULL,
  kafka_partition   integer     NOT NULL,
  kafka_offset      bigint      NOT NULL,
  digest            bytea       NOT NULL, -- SHA-256 of value
  salt              bytea       NOT NULL,
  value             bytea       NOT NULL
) PARTITION BY RANGE (time);

CREATE INDEX event_tenant_time ON event (tenant, time);
CREATE INDEX event_time ON event (time);
CREATE INDEX event_request ON event (request);

-- Every number that ever arrived, whatever the day: tells a duplicate from an equivocation.
CREATE TABLE sequence_digest (
  epoch    uuid        NOT NULL,
  tenant   text        NOT NULL,
  sequence bigint      NOT NULL,
  digest   bytea       NOT NULL,
  time     timestamptz NOT NULL, -- names the day of the event's row
  PRIMARY KEY (epoch, tenant, sequence)
);

-- Same number, other bytes. Kept, and never stored as an event.
CREATE TABLE equivocation (
  epoch           uuid        NOT NULL,
  tenant          text        NOT NULL,
  sequence        bigint      NOT NULL,
  digest          bytea       NOT NULL,
  salt            bytea       NOT NULL,
  value           bytea       NOT NULL,
  topic           text        NOT NULL,
  kafka_partition integer     NOT NULL,
  kafka_offset    bigint      NOT NULL,
  noticed         timestamptz NOT NULL,
  PRIMARY KEY (epoch, tenant, sequence, digest)
);

-- What is known of each (epoch, tenant).
CREATE TABLE epoch (
  epoch   uuid        NOT NULL,
  tenant  text        NOT NULL,
  cell    text        NOT NULL,
  router  text        NOT NULL,
  highest bigint      NOT NULL, -- known to have been given out; -1 if none
  heartbeat_millis bigint,      -- as announced
  ended   timestamptz,
  seen    timestamptz NOT NULL,
  PRIMARY KEY (epoch, tenant)
) WITH (fillfactor = 70);

-- Numbers below the highest that are absent; a gap once older than the grace period.
CREATE TABLE hole (
  epoch  uuid        NOT NULL,
  tenant text        NOT NULL,
  first  bigint      NOT NULL,
  last   bigint      NOT NULL,
  since  timestamptz NOT NULL,
  given_up boolean   NOT NULL, -- the router said itself that these may be missing for good
  PRIMARY KEY (epoch, tenant, first),
  CHECK (first <= last)
);

-- Numbers that arrived after they had been a gap.
CREATE TABLE late_fill (
  epoch    uuid        NOT NULL,
  tenant   text        NOT NULL,
  sequence bigint      NOT NULL,
  since    timestamptz NOT NULL,
  given_up boolean     NOT NULL,
  filled   timestamptz NOT NULL,
  PRIMARY KEY (epoch, tenant, sequence)
);

-- Attempts that are opened and not closed. Small, and emptied as fast as it fills.
CREATE TABLE open_attempt (
  request    uuid        NOT NULL,
  attempt    integer     NOT NULL,
  tenant     text        NOT NULL,
  time       timestamptz NOT NULL, -- of the opened event
  PRIMARY KEY (tenant, request, attempt)
) WITH (autovacuum_vacuum_scale_factor = 0.02);

-- Where intake goes on, and who may move it: only the holder of the newest fence.
CREATE TABLE intake_offset (
  topic           text    NOT NULL,
  kafka_partition integer NOT NULL,
  next_offset     bigint  NOT NULL,
  fence           bigint  NOT NULL,
  PRIMARY KEY (topic, kafka_partition)
) WITH (fillfactor = 50);

-- Records that are not events.
CREATE TABLE dead_letter (
  topic           text        NOT NULL,
  kafka_partition integer     NOT NULL,
  kafka_offset    bigint      NOT NULL,
  reason          text        NOT NULL,
  detail          text        NOT NULL,
  key             bytea,
  salt            bytea,
  value           bytea,
  noticed         timestamptz NOT NULL,
  PRIMARY KEY (topic, kafka_partition, kafka_offset)
);
