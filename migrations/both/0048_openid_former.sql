-- The provider that was before the last change, sealed: for a day, so that the change can be undone. None: there was none, or the day is over.
ALTER TABLE openid ADD COLUMN former_sealed BYTEA;
