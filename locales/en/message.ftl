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
offer_name = Offer of other times
reminder_7d_name = Early reminder
reminder_2h_name = Last reminder, with the link
reminder_1d_name = Reminder before the interview

## The subjects.

# Says nothing of what it is about.
subject_discreet = About your appointment
already_booked_subject = You already have an appointment – { $city }
cancellation_subject = Your appointment on { $day }, { $time } is cancelled – { $city }
change_subject = Your appointment has changed: { $day }, { $time } – { $city }
confirmation_subject = Your appointment on { $day }, { $time } – { $city }
reminder_7d_subject = Your appointment on { $day }, { $time } – { $city }
reminder_2h_subject = Your appointment begins soon: { $day }, { $time } – { $city }
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
reminder_7d_title = Your appointment
reminder_7d_near = We would like to tell you the day of your appointment once more.
reminder_7d_may_change = If your plans or your health have changed, you can change or cancel it. We will not ask why.
reminder_2h_title = Your appointment begins soon
reminder_2h_near = Your appointment begins soon.
reminder_2h_if_late = If you will be late, or cannot make it, please call us.
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

## Letters to members of staff.

staff_login = Sign-in name: { $login }
staff_link_once = This link is good until { $until }, once. Please do not pass it on.
staff_no_replies = Nobody reads replies to this mail.
invitation_subject = Invitation to the staff pages – { $city }
invitation_title = Invitation to the staff pages
invitation_text = You are invited to the staff pages of the interviews of { $city }. Please open the link and set your password.
invitation_link = Set your password
invitation_not_asked = If you did not expect this, please disregard this message.
password_link_subject = Link to set another password – { $city }
password_link_title = Link to set another password
password_link_text = Somebody says that the password of your account on the staff pages of { $city } is forgotten. Please open the link and set a new one.
password_link_link = Set another password
password_link_not_asked = If it was not you, please disregard this message. Your password stays as it is.
password_changed_subject = Your password has changed – { $city }
password_changed_title = Your password has changed
password_changed_text = The password of your account on the staff pages of { $city } has changed.
password_changed_not_asked = If you do not know of it, please tell whoever manages the staff at once.
address_confirm_subject = Confirm your mail address – { $city }
address_confirm_title = Confirm your mail address
address_confirm_text = This address is to be registered for an account on the staff pages of { $city }. Please open the link to register it.
address_confirm_link = Register the mail address
address_confirm_not_asked = If it was not you, please disregard this message. Nothing changes.
address_changed_subject = Your registered mail address has changed – { $city }
address_changed_title = Your registered mail address has changed
address_changed_text = The mail address registered for your account on the staff pages of { $city } is another one now. Nothing more is sent to this address.
address_changed_not_asked = If you do not know of it, please tell whoever manages the staff at once.

## What others changed of a nurse's day, to her.

day_news_subject = Your day has changed – { $city }
day_news_title = Your day has changed
day_news_new = An interview of today is yours now.
day_news_gone = An interview of today is no longer yours.
day_news_moved = An interview of today is at another time; it was at { $was }.
day_news_mode = An interview of today is held in another way.
day_news_line = { $date } { $time } { $mode } { $kind }
day_news_link = See it on the staff pages
day_news_why = You can stop these mails on the page of your account.

## What a nurse's day holds, in the morning, to her.

morning_subject =
    { $n ->
        [one] { $n } interview today – { $city }
       *[other] { $n } interviews today – { $city }
    }
morning_title = Interviews today
morning_text = Your interviews of { $date }.
morning_line = { $time } { $mode } { $office }
morning_linkless = It has no link yet.

## What somebody has to look after, to whoever wants to know.

troubles_subject = Bookings that somebody should look after – { $city }
troubles_title = Bookings that somebody should look after
troubles_text = Somebody should look at the following.
troubles_failed =
    { $n ->
        [one] { $n } mail did not arrive
       *[other] { $n } mails did not arrive
    }
troubles_linkless =
    { $n ->
        [one] { $n } video interview until tomorrow has no link
       *[other] { $n } video interviews until tomorrow have no link
    }
troubles_stranded =
    { $n ->
        [one] { $n } interview of the next seven days has a nurse who is stopped
       *[other] { $n } interviews of the next seven days have a nurse who is stopped
    }

## Other times to choose from.

offer_subject = Please choose another time for { $day }, { $time } – { $city }
offer_title = Please choose another time
offer_sorry = We are sorry: your interview cannot take place at the time you booked.
offer_choose = We are keeping other times for you. Please open the link and choose one of them.
offer_until = They are kept for you until { $when }.
offer_times = Times to choose from
offer_none_fits = If none of them fits, please say so on the page of the link. We will call you.
offer_former = Your present appointment
offer_former_gone = There is no interview at this time.
