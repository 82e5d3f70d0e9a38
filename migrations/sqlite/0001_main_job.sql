-- The main job: municipalities and what they offer, bookings and the guard against double booking, messages, staff.
-- Instants are seconds since 1970 UTC; dates are 'YYYY-MM-DD'; texts in several languages are JSON.

CREATE TABLE municipality (
  id             INTEGER PRIMARY KEY,
  slug           TEXT NOT NULL UNIQUE,
  public_url     TEXT NOT NULL UNIQUE,
  timezone       TEXT NOT NULL,
  mail_from      TEXT NOT NULL,
  phone          TEXT NOT NULL,
  video_base_url TEXT,
  consent_version TEXT NOT NULL,
  texts          TEXT NOT NULL
) STRICT;

CREATE TABLE office (
  id              INTEGER PRIMARY KEY,
  municipality_id INTEGER NOT NULL REFERENCES municipality (id),
  slug            TEXT NOT NULL,
  kind            TEXT NOT NULL CHECK (kind IN ('health_center', 'family_center', 'other')),
  mailbox         TEXT NOT NULL,
  phone           TEXT NOT NULL,
  position        INTEGER NOT NULL,
  texts           TEXT NOT NULL,
  UNIQUE (municipality_id, slug)
) STRICT;

CREATE TABLE room (
  id              INTEGER PRIMARY KEY,
  municipality_id INTEGER NOT NULL REFERENCES municipality (id),
  office_id       INTEGER NOT NULL REFERENCES office (id),
  name            TEXT NOT NULL,
  lanes           INTEGER NOT NULL DEFAULT 1 CHECK (lanes BETWEEN 1 AND 50),
  UNIQUE (office_id, name)
) STRICT;

CREATE TABLE staff (
  id              INTEGER PRIMARY KEY,
  municipality_id INTEGER NOT NULL REFERENCES municipality (id),
  login           TEXT NOT NULL,
  display_name    TEXT NOT NULL,
  role            TEXT NOT NULL CHECK (role IN ('administrator', 'nurse', 'receptionist')),
  profession      TEXT NOT NULL CHECK (profession IN ('public_health_nurse', 'midwife', 'clerk')),
  password_hash   TEXT NOT NULL,
  video_url       TEXT,
  disabled        INTEGER NOT NULL,
  position        INTEGER NOT NULL,
  UNIQUE (municipality_id, login)
) STRICT;

