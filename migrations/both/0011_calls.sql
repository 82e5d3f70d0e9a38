-- Whom staff have to telephone, and why. Who she is and her number are read from the booking, never kept twice.

CREATE TABLE call (
  id              BIGINT PRIMARY KEY,
  municipality_id BIGINT NOT NULL REFERENCES municipality (id),
  booking_id      BIGINT NOT NULL REFERENCES booking (id),
  -- A word of ours, and what brought it about: the same cause makes one entry.
  reason          TEXT NOT NULL,
  cause           TEXT NOT NULL,
  -- JSON, nothing personal.
  detail          TEXT NOT NULL,
  next_at         BIGINT NOT NULL,
  attempts        BIGINT NOT NULL,
  outcome         TEXT,
  done_at         BIGINT,
  staff_id        BIGINT REFERENCES staff (id),
  created_at      BIGINT NOT NULL,
  version         BIGINT NOT NULL,
  UNIQUE (booking_id, reason, cause),
  CHECK (done_at IS NULL OR outcome IS NOT NULL)
);
CREATE INDEX call_of_city ON call (municipality_id, done_at, next_at);
