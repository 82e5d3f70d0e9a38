-- A message that would disturb her while it is of use is not sent, and says so: a state of its own, with its reason in last_error.
-- SQLite changes a CHECK only by copying the table.
CREATE TABLE outbox_with_dropped (
  id              INTEGER PRIMARY KEY,
  municipality_id INTEGER NOT NULL REFERENCES municipality (id),
  booking_id      INTEGER REFERENCES booking (id),
  kind            TEXT NOT NULL,
  version         INTEGER NOT NULL,
  recipient       TEXT NOT NULL,
  dedupe_key      TEXT NOT NULL UNIQUE,
  due_at          INTEGER NOT NULL,
  useful_until    INTEGER NOT NULL,
  state           TEXT NOT NULL CHECK (state IN ('pending', 'leased', 'sent', 'failed', 'expired', 'superseded', 'dropped')),
  lease_until     INTEGER,
  lease_owner     INTEGER,
  attempts        INTEGER NOT NULL,
  message_id      TEXT NOT NULL,
  stamped_at      INTEGER,
  finished_at     INTEGER,
  last_error      TEXT,
  detail          TEXT NOT NULL,
  created_at      INTEGER NOT NULL,
  failure         TEXT CHECK (failure IN ('relay', 'recipient', 'letter', 'internal')),
  held_at         INTEGER,
  settled_at      INTEGER,
  -- The kind's word; what it has to know is `detail`. kind, version, recipient and message_id are the message's own, empty elsewhere.
  job             TEXT NOT NULL DEFAULT 'message',
  client_id       INTEGER REFERENCES client (id),
  staff_id        INTEGER REFERENCES staff (id)
) STRICT;
INSERT INTO outbox_with_dropped (id, municipality_id, booking_id, kind, version, recipient, dedupe_key, due_at, useful_until, state, lease_until,
  lease_owner, attempts, message_id, stamped_at, finished_at, last_error, detail, created_at, failure, held_at, settled_at, job, client_id,
  staff_id)
SELECT id, municipality_id, booking_id, kind, version, recipient, dedupe_key, due_at, useful_until, state, lease_until,
  lease_owner, attempts, message_id, stamped_at, finished_at, last_error, detail, created_at, failure, held_at, settled_at, job, client_id,
  staff_id FROM outbox;
DROP TABLE outbox;
ALTER TABLE outbox_with_dropped RENAME TO outbox;
-- Claiming walks this in order of age and passes by the few rows that a living worker has.
CREATE INDEX outbox_due ON outbox (due_at, id) WHERE state IN ('pending', 'leased');
CREATE INDEX outbox_booking ON outbox (booking_id);
CREATE INDEX outbox_failure ON outbox (failure, municipality_id) WHERE failure IS NOT NULL;
CREATE INDEX outbox_held ON outbox (municipality_id, due_at, id) WHERE held_at IS NOT NULL;
CREATE INDEX outbox_trouble ON outbox (municipality_id, finished_at) WHERE state IN ('failed', 'expired') AND settled_at IS NULL;
CREATE INDEX outbox_waiting ON outbox (state) WHERE state IN ('pending', 'leased');
CREATE INDEX outbox_finished ON outbox (finished_at, state) WHERE finished_at IS NOT NULL;
CREATE INDEX outbox_client ON outbox (client_id) WHERE client_id IS NOT NULL;
CREATE INDEX outbox_staff ON outbox (staff_id) WHERE staff_id IS NOT NULL;
