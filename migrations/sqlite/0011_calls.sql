-- Whom staff have to telephone, and why. Who she is and her number are read from the booking, never kept twice.

CREATE TABLE call (
  id              INTEGER PRIMARY KEY,
  municipality_id INTEGER NOT NULL REFERENCES municipality (id),
  booking_id      INTEGER NOT NULL REFERENCES booking (id),
  -- A word of ours, and what brought it about: the same cause makes one entry.
  reason          TEXT NOT NULL,
  cause           TEXT NOT NULL,
  -- JSON, nothing personal.
  detail          TEXT NOT NULL,
  next_at         INTEGER NOT NULL,
  attempts        INTEGER NOT NULL,
  outcome         TEXT,
  done_at         INTEGER,
  staff_id        INTEGER REFERENCES staff (id),
  created_at      INTEGER NOT NULL,
  version         INTEGER NOT NULL,
  UNIQUE (booking_id, reason, cause),
  CHECK (done_at IS NULL OR outcome IS NOT NULL)
) STRICT;
CREATE INDEX call_of_city ON call (municipality_id, done_at, next_at);
