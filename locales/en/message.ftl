### What mails and the calendar files that go with them say.

## What things are called.

# In the place of the kind's name where that must not be told.
appointment = Appointment
mode_in_person = In person
mode_video = Online (video call)
mode_phone = Phone
mode_home_visit = Home visit
no_recording = Please do not record sound or pictures.
# What to bring to us, or to have at hand at home.
bring = Please bring
have_ready = Please have ready

## The calendar file.

event_manage = View, change or cancel: { $url }
event_view = View: { $url }
event_cancelled = This appointment has been cancelled.
event_mode = How: { $mode }
event_join = Link to join: { $url }
event_bring = { $heading }: { $things }
# Between the things.
event_and = ,{" "}

## What staff call them.

already_booked_name = Answer to a second request
cancellation_name = Notice of cancellation
change_name = Notice of change
confirmation_name = Confirmation
reminder_1d_name = Reminder before the interview

## The subjects.

# Says nothing of what it is about.
subject_discreet = About your appointment
already_booked_subject = You already have an appointment – { $city }
cancellation_subject = Your appointment on { $day }, { $time } is cancelled – { $city }
change_subject = Your appointment has changed: { $day }, { $time } – { $city }
confirmation_subject = Your appointment on { $day }, { $time } – { $city }
reminder_1d_subject = Reminder: your appointment on { $day }, { $time } – { $city }

## What each begins with: the heading of the HTML form, and the sentences.

# Between two sentences of a paragraph.
sentence_space = {" "}
already_booked_title = You already have an appointment
already_booked_none_made = We received a request for a new appointment, but you already have one, so no new one was made.
already_booked_as_before = Your present appointment is unchanged. You can view, change or cancel it with the link below.
already_booked_not_asked = If you did not ask for this, please disregard this message.
cancellation_title = Your appointment is cancelled
cancellation_done = Your appointment is cancelled.
cancellation_not_asked = If you did not expect this, please call us.
cancellation_again = You can book again or ask us for advice at any time.
change_title = Your appointment has changed
change_done = Your appointment has changed.
change_same_time = The date and time are the same. Please check the other details below.
confirmation_title = Your appointment is booked
confirmation_done = Your appointment is booked.
reminder_1d_title = A reminder of your appointment
reminder_1d_near = This is a reminder of your appointment.
reminder_1d_may_change = If your plans or your health have changed, you can change or cancel it. We will not ask why.

## The booking.

# How headings and lists look in plain text.
heading = { $title }
item = - { $thing }
date_time = { $date }, { $time }
before = Before: { $when }
after = Now:    { $when }
heading_when = Date and time
heading_what = What
heading_how = How
heading_where = Where
heading_read = To read beforehand
heading_reference = Reference number
phone_call = We will call you at that time, at the number you gave us.
home_visit = We will come to your home at that time.
join = When it is time, please open this link:
join_later = We will send you the link to join by e-mail as soon as there is one.

## What each ends with.

manage = View, change or cancel
view = View
link_private = This link is for you alone.
heading_questions = Questions
# The same in one line with the number.
questions = Questions: { $phone }
phone_with_hours = { $phone } ({ $hours })
no_replies = Replies to this message cannot change or cancel an appointment.
sender = { $city }, { $department }
