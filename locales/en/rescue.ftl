### "I am absent today": the page on which an absence is declared, and the one on which everybody whom it meets is looked after.

## Who is absent, and when.

absent = I am absent
account_title = When I am absent
account_text = Say here that you cannot come. Each booking that is there is looked after.
absent_title = Absence
absent_text = Nothing new can be booked in this time from then on. Bookings that are there stay, and the next page looks after each of them.
absent_who = Who
absent_day = When
absent_look = Look at this day
absent_hers = { $name }, { $day }
absent_span = How long
absent_whole = All day
absent_rest = From now until the end of the day
absent_hours = Certain hours
absent_reason = Reason
absent_reason_hint = For staff alone. Residents are not told.
absent_met =
    { $n ->
        [one] There is one booking on this day.
       *[other] There are { $n } bookings on this day.
    }
absent_met_none = There are no bookings on this day.
absent_do = Declare the absence
absent_known = Absences that are there already
absent_go_on = Go on with it

## The page of all whom it meets.

title = Absence of { $name }, { $day }
progress = { $done } of { $n } done
nobody_met = This absence meets no bookings.
nobody_left = Everybody is looked after.
to_do = To do
done = Done
hand_on_all = Hand on all that can be, at the same time ({ $n })
hand_on_all_hint = The colleague named below takes each at the same time. Only those whose link to join changes get a mail. All of it can be undone at once for 20 seconds.
offer_all = Offer other times to the rest ({ $n })
offer_all_hint = For each who has a mail address three near times are kept and told by mail. Answers are awaited until { $until }.
back_title = Taking the absence back
back_text = If she comes after all, take it back here. Times on offer are free again, and nobody is called because of it. What was handed on stays so.
back_do = Take the absence back
mistake = It was a mistake
hand_on = Hand on to { $name } at the same time
hand_on_done = Handed on to { $name }
offer = Offer three other times
waiting = Waiting for an answer (until { $until })
waiting_call = Her time is near. Please call, too.
take = Move to this time
withdraw = Take the offer back
talked = Spoken on the phone
to_desk = Open at the phone desk
open = To do
declined = None of the times fits. Please call.
expired = There was no answer. Please call.
withdrawn = The offer was taken back. Please call.
no_mail = No mail
has_mail = Mail
language = Language: { $language }
moved = Moved to { $when }
moved_by_herself = She chose { $when }
cancelled = Called off
spoken = Spoken on the phone
over = Over
undo = Undo

## What was just done.

said_absent =
    { $n ->
        [one] The absence is declared. One booking is to be looked after.
       *[other] The absence is declared. { $n } bookings are to be looked after.
    }
said_declared = The absence is entered.
said_back = The absence is taken back.
said_handed = Handed on.
said_handed_some = What could be was handed on. The rest has changed meanwhile and stays as it is.
said_offered = Other times are offered. The mails leave in 20 seconds.
said_offered_some = Some could be offered other times, some could not. Please call the rest.
said_none = No other times could be found. Please call.
said_withdrawn = The offer is taken back, and its times are free again.
said_moved = Moved to that time.
said_talked = Noted: spoken on the phone.
said_undone = Undone.
said_undone_some = Undone, but for the bookings that have changed meanwhile: they stay as they are now. Please look at them.
said_changed = The booking has changed meanwhile. Nothing was done. Please look at it as it is now.
said_taken = That time is no longer free.
said_late = It is too late. Nothing has changed.
said_impossible = This is not possible now. Nothing has changed.
said_missing = Not found. Nothing has changed.
said_busy = It is busy just now. Nothing has changed. Please press again.
going_on = Absences being looked after
