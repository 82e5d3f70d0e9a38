### What staff read about where they are signed in, and about a computer that several use.

## Her own page.

title = Signed in on
text = If there is one you do not know, end it and change your password.
here = this device
unknown = Unknown device
shared_short = shared
since = Signed in { $when }
seen = last used { $when }
from = network { $network }
by_password = proven by password
by_recovery = proven by recovery code
by_app = proven by authenticator app
by_passkey = proven by passkey
by_openid = proven by the identity provider
by_openid_second = proven by the identity provider, in two steps
end = End
# Which one the button is about, for the ear.
end_which = { $browser }, signed in { $when }
end_others = End all others
none_else = You are signed in nowhere else.
said_ended = Ended. Nothing can be done there until you sign in again.
said_ended_others = All your other sign-ins have been ended.

## A computer that several use.

shared_title = This device
shared_now = This device is shared. It closes after { $minutes } minutes without use. Your second factor is always asked in the same way.
shared_end = It is mine alone
own_now = This device counts as yours alone. If others use it too, mark it as shared: it then closes after { $minutes } minutes without use.
shared_begin = Mark as shared
shared_tick = This device is shared (closes after { $minutes } minutes without use)
shared_known = This device is shared. It closes after { $minutes } minutes without use.
said_shared = Marked as shared.
said_not_shared = This device now counts as yours alone.

## From one to the next.

hand_over = Hand over
hand_over_title = Hand over
hand_over_text = The page of whoever was here is closed, and what was typed and not sent is gone. Sign in with your own name and password.
other_title = This page is somebody else’s
other_text = This page belongs to { $former }. { $now } is signed in now. Nothing has been changed.
other_unknown = This page belongs to somebody else. { $now } is signed in now. Nothing has been changed.
other_kept = What was typed appears again once its owner signs in here. Nobody else sees it.
go_on = Go on as { $now }
other_back = Hand over to its owner
anothers = What somebody else had typed is not shown here. It was not done: its owner types it again if it is needed.
office_and_more = { $office } and { $n } more

## First passwords.

first_password = Your password was made by somebody else. Before you go on, change it to one that only you know.
first_over = Your first password was not used within 7 days and opens nothing any more. Ask whoever manages the staff for a new one.

## What whoever manages the staff does.

member_title = Signed in on
member_text = Ends all sign-ins of this member: a device was lost, or left open somewhere. The password stays.
member_end = End all
member_ended = All sign-ins have been ended.
