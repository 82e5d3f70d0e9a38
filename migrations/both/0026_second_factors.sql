-- By what a session was proven last, and when: what is dangerous asks again. Sessions of before are asked at once.
ALTER TABLE session ADD COLUMN proven_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE session ADD COLUMN proven_by TEXT NOT NULL DEFAULT 'password';

-- What a member of staff proves herself with besides her password.
CREATE TABLE staff_factor (
  id              BIGINT PRIMARY KEY,
  municipality_id BIGINT NOT NULL REFERENCES municipality (id),
  staff_id        BIGINT NOT NULL REFERENCES staff (id) ON DELETE CASCADE,
  kind            TEXT NOT NULL,
  -- What its kind keeps.
  sealed          BYTEA NOT NULL,
  -- Rises with every use, so that nothing is used twice: the step of the last code.
  mark            BIGINT NOT NULL,
  made_at         BIGINT NOT NULL,
  used_at         BIGINT
);
CREATE INDEX staff_factor_of ON staff_factor (staff_id, id);
-- A new app takes the place of the old one.
CREATE UNIQUE INDEX staff_factor_app ON staff_factor (staff_id) WHERE kind = 'totp';

-- Codes on paper for whoever has lost her factor, each for once.
CREATE TABLE recovery_code (
  id              BIGINT PRIMARY KEY,
  municipality_id BIGINT NOT NULL REFERENCES municipality (id),
  staff_id        BIGINT NOT NULL REFERENCES staff (id) ON DELETE CASCADE,
  -- Its digest.
  sealed          BYTEA NOT NULL,
  used_at         BIGINT
);
CREATE INDEX recovery_code_of ON recovery_code (staff_id, id);

-- Between password and session: whoever has shown the one and not yet the other. It opens nothing.
CREATE TABLE sign_in_step (
  -- SHA-256 of the cookie.
  token_hash      BYTEA PRIMARY KEY,
  municipality_id BIGINT NOT NULL REFERENCES municipality (id),
  staff_id        BIGINT NOT NULL REFERENCES staff (id) ON DELETE CASCADE,
  created_at      BIGINT NOT NULL,
  tries           BIGINT NOT NULL
);
CREATE INDEX sign_in_step_of ON sign_in_step (staff_id);
CREATE INDEX sign_in_step_age ON sign_in_step (created_at);
