-- In which browser a session is, coarsely (`Chrome (Windows)`), and in which neighbourhood of the network: for the list of her own.
ALTER TABLE session ADD COLUMN browser TEXT NOT NULL DEFAULT '';
ALTER TABLE session ADD COLUMN network TEXT NOT NULL DEFAULT '';
-- At a computer that several use: it rests for minutes only.
ALTER TABLE session ADD COLUMN shared BOOLEAN NOT NULL DEFAULT FALSE;
-- She came in by a password that somebody else made, and changes it before anything else.
ALTER TABLE session ADD COLUMN first_password BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE sign_in_step ADD COLUMN first_password BOOLEAN NOT NULL DEFAULT FALSE;
-- Until when a password that somebody else made lets her in; without it, the password is her own.
ALTER TABLE staff ADD COLUMN password_until BIGINT;
