-- The version of a kind's published times: whoever closes one time has the times of that kind read anew, not those of all kinds.
ALTER TABLE interview_kind ADD COLUMN slots_version BIGINT NOT NULL DEFAULT 0;
