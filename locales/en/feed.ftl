### What members of staff read about calendars of their own.

title = My calendar
account_title = Calendar
account_text = You can see your interviews in the calendar of your telephone or in Outlook. Times at which you take no bookings can come from a calendar of yours.
account_link = Set up my calendar

## Her interviews in a calendar program: the file.

calendar_name = Interviews ({ $city })
summary = { $kind }, { $mode }
summary_called_off = Cancelled: { $what }
summary_anothers = Handed on: { $what }
more = To see more, sign in to the staff pages. { $page }

## Her interviews in a calendar program: the page.

feed_title = See your interviews in your own calendar
feed_text = Add an address of your own to your calendar program. It holds day and time, kind, way and place of your interviews. It holds no names, telephone numbers or notes.
feed_make = Make an address
feed_how = In your calendar program choose “subscribe” or “add by URL”, and enter this address. Changes arrive within about 15 minutes.
feed_secret = Whoever knows this address can see when your interviews are. Please tell nobody.
feed_copy = Copy the address
feed_copied = Copied
feed_open = Open in this device's calendar
feed_picture = Code for your telephone
feed_since = In use since { $day }.
feed_hidden = The address still works, but cannot be shown here. To see one, make a new address.
feed_again = Make a new address
feed_again_text = The address you have will stop working at once. Please enter the new one in your calendar program.
feed_end = End the address
feed_end_text = Your interviews can no longer be seen under this address.
said_made = A new address was made.
said_ended = The address was ended.

## What she has elsewhere.

source_title = Take times without bookings from your own calendar
source_text = Times at which you are busy in another calendar take no bookings. Only days and times are taken; titles and places are not kept. Bookings you have already stay.
source_host = The calendar at { $host } is read every 15 minutes.
source_file = The events of the file you gave are used.
source_read = Last read { $when }.
source_unread = It could not be read after { $when }. What was read last is used for now.
source_days = { $days ->
    [one] On { $days } day to come there are times without bookings.
   *[other] On { $days } days to come there are times without bookings.
}
conflicts_title = Interviews at times of your own events
conflicts_text = The interviews stay. To move one, open it and change its time or its nurse.
address_title = By its address
address_field = Address of the calendar
address_hint = An address of an iCal file (.ics) that begins with https:// or webcal://. It is kept encrypted and not shown
address_set = Read and use it
address_form = Please enter the address of the calendar from https:// or webcal:// on
address_not_in_demo = In a demo city addresses cannot be read, because its passwords are public. Files can be taken in.
address_none = Please enter the address of the calendar
file_title = As a file
file_field = File of the calendar (.ics)
file_hint = Up to 2 MB. When your events change, please give it again
file_set = Use the file
file_none = Please choose the file of the calendar
end = Stop using it
end_text = The times it closed can be booked again at once.
unread = The calendar could not be read
trouble_no_name = The server in the address cannot be found.
trouble_not_allowed = This address leads to a device inside the network and is not read. If you need it, please ask whoever runs this system.
trouble_unreachable = The server cannot be reached.
trouble_silent = The server does not answer.
trouble_status = There is no file at this address. Please check that it is the address for sharing.
trouble_not_calendar = It is not a calendar in iCal form.
trouble_too_large = It is larger than 2 MB and is not read.
trouble_too_much = It has too many events and is not read.
said_read = The calendar is used from now on.
said_forgotten = The calendar is not used any more. Its times can be booked again.

## Where a time of hers is closed.

panel_read = Read { $when }
