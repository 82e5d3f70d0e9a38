-- Mails that were refused before it was noted of whom: those that were refused of her address are like all others, so that whoever never
-- got hers is put on the call list. What else was refused stays as it is, among the mails that did not leave.
UPDATE outbox SET failure = 'recipient' WHERE state = 'failed' AND failure IS NULL AND (
  ((last_error LIKE '5__ 5.1.%' OR last_error LIKE '5__ 5.2.%') AND last_error NOT LIKE '5__ 5.1.7%' AND last_error NOT LIKE '5__ 5.1.8%')
  OR ((last_error LIKE '550 %' OR last_error LIKE '551 %' OR last_error LIKE '553 %')
    AND last_error NOT LIKE '5__ 5._.%' AND lower(last_error) NOT LIKE '%relay%'));
