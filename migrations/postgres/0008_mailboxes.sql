-- Mail addresses that lead to one mailbox count as one: without case, without what follows a plus sign.
DROP INDEX booking_email;
CREATE INDEX booking_mailbox ON booking (municipality_id, (lower(CASE WHEN strpos(email, '+') BETWEEN 2 AND strpos(email, '@') THEN substr(email, 1, strpos(email, '+') - 1) || substr(email, strpos(email, '@')) ELSE email END)), created_at) WHERE email IS NOT NULL;
