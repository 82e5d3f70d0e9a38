-- When she came, and when the interview began and ended, as staff marked it.
ALTER TABLE booking ADD COLUMN arrived_at BIGINT;
ALTER TABLE booking ADD COLUMN started_at BIGINT;
ALTER TABLE booking ADD COLUMN ended_at BIGINT;
-- What staff decided where she did not come: a word of ours.
ALTER TABLE booking ADD COLUMN follow_up TEXT;
-- A note of colleagues to each other, sealed; when it was written last, and by whom.
ALTER TABLE booking ADD COLUMN note_sealed BYTEA;
ALTER TABLE booking ADD COLUMN noted_at BIGINT;
ALTER TABLE booking ADD COLUMN noted_by BIGINT REFERENCES staff (id);

-- What a nurse is told of her day on that day: that others made, moved, changed or called off a booking of hers. Who it is of is read
-- from the booking, never kept twice.
CREATE TABLE staff_news (
  id              BIGINT PRIMARY KEY,
  municipality_id BIGINT NOT NULL REFERENCES municipality (id),
  staff_id        BIGINT NOT NULL REFERENCES staff (id) ON DELETE CASCADE,
  booking_id      BIGINT NOT NULL REFERENCES booking (id) ON DELETE CASCADE,
  -- As whatever she is told of left the booking: by that it is found when it is undone.
  version         BIGINT NOT NULL,
  -- A word of ours.
  what            TEXT NOT NULL,
  -- The start that she has to know: of what was taken from her, the one it had.
  starts_at       BIGINT NOT NULL,
  -- The start before, of what moved within the day.
  was_at          BIGINT,
  at              BIGINT NOT NULL,
  -- When she said that she has seen it.
  seen_at         BIGINT
);
CREATE INDEX staff_news_of ON staff_news (municipality_id, staff_id, at);
CREATE INDEX staff_news_booking ON staff_news (booking_id, version);
CREATE INDEX staff_news_age ON staff_news (at);
