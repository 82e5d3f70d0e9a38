-- One row that is written every second or two, to know whether writing works.

CREATE TABLE write_probe (
  id      BIGINT PRIMARY KEY,
  beat    BIGINT NOT NULL,
  padding BYTEA NOT NULL
);

INSERT INTO write_probe (id, beat, padding) VALUES (1, 0, '');
