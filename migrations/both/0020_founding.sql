-- The one-time link by which a city is founded in the browser. While there is no city it is of none; a city without an administrator has one
-- of its own. A new one replaces the old.
CREATE TABLE founding_link (
  id              BIGINT PRIMARY KEY,
  municipality_id BIGINT REFERENCES municipality (id),
  -- SHA-256 of its word, which is printed once.
  word_hash       BYTEA NOT NULL UNIQUE,
  created_at      BIGINT NOT NULL,
  -- Not to be begun after that; what was begun is over then.
  expires_at      BIGINT NOT NULL,
  -- SHA-256 of the cookie of the browser that began with it.
  session_hash    BYTEA UNIQUE,
  -- Its work is done: the city has an administrator.
  done_at         BIGINT
);
CREATE INDEX founding_link_city ON founding_link (municipality_id);

-- Whether the city was given its address by itself. Otherwise, while it is the only city, its address follows MENDAN_PUBLIC_URL.
ALTER TABLE municipality ADD COLUMN own_address BOOLEAN NOT NULL DEFAULT FALSE;
