-- The address under which a member of staff has her interviews in a calendar program of her own. Without a row she has none.
CREATE TABLE calendar_feed (
  staff_id        BIGINT PRIMARY KEY REFERENCES staff (id) ON DELETE CASCADE,
  municipality_id BIGINT NOT NULL REFERENCES municipality (id),
  -- Of the address; another one has another, and none is used twice.
  version         BIGINT NOT NULL,
  -- SHA-256 of its secret, which is derived and so never stored.
  token_hash      BYTEA NOT NULL UNIQUE,
  made_at         BIGINT NOT NULL
);
CREATE INDEX calendar_feed_city ON calendar_feed (municipality_id);

-- A calendar of her own, from which we learn when she has something else to do. Nothing else of it is kept.
CREATE TABLE busy_source (
  staff_id        BIGINT PRIMARY KEY REFERENCES staff (id) ON DELETE CASCADE,
  municipality_id BIGINT NOT NULL REFERENCES municipality (id),
  version         BIGINT NOT NULL,
  -- Its address, sealed; none: she gave a file.
  address_sealed  BYTEA,
  -- What its server called what was read last.
  etag            TEXT,
  -- JSON: local days and minutes, as she is busy by what was read last.
  busy            TEXT NOT NULL,
  made_at         BIGINT NOT NULL,
  -- When it was read last; none: never.
  read_at         BIGINT,
  -- How often it could not be read since then, and a word of why not.
  failures        BIGINT NOT NULL,
  failure         TEXT,
  -- When it is read again; none: it is a file.
  next_at         BIGINT
);
CREATE INDEX busy_source_city ON busy_source (municipality_id);
CREATE INDEX busy_source_due ON busy_source (next_at);

-- An interview that a member had and has no more: her calendar program is told so. It goes with its booking.
CREATE TABLE former_interview (
  booking_id      BIGINT NOT NULL REFERENCES booking (id) ON DELETE CASCADE,
  staff_id        BIGINT NOT NULL REFERENCES staff (id) ON DELETE CASCADE,
  municipality_id BIGINT NOT NULL REFERENCES municipality (id),
  -- When it was to be, as she knew it.
  starts_at       BIGINT NOT NULL,
  ends_at         BIGINT NOT NULL,
  -- The booking's version without her.
  version         BIGINT NOT NULL,
  lost_at         BIGINT NOT NULL,
  PRIMARY KEY (booking_id, staff_id)
);
CREATE INDEX former_interview_of ON former_interview (staff_id, starts_at);
