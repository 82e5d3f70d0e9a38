-- Whose fault a message that did not leave is, what waits for an operator, and what an administrator must know.

-- Refused of us, of her address, of the letter, or a defect of ours.
ALTER TABLE outbox ADD COLUMN failure TEXT CHECK (failure IN ('relay', 'recipient', 'letter', 'internal'));
-- Kept back after a restore: it leaves only when somebody says so.
ALTER TABLE outbox ADD COLUMN held_at BIGINT;
-- Somebody dealt with a message that did not leave: it was sent anew, or put away.
ALTER TABLE outbox ADD COLUMN settled_at BIGINT;
CREATE INDEX outbox_failure ON outbox (failure, municipality_id) WHERE failure IS NOT NULL;
CREATE INDEX outbox_held ON outbox (municipality_id, due_at, id) WHERE held_at IS NOT NULL;
CREATE INDEX outbox_trouble ON outbox (municipality_id, finished_at) WHERE state IN ('failed', 'expired') AND settled_at IS NULL;

-- One row for each thing that can be wrong; without a city it concerns all of them.
CREATE TABLE alarm (
  id              BIGINT PRIMARY KEY,
  municipality_id BIGINT REFERENCES municipality (id),
  code            TEXT NOT NULL,
  subject         TEXT NOT NULL,
  detail          TEXT NOT NULL,
  raised_at       BIGINT NOT NULL,
  last_seen_at    BIGINT NOT NULL,
  cleared_at      BIGINT,
  count           BIGINT NOT NULL
);
CREATE UNIQUE INDEX alarm_one ON alarm (COALESCE(municipality_id, 0), code, subject);

-- Says inside a copy that it is one. `mendan backup` makes the table itself when it copies an older database.
CREATE TABLE IF NOT EXISTS backup_mark (
  taken_at BIGINT PRIMARY KEY,
  version  TEXT NOT NULL
);
