-- Meetings that video providers hold for bookings: made, moved and taken away by jobs.
CREATE TABLE meeting (
  id              BIGINT PRIMARY KEY,
  municipality_id BIGINT NOT NULL REFERENCES municipality (id),
  booking_id      BIGINT NOT NULL REFERENCES booking (id),
  -- Its name, fixed when the meeting was first wanted.
  provider        TEXT NOT NULL,
  state           TEXT NOT NULL CHECK (state IN ('wanted', 'made', 'gone')),
  -- What the provider calls it, and its link; none until the provider has said so.
  remote_id       TEXT,
  join_url        TEXT,
  -- What the provider was told last.
  staff_id        BIGINT REFERENCES staff (id),
  starts_at       BIGINT,
  ends_at         BIGINT,
  created_at      BIGINT NOT NULL
);
CREATE INDEX meeting_booking ON meeting (booking_id);
CREATE INDEX meeting_staff ON meeting (staff_id) WHERE staff_id IS NOT NULL;
