-- What the desk finds a booking by, folded, and sign-in names by which no two people are told apart by case alone.

-- Short texts with a letter in front that says what they are; the domain makes them.
CREATE TABLE search_term (
  municipality_id INTEGER NOT NULL REFERENCES municipality (id),
  term            TEXT NOT NULL,
  booking_id      INTEGER NOT NULL REFERENCES booking (id) ON DELETE CASCADE,
  PRIMARY KEY (municipality_id, term, booking_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX search_term_of_booking ON search_term (booking_id);

DROP INDEX booking_kana;
DROP INDEX booking_name;
DROP INDEX booking_last4;
DROP INDEX booking_birth;
ALTER TABLE booking DROP COLUMN search_kana;
ALTER TABLE booking DROP COLUMN search_name;
-- Of the terms that stand in search_term; 0: none yet. Migrating goes on until there is no such booking.
ALTER TABLE booking ADD COLUMN search_hash INTEGER NOT NULL DEFAULT 0;
CREATE INDEX booking_without_terms ON booking (id) WHERE search_hash = 0;

-- Names are compared by this. Of names that differ by case only (there were such), the one in small letters keeps them, otherwise the
-- oldest; the others go on signing in with exactly their letters, and nobody new can take either.
ALTER TABLE staff ADD COLUMN login_key TEXT NOT NULL DEFAULT '';
UPDATE staff SET login_key = CASE
  WHEN login = lower(login) THEN login
  WHEN EXISTS (SELECT 1 FROM staff AS other WHERE other.municipality_id = staff.municipality_id
    AND lower(other.login) = lower(staff.login) AND other.id <> staff.id
    AND (other.login = lower(other.login) OR other.id < staff.id)) THEN login
  ELSE lower(login) END;
CREATE UNIQUE INDEX staff_login ON staff (municipality_id, login_key);
