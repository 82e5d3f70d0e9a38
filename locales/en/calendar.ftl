### What staff read on the day, beside it, and on the slip.

## The bar.

to_opened = Skip to what is open
date = Day
day_before = The day before
today = Today
day_after = The day after
views = View
view_day = Day
view_list = List
show = Show

## What stands at a time.

pause = Break
no_time = No time
free = Free
held = Kept
held_until = until { $time }
closed = Closed time
passed = Not taken
going_on = Going on
barred_closed = Closed
barred_absent = Away
barred_daily_max = Day’s limit
barred_quota = Full
barred_room = No room
barred_partner = No second nurse
barred_inactive = Not offered
barred = Not bookable
why = Why can it not be booked?
away = Without times on this day ({ $n }): { $names }

## The list.

head_time = Time
head_person = Person
head_phone = Phone
head_state = State
head_actions = To do
enter_for = ({ $who }, new window)
from_until = –
book_or_close = {" "}book it or close it ({ $nurse })
why_at = {" "}why can it not be booked? ({ $nurse })

## A day without interviews.

empty = There are no interviews on this day
empty_holiday = Closed: { $name }.
empty_year_end = Closed around the turn of the year.
empty_closed = Closed ({ $reason }).
empty_saturday = No times are offered on this Saturday.
empty_sunday = No times are offered on this Sunday.
empty_yet = No times are offered on this day yet.
empty_at = { $office }:{" "}
why_office = See why: { $office }
next_day = The next day with times is { $day }
all_nurses = Show all nurses

## What comes next.

next = Next interview
next_essentials = What to know before
next_none = No more interviews today
next_nurse = Nurse: { $nurse }
enter = Enter the room
in_hours =
    { $n ->
        [one] in { $n } hour
       *[other] in { $n } hours
    }
in_hours_minutes = in { $hours } h { $minutes } min
in_minutes =
    { $n ->
        [one] in { $n } minute
       *[other] in { $n } minutes
    }
begins_now = begins now
since_minutes =
    { $n ->
        [one] began { $n } minute ago
       *[other] began { $n } minutes ago
    }

## A time, opened.

time_barred = Time that cannot be booked
time_passed = Time that nobody took
close_hint = Closing it moves no booking.
time_links = At this time
book_kind = Book: { $kind }
open_time = Open this time
close_time = Close this time
with_modes = { $kind } ({ $modes })

## Why it cannot be booked.

holds_none = There are no interviews that a { $profession } holds.
other_time = Another time
other_time_wrong = Please enter a time such as 9:30.
see_why = See why
can_be_booked = It can be booked on the public page.
ask_administrator = To change it, please ask an administrator.
change_rule = Change this rule
rule = Rule: { $rule }
by_staff = It can be booked by phone or at the counter.

## A booking, opened.

enter_qr = QR code of the online room
enter_elsewhere = Enter with another device
booking_links = This booking
move_it = Change the time
reassign = Change the nurse
cancel = Cancel
correct = Correct name and contact
open_at_desk = Open at the phone desk
print_slip = Print the slip
public_page = Her own page
where_to = To which time?
change_mode = Change to { $mode }
cancel_ask = Cancel this booking?
cancel_hint = For 20 seconds it can be taken back. Then the time is free, and whoever has a mail address is told.
cancel_reason = Reason
cancel_do = Cancel the booking

## Its facts.

fact_state = State
fact_phone = Phone
fact_window = Mails may come
fact_mail = Mail
fact_birth = Date of birth
fact_weeks = Weeks
fact_needs = Needs
fact_note = Note
fact_language = Language
fact_bring = To bring
fact_bring_by_mail = Not in her messages. Please tell her by mail
fact_bring_by_phone = Not in her messages. Please tell her by phone
fact_reference = Reference
fact_channel = Booked
fact_consent = Agreed to
fact_told = Messages

## What happened so far.

history = So far
history_line = { $when } { $what } ({ $who })
history_booked = booked
history_cancelled = cancelled
history_moved = moved { $was } → { $now }
history_changed = changed
history_mode = changed to: { $mode }
history_mode_only = changed the way
history_marked = marked as “{ $status }”
history_link = changed the online link
history_mail_again = had the mail sent again
history_call_asked = asked to be called
history_digits_wrong = gave wrong last digits while changing the mail address
history_reason = Why it was cancelled: { $reason }
by_itself = by itself
by_herself = herself

