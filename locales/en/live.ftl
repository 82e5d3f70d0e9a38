### A page of the staff's that is told of changes: whether it is, and what others have changed. Nobody is named.

again = Refresh
sign_on = What others change appears here at once.
sign_on_booking = What others change of this booking appears here at once.
sign_off = Not connected. What others change does not appear yet.
sign_ended = You are signed out.
retry = Load again

## Beside an entry that has just changed.

fresh = Changed just now

## For the ear: how many entries have changed.

told = Entries that have changed: { $count }
told_list = Changed: { $count }

## Above a form in which she has typed.

changed = Somebody else has changed this booking.
see = See it
