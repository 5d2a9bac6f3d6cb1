-- How far each tenant's log was gone through to recompute its decisions, and what came of it.
CREATE TABLE consistency (
  tenant     text        PRIMARY KEY,
  next       bigint      NOT NULL, -- index in the tenant's log where it goes on
  confirmed  bigint      NOT NULL, -- decisions with the same answer
  undecided  bigint      NOT NULL, -- refusals before anything was decided
  mismatches bigint      NOT NULL, -- decisions with another answer
  until      timestamptz,          -- time of the last event that was gone through
  looked     timestamptz NOT NULL
) WITH (fillfactor = 70);

-- Decisions with another answer; each is an entry of the tenant's log too.
CREATE TABLE mismatch (
  tenant      text        NOT NULL,
  index       bigint      NOT NULL, -- of the event, in the tenant's log
  request     uuid,
  time        timestamptz NOT NULL, -- of the event
  entry       bigint      NOT NULL, -- index of the entry about it
  differences jsonb       NOT NULL,
  noticed     timestamptz NOT NULL,
  PRIMARY KEY (tenant, index)
);

-- Decisions that cannot be recomputed, and why.
CREATE TABLE uncomputable (
  tenant   text        NOT NULL,
  index    bigint      NOT NULL,
  request  uuid,
  time     timestamptz NOT NULL,
  cause    text        NOT NULL,
  detail   text        NOT NULL,
  snapshot text,
  noticed  timestamptz NOT NULL,
  PRIMARY KEY (tenant, index)
);

CREATE INDEX uncomputable_snapshot ON uncomputable (snapshot) WHERE cause = 'snapshot_missing';
