-- The mail server of a city, sealed; without a row, or with nothing sealed in it, the city has none of its own. A row stays when its
-- server is taken away, so that no version is ever used twice.
CREATE TABLE mailbox (
  municipality_id BIGINT PRIMARY KEY REFERENCES municipality (id),
  relay_sealed    BYTEA,
  version         BIGINT NOT NULL,
  changed_at      BIGINT NOT NULL,
  -- None: a command on the machine.
  changed_by      BIGINT REFERENCES staff (id)
);

-- From now on it is said of each city that a server refuses its mails. What still is so is noticed within two minutes.
UPDATE alarm SET cleared_at = last_seen_at WHERE code = 'mail_relay' AND municipality_id IS NULL AND cleared_at IS NULL;
