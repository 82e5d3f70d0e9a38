### The set-up: what the city decides; and the words that all its pages share.

## On every page of the set-up.

save = Save
delete = Delete
add = Add
from = From
until = Until
yes = Yes
no = No
in_japanese = Japanese
in_english = English
comma = ,{" "}
dot = {" · "}
and_dot = {" · "}
of_which = {" "}({ $name })
empty = (empty)
now = Stored now: { $content }
changed_title = Somebody else was first: this has changed. Nothing has been saved yet.
changed_text = Where it differs from what you entered, “Stored now” stands beside it. Please check and press again.
no_bookings_ahead = There are no bookings to come.

## What was just done.

saved = Saved.
added = Added.
deleted = Deleted.
moved = The order is changed.
published = Published.
handed = Handed on. Bookings that nobody is free for are among the calls to make.
handed_some = Some bookings have changed meanwhile; nothing was done to them. Please check the rest.
disabled = No longer in use.
allowed = Booking goes on from there.
left = Left as it is.
forgotten = Ended. It is like any other network again.
revoked = The key is stopped.
reset = The password is changed. Please tell her in person.
closed_booked = Saved. There are bookings on that day. They stay as they are; the people want to be told.
nothing = Nothing was to be changed.

## Where everything is.

setup = Set-up
offices = Places
offices_about = Addresses, opening hours and rooms.
people = Staff
people_about = Who holds interviews, where and how.
roles = Roles
roles_about = See what each role may do, and make roles of your own.
kinds = Kinds of interview
kinds_about = Names, length, what to bring, rules for booking.
templates = Templates
templates_about = The times of every week.
publish = Publish
publish_about = Make times of the templates, check and publish them.
closures = Closed days
closures_about = Days on which the city or a place is closed, or staff are absent.
holidays = Public holidays
holidays_about = Check the list and fit it to the city’s rules.
keys = Partner keys
keys_about = Keys with which other systems handle bookings.
networks = Networks with many bookings
networks_about = Hospitals and others that book a lot.
mails = Mails that did not arrive
mails_about = Mails that could not be sent, and what the mail server answered.

## Lists.

up = Up
unused = Nothing uses it yet, so it can be deleted. That cannot be undone.

## Networks.

networks_text = So that nobody takes too many times, one network can book at most a fifth of the coming ones. Where many people book from the same place, as in a hospital, add it here and it can book beyond that.
networks_none = None yet.
networks_waiting = Stopped now
networks_allowed = May go on booking
networks_unknown = If you do not know it, leave it as it is. Booking by phone works as always.
networks_allow = Let it go on booking
networks_leave = Leave it as it is
networks_forget = End this
networks_hint = The internet address of the hospital, say. For example 203.0.113.10 or 203.0.113.0/24
network = Address

## Offices.

office_add = Add a place
office_about =
    { $address } · { $rooms ->
        [one] { $rooms } room
       *[other] { $rooms } rooms
    }
office_idle = not in use
office_new = New place
offices_back = To all places
name = Name
short = Short name
short_hint = For lists. Left empty, it is the name. For example Central
address = Address
floor = Floor and room
floor_hint = For example 2nd floor, consultation room
discreet_name = Name (for those who want to keep a booking to themselves)
discreet_hint = For messages and slips of those who want to keep a booking to themselves. Choose a name that does not tell what the place is for. Left empty, only the address is given
discreet_floor = Floor and room (for those who want to keep a booking to themselves)
discreet_floor_hint = For example 2nd floor, room 3
access = How to get there
access_hint = The way from station or bus stop, parking
accessibility = Accessibility
accessibility_hint = Steps, lifts, toilets, parking for wheelchairs
phone = Phone number
phone_hint = Left empty, it is the city’s
mailbox = E-mail address
mailbox_hint = Where answers to messages arrive. Left empty, it is the city’s
slug = Name in addresses
slug_office_hint = Small letters, digits, hyphens. Left empty, it is made of the English name. It cannot be changed later. For example north
slug_hint = Small letters, digits, hyphens. Left empty, it is made of the English name. It cannot be changed later
health_center = Health centre
family_center = Children and family centre
other_office = Other
sort = Kind
opening = Opening hours
opening_hint = As in 9:00. Leave both empty where it is closed.
rooms = Rooms
rooms_hint = Only interviews in person need a room. Bookings stay when a room is taken out of use.
room_new = New room
room_number = Room { $number }
room_places = How many at a time
room_use = In use
office_end_title = Take this place out of use
office_end = Take it out of use
office_end_text = It no longer stands on the residents’ pages, and takes no new bookings.
office_bookings =
    { $n ->
        [one] It has { $n } booking to come, which stays as it is.
       *[other] It has { $n } bookings to come, which stay as they are.
    }
office_begin_title = This place is not in use
office_begin_text = In use again, its published times can be booked again.
office_begin = Use it again

