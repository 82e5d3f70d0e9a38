### What is on every page.

site_name = { $city } interview booking
site_name_discreet = { $city } booking
skip = Skip to main content
languages = 言語 Language
optional = optional
mode_in_person = In person
mode_video = Online
mode_phone = By phone
mode_home_visit = Home visit
phone_title = You can also book by phone
phone_title_booked = Questions by phone
errors_title_asks = Please check 1 thing
errors_title =
    { $n ->
        [one] Please correct { $n } thing
       *[other] Please correct { $n } things
    }
error_prefix = Error:{" "}
left = { $n } left
choose = Choose
to_start = To the booking page
# A file to read, with its form and how large it is.
file = { $name } ({ $form }, { $size } KB)
about_minutes =
    { $n ->
        [one] about { $n } minute
       *[other] about { $n } minutes
    }
right_address_text = You have opened this page at an unusual address. Booking or signing in may not work here.
right_address_open = Open the right address: { $address }

## On the pages of the staff.

window_title = { $page } | { $city } interview booking
# What of a form that waits is still there.
left_all = {" "}What you entered is kept.
left_password = {" "}Passwords are not kept.
left_file = {" "}The file is not kept.
again = Nothing has changed yet.{ left_all } Please check it and press again.
again_password = Nothing has changed yet.{ left_password } Please enter them and press again.
again_file = Nothing has changed yet.{ left_file } Please choose it and press again.
again_nothing = Nothing has changed yet. Please press again.
to_grid = Skip to the day’s table
places = Staff pages
nav_day = Day
nav_desk = Phone desk
nav_calls = Calls to make
nav_calls_open = Calls to make: { $n }
nav_setup = Set-up
own_account = My settings
sign_out = Sign out
find_person = Find a person
find_hint = Name, last 4 digits of the phone, reference
to_day = To today’s interviews
to_desk = To the phone desk
day = Today’s interviews
not_found_title = Not found
not_found_text = It is gone, or is a booking of another city.
busy_title = It is busy now
busy_text = Please wait a little and open it again.
sealed_title = What is encrypted cannot be read
sealed_text = Due dates, needs and notes are not lost, but cannot be read now, and are not shown as if they were empty. Please tell an administrator and whoever runs the system.
fault_title = This could not be shown
fault_text = Please open it again. If that does not help, please tell an administrator.
missing_title = Not found, or not yours to open
missing_text = It is gone, or is not open to you. If you need it, please ask an administrator.
close = Close
stop = Leave it
new_window = (new window)
# Who or what a button of a row is about, for the ear.
of_which = ({ $which })
# Between the parts of a list.
between = {", "}
between_modes = {", "}

## Words for a booking.

status_booked = booked
status_here = here
status_in_room = in the room
status_begun = begun
status_done = done
status_cancelled = cancelled
status_missed = did not come
is_cancelled = Cancelled
mark_not_done = Take back “{ status_done }”
mark_came = Mark as here
mark_done = Mark as done
mark_missed = Mark as not come
mark_booked = Mark as “{ status_booked }” again
mark_cancelled = Cancel
channel_web = on the web
channel_api = partner system
channel_phone = by phone
channel_counter = at the counter
reference = Reference { $reference }

## Words for a person.

addressed = { $name }
born = { $birth } (age { $age })
weeks = { $weeks } weeks { $days } days, due { $due }
due = due { $due }
need_interpreter = interpreter
need_sign_language = sign language
need_older_child = with a child
need_wheelchair = wheelchair
need_quiet_contact = mail rather than phone
window_any = Any time but at night
window_weekdays = Weekdays from 9 to 17
window_evenings = From 17 on, but not at night
window_weekends = Saturdays and Sundays

## What is said aloud.

aloud = { $moment }, { $place }
read_aloud = Read out
quoted = “{ $words }”

## Labels.

interview = Interview
way = How
place = Where
nurse = Nurse
every_place = All places
anybody = Anybody

## At the foot of public pages: where the city says more.

foot = About the city
foot_site = Website of { $city }
foot_privacy = Privacy
foot_accessibility = Accessibility
foot_contact = Contact

## Before and after an interview.

mark_start = Begin
mark_start_now = Begin (she is there)
mark_end = End
mark_not_started = Take back “going on”
note_mark = Note
