### What staff do with the hands on the keyboard, the mouse or the screen: carrying a booking, keys, and what somebody else changed first.

## A booking is carried to another place of the day or the week.

place_name = { $at } { $nurse }
place_whose = { $nurse }
moves = Moves to the time of { $nurse } at { $at }.
moves_there = Moves to the time of { $nurse } at { $at }, { $place }.
takes_over = Same time; { $nurse } takes it over.
can = Possible
cannot = Not possible
reading = Looking for times to move to.
choose = Choose where to move it: with the arrows and Enter, or by pressing it.
nothing = There is no time to move to on this day.
nothing_week = There is no time to move to in this week.
unreadable = The times could not be read. Open the booking and move it with “Change the time”.
put_back = Nothing was moved. The booking is still at its time.
not_here = There is no time to move to here.
gone = This booking is no longer on this page. Nothing has changed.
sending = Moving it.

## Somebody else was first: both versions.

wanted = What you did
now = Now
wanted_move = Move to { $when }
wanted_move_nurse = Move to { $when } with { $nurse }
wanted_mode = Change how to { $mode }
wanted_mark = Mark as “{ $status }”
wanted_nurse = Hand to { $nurse }
wanted_cancel = Cancel
wanted_joint = Add { $nurse } as the second colleague
wanted_next = Book the next interview at { $when }
wanted_other = Change this booking
changed_by = { $who } changed it { $at }
cancelled_by = { $who } cancelled it { $at }
somebody = She herself or a partner system
again = Do it again with the booking as it is now
not_any_more = This cannot be done any more.
stands_now = Now it says: { $value }
stands_empty = nothing

## The keys.

keys = Keys
keys_title = All keys
keys_text = They are not heard while you are typing; Esc leaves the field. Everything can be done by mouse or finger, too.
keys_key = Key
keys_does = What it does
keys_everywhere = On every page
keys_of_day = On the day
keys_of_carrying = While a booking is carried
keys_of_range = While times are marked
keys_of_booking = On an open booking
keys_of_desk = At the phone desk
keys_of_new = For a new booking
key_list = Open this list
key_search = Find a person
key_escape = Close, stop or go back; in a field, leave it
key_next_interview = To the next interview
key_arrows = To the booking or time beside it
key_enter = Open or press
key_previous = The day (week, month) before
key_today = Today
key_following = The next day (week, month)
key_view_day = As a day
key_view_rooms = See the rooms
key_view_week = See the week
key_view_month = See the month
key_view_list = As a list
key_pick_up = Pick up the chosen booking
key_carry = Move among the possible times
key_all_places = Move among all times, and hear why one cannot be had
key_put = Move it there
key_back = Put it back
key_mark = Mark one more time, or one fewer (on a free or a closed time)
key_mark_go = Close or open what is marked
key_mark_none = Mark nothing
key_mode = Choose how it is held
key_cancel = To its cancellation
key_print = Print the slip
key_undo = Undo what was just done
key_times = Choose a free time
key_earlier = Earlier times
key_later = Later times
key_found = Open somebody who was found
key_new = Make a new booking
key_correct = Correct name or contact
key_kind = Choose the kind of interview
key_place = Choose the place
key_nurse = Choose the nurse
key_day = Choose the day
key_next_day = From the next day
key_next_week = From the next week
letters = Keys of letters
letters_on = Letters and digits are keys in this browser. Where speech input presses them by accident they can be switched off.
letters_off = Letters and digits are no keys in this browser. Arrows, Enter and Esc are.
letters_stop = Switch them off
letters_use = Switch them on
