### Keys of partner systems.

made = The key for { $name } is made
copy = Copy the key
copied = Copied
made_text = The key can be seen now and never again. Please hand it over in a safe way. If it is lost, stop it and make a new one.
none = There are no keys yet.
made_at = made { $when }
stopped_at = Stopped { $when }
now = Keys
stop_text = What uses this key stops working at once. That cannot be undone.
stop = Stop this key
new = Make a new key
new_text = Another system can then handle the bookings of this city. Make one key for each.
for_whom = For whom
for_whom_hint = For example an app for parents
make = Make the key
