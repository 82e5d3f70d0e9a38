-- Mail addresses of members of staff: the one that is hers, and one that is to become hers.
CREATE TABLE staff_address (
  staff_id        BIGINT PRIMARY KEY REFERENCES staff (id) ON DELETE CASCADE,
  municipality_id BIGINT NOT NULL REFERENCES municipality (id),
  sealed          BYTEA NOT NULL
);
CREATE INDEX staff_address_city ON staff_address (municipality_id);

-- One-time links by which a member comes in without a password: an invitation, a forgotten password; or by which an address becomes hers.
-- Of each sort she has one; a newer one takes its place, and one that was used is gone.
CREATE TABLE staff_link (
  id              BIGINT PRIMARY KEY,
  municipality_id BIGINT NOT NULL REFERENCES municipality (id),
  staff_id        BIGINT NOT NULL REFERENCES staff (id) ON DELETE CASCADE,
  kind            TEXT NOT NULL,
  -- SHA-256 of its word.
  word_hash       BYTEA NOT NULL UNIQUE,
  made_at         BIGINT NOT NULL,
  expires_at      BIGINT NOT NULL,
  -- The message that takes it to her; none: it was printed.
  letter_id       BIGINT
);
CREATE UNIQUE INDEX staff_link_of ON staff_link (staff_id, kind);
CREATE INDEX staff_link_city ON staff_link (municipality_id, kind);
CREATE INDEX staff_link_age ON staff_link (expires_at);
