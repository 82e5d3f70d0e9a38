### What somebody has begun and not finished.

title = Unfinished work
bar = Unfinished { $n }
text = What you have begun to type. Only you see it, and it is gone a day after you typed last.
nothing = There is no unfinished work.
kept_so_far = What you typed so far is kept
restored = What you had typed is here again ({ $at }).
throw_away = Throw away
throw_away_of = Throw away ({ $what })
others =
    { $n ->
        [one] There is { $n } unfinished new booking.
       *[other] There are { $n } unfinished new bookings.
    }
see = See unfinished work
typed_at = typed until { $at }
ask = Throw away what you typed? It cannot be brought back.
ask_do = Throw away
done = It was thrown away.
new_booking = New booking
new_booking_of = New booking for { $name }
booking_cancel = Cancelling { $kind } { $when }
booking_correct = Name and contact, { $kind } { $when }
booking_other = Booking { $kind } { $when }
booking_unknown = Something about a booking
setup_closures = Closed days
setup_kinds = Kinds of interviews
setup_offices = Places
setup_roles = Roles
setup_staff = Members of staff
setup_begin = First steps: place and nurse
setup_templates = Templates
setup_city = Settings of the city
setup_other = Settings
absent = An absence
ranges = Many times at once
booking_note = Note { $kind } { $when }
