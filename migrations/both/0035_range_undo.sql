-- What a member did to times (one, or many at once), while it can be undone.
CREATE TABLE range_undo (
  id              BIGINT PRIMARY KEY,
  municipality_id BIGINT NOT NULL REFERENCES municipality (id),
  staff_id        BIGINT NOT NULL REFERENCES staff (id) ON DELETE CASCADE,
  action          TEXT NOT NULL,
  -- From this instant on it stays.
  until_at        BIGINT NOT NULL,
  undone          BOOLEAN NOT NULL,
  -- What was before, and what must still be so, sealed.
  before_sealed   BYTEA NOT NULL
);
CREATE INDEX range_undo_until ON range_undo (until_at);
CREATE INDEX range_undo_city ON range_undo (municipality_id);
CREATE INDEX range_undo_of ON range_undo (staff_id);
