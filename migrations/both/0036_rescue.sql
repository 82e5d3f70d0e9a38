-- Other times that were offered to somebody whose nurse is absent at hers: kept for her until she answers, or until nobody waits any more.
CREATE TABLE offer_set (
  id              BIGINT PRIMARY KEY,
  municipality_id BIGINT NOT NULL REFERENCES municipality (id),
  booking_id      BIGINT NOT NULL REFERENCES booking (id) ON DELETE CASCADE,
  -- The absence that stands in the way. It may be gone by now, as may who made the offer.
  closure_id      BIGINT NOT NULL,
  state           TEXT NOT NULL CHECK (state IN ('open', 'taken', 'declined', 'expired', 'withdrawn', 'settled')),
  until_at        BIGINT NOT NULL,
  made_at         BIGINT NOT NULL,
  made_by         BIGINT,
  ended_at        BIGINT,
  CHECK ((state = 'open') = (ended_at IS NULL))
);
-- Nobody is offered two at once.
CREATE UNIQUE INDEX offer_set_open ON offer_set (booking_id) WHERE state = 'open';
CREATE INDEX offer_set_of ON offer_set (booking_id, id);
CREATE INDEX offer_set_due ON offer_set (state, until_at);
CREATE INDEX offer_set_city ON offer_set (municipality_id, state, ended_at);

-- One of these times. A hold that no browser has keeps it; when the offer has ended, that is gone.
CREATE TABLE offer_choice (
  id              BIGINT PRIMARY KEY,
  municipality_id BIGINT NOT NULL REFERENCES municipality (id),
  set_id          BIGINT NOT NULL REFERENCES offer_set (id) ON DELETE CASCADE,
  hold_id         BIGINT NOT NULL,
  office_id       BIGINT NOT NULL,
  staff_id        BIGINT NOT NULL,
  joint_staff_id  BIGINT,
  starts_at       BIGINT NOT NULL,
  ends_at         BIGINT NOT NULL,
  CHECK (starts_at < ends_at)
);
CREATE INDEX offer_choice_of ON offer_choice (set_id, starts_at);

-- Whom one closure meets.
CREATE INDEX call_about ON call (municipality_id, cause);