## Kinds of interview.

kind_add = Add a kind
sets = Add from a set
kind_closed = not offered
kind_by_staff = booked by staff
kind_by_residents = booked by residents
kind_about = { $minutes } min · { $modes } · { $state }
set_there = {" "}(is there)
set_complete = All kinds of this set are there.
set_add =
    { $n ->
        [one] Add { $n } kind from “{ $set }”
       *[other] Add { $n } kinds from “{ $set }”
    }
kind_new = New kind
kinds_back = To all kinds
rules = Rules for booking
held = The interview
minutes = Length (minutes)
minutes_hint = 5 to 480, in steps of five. Published times change their length when you publish again
before = Preparation before (minutes)
after = Notes after (minutes)
modes = Ways
professions = Professions
joint = Two hold it together (one of each of two professions, or two of one)
not_saved = Not saved yet.
count_times = Count times without saving
kind_end_title = Stop offering this kind
kind_end_text = It stands neither on the residents’ pages nor at the phone desk.
kind_bookings =
    { $n ->
        [one] It has { $n } booking to come, which stays as it is.
       *[other] It has { $n } bookings to come, which stay as they are.
    }
kind_end = Stop offering it
kind_begin_title = This kind is not offered
kind_begin_text = Offered again, its published times can be booked again.
kind_begin = Offer it

## What people read about a kind.

words = Names and what is said
audience = Whom it is for
audience_hint = In one sentence
purpose = What personal data are used for
purpose_hint = Left empty, it is what the city says
bring_in_person = What to bring (in person)
bring_hint = One a line
ready = What to have ready (otherwise)
ready_hint = One a line. Left empty, nothing is said
note = A word ({ $mode })
note_hint = For example: The handbook is sent to you by post after the interview.
link_number = Leaflet { $number }
link_ja = Words (Japanese)
link_en = Words (English)
link_url = Address (https://…)
links_hint = Leaflets: pages to read before the interview. They stand on the booking’s page below what to bring. Files are added below, under “Leaflet files”.
leaflets = Leaflet files
leaflets_text = They stand as links on the booking’s page and in mails.
leaflet_ja = Name (Japanese)
leaflet_en = Name (English)
file = File
file_hint = PDF, PNG, JPEG. Up to 5 MB
file_add = Add the file

## What comes of rules.

months_by_staff =
    { $month }: { $n ->
        [one] by these rules staff can book { $n } time.
       *[other] by these rules staff can book { $n } times.
    }
months_by_residents =
    { $month }: { $n ->
        [one] by these rules { $n } time can be booked.
       *[other] by these rules { $n } times can be booked.
    }
rest_of_month = Rest of { $month }
limited = Rules limit the number a day, so fewer bookings than that fit in.
nothing_left = Times are published, but by the rules none of them can be booked.
rule = Rule
see_rules = See the rules of “{ $kind }”

## The rules.

deadline_book = Deadline for booking
deadline_change = Deadline for changes
deadline_cancel = Deadline for cancelling
deadlines_hint = Deadlines are for the residents’ pages only. Staff can act until the start.
by_residents = Residents can book it themselves
by_staff = Staff book it
booked_by = Booked by
due_hidden = Do not ask
due_optional = Ask for it if known
due_required = Always ask
due_date = Due date
weeks_from = From (week)
weeks_until = Until (week)
weeks = Weeks of pregnancy
weeks_hint = On the day of the interview; checked only if the due date is given. Left empty, it can be booked at any time
until_start = Until the start
until_hours = Hours before the start
until_days = A time some working days before
counted = Counted
business_days = Working days before
time = Time
hours_before = Hours before
deadline_now = Now “{ $deadline }”. Until 15:00 on the working day before is 1 and 15:00; 0 is the day itself
quota = Bookings a day
quota_web = Web
quota_phone = Phone
quota_staff = Counter
release_days = Open to the web (days before)
quota_hint = For each place. Left empty, there is no limit. From the day it is opened, the web has none
horizon = Days ahead that can be booked
horizon_hint = Left empty, as far as is published
capacity = Bookings at the same time
capacity_hint = For each place. Left empty, as many as there are staff and rooms

## Names of fields where an error speaks of them.

field_bring = What to bring
field_ready = What to have ready
login = Sign-in name
password = Password
password_again = Password (again)
role = Role
permissions = What it may do
profession = Profession
works_at = Places of work
office = Place
staff = Nurse
weekdays = Weekdays
field_weeks = Weeks
repeat = Repeats
hours = Hours
step = Interval
daily_max = Interviews a day at most
video_url = Her online room
field_horizon = How far ahead
valid_from = First day it counts
valid_until = Last day it counts
first_day = First day
last_day = Last day
day = Day
reason = Reason
whose = Where, or whose absence
list = The list

two_sentences = { $first } { $second }
