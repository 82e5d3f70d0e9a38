### "First set-up": how a city begins.

title = First set-up
window_title = { $page } | { title }

## What strangers see while there is no city.

preparing_title = We are getting ready
preparing_text = This service is being prepared. Please come back a little later.

## The one-time link.

open_lead = Interviews of your city begin here. In about fifteen minutes people can book the first one.
open_needs = What you will be asked
open_need_city = The city’s name, telephone and hours, and the sender of its mail
open_need_you = Name and password of whoever sets it up, the administrator
open_need_place = Where interviews take place, and who holds them
open_once = Once pressed, this link belongs to this browser alone, for an hour.
begin = Begin
elsewhere_title = This link is in use in another browser
elsewhere_text = Please go on in the browser in which it was begun. If nobody knows which, have a new link printed. The old one then opens nothing any more.
ended_title = This link is over
ended_text = A link is good for an hour, and once. If the set-up is done, please use the staff entrance. If not, have a new link printed. What was decided is kept.
unknown_title = This link cannot be used
unknown_text = The address may be incomplete, or there is a newer link. Please open the newest one, or have one printed again.
lost_title = This browser cannot go on
lost_text = The hour is over, or it was begun in another browser, or this one takes no cookies (the mark that remembers who began). Please allow cookies and open a new link. What was decided is kept.
invite_how = This command on the server prints a new link.
to_sign_in = Staff entrance

## The city.

part = { $n } / { $of }
city_title = The city
city_lead = Shown on the pages and in mails. All of it can be changed later.
name = Name of the city
name_hint = e.g. みのり市
name_en = Name of the city (English)
name_en_hint = e.g. Minori City. Left empty, the Japanese name is shown
address = Address of the booking pages
address_hint = What people open. Links in mails begin with it
address_wrong = Please enter only the address that begins with https:// (e.g. https://yoyaku.city.example.jp).
address_taken = Another city uses it. Please choose another address.
department = Department
department_hint = e.g. Maternal and Child Health, Health Division
phone = Telephone
phone_hint = The number people call
phone_hours = When the telephone is answered
phone_hours_usual = Weekdays 8:30–17:15
mail_from = Sender of mails
mail_from_hint = Confirmations and reminders come from this address
next = Next

## The first administrator.

administrator_title = Administrator
administrator_lead = Who sets up { $city }. Other members of staff can be added later.
administrator_name = Name
administrator_name_hint = What colleagues call you. People who book do not see it
administrator_finish = Decide and enter

## What is still to be done.

left = { $n ->
    [one] One thing is left before people can book. You can stop at any time and go on from here.
   *[other] { $n } things are left before people can book. You can stop at any time and go on from here.
}
left_line = { $n ->
    [one] One thing is left before people can book.
   *[other] { $n } things are left before people can book.
}
left_line_open = Go on with the first set-up
all_done = Everything is done. People can book.
done = done
to_do = to do
step_mailbox = Let mail leave
step_mailbox_about = Decide which mail server sends confirmations and reminders. Until then they wait
step_place = Decide where and who
step_place_about = Where interviews take place, a room, and who holds the first ones
step_kinds = Choose kinds of interview
step_kinds_about = Choose a set with names, lengths and rules. All can be changed later
step_times = Publish the first times
step_times_about = Days and hours make times for four weeks
step_booking = Try a booking
step_booking_about = Book once on the public pages, as people do
back = Back to the first set-up

## The first office, and who works there.

place_lead = Where interviews take place, and who holds the first ones. Others can be added later.
place_office = Place
place_office_name = Name of the place
place_office_name_hint = e.g. Central Health Centre
place_address = Address
place_room = Room
place_room_usual = Consultation room
place_nurse = Who holds interviews
place_nurse_name = Her name
place_nurse_name_hint = A public health nurse or a midwife
place_save = Decide

## Kinds.

kinds_lead = A set brings several kinds at once. They can be made one by one, too.
kinds_add = Add “{ $name }”
kinds_own = Make them one by one
minutes = { $name } ({ $n } min)

## The first times.

times_lead = On which days and when she holds interviews. Every week is alike.
times_office = Place
times_staff = Who
times_days = Days
times_hours = Hours
times_pause = Break
times_look = See the times
times_preview_title = Times to publish
times_preview_text = { $n ->
    [one] From { $from } until { $until } this makes one time. Once published it can be booked.
   *[other] From { $from } until { $until } this makes { $n } times. Once published they can be booked.
}
times_preview_none = This makes no times from { $from } until { $until }. Please change the days and hours.
times_day = { $day }: { $n }
times_publish = { $n ->
    [one] Publish one time
   *[other] Publish { $n } times
}
times_change = Change days and hours
times_changed = It has changed meanwhile. Below is what is true now.
times_need = Times need a place, somebody who holds interviews, and a kind.

## A booking to try.

trial_title = Try a booking
trial_lead = Open the public pages and book once, as people do. Use an invented name (e.g. 架空 花子) and your own mail address and telephone number.
trial_open = Open the booking pages
trial_cancel = It can be called off on the page that follows, or from the booking itself under today’s interviews. The time is free again.
