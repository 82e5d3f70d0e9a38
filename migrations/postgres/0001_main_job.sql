-- The main job: municipalities and what they offer, bookings and the guard against double booking, messages, staff.
-- Instants are seconds since 1970 UTC; dates are 'YYYY-MM-DD'; texts in several languages are JSON.

CREATE TABLE municipality (
  id             BIGINT PRIMARY KEY,
  slug           TEXT NOT NULL UNIQUE,
  public_url     TEXT NOT NULL UNIQUE,
  timezone       TEXT NOT NULL,
  mail_from      TEXT NOT NULL,
  phone          TEXT NOT NULL,
  video_base_url TEXT,
  consent_version TEXT NOT NULL,
  texts          TEXT NOT NULL
);

CREATE TABLE office (
  id              BIGINT PRIMARY KEY,
  municipality_id BIGINT NOT NULL REFERENCES municipality (id),
  slug            TEXT NOT NULL,
  kind            TEXT NOT NULL CHECK (kind IN ('health_center', 'family_center', 'other')),
  mailbox         TEXT NOT NULL,
  phone           TEXT NOT NULL,
  position        BIGINT NOT NULL,
  texts           TEXT NOT NULL,
  UNIQUE (municipality_id, slug)
);

CREATE TABLE room (
  id              BIGINT PRIMARY KEY,
  municipality_id BIGINT NOT NULL REFERENCES municipality (id),
  office_id       BIGINT NOT NULL REFERENCES office (id),
  name            TEXT NOT NULL,
  lanes           BIGINT NOT NULL DEFAULT 1 CHECK (lanes BETWEEN 1 AND 50),
  UNIQUE (office_id, name)
);

CREATE TABLE staff (
  id              BIGINT PRIMARY KEY,
  municipality_id BIGINT NOT NULL REFERENCES municipality (id),
  login           TEXT NOT NULL,
  display_name    TEXT NOT NULL,
  role            TEXT NOT NULL CHECK (role IN ('administrator', 'nurse', 'receptionist')),
  profession      TEXT NOT NULL CHECK (profession IN ('public_health_nurse', 'midwife', 'clerk')),
  password_hash   TEXT NOT NULL,
  video_url       TEXT,
  disabled        BOOLEAN NOT NULL,
  position        BIGINT NOT NULL,
  UNIQUE (municipality_id, login)
);

CREATE TABLE staff_office (
  staff_id  BIGINT NOT NULL REFERENCES staff (id),
  office_id BIGINT NOT NULL REFERENCES office (id),
  PRIMARY KEY (staff_id, office_id)
);

CREATE TABLE interview_kind (
  id              BIGINT PRIMARY KEY,
  municipality_id BIGINT NOT NULL REFERENCES municipality (id),
  slug            TEXT NOT NULL,
  minutes         BIGINT NOT NULL CHECK (minutes BETWEEN 5 AND 480),
  buffer_before   BIGINT NOT NULL CHECK (buffer_before BETWEEN 0 AND 120),
  buffer_after    BIGINT NOT NULL CHECK (buffer_after BETWEEN 0 AND 120),
  modes           BIGINT NOT NULL,
  professions     TEXT NOT NULL,
  position        BIGINT NOT NULL,
  active          BOOLEAN NOT NULL,
  texts           TEXT NOT NULL,
  UNIQUE (municipality_id, slug)
);

-- One nurse's published time for one kind. Many of these stand behind one public slot. Eight hours at most: reading what is
-- busy looks back no further.
CREATE TABLE slot (
  id              BIGINT PRIMARY KEY,
  municipality_id BIGINT NOT NULL REFERENCES municipality (id),
  office_id       BIGINT NOT NULL REFERENCES office (id),
  kind_id         BIGINT NOT NULL REFERENCES interview_kind (id),
  staff_id        BIGINT NOT NULL REFERENCES staff (id),
  starts_at       BIGINT NOT NULL,
  ends_at         BIGINT NOT NULL CHECK (ends_at > starts_at AND ends_at <= starts_at + 28800),
  modes           BIGINT NOT NULL,
  open            BOOLEAN NOT NULL,
  UNIQUE (staff_id, kind_id, starts_at, office_id)
);
-- Listing reads this index alone. SQLite wants the column of the condition in it, here and below.
CREATE INDEX slot_offer ON slot (kind_id, office_id, starts_at, ends_at, modes, staff_id, id, open) WHERE open;
CREATE INDEX slot_of_day ON slot (municipality_id, starts_at);

