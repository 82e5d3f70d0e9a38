### What residents see of booking.

## The start page: what can be booked.

start_title = Book an interview with { $city }
start_lead = Choose here when to talk with a public health nurse or midwife.
start_empty_title = No interview can be booked at the moment
start_empty_text = If it is urgent, please call us.
start_lead_plain = Choose here when to come or call for an interview.

## The times of a kind.

times_title = Choose a date and time
times_change_kind = Change
times_mode = How
times_office = Where
times_any_office = Earliest
times_days = Days
times_previous = Previous 5 days
times_next = Next 5 days
times_am = Morning
times_pm = Afternoon
times_next_free = The next free day is { $day }
times_full = { $day } is full.
times_full_at = { $place } is full on this day.
times_closed = There are no interviews on { $day }.
times_over = Booking for today has ended.
times_nearest = The nearest free time is
times_see_day = See the times on { $day }
times_elsewhere = Another place is free on this day at { $time }
times_empty_title = There are no free times at the moment
times_empty_text = New times appear on this page when they are published.
times_empty_call = If it is urgent, please call us. We will look for a time that is not published.
times_see_mode = See free times: { $mode }
times_see_all_offices = See free times at all places
times_any_place = A nurse at any place
times_places = Where the places are

## What a day of the strip holds.

mark_free = Free
mark_few = Few left
mark_full = Full
mark_closed = Closed
mark_over = Over
mark_free_said = has free times
mark_few_said = few left
mark_full_said = full
mark_closed_said = closed

## Who she is.

details_title = Your name and contact
details_kept = We are keeping this time for you until { $time }
details_kept_rest = { $rest } left
details_kept_soon = 2 minutes left. You can extend the time.
details_kept_over = The time we kept has ended. If it is still free, you can still book it.
details_extend =
    { $n ->
        [one] Keep it { $n } more minute
       *[other] Keep it { $n } more minutes
    }
details_choose_again = Choose another time
details_all_required = Please fill in everything that is not marked “optional”.
details_name = Name
details_family_name = Family name
details_given_name = Given name
details_name_hint = If you have one name only, enter it in either field.
details_kana = Reading of your name (kana)
details_kana_hint = Only for names in Chinese characters (kanji). If you cannot write kana, write your name in the alphabet and leave this empty.
details_family_kana = Family name (kana)
details_given_kana = Given name (kana)
details_birth = Date of birth
details_birth_hint = For example 1995, 4, 3
details_phone = Phone number
details_phone_hint = A number where we can reach you during the day
details_email = E-mail address
details_email_hint = You can book without it. Then we cannot send you reminders or the link to change your booking.
details_due = Due date
details_due_hint = Only if you know it
details_more = I need help, or there is something you should know
details_needs = What applies to you
details_discreet = I do not want others to know. Messages will not mention the interview.
details_note = Anything else you would like us to know
details_note_hint = Please do not write your My Number or bank account number
details_consent_title = How we use your information
details_consent = I agree to this use
details_book = Book this appointment
details_gone_title = No time is kept for you now
details_gone_text = If you have booked already, see the link in your mail. If not, please choose a date and time again: we keep a time for 10 minutes.
details_gone_choose = Choose a date and time
details_not_kept = We no longer keep this time: you chose another one on another page. If it is still free, you can book it here.
details_due_hint_required = It is on your handbook or clinic card

email_take = Change to { $email } and book

## What she may tick.

need_interpreter = I need an interpreter
need_sign_language = I need a sign language interpreter
need_older_child = I will bring an older child
need_wheelchair = I use a wheelchair
need_quiet_contact = Please contact me by e-mail, not by phone
details_window = When may mails come
details_window_hint = What is urgent, and answers to what you book or change, come at once.
window_any = Any time but at night
window_weekdays = Weekdays from 9 to 17
window_evenings = From 17 on, but not at night
window_weekends = Saturdays and Sundays
need_child = I will bring a child

done_title = Your booking is made

## Her booking.

manage_title = Your booking
manage_join = Enter the room
manage_join_early = You can enter 5 minutes before. Please do not record.
manage_join_later = The link to the room appears here when it is ready.
manage_join_qr = Enter on another device
manage_join_qr_label = QR code of the room
manage_phone_call = We will call you at that time.
manage_bring = What to bring
manage_bring_video = What to have ready
manage_bring_discreet = We will tell you by phone what to bring.
manage_calendar = Add to calendar
manage_google = Add to Google Calendar
manage_google_summary_discreet = Appointment
manage_print = Print
manage_print_hint = You can print this page on A5 with your browser's “Print”.
manage_mail_title = Did the e-mail arrive?
manage_mail_text = If it has not come after 5 minutes, please look in your spam folder. If it is not there, please call us. Your booking is firm even if the e-mail does not arrive.
manage_mail_arrived = It has not arrived

## Did the mail arrive?

