-- A message that would disturb her while it is of use is not sent, and says so: a state of its own, with its reason in last_error.
ALTER TABLE outbox DROP CONSTRAINT outbox_state_check;
ALTER TABLE outbox ADD CONSTRAINT outbox_state_check
  CHECK (state IN ('pending', 'leased', 'sent', 'failed', 'expired', 'superseded', 'dropped'));
