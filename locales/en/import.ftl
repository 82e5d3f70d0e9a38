### Bringing in what a city has elsewhere: places, staff, bookings.

title = Import from a file
about = Bring in places, staff, and bookings of another system or a spreadsheet from a CSV file.
lead = Move what you have in spreadsheets or another system, all at once. Before anything is imported you can check line by line what will happen. Nothing is written until you press the button.
back = To the list of imports
offices = Places and rooms
offices_about = Places and their rooms, one room in a row.
staff = Staff
staff_about = Sign-in name, name, role, profession, places of work.
bookings = Bookings
bookings_about = Coming and past bookings of another system or a spreadsheet.
waits = Not finished. You can go on where you were.
result_waits = There is a result of an import.

## The steps.

steps = Steps
step_file = File
step_columns = Columns
step_words = Words
step_preview = Check
step_result = Result

## The file.

file_title = Choose the file
file_text = Choose a CSV file. In a spreadsheet, "Save as" and "CSV" makes one. It may be in UTF-8 or Shift_JIS, with up to 20,000 rows and 8 MB.
file = CSV file
paste = Or paste the table here
paste_hint = Begin with the row of headings
read = Read it
file_safe = The file is kept encrypted and only you can see it. It goes after 24 hours, or when you press "Stop the import".
template = A sample file
template_text = It has the headings and one invented row. Yours may be different: you choose the columns on the next page.
template_utf8 = Get the sample
template_cp932 = Get the sample (Shift_JIS)
stop = Stop the import
stop_text = The file that we keep is deleted. What has been imported stays.
fault_empty = There are no rows below the headings. Choose a file with a row of headings and rows below it
fault_too_large = The file is too large. Split it into files of up to 8 MB
fault_too_many_rows = There are too many rows. Split the file into files of up to 20,000 rows
fault_too_many_columns = There are too many columns. There may be up to 200
fault_spreadsheet = This is a spreadsheet's own file. Choose one that you have saved as "CSV"
fault_encoding = The letters cannot be read from line { $line } on. Save the file as CSV in UTF-8 or Shift_JIS
fault_quotes = The quotes on line { $line } are not closed. Please correct that line
fault_none = Choose a file or paste a table

## The columns.

columns_title = Choose what each column is
columns_read = { $rows ->
    [one] { $rows } row and { $columns } columns were read ({ $encoding }).
   *[other] { $rows } rows and { $columns } columns were read ({ $encoding }).
}
encoding_utf8 = UTF-8
encoding_cp932 = Shift_JIS
encoding_utf16 = UTF-16
columns_text = They were chosen by their headings. Please correct what is wrong.
column_none = (no column)
column_unnamed = column { $number }
column_example = { $name }, such as { $example }
fixed = Where it is empty
fixed_none = (nothing)
source = Name of the other system
source_hint = Such as "old diary". Numbers are told apart by it
must = needed
lacks = Choose the column of: { $column }
lacks_word = Choose the column of: { $column }, or what holds where it is empty
next = Go on

## The words.

words_title = Match the words
words_text = Choose what each word of the file means in this city.
words_rows = { $rows ->
    [one] { $rows } row
   *[other] { $rows } rows
}
words_none = (not decided yet)
words_fine = All words are matched.
words_more = There are more words. Decide about these first, then go on.
anybody = Whoever has time

## Before it is written.

preview_title = Check what will happen
preview_nothing_yet = Nothing has been written yet.
count_new = New
count_changed = Changed
count_same = The same already
count_kept = Changed in Mendan since, left alone
count_out = Not imported
count_doubtful = Of these, to be checked
count_wrong = Cannot be imported as they are
note_unpublished = { $n ->
    [one] { $n } booking is at a time that was not published. It can be imported.
   *[other] { $n } bookings are at times that were not published. They can be imported.
}
note_past = { $n ->
    [one] { $n } past booking has no result. It is imported as held.
   *[other] { $n } past bookings have no result. They are imported as held.
}
note_found = { $n ->
    [one] { $n } booking names nobody. Whoever has time gets it.
   *[other] { $n } bookings name nobody. Whoever has time gets them.
}
note_passwords = { $n ->
    [one] { $n } new person cannot sign in before there is a first password.
   *[other] { $n } new people cannot sign in before there are first passwords.
}
passwords = Make first passwords
passwords_hint = They are shown once, on the next page. Print it and hand them over
passwords_many = First passwords can be made for up to { $most } people at once. There are more: please set them on the staff pages later.
remind = Send the usual reminder on the day before
remind_hint = To those with a coming booking and a mail address
tell = Send confirmations by mail
tell_hint = { $n ->
    [0] There is no coming booking with a mail address
    [one] If ticked, { $n } coming booking is confirmed by mail at once. Otherwise nothing is sent
   *[other] If ticked, { $n } coming bookings are confirmed by mail at once. Otherwise nothing is sent
}
doubts = I have looked at the rows to be checked. Import them as they are
rows_title = Rows to look at
rows_text = Rows that are ticked "do not import" are passed over. You can also correct the file and read it again.
rows_more = { $n ->
    [one] There is { $n } more row. It comes once these are decided.
   *[other] There are { $n } more rows. They come once these are decided.
}
row = Line { $line }
row_out = Do not import
row_out_of = Do not import line { $line }
head_line = Line
head_who = Who or what
head_out = Leave out
head_what = What to do
wrong_row = Cannot be imported
doubtful_row = Please check
left_row = Not imported
kept_row = Left alone
check = Check again with these choices
leave_wrong = Leave out all rows that cannot be imported
import = { $n ->
    [one] Import { $n } row
   *[other] Import { $n } rows
}
import_nothing = There is nothing to import. All of the file is here already.
import_left_out = There is nothing to import. To import a line that is left out, take its mark away and check again.
import_first = Correct or leave out the rows that cannot be imported; then you can import.
import_hint = Either all of it is written, or nothing.
change_columns = Choose the columns again
change_words = Match the words again
other_file = Use another file

