-- The token of a booking's link, sealed, where the server's first secret does not make it any more: `mendan secret rotate` writes
-- it, so that the links in old mails and those in the next ones are the same.
ALTER TABLE booking ADD COLUMN token_sealed BYTEA;
