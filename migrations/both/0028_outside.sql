-- Where the staff of a city come in, where that is another address than the public one; whether the city was given it by itself.
ALTER TABLE municipality ADD COLUMN staff_url TEXT;
ALTER TABLE municipality ADD COLUMN own_staff_address BOOLEAN NOT NULL DEFAULT FALSE;
-- No two cities' staff come in at one place.
CREATE UNIQUE INDEX municipality_staff_url ON municipality (staff_url);