CREATE TABLE client (
  id              BIGINT PRIMARY KEY,
  municipality_id BIGINT NOT NULL REFERENCES municipality (id),
  phone_e164      TEXT NOT NULL,
  birth_date      TEXT NOT NULL,
  created_at      BIGINT NOT NULL,
  UNIQUE (municipality_id, phone_e164, birth_date)
);

CREATE TABLE booking (
  id              BIGINT PRIMARY KEY,
  municipality_id BIGINT NOT NULL REFERENCES municipality (id),
  reference       TEXT NOT NULL,
  token_version   BIGINT NOT NULL,
  token_hash      BYTEA NOT NULL UNIQUE,
  client_id       BIGINT NOT NULL REFERENCES client (id),
  kind_id         BIGINT NOT NULL REFERENCES interview_kind (id),
  office_id       BIGINT NOT NULL REFERENCES office (id),
  staff_id        BIGINT NOT NULL REFERENCES staff (id),
  room_id         BIGINT REFERENCES room (id),
  room_lane       BIGINT,
  mode            TEXT NOT NULL CHECK (mode IN ('in_person', 'video', 'phone', 'home_visit')),
  status          TEXT NOT NULL CHECK (status IN ('booked', 'arrived', 'fulfilled', 'cancelled', 'noshow')),
  -- Counts against "one open booking per kind".
  open            BOOLEAN NOT NULL,
  starts_at       BIGINT NOT NULL,
  ends_at         BIGINT NOT NULL,
  busy_from       BIGINT NOT NULL,
  busy_until      BIGINT NOT NULL,
  sequence        BIGINT NOT NULL,
  uid             TEXT NOT NULL,
  join_url        TEXT,
  language        TEXT NOT NULL,
  channel         TEXT NOT NULL CHECK (channel IN ('web', 'api', 'phone', 'counter')),
  source          TEXT,
  discreet        BOOLEAN NOT NULL,
  consent_version TEXT NOT NULL,
  modes_offered   BIGINT NOT NULL,
  family_name     TEXT NOT NULL,
  given_name      TEXT NOT NULL,
  family_kana     TEXT NOT NULL,
  given_kana      TEXT NOT NULL,
  search_kana     TEXT COLLATE "C" NOT NULL,
  search_name     TEXT COLLATE "C" NOT NULL,
  phone_typed     TEXT NOT NULL,
  phone_e164      TEXT NOT NULL,
  phone_last4     TEXT NOT NULL,
  email           TEXT,
  birth_date      TEXT NOT NULL,
  -- Sealed with the municipality's key: due date, needs and notes (要配慮個人情報).
  private_sealed  BYTEA NOT NULL,
  created_at      BIGINT NOT NULL,
  created_by      BIGINT REFERENCES staff (id),
  updated_at      BIGINT NOT NULL,
  updated_by      BIGINT REFERENCES staff (id),
  cancel_reason_sealed BYTEA,
  UNIQUE (municipality_id, reference),
  CHECK ((room_id IS NULL) = (room_lane IS NULL)),
  -- A day at most: reading what is busy looks back no further.
  CHECK (busy_from <= starts_at AND starts_at < ends_at AND ends_at <= busy_until AND busy_until <= busy_from + 86400)
);
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
  id              BIGINT PRIMARY KEY,
  municipality_id BIGINT NOT NULL REFERENCES municipality (id),
  browser_hash    BYTEA NOT NULL,
  kind_id         BIGINT NOT NULL REFERENCES interview_kind (id),
  office_id       BIGINT NOT NULL REFERENCES office (id),
  staff_id        BIGINT NOT NULL REFERENCES staff (id),
  room_id         BIGINT REFERENCES room (id),
  room_lane       BIGINT,
  mode            TEXT NOT NULL,
  starts_at       BIGINT NOT NULL,
  ends_at         BIGINT NOT NULL,
  busy_from       BIGINT NOT NULL,
  busy_until      BIGINT NOT NULL,
  expires_at      BIGINT NOT NULL,
  extended        BOOLEAN NOT NULL,
  form_key        TEXT NOT NULL,
  draft_sealed    BYTEA,
  UNIQUE (municipality_id, browser_hash),
  CHECK ((room_id IS NULL) = (room_lane IS NULL)),
  CHECK (busy_from <= starts_at AND starts_at < ends_at AND ends_at <= busy_until AND busy_until <= busy_from + 86400)
);
CREATE INDEX hold_expiry ON hold (expires_at);
CREATE INDEX hold_busy ON hold (municipality_id, busy_from);

