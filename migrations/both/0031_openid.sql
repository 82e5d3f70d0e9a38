-- The identity provider of a city, sealed; without a row, or with nothing sealed in it, its staff have none. A row stays when its
-- provider is taken away, so that no version is ever used twice.
CREATE TABLE openid (
  municipality_id BIGINT PRIMARY KEY REFERENCES municipality (id),
  provider_sealed BYTEA,
  version         BIGINT NOT NULL,
  changed_at      BIGINT NOT NULL,
  -- None: a command on the machine.
  changed_by      BIGINT REFERENCES staff (id)
);

-- Who of the staff somebody is whom a provider knows. What the provider calls her is never another's there.
CREATE TABLE openid_link (
  id              BIGINT PRIMARY KEY,
  municipality_id BIGINT NOT NULL REFERENCES municipality (id),
  staff_id        BIGINT NOT NULL REFERENCES staff (id) ON DELETE CASCADE,
  issuer          TEXT NOT NULL,
  subject         TEXT NOT NULL,
  made_at         BIGINT NOT NULL,
  used_at         BIGINT,
  UNIQUE (municipality_id, issuer, subject),
  UNIQUE (staff_id, issuer)
);

-- Whoever was sent to the provider and has not come back: for once, for ten minutes, for the browser that was sent.
CREATE TABLE openid_attempt (
  -- SHA-256 of what goes there and back in the address.
  state_hash      BYTEA PRIMARY KEY,
  municipality_id BIGINT NOT NULL REFERENCES municipality (id),
  -- SHA-256 of the browser's cookie.
  browser_hash    BYTEA NOT NULL,
  purpose         TEXT NOT NULL CHECK (purpose IN ('sign_in', 'link', 'again')),
  -- The session that she began it in, where she was signed in.
  session_hash    BYTEA,
  -- Of the provider as it was set then.
  version         BIGINT NOT NULL,
  -- What goes along: where she was going, a form that waits, sealed.
  along           TEXT NOT NULL,
  created_at      BIGINT NOT NULL
);
CREATE INDEX openid_attempt_age ON openid_attempt (created_at);
