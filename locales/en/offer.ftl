### What can be booked, as staff shape it: templates, publishing, closed days, holidays, and why a time is not offered.

## Words of several pages.

office = Place
month = Month
all = All
actions = What to do
everybody = Everybody at the place
precedence = Where several apply, closed days of the city or a place come first, then the turn of the year and public holidays, then absences and rules of a day, then templates.
absence_of = { $name } absent
holidays_title = Public holidays and the turn of the year
year_end = Turn of the year
period = Period
calls_to_make = calls to make
days_span = { $from } – { $until }
times =
    { $n ->
        [one] { $n } time
       *[other] { $n } times
    }

## Closed days.

closure_edit = Change a closed day
closure_met = What it meets
closure_delete_text = Deleted, the published times can be booked again at once.
closure_delete = Delete this closed day
closure_save = Close it like this
check = Check
check_again = Check again
closure_days_hint = Without a last day it is one day only.
closure_hours = Hours (empty for the whole day)
closure_reason_hint = Only staff see it. For example: maintenance, training
whole_city = The whole city
as_it_is = As it is
see_holidays = See public holidays and the turn of the year
own_absence = Here you can enter your own absence only.
closures_over = Closed days of the past
closures_text = While it is closed nothing can be booked, whatever is published. Bookings stay as they are.
closures_ahead = Closed days to come
closure_new = Add a closed day
closures_none = None.
closed_office = { $office } closed
closed_city = The whole city closed
bookings =
    { $n ->
        [one] { $n } booking
       *[other] { $n } bookings
    }
met_none = There are no bookings in that time.
met_bookings =
    { $n ->
        [one] There is { $n } booking. It stays as it is; the person wants to be told.
       *[other] There are { $n } bookings. They stay as they are; the people want to be told.
    }
met_calls = The reminders are stopped, and everybody is put among the { $calls }.
met_times =
    { $n ->
        [one] { $n } published time cannot be booked while it is closed.
       *[other] { $n } published times cannot be booked while it is closed.
    }

## Public holidays.

see_bookings = See the bookings of { $day }
see_closures = See closed days
fiscal_year = Fiscal year { $year }
year_before = The year before
year_after = The next year
fiscal_holidays = Public holidays of fiscal year { $year }
holiday = Public holiday
city_rule = The city’s rule
holiday_open = Open on this holiday
opened = Open
holiday_back = Make it a holiday again
renamed = Called “{ $name }”
rule_back = Back to the rule
added = Added by the city: “{ $name }”
holiday_end = End this holiday
holiday_make = Make it a holiday
holiday_make_text = Makes another day a holiday of the city. Published times can no longer be booked; bookings stay as they are.
holiday_name = Name of the holiday
year_end_closed = It is closed from 29 December to 3 January.
year_end_open = Open then, too
year_end_opened = It is open as always. 1 January remains a holiday.
year_end_close = Close then
year_end_stay = Bookings stay as they are in either case.

## The Cabinet Office's list.

list_save = Save these differences
list_check = See the differences
list_title = Compare with the Cabinet Office’s list
list_text = Choose the Cabinet Office’s CSV of public holidays (syukujitsu.csv) or paste what is in it. Only days from this year on that differ from the rules are taken over.
list_hint = One day a line. For example: 2027/1/1,元日
list_partial = Of { $years } the list has only some days, so the other holidays are left as they are.
list_empty = There is no holiday in it. Please enter lines like “2027/1/1,元日”
list_encoding = The letters are neither UTF-8 nor Shift_JIS. Please save it as CSV (UTF-8)
list_no_comma = There is no comma between date and name. Please write it like “2027/1/1,元日”
list_no_day = The date cannot be read or does not exist. Please write it like “2027/1/1,元日”
list_no_name = The name is missing. Please write it like “2027/1/1,元日”
list_too_much = There is more than date and name. Please write it like “2027/1/1,元日”
list_name = The name has letters that cannot be used, or is too long. Please enter it again
list_line = Line { $line } cannot be read. { $what }
list_same = There are no differences. The holidays are right as they are.
list_becomes = becomes a holiday ({ $name })
list_renamed = changes its name ({ $before } → { $after })
list_ends = is no longer a holiday ({ $name })
list_differs = Days that differ from the rules
list_differs_text = These days differ from the rules. Bookings stay as they are.

## Publishing.

