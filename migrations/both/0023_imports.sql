-- What somebody is bringing in from a file: the file, what its columns mean, what came of it. Ends by itself after a day.
CREATE TABLE import_draft (
  id              BIGINT PRIMARY KEY,
  municipality_id BIGINT NOT NULL REFERENCES municipality (id),
  staff_id        BIGINT NOT NULL REFERENCES staff (id),
  sort            TEXT NOT NULL CHECK (sort IN ('offices', 'staff', 'bookings')),
  sealed          BYTEA NOT NULL,
  created_at      BIGINT NOT NULL,
  UNIQUE (municipality_id, staff_id, sort)
);
CREATE INDEX import_draft_age ON import_draft (created_at);

-- Which booking a row of another system became, so that the same file again changes nothing. Goes with its booking.
CREATE TABLE import_key (
  municipality_id BIGINT NOT NULL REFERENCES municipality (id),
  -- What the other system is called, and what it calls the booking; without a number a digest of person, kind and start.
  source          TEXT NOT NULL,
  key             TEXT NOT NULL,
  booking_id      BIGINT NOT NULL REFERENCES booking (id) ON DELETE CASCADE,
  -- Of the booking when it was last written from a file: another one by now says that people have changed it since.
  version         BIGINT NOT NULL,
  -- SHA-256 of the row.
  row_hash        BYTEA NOT NULL,
  -- The import that made the booking.
  run             BIGINT NOT NULL,
  PRIMARY KEY (municipality_id, source, key)
);
CREATE INDEX import_key_booking ON import_key (booking_id);
CREATE INDEX import_key_run ON import_key (municipality_id, run);

-- Cancelled ones, too: whoever has no booking at all can go, and the engine looks for them when she does.
DROP INDEX booking_of_client;
CREATE INDEX booking_of_client ON booking (client_id, starts_at, staff_id, status);
