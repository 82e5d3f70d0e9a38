### What the city decides about itself: one page for each section, with its history.

## What all sections share.

city = The city
city_about = The city's name and telephone, its purpose statement, whom its mails come from, and more.
back = Back to the city
effect = When you save
history = Changes so far
history_none = Nothing has been changed yet.
history_line = { $when } { $who }
history_undone = took the change before back
by_itself = This system
before = Before
after = After
empty = (empty)
undo = Undo this change
undo_text = Brings back what was there before. That, too, is kept here.
undone = The change was undone.
in_language = { $text } ({ $language })
yes = Yes
no = No

## Names and telephone.

names = Name and telephone
names_about = The city's name, its department, its telephone and when it is answered.
names_effect = It is shown at once on pages, in mails, in calendars and on printed slips. Mails that have left stay as they are.
name = Name of the city
department = Department
phone = Telephone
phone_hint = The number residents call. Where a place has its own, that one is shown
phone_hours = When it is answered
phone_hours_hint = For example: weekdays 8:30–17:15
discreet_department = Department (discreet bookings)
discreet_department_hint = A name that tells nothing of mothers and children. Left empty, nothing is said
other_languages_hint = Left empty, the Japanese text is shown

## The purpose statement.

consent = Use of personal information
consent_about = What is said when somebody books, and its versions.
consent_effect = A changed text is a new version, which is noted with every booking from now on. Former versions stay with their bookings.
purpose = Purpose statement
purpose_hint = What the information is used for, and whether it is handed on (Act on the Protection of Personal Information, Article 21)
consent_version = Version
versions = All versions
version_in_force = { $version } (in force)
version_since = Since { $since }
version_period = From { $since } until { $until }
version_until = Until { $until }
version_first = From the beginning

## Whom mails come from.

sender = Sender of mails
sender_about = The sender's address and name, and where answers go.
sender_effect = The next mail has it. With another sender, calendars may not take changes and cancellations of appointments that were sent before; texts and links arrive. Make sure first that your mail server lets this address send.
mail_from = Sender's address
mail_from_hint = It is the organiser in calendars, too
reply_to = Address for answers
reply_to_hint = Used where a place has no mail address. Left empty, answers go to the sender
discreet_mail_from = Sender's address (discreet bookings)
discreet_mail_from_hint = Left empty, the usual sender
discreet_sender = Sender's name (discreet bookings)
discreet_sender_hint = For example: Kaku City. Left empty, the city's name

## Languages.

languages = Languages of pages
languages_about = In which languages people are spoken to.
languages_effect = A language that is not chosen is no longer among those to choose; whoever opens its address reads the Japanese page. Mails to people who booked in it are in Japanese from now on.
languages_offered = Languages
languages_hint = Japanese is always there

## Colour and logo.

look = Colour and logo
look_about = The colour of buttons and links, the logo at the top.
look_effect = Buttons and links of residents' and staff's pages have that colour; dark screens have a brighter one of the same hue. The logo stands at the top of both. Mails stay as they are.
colour = Colour of buttons and links
colour_hint = Like #0b595e. Left empty, the colour it began with
colour_take = Take { $colour }, the nearest that can be read
logo = Logo
logo_now = The logo now
logo_none = There is no logo yet.
logo_file = The logo's file
logo_hint = PNG or JPEG, 200 KB at most
logo_add = Add the logo
logo_take_away = Take the logo away
logo_called = Logo { $mark }

## Links.

links = Links at the foot
links_about = The city's site, privacy, accessibility, contact.
links_effect = They stand at the foot of every page for residents. Without an address a link is not shown.
site_url = The city's site
site_label = Words for the city's site
privacy_url = Privacy
privacy_label = Words for privacy
accessibility_url = Accessibility
accessibility_label = Words for accessibility
contact_url = Contact
contact_label = Words for contact
url_hint = An address that begins with https://
contact_hint = An address that begins with https://, a telephone number or a mail address
label_hint = Left empty, it says “{ $label }”

## Video.

video = The city's video server
video_about = The address of the city's own Jitsi server.
video_effect = Online bookings from now on get the link of a room there. Links of bookings that are there stay as they are. Left empty, only the rooms of staff are used.
video_base_url = Address of Jitsi
video_hint = An address that begins with https://

## Reminders.

