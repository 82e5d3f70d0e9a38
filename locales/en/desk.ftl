### What staff read and type at the phone desk.

search = Search
search_hint = Name, kana, phone number (or its last 4 digits), date of birth (7.4.3), reference or mail address. They can be combined, as in “架空 7.4.3”

## Who was found.

found = Found
more =
    { $n ->
        [one] There is { $n } more.{" "}
       *[other] There are { $n } more.{" "}
    }
narrow = Put the date of birth or the last 4 digits of the phone behind the name to find fewer.
not_booked = no booking ({ $day } { $status })
nobody = Nobody fits “{ $query }”
nobody_hint = Try the phone number, date of birth or reference. For somebody new, N begins a new booking.

## The booking that is open.

booking_of = Booking of { $name }
person_line = { $born } ・ phone { $phone } ・ reference { $reference }
needs = needs: { $needs }
next_free = Next free times
correct = Correct name and contact
correct_tell = When the mail address changes, send the confirmation to the new one
correct_do = Correct it like this

## Times.

none_free = No time like this is free. Please change day, place, way or nurse.
move_here = {" "}– move here
move_to = Move to { $time } { $place }
earlier = Earlier times
later = Later times
other_times = Other times
nothing_said = “…”
how_to_look = How to look for a time
from_day = From this day
look = Look for times
earliest_place = Earliest
by_nurse = Look with this nurse
earliest = From the earliest
next_day = From the next day
next_week = From the next week
day = Day
time = Time
none_free_nurse = This nurse has no free time for this. Please change how, or look with “Anybody”.
none_free_way = There is no free time for this. Please change how, where or the day.
nurse_cannot = { $nurse } does not have the time you chose.
nurse_only = Nurse: { $nurse }, who will have this booking.

## Another nurse.

nobody_instead = Nobody else is free at this time instead of { $nurse }. Please change the time or telephone.
offers = offers this time
is_free = is free, but does not offer it
reassign_to = {" "}– hand over
reassign_ask = Who takes over from { $nurse }? The time stays. She is told only if the online room changes.

## A new booking.

nothing_offered = There are no interviews to book yet
new_booking = New booking
by_phone = By phone
at_counter = At the counter
channel = Came
book = Book this
key_choose = choose a time
key_book = book
keys_fields = while you type, { $esc } only leaves the field
same_ask = Is it her?
same_text = { $name }, of the same name and date of birth, has a booking. Only the phone number is different.
same_line = { $when } { $interview } ・ last 4 digits of the phone: { $digits }
same_yes = It is her (open that booking)
same_no = It is somebody else (book)

## The person.

names = Name
family_name = Family name
given_name = Given name
readings = Kana
family_kana = Family name
given_kana = Given name
birth = Date of birth
birth_hint = As H7.4.3 or 1995.4.3
phone = Phone number
phone_hint = Where she can be reached by day
email = Mail address
email_hint = Without one, you can print the slip for her
due = Due date
due_hint = If known, as 2027.2.14
due_hint_required = As 2027.2.14
consent = Use of information
consent_given = I told her what it is used for, and she agreed
more_about_her = Needs, language, note
contact_window = When mails may come
contact_window_hint = What is urgent, and answers to what she asked for, leave at once.
needs_legend = Needs
discreet = Write discreetly (messages do not speak of the interview)
language = Language of messages
note = Note

## What is to be put right.

birth_required = Please enter the date of birth
birth_which_year = Please enter the year of birth with four digits or its era, as 1995 or H7
birth_invalid = Please enter the date of birth as H7.4.3 or 1995.4.3
already_booked = There is a booking for the same already. Please leave this, find it by the last 4 digits of the phone, and move it
hers_too = Somebody of this phone number and date of birth has a booking for the same already. Please find it by the last 4 digits of the phone, and check it
due_required = Please enter the due date, as 2027.2.14
due_invalid = Please enter the due date as 2027.2.14
consent_required = Please tell her what it is used for, and tick the box when she agrees
beside = She has another booking at the same time. To book all the same, press “{ book }” again
slot_taken = That time was taken just now. Please choose another
slot_refused = That time cannot be chosen because of a rule or a closed day. Please choose another
slot_too_late = That time is over. Please choose another
slot_required = Please choose a time

## Keys.

keys = Keys
key_move = move to the chosen time
key_cancel = Cancel
key_correct = Correct
key_print = Print
key_open = open
key_new = New booking
key_back = Back
key_again = Search anew

## What was just done.

done_moved = The booking of { $name } is moved. { $now }
done_booked = { $name } is booked. Reference { $reference }. { $now }
done_mode = How { $name } is met is changed. { $now }
done_corrected = What is known of { $name } is corrected.
done_reassigned = { $nurse } now has the booking of { $name }.
done_cancelled = The booking of { $name } is cancelled.
done_undone = It is taken back. { $name }: { $now }
done_changed = This booking has changed, and nothing was done. Now it is, { $name }: { $now }
done_marked = { $name } is marked as “{ $status }”.
undo = Take it back
undo_rest =
    { $n ->
        [one] { $n } second left (until { $until }). Messages are sent after that
       *[other] { $n } seconds left (until { $until }). Messages are sent after that
    }
done_taken = That time was taken just now. Please choose another. Nothing has changed.
done_already = There is a booking for the same already. Please find it by name or the last 4 digits of the phone, and move it.
done_refused = That time cannot be chosen because of a rule or a closed day. Please choose another. Nothing has changed.
done_full = This time is not free that way. At another time it may be. Nothing has changed.
done_reason = The reason is too long, or has letters or numbers that cannot be used. Please correct it and press again. Nothing has changed.
done_same = The time is as it was.
done_correct_same = There was nothing to correct.
done_colleague_busy = She is not free at this time. Please choose somebody else. Nothing has changed.
done_mode_same = How she is met is as it was.
done_over = The 20 seconds for taking it back are over. Nothing has changed.
done_time_changed = This time has changed: somebody else opened or closed it. Nothing was done.
done_late = That time is over. Nothing has changed.
done_impossible = It cannot be done as things are. Perhaps somebody else changed it first. Nothing has changed.
done_missing = There is no such booking.
done_busy = It was too busy to do it. Please press again.
done_gone = That time is gone. Nothing has changed.
done_opened = The time is open.
done_closed = The time is closed.

## Before and after the interview.

done_started = The interview with { $name } has begun.
done_noted = A note was kept with the booking of { $name }.
done_joint = The second nurse of { $name }’s booking has changed.
done_called = { $name } is on the call list.
done_followed = What follows for { $name } was written down.
done_beside = She has another booking at that time. Please choose another time.
done_consent = The statement on how data are used has changed. Please ask her to agree before booking.
done_seen = It was written down that you have seen them.
