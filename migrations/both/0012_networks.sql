-- Networks from which staff let more be booked than a fifth of the coming places: a hospital behind one address. A JSON list.
ALTER TABLE municipality ADD COLUMN large_networks TEXT NOT NULL DEFAULT '[]';
