-- Slots: the rules of a kind, weekly templates, days that are closed, joint interviews, keys of partners.
-- Minutes of a local day count from midnight; JSON where a value has parts that nothing searches for.

ALTER TABLE municipality ADD COLUMN year_end_closed BOOLEAN NOT NULL DEFAULT TRUE;
-- Rises with every change of offices, rooms, staff, kinds, closures, holidays.
ALTER TABLE municipality ADD COLUMN setup_version BIGINT NOT NULL DEFAULT 0;
-- Rises with every change of published times.
ALTER TABLE municipality ADD COLUMN slots_version BIGINT NOT NULL DEFAULT 0;

ALTER TABLE office ADD COLUMN active BOOLEAN NOT NULL DEFAULT TRUE;
-- Opening hours by weekday, Monday first: [[510, 1035], null, …].
ALTER TABLE office ADD COLUMN hours TEXT NOT NULL DEFAULT '[[510,1035],[510,1035],[510,1035],[510,1035],[510,1035],null,null]';
ALTER TABLE room ADD COLUMN active BOOLEAN NOT NULL DEFAULT TRUE;

ALTER TABLE staff ADD COLUMN modes BIGINT NOT NULL DEFAULT 15;
ALTER TABLE staff ADD COLUMN daily_max BIGINT CHECK (daily_max BETWEEN 1 AND 50);
ALTER TABLE staff ADD COLUMN joint BOOLEAN NOT NULL DEFAULT TRUE;

ALTER TABLE interview_kind ADD COLUMN rules TEXT NOT NULL DEFAULT '{}';

-- Made by publishing a plan; otherwise by hand, and publishing leaves it alone.
ALTER TABLE slot ADD COLUMN planned BOOLEAN NOT NULL DEFAULT TRUE;
DROP INDEX slot_offer;
-- Choosing a nurse reads this index alone.
CREATE INDEX slot_offer ON slot (kind_id, office_id, starts_at, ends_at, modes, staff_id, id, open);

-- The second of a joint interview (保健師 + 助産師).
ALTER TABLE booking ADD COLUMN joint_staff_id BIGINT REFERENCES staff (id);
ALTER TABLE hold ADD COLUMN joint_staff_id BIGINT REFERENCES staff (id);
DROP INDEX booking_busy;
-- What is taken, from the moment it is asked for: listing and booking read this index alone.
CREATE INDEX booking_busy ON booking (municipality_id, busy_from, busy_until, staff_id, joint_staff_id, room_id, room_lane, kind_id,
  office_id, channel, starts_at, id, status) WHERE status <> 'cancelled';
-- The nurse she knows.
CREATE INDEX booking_of_client ON booking (client_id, starts_at, staff_id, status) WHERE status <> 'cancelled';

CREATE TABLE template (
  id              BIGINT PRIMARY KEY,
  municipality_id BIGINT NOT NULL REFERENCES municipality (id),
  name            TEXT NOT NULL,
  office_id       BIGINT NOT NULL REFERENCES office (id),
  -- None: every nurse of the office.
  staff_id        BIGINT REFERENCES staff (id),
  kinds           TEXT NOT NULL,
  modes           BIGINT NOT NULL,
  repeat          TEXT NOT NULL,
  weekdays        BIGINT NOT NULL,
  hours           TEXT NOT NULL,
  breaks          TEXT NOT NULL,
  step            BIGINT NOT NULL CHECK (step BETWEEN 0 AND 480),
  valid_from      TEXT NOT NULL,
  valid_until     TEXT
);
CREATE INDEX template_of_city ON template (municipality_id, id);

-- A closure of the city, of an office, or an absence of one member of staff.
CREATE TABLE closure (
  id              BIGINT PRIMARY KEY,
  municipality_id BIGINT NOT NULL REFERENCES municipality (id),
  office_id       BIGINT REFERENCES office (id),
  staff_id        BIGINT REFERENCES staff (id),
  first_day       TEXT NOT NULL,
  last_day        TEXT NOT NULL,
  hours           TEXT,
  reason          TEXT NOT NULL,
  CHECK (office_id IS NULL OR staff_id IS NULL)
);
CREATE INDEX closure_of_city ON closure (municipality_id, last_day);

-- Days on which the city's list and the rule disagree: a name is a holiday, none is a working day.
CREATE TABLE holiday (
  municipality_id BIGINT NOT NULL REFERENCES municipality (id),
  day             TEXT NOT NULL,
  name            TEXT,
  PRIMARY KEY (municipality_id, day)
);

-- Keys of partner systems; only their SHA-256 is kept.
CREATE TABLE partner_key (
  id              BIGINT PRIMARY KEY,
  municipality_id BIGINT NOT NULL REFERENCES municipality (id),
  name            TEXT NOT NULL,
  key_hash        BYTEA NOT NULL UNIQUE,
  created_at      BIGINT NOT NULL,
  revoked_at      BIGINT
);
CREATE INDEX partner_key_of_city ON partner_key (municipality_id, id);
