-- What is over is found by when it ended, so that whoever ends it for good walks past nothing; and what has not left is counted by
-- itself, however much has left before.
DROP INDEX outbox_state;
CREATE INDEX outbox_waiting ON outbox (state) WHERE state IN ('pending', 'leased');
CREATE INDEX outbox_finished ON outbox (finished_at, state) WHERE finished_at IS NOT NULL;
CREATE INDEX call_done ON call (done_at) WHERE done_at IS NOT NULL;
CREATE INDEX alarm_cleared ON alarm (cleared_at) WHERE cleared_at IS NOT NULL;
