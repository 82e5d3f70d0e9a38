-- What was heard of a message after a mail server had taken it: that it arrived, waits there, came back, or was called unwanted.
CREATE TABLE receipt (
  outbox_id       BIGINT PRIMARY KEY REFERENCES outbox (id) ON DELETE CASCADE,
  municipality_id BIGINT NOT NULL REFERENCES municipality (id),
  booking_id      BIGINT REFERENCES booking (id) ON DELETE CASCADE,
  verdict         TEXT NOT NULL CHECK (verdict IN ('delivered', 'delayed', 'soft', 'hard', 'complaint')),
  -- RFC 3463, as 5.1.1; empty: none was said.
  code            TEXT NOT NULL,
  told_at         BIGINT NOT NULL
);
CREATE INDEX receipt_of ON receipt (booking_id);

-- A mail address that nobody has, or whose owner wants no mail of ours: nothing is sent there until somebody says so.
CREATE TABLE dead_address (
  municipality_id BIGINT NOT NULL REFERENCES municipality (id),
  -- Of the address under a key that comes from the server's secret. The address itself is not kept.
  digest          TEXT NOT NULL,
  verdict         TEXT NOT NULL CHECK (verdict IN ('hard', 'complaint')),
  code            TEXT NOT NULL,
  told_at         BIGINT NOT NULL,
  PRIMARY KEY (municipality_id, digest)
);

-- Reports of mail servers that were read: each counts once. They come to the installation, before anybody knows whose they are.
CREATE TABLE mail_report (
  -- Of the report's own Message-ID, under that key.
  digest          TEXT PRIMARY KEY,
  outcome         TEXT NOT NULL CHECK (outcome IN ('taken', 'foreign', 'unreadable')),
  seen_at         BIGINT NOT NULL
);
CREATE INDEX mail_report_age ON mail_report (seen_at);

-- Messages that a member sent anew together: taken back together, until they leave.
CREATE TABLE resend (
  outbox_id       BIGINT PRIMARY KEY REFERENCES outbox (id) ON DELETE CASCADE,
  municipality_id BIGINT NOT NULL REFERENCES municipality (id),
  batch           BIGINT NOT NULL,
  -- The one that did not arrive.
  former_id       BIGINT NOT NULL
);
CREATE INDEX resend_of ON resend (municipality_id, batch);

-- Whose message a report speaks of.
CREATE INDEX outbox_message_id ON outbox (message_id) WHERE message_id <> '';