sort_new = new
sort_change = changed
sort_withdraw = withdrawn
sort_keep = unchanged
sort_by_hand = made by hand
sort_closed_by_hand = closed by hand
sort_collide = in the way
collides_booking = a booking from { $time } ({ $office }) is in the way
collides_by_hand = a time made by hand ({ $office }) is in the way
copy_lead = Copied times count as made by hand and stay when templates are published later. What is there already does not change.
publish_lead = How the times of the templates differ from those published now. The past and bookings do not change.
publish_changed = Below is how it is now.
copy_title = Copy the times of { $from } to { $to }
publish_title = Publish { $month }
see = Show
made_of = How it is made
source = From
of_templates = Templates
of_last_month = Copy of the month before
publish_empty = There is nothing for this month. Choose another month or place, or check the templates.
publish_same = Nothing changes.
publish_same_text = {" "}It is as published now.
part_new = { $n } new
part_change = { $n } changed
part_withdraw = { $n } withdrawn
publish_button = Publish ({ $parts })
copy_button = Copy and publish ({ $parts })
publish_hint = A time is of one nurse and one kind of interview. Published, it can be booked at once.
booked_title =
    { $n ->
        [one] There is { $n } booking. It stays as it is
       *[other] There are { $n } bookings. They stay as they are
    }
booked_text = Their times change or go. Whoever should come at another time wants to be told.
own_title = Times at which nurses have something else
own_text = From the calendars that they brought in themselves. Such a time is closed as long as that stands there, and opens when it goes. Publishing is possible all the same.
own_closed =
    { $n ->
        [one] { $who }: one time closes because of it
       *[other] { $who }: { $n } times close because of it
    }
never_title = In the templates and never published ({ $n })
head_times = Times
head_left_out = Left out, and why
head_details = Details
week_of = Week of { $day }
left_out_times = { $why }: { $n }

## Why a time of a template is left out.

left_closed = closed ({ $reason })
left_holiday = public holiday ({ $name })
left_absent = { $who } absent ({ $reason })
left_elsewhere = { $who } is at another place then ({ $place })
left_outside_hours = outside the opening hours of { $place }
left_not_here = { $who } does not work at { $place }
left_profession = { $who }’s profession does not hold “{ $kind }”
left_modes = { $who } and “{ $kind }” have none of the template’s ways
left_gone = the template names something that is no longer in use ({ $who }, { $kind }, { $place })

## Templates.

template_new = New template
template_edit = Change a template
template_delete_text = Published times stay until you publish again. Bookings stay as they are.
template_delete = Delete this template
save_overlapping = Save all the same
template_name = Name of the template
template_name_hint = Only staff see it. For example: mornings only
cancel = Cancel
templates_met = Templates in the same time
one_nurse_hint = Choose one for times of hers alone.
idle = { $name } (not offered)
kinds_hint = Several can be offered at the same time; the one that is booked first takes it.
modes_hint = Only ways that kind and nurse have are published.
repeat_weekly = Every week, or every few weeks
repeat_monthly = Every month, in certain weeks
repeat_once = Once (on the first day)
repeat = Repeats
every = Every how many weeks
every_hint = For “every week”. Left empty, it is every week. Counted from the week of the first day.
nth_weeks = Which weeks
nth_weeks_hint = For “every month”.
pause = Break { $n }
step = Interval (minutes)
hours = Hours
step_hint = From one start to the next. Left empty, it follows from the interview’s length and the time before and after.
templates_none = None yet. Choose “Make a template” to enter the times of every week.
templates_text = The times of every week. Changes are not published at once: they become times when you have checked them on the page for publishing.
template_make = Make a template
check_publish = Check and publish
when_what = When and what
change = Change
copy = Copy
meets_kind = In the same time as a template of another kind: { $other }
meets = In the way of each other. Please change one: { $other }
not_published = Not published: { $why }
called = “{ $name }”
template = { $days }, { $hours }, { $kinds } ({ $modes })
over = Over
starting = From { $day }
ended = Ended on { $day }
ending = Until { $day }
starting_ending = From { $from } until { $until }
last_week = last
nth_week =
    { $n ->
        [1] 1st
        [2] 2nd
        [3] 3rd
       *[other] { $n }th
    }
weekly = Every week { $weekdays }
every_weeks = Every { $n } weeks { $weekdays }
monthly = Every month { $weeks } { $weekdays }
once = { $day } only
and_more = { $first } and { $n } more

## Deadlines.

deadline_start = until the start
deadline_before = until { $duration } before the start
deadline_today = until { $time } on the day
deadline_day_before = until { $time } on the working day before
deadline_days_before =
    { $n ->
        [one] until { $time }, { $n } working day before
       *[other] until { $time }, { $n } working days before
    }
