-- From and ORGANIZER of discreet bookings; empty: the city's usual mailbox. Neutral words are in the texts.
ALTER TABLE municipality ADD COLUMN discreet_mail_from TEXT NOT NULL DEFAULT '';
