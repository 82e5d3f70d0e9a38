-- Whose quota a booking counts against, and files to read before an interview.

-- Of whoever brought it to its time, which is not always who booked it first.
ALTER TABLE booking ADD COLUMN counted TEXT NOT NULL DEFAULT 'web' CHECK (counted IN ('web', 'phone', 'staff'));
DROP INDEX booking_busy;
-- What is taken, from the moment it is asked for: listing and booking read this index alone.
CREATE INDEX booking_busy ON booking (municipality_id, busy_from, busy_until, staff_id, joint_staff_id, room_id, room_lane, kind_id,
  office_id, counted, starts_at, id, status) WHERE status <> 'cancelled';
-- The load of the second nurse.
CREATE INDEX booking_of_second ON booking (joint_staff_id, starts_at, status) WHERE status <> 'cancelled' AND joint_staff_id IS NOT NULL;
-- Whether somebody ever did anything.
CREATE INDEX audit_actor ON audit (actor_id) WHERE actor_id IS NOT NULL;
-- しおり: files of a kind, shown with its links.
CREATE TABLE leaflet (
  id              BIGINT PRIMARY KEY,
  municipality_id BIGINT NOT NULL REFERENCES municipality (id),
  kind_id         BIGINT NOT NULL REFERENCES interview_kind (id),
  label_ja        TEXT NOT NULL,
  label_en        TEXT NOT NULL,
  media_type      TEXT NOT NULL,
  size            BIGINT NOT NULL CHECK (size > 0),
  octets          BYTEA NOT NULL
);
CREATE INDEX leaflet_of_kind ON leaflet (municipality_id, kind_id);
UPDATE booking SET counted = CASE channel WHEN 'phone' THEN 'phone' ELSE 'staff' END WHERE channel IN ('phone', 'counter');
