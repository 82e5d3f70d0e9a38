### Many times at once: closed, opened, moved and copied; and a single time closed with a reason.

title = Close, open and move many times
lead = Say whose times and when, and check. Nothing changes before you press; and for 20 seconds after it can be undone.
bar = Many at once
whose = Whose times
own = Times of { $name }
all_of = Everybody at { $office }
days = When
days_hint = Without a last day it is one day only.
hours = Hours
part_day = The whole day
part_am = Morning ({ $hours })
part_pm = Afternoon ({ $hours })
part_hours = Certain hours
typed_hours = Those hours
act = What to do
act_close = Close
act_open = Open
act_move = Move
act_copy = Copy to another day
where_to = Where they go
to_day = Day they go to
to_day_hint = Where the first day goes.
shift = Minutes later
shift_hint = In steps of five. Earlier with a sign, as in -30. For moving only.
to_nurse = Whose they become
to_nurse_hint = For moving only. Left as it is, they stay whose they are.
same_nurse = As it is
check = Check

## The preview.

changed = Something changed while you were looking. Below is what is true now. Nothing has been done yet.
affects = { $times } times, { $bookings } bookings
affects_times = { $times } times
nothing_close = There are no published times and no bookings then. Closed now, nothing published later can be booked.
nothing_open = There is nothing to open.
nothing_move = There is nothing that can be moved.
nothing_copy = There is nothing to create.
times_title = Times
bookings_title = Bookings
state_open = Free
state_by_hand = Closed
becomes_closed = is closed
becomes_open = is opened
stays_by_hand = stays closed
stays_closed = stays closed: { $why }
stays_open = stays free
goes = goes to { $place }
goes_to = goes to { $place } ({ $who })
made = is created on { $place }
there_moved = there is a time on { $place } already; this one is closed
there = is there already
stays = stays as it is: { $why }
left_past = it has passed
left_closed_there = staff closed the same time there
left_nowhere = there is no such time on that day
booking_of = { $time } { $who } { $kind }
called = The booking stays, is marked, and is put among the calls to make
released = The mark goes; it is held as usual
still_met = The mark stays: { $why }
moves = goes to { $place }. The message is sent after 20 seconds
moves_to = goes to { $place } ({ $who }). The message is sent after 20 seconds
booking_stays = The booking stays here: { $why }
stay_too_late = the time there has passed
stay_not_possible = its state or its kind does not allow it
stay_second = two hold it, and the other one leads
stay_not_hers = only staff who handle bookings move them
reason = Reason
reason_hint = Only staff see it. For example: training, a meeting
close_button = Close them like this
open_button = Open them like this
move_button = Move them like this
copy_button = Create them like this
copied_note = What is created counts as made by hand and stays, whatever is published later.
moved_note = Where they go they count as made by hand; the former times are closed. Bookings that cannot go stay as they are.
open_note = What closes from above, as closed days of the city or of a place and holidays, is not opened here.

## What was just done.

done_closed = They are closed.
done_opened = They are open.
done_moved = They are moved.
done_copied = The times are created.
done_undone = It is as it was before.
done_over = It can no longer be undone: the 20 seconds are over. Nothing has changed.
done_written = Somebody has changed it since; it cannot be undone. Nothing has changed.
rest = { $n } seconds left (until { $until })

## On the calendar.

column = Close and open times of { $name }
column_am = Close the morning
column_pm = Close the afternoon
column_open = Open
column_move = Move
column_copy = Create this day’s times on another day
around_close = Close or move around this time
around_open = Open this half-day
close_reason = Reason (only staff see it)
close_time = Close this time
marked = { $n } times are marked. Enter opens them, Esc gives up.
marked_go = Close or open the marked times
see_met = See the { $n } whom it meets
