### What is done for a booking besides mails, as staff see it.

title = Online room
kind_room = Preparing the online room
kind_moved = Changing the time of the online room
kind_gone = Cancelling the online room
kind_staff = Mail to a member of staff
kind_forgotten = Answer to a forgotten password
kind_reschedule = Moving messages to their new times
kind_other = Something done by itself
pending = Will be done at { $when }
leased = Being done now
held = Was to be done at { $when }, and is kept back
done = { $when } Done
undone = { $when } Could not be done
needless = { $when } Was no longer needed
again = It does not work yet and is being tried again by itself.
answer = Answer: { $answer }
undone_title = Besides mails, what could not be done
undone_hint = Please check with those in charge what has become of the online room, and telephone if need be. An invitation of a member of staff can be sent again from her page.
held_title = Besides mails, what is kept back
held_hint = Once you let it go, only what the booking needs as it is now will be done.
put_away = Put away
let_go = Do it
drop = Do not do it