arrived_title = Did the e-mail arrive?
arrived_none = You gave us no e-mail address.
arrived_waits = The e-mail to { $address } is about to be sent.
arrived_taken = It was sent to { $address }. We cannot know whether it arrived.
arrived_failed = It did not arrive at { $address }.
arrived_look = If it has not come after 5 minutes, please look in your spam folder, and whether the address is right.
arrived_firm = Your booking is firm even if the e-mail does not arrive.
arrived_again = Send it again
arrived_other = Send it to another address
arrived_address = E-mail address
arrived_digits = The last 4 digits of your phone number
arrived_digits_hint = This shows us that it is you.
arrived_digits_wrong = Please enter the last 4 digits of the phone number of your booking
arrived_send = Send it to this address
arrived_call = Please call me
arrived_call_hint = The city calls you at the phone number of your booking.
arrived_called = We will call you. Please wait a little.
arrived_said_again = It is sent again. Please wait a few minutes.
arrived_said_to = It goes to this address. The link that went to the former one opens nothing any more.
arrived_said_call = We will call you. Please wait a little.
arrived_said_often = It cannot be sent so soon again. Please wait, or press “Please call me”.
arrived_said_impossible = It could not be sent to this address. Please enter another one, or press “Please call me”.
manage_keep_title = Please keep this page
manage_keep_text = With the address of this page you can change or cancel.
manage_copy = Copy the address
manage_copied = Copied
manage_links = This booking
manage_move = Change date or time
manage_mode = Change to in person, video or phone
manage_cancel = Cancel
manage_slip = To change or cancel: this QR code, or by phone.
manage_slip_qr = QR code of this page
manage_late = Changes are closed. Please call us to change.
manage_until_each = You can change the time here until { $change }, and cancel here until { $cancel }.
manage_until_both = You can change or cancel here until { $at }.
manage_until_change = You can change the time here until { $at }.
manage_until_cancel = You can cancel here until { $at }.
manage_change_closed = Changes are closed here. If you would like another time or way of talking, please do call us.
manage_cancel_closed = Cancelling is closed here. If you cannot come, please do call us.
manage_both_closed = Changes and cancelling are closed here. If you cannot come as planned, please do call us.
manage_past_title = The time of this appointment has passed
manage_past_text = You can book again at any time.
manage_cancelled_title = Your booking is cancelled
manage_cancelled_text = You will receive no more messages about it.
manage_cancelled_again = You can book again at any time.
manage_links_before = To read beforehand
manage_cancelled_letter = We are sending you one e-mail that says it is cancelled. You will receive no other messages about it.
manage_bring_discreet_mail = We will tell you by e-mail what to bring.

reference = Reference number

## What has just been done.

said_moved = The date and time are changed.
said_mode = We changed how you will talk.
said_same = Your booking has not changed.
said_changed = Your booking has changed. Please check what it says now. Nothing was done.
said_mode_same = How you will talk stays as it is.

changed_title = It has changed

not_held_title = We do not keep this time
not_held_text = You chose another time on another page. To have this one, choose it again.
not_held_again = Choose this time
not_held_other = Go to the time we keep

## Another time.

move_title = Change date or time
move_now = Your booking now
move_keep = Your booking stays until you choose. When you choose a time, it changes at once.

back_unchanged = Go back without changing

## Another way.

mode_title = Change to in person, video or phone
mode_same_time = Date and time stay as they are
mode_current = { $mode } (now)
mode_change = Change to this
mode_none_text = No other way is free at this time. It may be free at another time.

## Calling it off.

cancel_title = Cancel this booking?
cancel_text = After that you will receive no more messages about this booking.
cancel_instead = You can also change the time or how you talk.
cancel_reason = Reason
cancel_reason_hint = You need not give one
cancel_confirm = Cancel the booking
cancel_back = Go back without cancelling
cancel_links = Other ways
cancel_text_mail = We will send you one e-mail that says it is cancelled. All other messages stop.
cancel_quiet = I do not want that e-mail either

## What cannot be changed here.

closed_title = This cannot be changed here
closed_late = The appointment has begun, so it cannot be changed here. Please call us.
closed_cut_off = This is closed here. If your plans have changed, please do call us.
closed_cancelled = This booking is cancelled.

to_booking = Back to your booking

## Somebody was faster.

taken_title = Somebody has just booked that time
taken_kept = What you entered is kept. Choose a time nearby and go on.
taken_text = Choose a time nearby and go on.
taken_nearby = Free times nearby
taken_none = There is no free time nearby. Please call us or choose again.
taken_see_day = See all times on { $day }

cookies_gone = If you see this right after choosing a time, your browser may be refusing cookies. Please allow them in its settings, or book by phone.

## Her nurse is absent at her time.

offer_title = Please choose another time
offer_text = We are sorry: your interview cannot take place at the time you booked. We are keeping other times for you.
offer_until = Please choose one of them by { $until }.
offer_none = None of them fits
offer_said_none = Thank you. We have given the times back.
offer_away = Your nurse is away at this time. We will get in touch with you.
