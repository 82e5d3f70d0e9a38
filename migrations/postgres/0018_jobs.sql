-- The queue has all jobs; a message is one kind of them. A job concerns a booking, a person, a member of staff, or nothing of them.
ALTER TABLE outbox ALTER COLUMN booking_id DROP NOT NULL;
-- The kind's word; what it has to know is `detail`. kind, version, recipient and message_id are the message's own, empty elsewhere.
ALTER TABLE outbox ADD COLUMN job TEXT NOT NULL DEFAULT 'message';
ALTER TABLE outbox ADD COLUMN client_id BIGINT REFERENCES client (id);
ALTER TABLE outbox ADD COLUMN staff_id BIGINT REFERENCES staff (id);
-- What looked for a room was a message without a recipient.
UPDATE outbox SET job = 'meeting_link', kind = '', message_id = '' WHERE kind = 'video_link';
CREATE INDEX outbox_client ON outbox (client_id) WHERE client_id IS NOT NULL;
CREATE INDEX outbox_staff ON outbox (staff_id) WHERE staff_id IS NOT NULL;
