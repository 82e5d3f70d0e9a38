### What staff read on the call list, and what they read out.

nothing_to_call = There are no calls to make. Bookings on closed days, and people whose mail does not arrive, will stand here.
done_title = Calls made ({ $n } in 7 days)
discreet = Discreetly:{" "}
discreet_text = say what it is about only once you know that it is she.
past = The time of the interview is over.
past_text = {" "}Please apologise and agree on a new time. “{ talked }” takes her off the list.
tried =
    { $n ->
        [one] tried once
       *[other] tried { $n } times
    }
next_at = next: { $day } { $time }
open_booking = Open the booking and change its time
next_try = When to call again

## Why she is called.

reason_closed = The day of the booking was closed
reason_nurse_away = The nurse is away at that time
reason_nurse_left = The nurse has left, and nobody is free at the same time
reason_mail_refused = The mail address cannot be reached
reason_asked = Her mail has not arrived, and she asked to be called

## What is read out. It speaks of an appointment and no more: whoever answers may not be she.

script_closed = “This is the city hall of { $city }. Am I speaking to { $who }? You have an appointment on { $when }. We are closed on that day, so may I offer you another time?”
script_nurse = “This is the city hall of { $city }. Am I speaking to { $who }? You have an appointment on { $when }. The person you were to meet cannot come, so may I offer you another time?”
script_mail = “This is the city hall of { $city }. Am I speaking to { $who }? We wrote to you about your appointment on { $when }, but the mail did not arrive. May I check the address with you?”
script_asked = “This is the city hall of { $city }. Am I speaking to { $who }? You asked us to call you about your appointment on { $when }. May I check your mail address with you?”

## What came of a call.

talked = Spoken to her
absent = No answer
later = Call later
settled = Settled, as the booking has changed
in_an_hour = In 1 hour
in_three_hours = In 3 hours
tomorrow = Tomorrow at 9:00
over = { $at } { $outcome } { $by }

## What was just done.

done_talked = Noted that you have spoken to her. She is off the list.
done_absent = Noted that there was no answer.
done_later = She will be called later.
done_changed = This call has changed, and nothing was done. Somebody else has called, or the booking has changed.
done_choose = Please choose “{ talked }”, “{ absent }” or “{ later }”. Nothing has changed.

## A booking on a day that was closed after it was made.

met_absent = The nurse is away
met_closed = The day was closed
warn_absent = The nurse is away at this time.
warn_absent_why = The nurse is away at this time ({ $why }).
warn_closed = This day was closed.
warn_closed_why = This day was closed ({ $why }).
warn_do = {" "}The reminder is held back. Please telephone, and change the time or cancel.
year_end = turn of the year
to_calls = To the calls to make

## Who did not come.

reason_noshow = She did not come to the interview
script_noshow = “This is { $city }. Am I speaking to { $who }? I am calling about your appointment on { $when }. If you like, we can find another time.”
to_rescue = To all bookings that this absence meets
## A nurse's own calendar.

met_own_calendar = The nurse has another event
warn_own_calendar = The nurse has something else in her own calendar at this time.
warn_own_calendar_do = {" "}The booking stays. To move it, change its time or its nurse.
