-- What somebody has begun to type into a form of the staff's and not sent yet: hers alone, sealed, for a day.
CREATE TABLE work_draft (
  id              BIGINT PRIMARY KEY,
  municipality_id BIGINT NOT NULL REFERENCES municipality (id),
  staff_id        BIGINT NOT NULL REFERENCES staff (id) ON DELETE CASCADE,
  -- Where the form is posted to; of forms that she may have several of, with the form's own number behind it.
  form            TEXT NOT NULL,
  -- The page on which it stands. Nothing personal is in an address.
  place           TEXT NOT NULL,
  sealed          BYTEA NOT NULL,
  updated_at      BIGINT NOT NULL,
  UNIQUE (municipality_id, staff_id, form)
);
CREATE INDEX work_draft_age ON work_draft (updated_at);
