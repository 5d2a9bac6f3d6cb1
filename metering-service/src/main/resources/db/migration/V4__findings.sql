-- What was found, and stands in the log of its tenant already: each finding is one entry.
ALTER TABLE hole ADD COLUMN logged boolean NOT NULL DEFAULT false; -- as a gap
CREATE INDEX hole_unlogged ON hole (since) WHERE NOT logged;

ALTER TABLE epoch
  ADD COLUMN begun timestamptz, -- when the first of it arrived
  ADD COLUMN latest timestamptz, -- the latest time of its events
  ADD COLUMN successor uuid, -- the epoch that the same process went on with
  ADD COLUMN unfinished boolean NOT NULL DEFAULT false; -- found to be over without having ended
UPDATE epoch SET begun = seen;
ALTER TABLE epoch ALTER COLUMN begun SET NOT NULL;
CREATE INDEX epoch_of_router ON epoch (cell, router, begun);
CREATE INDEX epoch_going_on ON epoch (epoch, tenant) WHERE ended IS NULL AND NOT unfinished;

ALTER TABLE open_attempt
  ADD COLUMN epoch uuid, -- whose router would tell of the end
  ADD COLUMN abandoned boolean NOT NULL DEFAULT false;
UPDATE open_attempt o SET epoch = e.epoch FROM event e
WHERE e.time = o.time AND e.tenant = o.tenant AND e.request = o.request AND e.attempt = o.attempt
  AND e.type = 'opened';
CREATE INDEX open_attempt_epoch ON open_attempt (epoch, tenant) WHERE NOT abandoned;

-- All that was put on the partition before this time has been read.
ALTER TABLE intake_offset ADD COLUMN read_until timestamptz;