-- The guard: whoever has the row has the five minutes. resource_kind: 1 staff, 2 room. owner_kind: 1 booking, 2 hold.
CREATE TABLE occupied (
  resource_kind BIGINT NOT NULL,
  resource_id   BIGINT NOT NULL,
  lane          BIGINT NOT NULL,
  tick          BIGINT NOT NULL,
  owner_kind    BIGINT NOT NULL,
  owner_id      BIGINT NOT NULL,
  PRIMARY KEY (resource_kind, resource_id, lane, tick)
);

CREATE TABLE idempotency (
  municipality_id BIGINT NOT NULL REFERENCES municipality (id),
  key             TEXT NOT NULL,
  request_hash    BYTEA NOT NULL,
  booking_id      BIGINT,
  answer_sealed   BYTEA,
  created_at      BIGINT NOT NULL,
  PRIMARY KEY (municipality_id, key)
);
CREATE INDEX idempotency_age ON idempotency (created_at);

CREATE TABLE outbox (
  id              BIGINT PRIMARY KEY,
  municipality_id BIGINT NOT NULL REFERENCES municipality (id),
  booking_id      BIGINT NOT NULL REFERENCES booking (id),
  kind            TEXT NOT NULL,
  version         BIGINT NOT NULL,
  recipient       TEXT NOT NULL,
  dedupe_key      TEXT NOT NULL UNIQUE,
  due_at          BIGINT NOT NULL,
  useful_until    BIGINT NOT NULL,
  state           TEXT NOT NULL CHECK (state IN ('pending', 'leased', 'sent', 'failed', 'expired', 'superseded')),
  lease_until     BIGINT,
  lease_owner     BIGINT,
  attempts        BIGINT NOT NULL,
  message_id      TEXT NOT NULL,
  stamped_at      BIGINT,
  finished_at     BIGINT,
  last_error      TEXT,
  detail          TEXT NOT NULL,
  created_at      BIGINT NOT NULL
);
-- Claiming walks this in order of age and passes by the few rows that a living worker has.
CREATE INDEX outbox_due ON outbox (due_at, id) WHERE state IN ('pending', 'leased');
CREATE INDEX outbox_state ON outbox (state);
CREATE INDEX outbox_booking ON outbox (booking_id);

-- Append only, views included. Never holds personal data beyond ids.
CREATE TABLE audit (
  id              BIGINT PRIMARY KEY,
  municipality_id BIGINT NOT NULL REFERENCES municipality (id),
  at              BIGINT NOT NULL,
  actor_kind      TEXT NOT NULL CHECK (actor_kind IN ('client', 'staff', 'api', 'system')),
  actor_id        BIGINT,
  action          TEXT NOT NULL,
  subject_kind    TEXT NOT NULL,
  subject_id      BIGINT NOT NULL,
  detail          TEXT NOT NULL
);
CREATE INDEX audit_subject ON audit (subject_kind, subject_id);

CREATE TABLE session (
  token_hash      BYTEA PRIMARY KEY,
  municipality_id BIGINT NOT NULL REFERENCES municipality (id),
  staff_id        BIGINT NOT NULL REFERENCES staff (id),
  created_at      BIGINT NOT NULL,
  seen_at         BIGINT NOT NULL,
  -- What the desk last looked for, sealed: searches must not stand in addresses.
  state_sealed    BYTEA
);
CREATE INDEX session_seen ON session (seen_at);
CREATE INDEX session_staff ON session (staff_id);
