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
reminder_about = Whether a mail reminds of interviews, and how long before.
reminder_effect = Another time holds for bookings that are made or changed from now on; of those that are there people are reminded when it was decided before. Without reminders those that have not left do not leave either. Nothing leaves from 8 in the evening to 8 in the morning: it leaves at 8 in the morning or, where that is too late, at 7 the evening before.
reminder_sent = Remind by mail before the interview
reminder_hours = Hours before
reminder_hours_hint = 12–72. Left empty, 24 hours

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
