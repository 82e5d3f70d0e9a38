-- Mail addresses that lead to one mailbox count as one: without case, without what follows a plus sign.
DROP INDEX booking_email;
CREATE INDEX booking_mailbox ON booking (municipality_id, (lower(CASE WHEN instr(email, '+') BETWEEN 2 AND instr(email, '@') THEN substr(email, 1, instr(email, '+') - 1) || substr(email, instr(email, '@')) ELSE email END)), created_at) WHERE email IS NOT NULL;