reminder = Reminders
reminder_about = The mails before an interview and when they leave; the hours in which none does.
reminder_effect = What has not left for bookings that are there is moved to its new time, too (by itself, a moment later). Where the new time has passed already, the former one stays. What falls into the quiet hours leaves in the morning; where that is too late it is not sent, and the booking says so. What comes half a day before or earlier leaves the evening before instead. Answers to whoever booked, and changes of interviews within 24 hours, leave at once at any hour.
reminder_sent = Write by mail before the interview
quiet = Quiet hours
quiet_hint = Mails that can wait do not leave in them.
quiet_from = They begin in the evening at
quiet_until = They end in the morning at
quiet_from_limits = please enter a time from 17:00 to 22:00
quiet_until_limits = please enter a time from 6:00 to 12:00
schedule = Messages
schedule_hint = Of several rows of the same message, one for a kind of interviews goes before one for a mode, and both before one for all. To do without a message, untick “Send”.
schedule_row = Row { $n }
schedule_new_row = Row { $n } (new)
schedule_message = Message
schedule_no_message = (not used)
schedule_interview = Kind of interviews
schedule_all_interviews = All interviews
schedule_mode = Mode
schedule_all_modes = All modes
schedule_before = Due before the interview
schedule_latest = Of use until, before the interview
schedule_unit = Unit
schedule_days = days
schedule_hours = hours
schedule_minutes = minutes
schedule_on = Send
schedule_limits = please choose between 10 minutes and 60 days
schedule_too_late = “Of use until” must be nearer to the interview than “Due”
schedule_twice = there is a row for these interviews and this mode already
schedule_distance = { $number } { $unit }
schedule_sentence = { $message } ({ $interview }, { $mode }): { $before } before, of use until { $latest } before. { $sent }
schedule_is_sent = Sent
schedule_is_not_sent = Not sent
outlook = What comes of it
outlook_none = There is no booking ahead of somebody who reads mails, so there is no example.
outlook_of = Booking to look at
outlook_booking = { $when }, { $kind }, { $mode }, reference { $reference }
outlook_look = Look at this booking
outlook_leaves = Leaves { $when }
outlook_at_night = Not sent: { $when } is in the quiet hours, and the morning is too late
outlook_for_her = Not sent: { $when } is not in her own hours
outlook_past = Its time has passed
outlook_unsent = Not sent for this booking
outlook_window = When she wants to hear from us: { $window }

## Periods of keeping.

keep = How long things are kept
keep_about = Until when records of mails and calls are kept once a booking is over.
keep_effect = What is past its period goes every hour and cannot be brought back. A shorter period may take away much at once.
keep_messages = Records of mails (days after the booking)
keep_calls = Records of calls (days after the booking)
keep_alarms = Alarms that have ended (days)
keep_audit = The log of who saw and did what (days)
keep_keys = Keys of other systems' requests (hours)
keep_days = { $least }–{ $most }. Left empty, { $usual } days
keep_hours = { $least }–{ $most }. Left empty, { $usual } hours

## What is to mend.

colour_pale = Some people cannot read text in this colour. Please choose a darker one, or the nearest below
colour_form = Please write # and six digits or letters, like #0b595e
logo_form = Please choose a PNG or JPEG file
logo_large = Please choose a file of at most 200 KB
logo_size = Please choose a picture of 16–4000 pixels on either side
link_missing = Words alone lead nowhere. Please give an address, or take the words away
contact_form = Please give an address that begins with https://, a telephone number or a mail address

## A second factor for everybody.

factor = Second step
factor_about = Whether all staff need an authenticator app or a passkey
factor_effect = If they do, whoever has registered none signs in again at her next action, and gets no further before she has. So do you, if you have none.
factor_required = All staff need an authenticator app or a passkey

## How long the staff stay signed in.

sessions = Length of sign-ins
sessions_about = How long staff stay signed in without doing anything
sessions_effect = Once saved, this holds at once, also for whoever is signed in now. Whoever is past the time signs in again with her next press (what she typed is kept). A longer time also gives others longer to read residents’ data at a desk that was left. Shared devices never stay open for more than 15 minutes.
session_rest = On a device of one’s own, closes without use after (hours)
session_limit = Closes after signing in, however it is used (hours)
session_shared = On a shared device, closes without use after (minutes)
sessions_minutes = { $least }–{ $most }. Left empty, { $usual } minutes