CREATE TABLE staff_office (
  staff_id  INTEGER NOT NULL REFERENCES staff (id),
  office_id INTEGER NOT NULL REFERENCES office (id),
  PRIMARY KEY (staff_id, office_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE interview_kind (
  id              INTEGER PRIMARY KEY,
  municipality_id INTEGER NOT NULL REFERENCES municipality (id),
  slug            TEXT NOT NULL,
  minutes         INTEGER NOT NULL CHECK (minutes BETWEEN 5 AND 480),
  buffer_before   INTEGER NOT NULL CHECK (buffer_before BETWEEN 0 AND 120),
  buffer_after    INTEGER NOT NULL CHECK (buffer_after BETWEEN 0 AND 120),
  modes           INTEGER NOT NULL,
  professions     TEXT NOT NULL,
  position        INTEGER NOT NULL,
  active          INTEGER NOT NULL,
  texts           TEXT NOT NULL,
  UNIQUE (municipality_id, slug)
) STRICT;

-- One nurse's published time for one kind. Many of these stand behind one public slot. Eight hours at most: reading what is
-- busy looks back no further.
CREATE TABLE slot (
  id              INTEGER PRIMARY KEY,
  municipality_id INTEGER NOT NULL REFERENCES municipality (id),
  office_id       INTEGER NOT NULL REFERENCES office (id),
  kind_id         INTEGER NOT NULL REFERENCES interview_kind (id),
  staff_id        INTEGER NOT NULL REFERENCES staff (id),
  starts_at       INTEGER NOT NULL,
  ends_at         INTEGER NOT NULL CHECK (ends_at > starts_at AND ends_at <= starts_at + 28800),
  modes           INTEGER NOT NULL,
  open            INTEGER NOT NULL,
  UNIQUE (staff_id, kind_id, starts_at, office_id)
) STRICT;
-- Listing reads this index alone. SQLite wants the column of the condition in it, here and below.
CREATE INDEX slot_offer ON slot (kind_id, office_id, starts_at, ends_at, modes, staff_id, id, open) WHERE open;
CREATE INDEX slot_of_day ON slot (municipality_id, starts_at);

CREATE TABLE client (
  id              INTEGER PRIMARY KEY,
  municipality_id INTEGER NOT NULL REFERENCES municipality (id),
  phone_e164      TEXT NOT NULL,
  birth_date      TEXT NOT NULL,
  created_at      INTEGER NOT NULL,
  UNIQUE (municipality_id, phone_e164, birth_date)
) STRICT;

CREATE TABLE booking (
  id              INTEGER PRIMARY KEY,
  municipality_id INTEGER NOT NULL REFERENCES municipality (id),
  reference       TEXT NOT NULL,
  token_version   INTEGER NOT NULL,
  token_hash      BLOB NOT NULL UNIQUE,
  client_id       INTEGER NOT NULL REFERENCES client (id),
  kind_id         INTEGER NOT NULL REFERENCES interview_kind (id),
  office_id       INTEGER NOT NULL REFERENCES office (id),
  staff_id        INTEGER NOT NULL REFERENCES staff (id),
  room_id         INTEGER REFERENCES room (id),
  room_lane       INTEGER,
  mode            TEXT NOT NULL CHECK (mode IN ('in_person', 'video', 'phone', 'home_visit')),
  status          TEXT NOT NULL CHECK (status IN ('booked', 'arrived', 'fulfilled', 'cancelled', 'noshow')),
  -- Counts against "one open booking per kind".
  open            INTEGER NOT NULL,
  starts_at       INTEGER NOT NULL,
  ends_at         INTEGER NOT NULL,
  busy_from       INTEGER NOT NULL,
  busy_until      INTEGER NOT NULL,
  sequence        INTEGER NOT NULL,
  uid             TEXT NOT NULL,
  join_url        TEXT,
  language        TEXT NOT NULL,
  channel         TEXT NOT NULL CHECK (channel IN ('web', 'api', 'phone', 'counter')),
  source          TEXT,
  discreet        INTEGER NOT NULL,
  consent_version TEXT NOT NULL,
  modes_offered   INTEGER NOT NULL,
  family_name     TEXT NOT NULL,
  given_name      TEXT NOT NULL,
  family_kana     TEXT NOT NULL,
  given_kana      TEXT NOT NULL,
  search_kana     TEXT NOT NULL,
  search_name     TEXT NOT NULL,
  phone_typed     TEXT NOT NULL,
  phone_e164      TEXT NOT NULL,
  phone_last4     TEXT NOT NULL,
  email           TEXT,
  birth_date      TEXT NOT NULL,
  -- Sealed with the municipality's key: due date, needs and notes (要配慮個人情報).
  private_sealed  BLOB NOT NULL,
  created_at      INTEGER NOT NULL,
  created_by      INTEGER REFERENCES staff (id),
  updated_at      INTEGER NOT NULL,
  updated_by      INTEGER REFERENCES staff (id),
  cancel_reason_sealed BLOB,
  UNIQUE (municipality_id, reference),
  CHECK ((room_id IS NULL) = (room_lane IS NULL)),
  -- A day at most: reading what is busy looks back no further.
  CHECK (busy_from <= starts_at AND starts_at < ends_at AND ends_at <= busy_until AND busy_until <= busy_from + 86400)
) STRICT;
CREATE UNIQUE INDEX booking_one_open_per_kind ON booking (client_id, kind_id) WHERE open;
CREATE INDEX booking_busy ON booking (municipality_id, busy_from, busy_until, staff_id, room_id, room_lane, status) WHERE status <> 'cancelled';
CREATE INDEX booking_of_day ON booking (municipality_id, starts_at);
-- A nurse's load.
CREATE INDEX booking_of_staff ON booking (staff_id, starts_at, status) WHERE status <> 'cancelled';
CREATE INDEX booking_kana ON booking (municipality_id, search_kana);
CREATE INDEX booking_name ON booking (municipality_id, search_name);
CREATE INDEX booking_last4 ON booking (municipality_id, phone_last4);
CREATE INDEX booking_birth ON booking (municipality_id, birth_date);
CREATE INDEX booking_email ON booking (municipality_id, email, created_at) WHERE email IS NOT NULL;

-- A time kept for one browser while its person types.
CREATE TABLE hold (
  id              INTEGER PRIMARY KEY,
  municipality_id INTEGER NOT NULL REFERENCES municipality (id),
  browser_hash    BLOB NOT NULL,
  kind_id         INTEGER NOT NULL REFERENCES interview_kind (id),
  office_id       INTEGER NOT NULL REFERENCES office (id),
  staff_id        INTEGER NOT NULL REFERENCES staff (id),
  room_id         INTEGER REFERENCES room (id),
  room_lane       INTEGER,
  mode            TEXT NOT NULL,
  starts_at       INTEGER NOT NULL,
  ends_at         INTEGER NOT NULL,
  busy_from       INTEGER NOT NULL,
  busy_until      INTEGER NOT NULL,
  expires_at      INTEGER NOT NULL,
  extended        INTEGER NOT NULL,
  form_key        TEXT NOT NULL,
  draft_sealed    BLOB,
  UNIQUE (municipality_id, browser_hash),
  CHECK ((room_id IS NULL) = (room_lane IS NULL)),
  CHECK (busy_from <= starts_at AND starts_at < ends_at AND ends_at <= busy_until AND busy_until <= busy_from + 86400)
) STRICT;
CREATE INDEX hold_expiry ON hold (expires_at);
CREATE INDEX hold_busy ON hold (municipality_id, busy_from);

-- The guard: whoever has the row has the five minutes. resource_kind: 1 staff, 2 room. owner_kind: 1 booking, 2 hold.
CREATE TABLE occupied (
  resource_kind INTEGER NOT NULL,
  resource_id   INTEGER NOT NULL,
  lane          INTEGER NOT NULL,
  tick          INTEGER NOT NULL,
  owner_kind    INTEGER NOT NULL,
  owner_id      INTEGER NOT NULL,
  PRIMARY KEY (resource_kind, resource_id, lane, tick)
) STRICT, WITHOUT ROWID;

CREATE TABLE idempotency (
  municipality_id INTEGER NOT NULL REFERENCES municipality (id),
  key             TEXT NOT NULL,
  request_hash    BLOB NOT NULL,
  booking_id      INTEGER,
  answer_sealed   BLOB,
  created_at      INTEGER NOT NULL,
  PRIMARY KEY (municipality_id, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX idempotency_age ON idempotency (created_at);

CREATE TABLE outbox (
  id              INTEGER PRIMARY KEY,
  municipality_id INTEGER NOT NULL REFERENCES municipality (id),
  booking_id      INTEGER NOT NULL REFERENCES booking (id),
  kind            TEXT NOT NULL,
  version         INTEGER NOT NULL,
  recipient       TEXT NOT NULL,
  dedupe_key      TEXT NOT NULL UNIQUE,
  due_at          INTEGER NOT NULL,
  useful_until    INTEGER NOT NULL,
  state           TEXT NOT NULL CHECK (state IN ('pending', 'leased', 'sent', 'failed', 'expired', 'superseded')),
  lease_until     INTEGER,
  lease_owner     INTEGER,
  attempts        INTEGER NOT NULL,
  message_id      TEXT NOT NULL,
  stamped_at      INTEGER,
  finished_at     INTEGER,
  last_error      TEXT,
  detail          TEXT NOT NULL,
  created_at      INTEGER NOT NULL
) STRICT;
-- Claiming walks this in order of age and passes by the few rows that a living worker has.
CREATE INDEX outbox_due ON outbox (due_at, id) WHERE state IN ('pending', 'leased');
CREATE INDEX outbox_state ON outbox (state);
CREATE INDEX outbox_booking ON outbox (booking_id);

-- Append only, views included. Never holds personal data beyond ids.
CREATE TABLE audit (
  id              INTEGER PRIMARY KEY,
  municipality_id INTEGER NOT NULL REFERENCES municipality (id),
  at              INTEGER NOT NULL,
  actor_kind      TEXT NOT NULL CHECK (actor_kind IN ('client', 'staff', 'api', 'system')),
  actor_id        INTEGER,
  action          TEXT NOT NULL,
  subject_kind    TEXT NOT NULL,
  subject_id      INTEGER NOT NULL,
  detail          TEXT NOT NULL
) STRICT;
CREATE INDEX audit_subject ON audit (subject_kind, subject_id);

CREATE TABLE session (
  token_hash      BLOB PRIMARY KEY,
  municipality_id INTEGER NOT NULL REFERENCES municipality (id),
  staff_id        INTEGER NOT NULL REFERENCES staff (id),
  created_at      INTEGER NOT NULL,
  seen_at         INTEGER NOT NULL,
  -- What the desk last looked for, sealed: searches must not stand in addresses.
  state_sealed    BLOB
) STRICT, WITHOUT ROWID;
CREATE INDEX session_seen ON session (seen_at);
CREATE INDEX session_staff ON session (staff_id);