## The slip that she takes home. `｜予約《よやく》` is 予約 with its reading above.

slip = Slip of the booking
slip_title = Your booking
slip_reference = Reference
slip_place = Place
slip_video = Entering online
slip_phone = We call you at the time.
slip_visit = We come to your home at the time.
slip_bring = To bring
slip_change = To change or cancel, use this QR code or the phone.
slip_change_by_phone = To change or cancel, please call.
slip_page_qr = QR code of the booking’s page
slip_enter_qr = QR code of the page to enter
slip_enter = Enter with this QR code at the time
print = Print
print_hint = “Print” of the browser prints it on A5 paper.
back_to_desk = Back to the phone desk

## The other ways to see it, and what narrows them.

view_rooms = Rooms
view_week = Week
view_month = Month
week_before = The week before
this_week = This week
week_after = The week after
month_before = The month before
this_month = This month
month_after = The month after
# From which day until which.
week_title = { $from } – { $until }
filter = Narrow
filter_do = Narrow it
filter_stop = Show everything
filtered = Only this is shown: { $what }.
every_nurse = Every nurse
every_kind = Every kind
every_mode = Every way
every_state = Every state
state_free = free times
state_arrived = here
nothing_left = Nothing on this day fits what was chosen
own_column = me
jump = To the column of a nurse ({ $n })
jump_name = Columns of nurses
print_view_hint = “Print” of the browser prints it on A4 paper.

## A column for each room.

no_rooms = There are no rooms at this place.
room_free = Nobody has it
room_places = places: { $n }
without_room = Interviews without a room ({ $n })

## A week.

week_own = My week
week_of = Week of { $whose }
week_of_all = Week of all places
week_others = Other weeks
shut_year_end = Turn of the year
shut_closed = closed ({ $reason })
shut_absent = away ({ $reason })
shut_nothing = nothing planned
booked_free = booked { $booked }, free { $free }
booked_number = booked { $n }
free_number = free { $n }

## A month.

week_from = Week from { $day }
free_few = few left: { $n }
free_none = full
met_number = booked on a closed day: { $n }
## Before and after the interview: the panel.

essentials = Before you meet
reach = Contact
reach_discreet = Discreetly (say nothing of what it is about)
reach_no_mail = No mail
others_of_her = Other interviews
other_line = { $when } { $kind } { $mode } { $nurse } ({ $status })
arrived_at = Came at
started_at = Began
ended_at = Ended
note = Note for colleagues
note_hint = Staff alone see it; neither she nor partners do
note_by = { $when } { $who }
note_write = Write a note
note_edit = Edit the note
note_save = Keep the note
history_started = Interview began
history_not_started = Took back that it began
history_note = Wrote a note
history_joint = Second nurse changed
history_called = Decided to call her
history_rebooked = Decided to find another day
history_nothing = Decided to do nothing
missed_title = She did not come. What next?
missed_hint = Nothing is sent to her, whatever you choose.
missed_call = Put her on the call list
missed_rebook = Book another day
missed_nothing = Do nothing
missed_note = Note
missed_again = Choose again
missed_is_call = She is on the call list.
missed_is_rebook = Another day is to be booked.
missed_is_nothing = Nothing is to be done.
next_title = Book the next interview
next_kind = What for
next_hers = Same nurse ({ $nurse })
next_anybody = Anybody
next_book = book
next_no_kind = There is no other interview that can be booked for her from here. The desk offers more.
next_no_time = Nothing is free for that kind and way. Change the kind, the way or the day.
next_consent = The statement on how data are used has changed. I read it to her, and she agreed
next_at_desk = Book at the desk
next_from = From this day on
next_look = Look from this day on
joint_add = Add a second nurse
joint_remove = Take { $nurse } out
joint_ask = Who holds the interview, too? The time stays. She is not told.
joint_none = Nobody who could hold it, too, is free at that time.
joint_with = joins
joint_two_wanted = This kind is held by two. The second can be changed by “Another nurse”.

## What others changed of her day.

changes = Changes of today
changes_bar = { changes }: { $n }
change_new = New
change_gone = Gone
change_moved = Moved, was { $was }
change_way = Held in another way
change_open = Open
changes_seen = I have seen them
## A nurse's own calendar.

barred_own_calendar = Own event
own_calendar = Own calendar
