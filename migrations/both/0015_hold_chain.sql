-- When a browser took the first of the times it has kept one after the other. Choosing another one does not begin anew: an hour later
-- it has booked or lets go. Of the times kept at this moment the one before is not known; they last ten minutes.
ALTER TABLE hold ADD COLUMN chain_since BIGINT NOT NULL DEFAULT 0;
UPDATE hold SET chain_since = expires_at - 600;
