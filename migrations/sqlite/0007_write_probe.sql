-- One row that is written every second or two, to know whether writing works.

CREATE TABLE write_probe (
  id      INTEGER PRIMARY KEY,
  beat    INTEGER NOT NULL,
  padding BLOB NOT NULL
) STRICT;

INSERT INTO write_probe (id, beat, padding) VALUES (1, 0, X'');
