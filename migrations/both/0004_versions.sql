-- What people edit has a version that rises with every write: a form is done only to the row its page showed.

ALTER TABLE booking ADD COLUMN version BIGINT NOT NULL DEFAULT 0;
-- With its rooms.
ALTER TABLE office ADD COLUMN version BIGINT NOT NULL DEFAULT 0;
ALTER TABLE interview_kind ADD COLUMN version BIGINT NOT NULL DEFAULT 0;
ALTER TABLE staff ADD COLUMN version BIGINT NOT NULL DEFAULT 0;
ALTER TABLE template ADD COLUMN version BIGINT NOT NULL DEFAULT 0;
ALTER TABLE closure ADD COLUMN version BIGINT NOT NULL DEFAULT 0;
ALTER TABLE partner_key ADD COLUMN version BIGINT NOT NULL DEFAULT 0;
-- Of the city's list of holidays and its turn of the year.
ALTER TABLE municipality ADD COLUMN holidays_version BIGINT NOT NULL DEFAULT 0;

-- What staff did last to a booking, while it can be undone. A hold keeps the time that it freed.
CREATE TABLE undo (
  booking_id      BIGINT PRIMARY KEY REFERENCES booking (id),
  municipality_id BIGINT NOT NULL REFERENCES municipality (id),
  action          TEXT NOT NULL,
  -- The booking's version after it.
  version         BIGINT NOT NULL,
  -- From this instant on it stays.
  until_at        BIGINT NOT NULL,
  hold_id         BIGINT,
  -- The booking as it was and the messages that were taken back, sealed.
  before_sealed   BYTEA NOT NULL
);
CREATE INDEX undo_until ON undo (until_at);
