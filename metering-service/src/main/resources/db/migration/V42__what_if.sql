-- Questions what would have been answered under another policy, catalogue or law.
CREATE TABLE whatif_job (
  id           uuid        PRIMARY KEY,
  number       bigint      GENERATED ALWAYS AS IDENTITY UNIQUE,
  state        text        NOT NULL, -- queued, running, done, cancelled, failed
  asked_by     text        NOT NULL,
  asked_at     timestamptz NOT NULL,
  purpose      text        NOT NULL,
  tenant       text,
  period_from  timestamptz NOT NULL,
  period_to    timestamptz NOT NULL,
  change       text        NOT NULL, -- JSON
  digest       text        NOT NULL, -- SHA-256 of change
  started      timestamptz,
  ended        timestamptz,
  problem      text,
  -- the last event that was gone through
  at_time      timestamptz,
  at_tenant    text,
  at_epoch     uuid,
  at_sequence  bigint,
  examined     bigint      NOT NULL DEFAULT 0,
  undecided    bigint      NOT NULL DEFAULT 0,
  uncomputable bigint      NOT NULL DEFAULT 0,
  changes      bigint      NOT NULL DEFAULT 0
) WITH (fillfactor = 50);

CREATE INDEX whatif_job_open ON whatif_job (number) WHERE state IN ('queued', 'running');

-- Requests whose answer is another one, in the order of their events.
CREATE TABLE whatif_change (
  job         uuid        NOT NULL REFERENCES whatif_job ON DELETE CASCADE,
  number      bigint      NOT NULL, -- from 1
  time        timestamptz NOT NULL,
  tenant      text        NOT NULL,
  request     uuid        NOT NULL,
  application text        NOT NULL,
  change      text        NOT NULL,
  was         text        NOT NULL,
  becomes     text        NOT NULL,
  endpoint    text,
  PRIMARY KEY (job, number)
);

CREATE INDEX whatif_change_request ON whatif_change (request);

CREATE TABLE whatif_count (
  job         uuid   NOT NULL REFERENCES whatif_job ON DELETE CASCADE,
  tenant      text   NOT NULL,
  application text   NOT NULL,
  change      text   NOT NULL,
  requests    bigint NOT NULL,
  PRIMARY KEY (job, tenant, application, change)
);
