-- From where it was done, no finer than a neighbourhood (`203.0.113.0/24`); none: from nowhere outside, or before this was kept.
ALTER TABLE audit ADD COLUMN network TEXT;
-- The mark of whoever wrote the line, made with a key that the database does not have. Taken away once the line is sealed. An empty one has
-- what a release before marks wrote: it is sealed as it is when the chain begins, and never afterwards.
ALTER TABLE audit ADD COLUMN tag TEXT DEFAULT '';
CREATE INDEX audit_waiting ON audit (municipality_id, id) WHERE tag IS NOT NULL;
CREATE INDEX audit_of_city ON audit (municipality_id, id);
CREATE INDEX audit_by ON audit (municipality_id, actor_kind, actor_id, id);
CREATE INDEX audit_at ON audit (municipality_id, at);

-- The chain of each city: a link for each line, in the order of sealing. Whoever changes, removes or inserts a line breaks it.
CREATE TABLE audit_seal (
  municipality_id BIGINT NOT NULL REFERENCES municipality (id),
  -- From 1, without gaps.
  seq             BIGINT NOT NULL,
  -- Stays when the line is gone: so it is known which one.
  audit_id        BIGINT NOT NULL,
  sealed_at       BIGINT NOT NULL,
  -- HMAC of the detail alone, so that the detail can be erased (emptied) and the rest is proven still.
  detail_mac      BYTEA NOT NULL,
  -- The id of the key, which comes from a secret.
  key_id          BYTEA NOT NULL,
  -- HMAC of the line, the above and the link before.
  mac             BYTEA NOT NULL,
  PRIMARY KEY (municipality_id, seq),
  UNIQUE (municipality_id, audit_id)
);

-- Where each chain begins and ends, signed: what is missing at either end is missed, unless it was pruned in its time.
CREATE TABLE audit_chain (
  municipality_id BIGINT PRIMARY KEY REFERENCES municipality (id),
  -- The first link that is kept, and the MAC of the one before it.
  first_seq       BIGINT NOT NULL,
  base            BYTEA NOT NULL,
  -- The last link and its MAC.
  last_seq        BIGINT NOT NULL,
  head            BYTEA NOT NULL,
  begun_at        BIGINT NOT NULL,
  -- Lines without a mark are sealed until then, those of the release before.
  unmarked_until  BIGINT NOT NULL,
  -- What is older than that was pruned.
  pruned_before   BIGINT,
  -- When this row was first found changed by somebody else.
  broken_at       BIGINT,
  key_id          BYTEA NOT NULL,
  mac             BYTEA NOT NULL
);

-- Keys of secrets that are not listed any more, sealed under the first that is: what they sealed stays provable.
CREATE TABLE audit_key (
  key_id          BYTEA PRIMARY KEY,
  key_sealed      BYTEA NOT NULL
);
