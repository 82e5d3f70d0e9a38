-- Keys with which the mails of a city are signed (DKIM). The private one is sealed; the public one is what the city publishes in its DNS.
CREATE TABLE dkim_key (
  id              BIGINT PRIMARY KEY,
  municipality_id BIGINT NOT NULL REFERENCES municipality (id),
  -- Of the sender's address: mails of that domain are signed.
  domain          TEXT NOT NULL,
  selector        TEXT NOT NULL,
  algorithm       TEXT NOT NULL CHECK (algorithm IN ('rsa', 'ed25519')),
  -- In base64, as it stands behind p=.
  public_key      TEXT NOT NULL,
  key_sealed      BYTEA NOT NULL,
  -- Not published yet, signing, or still published for mails that are on their way.
  state           TEXT NOT NULL CHECK (state IN ('new', 'signs', 'old')),
  version         BIGINT NOT NULL,
  made_at         BIGINT NOT NULL,
  UNIQUE (municipality_id, domain, selector)
);
CREATE UNIQUE INDEX dkim_key_signs ON dkim_key (municipality_id, domain, algorithm) WHERE state = 'signs';
