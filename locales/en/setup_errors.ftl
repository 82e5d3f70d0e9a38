### What is to mend on a form of the set-up.

required = Please fill this in
invalid = This cannot be used. Please correct it
too_long = This is too long. Please shorten it
taken = This exists already. Please choose another
out_of_range = Please enter a number within the limits
not_same = The two entries differ. Please type them again
not_https = Please enter an address that begins with https://
not_a_time = Please enter times as 9:00. The end must be after the beginning
not_a_date = Enter the date as 2026-12-01
before_start = The last day cannot be before the first
outside_hours = Breaks must lie within the hours
last_administrator = Nobody would be administrator any more. Make somebody else administrator first
not_her_own = You cannot give what you may not do yourself. Please ask somebody who may
has_members = Somebody has this role. Give her another one first
slug = Please use small letters, digits and hyphens (at most 40)
joint = For joint interviews please choose one or two professions only
password_guessable = This is easy to guess. Please avoid common words, repetitions, your own name and that of the city
password_old = This is not your present password. Please type it again
password_same = Please choose another password than the present one
password_short = Please choose a password of at least 15 characters
used = Bookings, published times or templates use it. Take it out of use instead
oneself = You cannot delete yourself. Please ask another administrator
file_required = Please choose a file
file_form = Please choose a PDF, PNG or JPEG file
file_large = Please choose a file of up to 5 MB
file_many = There can be five files. Please delete one before adding another
changed = This changed while you were looking. Please check it again
rooms = Please enter the room's name and how many fit in at a time (1–50)
rooms_taken = There is a room of that name. Please choose another
links = Please enter both the words and the address of a link
steps_of_five = Please enter a number in steps of five
both_or_none = Please fill in both or neither
deadline = Please enter days and time, or hours
control_character = Some characters cannot be used. Please type it again
link = A web address cannot be part of a name. Please enter the name only
my_number = Please remove the 12-digit number: it looks like a My Number

## How a sentence names its field.

entered = Please fill in “{ $field }”
chosen = Please choose “{ $field }”
taken_named = This “{ $field }” exists already. Please choose another
of_field = { $field }: { $what }

## What only some fields can have.

file_unreadable = A line of the file cannot be read. Please see below “File” what is wrong with it
server_form = Please enter the name of the server alone, like smtp.city.example.jp. The port belongs into the field below
port_form = Please enter a number from 1 to 65535, like 587 or 465
hello_form = Please enter a name with dots, like mendan.city.example.jp
authority_form = Please paste all from -----BEGIN CERTIFICATE----- to -----END CERTIFICATE-----
doubts = Look at the rows to be checked, and tick that they are imported as they are, or leave them out
network_wide = This is too wide. Please enter less than 203.0.113.0/24
network_form = Please enter it like 203.0.113.10 or 203.0.113.0/24
no_room = No interview fits into these hours. Please make them longer
overlap_same = The same template exists already
overlap_elsewhere = The same nurse would be at two places at a time. Please change hours or weekdays
overlap_kind = Another template of the same nurse and kind is in the same time. Please change hours or weekdays, or that template
overlap_asked = Another template is in the same time. Please check below, and press “Save all the same” if it is meant