## What came of it.

result_title = Imported
result_text = Imported on { $when }. The file that we kept is deleted.
result_none = There is no result yet
result_none_text = Many rows take their time to be written. Wait a little and look again. Until all is written, nothing is imported.
result_look = Look again
result_told = Confirmations are being sent.
result_untold = No confirmations were sent.
result_passwords = First passwords
result_passwords_text = They can be seen only now. Print them and hand them over, and ask everybody to change hers after signing in.
result_need = { $n ->
    [one] { $n } new person has no password yet. Please set it on the staff page.
   *[other] { $n } new people have no passwords yet. Please set them on the staff pages.
}
to_staff = To the staff
to_offices = To the places
to_day = To today
undo_title = Take this import back
undo_text = Bookings that this import added are deleted. Some cannot be: bookings that were changed in Mendan since, and those about which a mail has begun to leave, stay. Bookings that this import changed do not become as they were. After 24 hours, or once you have read another file of bookings, it cannot be taken back.
undo = Delete the added bookings
undone = { $gone } were deleted.
undone_kept = { $n ->
    [0] All of them could be deleted.
    [one] { $n } stays, because it was changed or a mail about it has begun to leave.
   *[other] { $n } stay, because they were changed or mails about them have begun to leave.
}
again = Import again
again_text = The same file imported again makes nothing double. Of a corrected file only what was corrected changes.

## The parts.

field_number = Booking number
field_name = Name
field_name_staff = Name
field_name_offices = Name of the place
field_family = Family name
field_given = Given name
field_kana = Reading
field_family_kana = Reading of the family name
field_given_kana = Reading of the given name
field_birth = Date of birth
field_phone = Telephone
field_email = Mail address
field_date = Day (and time)
field_time = Time it begins
field_kind = Kind of interview
field_office = Place
field_nurse = Nurse
field_mode = Mode
field_state = State
field_due = Due date
field_language = Language
field_note = Note
field_login = Sign-in name
field_role = Role
field_profession = Profession
field_video = Address of the meeting room
field_slug = Name in addresses
field_house = Sort of place
field_english = English name
field_address = Address
field_floor = Floor
field_access = How to get there
field_room = Room
field_places = Interviews at a time

## What is wrong or doubtful, and what to do.

of_field = { $field }: { $what }
missing = is empty. Please fill it in in the file
missing_fixed = is empty. Fill it in in the file, or choose "Where it is empty" on the page of columns
unknown = "{ $word }" is not known. Choose what it means on the page of words
no_moment = "{ $word }" cannot be read as a day or a time. Write it as 2026/4/3 or 10:00
field_typed = "{ $typed }" { $what }
twice = The same booking as line { $line }. Leave out one of them
twice_member = The same sign-in name as line { $line }. Leave out one of them
nurse_twice = Line { $line } has the same nurse at the same time. Correct or leave out one of them
nurse_busy = The nurse has another booking at this time ({ $reference }). Correct nurse or time, or leave the row out
nurse_held = Somebody is just booking this time of the nurse. Wait a little and check again, or leave the row out
nobody_free = Nobody is free. Correct nurse or time, or leave the row out
no_partner = Two hold this interview, but nobody else is free. Correct the time, or leave the row out
open_twice = Line { $line } is a coming booking of the same person and kind, too. Leave out one of them
open_already = This person has a booking of this kind on { $when } already. Leave the row out, or cancel that booking first
mode_not_offered = This kind of interview is not held so. Correct the mode, or change the set-up of the kind
not_over_yet = It is still to come, but said to be over. Correct the state or the time
longer = The row has more columns than the headings. Check whether they have slipped
lost_zero = The 0 in front seems to be lost. It is imported as { $phone }
no_kana = There is no reading. It is imported without one and cannot be found by it
did_you_mean = { $email } may be a slip
closed = It is closed on that day ({ $reason })
closed_year_end = It is closed at the turn of the year
absent = The nurse is away on that day
not_here = The nurse does not work at this place
not_hers = The nurse's profession does not hold this kind of interview
disabled = The account of the nurse is not in use
no_room = No room is free. It is imported without a room
other_kind = The kind is another than when it was imported. Leave the row out, cancel that booking and make a new one
changed_here = It was changed in Mendan since. This row changes nothing

## The file is gone, or was brought in.

gone_title = The file is no longer here
gone_text = A file and the result of an import go after 24 hours, or when somebody presses “Stop the import”. To go on, choose the file once more. One that was brought in before is not brought in twice.
gone_again = Choose the file
gone_done_title = Already brought in
gone_done_text = This file has been brought in.
gone_look = See the result
