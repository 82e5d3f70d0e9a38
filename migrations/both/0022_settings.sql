-- What the city decides about itself beyond its own columns: one JSON value, read as a type with a default for all that is missing.
ALTER TABLE municipality ADD COLUMN settings TEXT NOT NULL DEFAULT '{}';
-- Every change of a section of it, only appended to: what it was and what it became (JSON), who, when. An undo is a change, too.
CREATE TABLE setting_change (
  id              BIGINT PRIMARY KEY,
  municipality_id BIGINT NOT NULL REFERENCES municipality (id),
  section         TEXT NOT NULL,
  -- Rises with every change of the section.
  version         BIGINT NOT NULL,
  was             TEXT NOT NULL,
  became          TEXT NOT NULL,
  at              BIGINT NOT NULL,
  -- None: the product itself, or whoever has its command line.
  staff_id        BIGINT REFERENCES staff (id),
  -- The version that it took back.
  undoes          BIGINT,
  UNIQUE (municipality_id, section, version)
);
-- Pictures of the city, its logo. They stay, so that a change can be taken back; an address holds the digest, and so never changes
-- its content.
CREATE TABLE city_image (
  municipality_id BIGINT NOT NULL REFERENCES municipality (id),
  -- The first 128 bits of its SHA-256, in hexadecimal digits.
  digest          TEXT NOT NULL,
  media_type      TEXT NOT NULL,
  octets          BYTEA NOT NULL,
  PRIMARY KEY (municipality_id, digest)
);
