-- Roles that a city makes of permissions itself, beside the ready ones.
CREATE TABLE role (
  id              BIGINT PRIMARY KEY,
  municipality_id BIGINT NOT NULL REFERENCES municipality (id),
  name            TEXT NOT NULL,
  -- Words, with spaces between them.
  permissions     TEXT NOT NULL,
  version         BIGINT NOT NULL DEFAULT 0,
  UNIQUE (municipality_id, name)
);

-- The check of the words was a part of the column, which therefore is made anew: the table stays, and all that refers to it. A member
-- without a role cannot be written: `own` is one only together with a row of `role`.
ALTER TABLE staff ADD COLUMN role_now TEXT NOT NULL DEFAULT 'own'
  CHECK (role_now IN ('administrator', 'nurse', 'receptionist', 'manager', 'auditor', 'own'));
UPDATE staff SET role_now = role;
ALTER TABLE staff DROP COLUMN role;
ALTER TABLE staff RENAME COLUMN role_now TO role;
ALTER TABLE staff ADD COLUMN role_id BIGINT REFERENCES role (id) CHECK ((role_id IS NULL) = (role <> 'own'));
CREATE INDEX staff_role ON staff (role_id);
-- Her role counts at the offices where she works, and nowhere else.
ALTER TABLE staff ADD COLUMN here_only BOOLEAN NOT NULL DEFAULT FALSE;