duration_minutes = { $minutes } min
duration_hours = { $hours } h
duration_both = { $hours } h { $minutes } min
hour = { $hour }:00
# omits $hour, $minute
hour_minute = { $clock }
who_where = { $who } ({ $place })

## Who shares the bookings of a day.

group_web = web
group_phone = phone
group_staff = counter

## Why a time is not offered: a sentence, and the rule behind it in a few words.

why_past = It has begun already.
why_past_rule = until the start
why_kind_inactive = This interview is not offered now.
why_kind_inactive_rule = kind of interview: not offered
why_office_inactive = This place is not in use now.
why_office_inactive_rule = place: not in use
why_mode_not_offered = This interview is not held in that way.
why_mode_not_offered_rule = kind of interview: ways
why_staff_only = Only staff can book this interview.
why_staff_only_rule = kind of interview: booked by staff
why_horizon = It is too early: it can be booked from { $day }.
why_horizon_rule = how far ahead
why_lead_time = The deadline for booking ({ $moment }) has passed.
why_lead_time_rule = deadline: { $deadline }
why_quota = The { $group } has as many bookings as it may ({ $limit } a day).
why_quota_opens = The rest is opened to the web on { $day }.
why_quota_rule = bookings a day: { $group } { $limit }
why_capacity = There are as many bookings at that time as there may be ({ $limit }).
why_capacity_rule = bookings at the same time: { $limit }
why_not_published = No time is published then.
why_not_published_rule = templates, publishing
why_closed_by_hand = Staff closed that time of { $who }.
why_closed_by_hand_rule = closed by hand
why_nurse_inactive = { $who } does not work now.
why_nurse_inactive_rule = staff: stopped
why_profession = { $who }’s profession does not hold this interview.
why_profession_rule = kind of interview: professions
why_mode_not_done = { $who } does not hold interviews in that way at that time.
why_mode_not_done_rule = staff: ways
why_daily_maximum = { $who } has as many interviews that day as she takes ({ $limit }).
why_daily_maximum_rule = interviews a day: { $limit }
why_nurse_busy = { $who } has another booking, or somebody is just booking her, at that time.
why_nurse_busy_rule = bookings
why_no_partner = Nobody is free to hold it together with her at that time.
why_no_partner_rule = kind of interview: held by two
why_room_full = All rooms of the place are taken.
why_room_full_rule = rooms
why_closure = { $place }: closed ({ $reason }).
why_closure_hours = { $place }: closed { $hours } ({ $reason }).
why_closure_rule = closed: { $reason }
every_place = All places
why_year_end = It is closed at the turn of the year (29 December to 3 January).
why_year_end_rule = closed: turn of the year
why_holiday = It is a public holiday ({ $name }).
why_holiday_rule = public holiday: { $name }
why_absent = { $who } is absent ({ $reason }).
why_absent_hours = { $who } is absent { $hours } ({ $reason }).
why_absent_rule = absent: { $reason }
why_never = When booking begins, { $days } days before, its deadline ({ $deadline }) has passed. As it is, it can never be booked.
why_nobody = Nobody who could hold it is free at that time.
why_nobody_rule = staff

## Why nobody published a time.

why_not_here = { $who } does not work at this place.
why_not_here_rule = staff: places
why_elsewhere = { $who } is at { $place } at that time.
why_elsewhere_rule = template of another place
why_outside_opening = It is outside the opening hours of the place.
why_outside_opening_rule = place: opening hours
why_not_yet = { $template } has that time, but it is not published yet.
why_not_yet_rule = publishing
why_pause = { $template } has a break then ({ $hours }).
why_pause_rule = { $template }: break { $hours }
why_between = By { $template } no interview begins at that time ({ $starts }).
why_between_rule = { $template }: starts
start_before = before: { $time }
start_after = next: { $time }
why_outside = It is outside the hours of { $template } ({ $hours }).
why_outside_rule = { $template }: hours { $hours }
why_no_template = There is no template for this interview on that day.
why_no_template_of = { $who } has no template for this interview on that day.
why_no_template_rule = no template
template_named = the template “{ $name }”
template_of = { $who }’s template
template_of_all = the template of everybody at the place

## Times that are closed by a calendar of the nurse's own.

why_own_calendar = { $who } has something else in her own calendar at that time.
why_own_calendar_rule = her own calendar (only she can change it)
