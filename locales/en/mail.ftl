### What staff read about mails: what became of them, what did not leave, and the alarms.

## The state of a booking's mail.

none = No mail address (we telephone)
sent = The mail is sent
late = The mail was too late. Please telephone
held = The mail is held back (after a restore from a backup)
waits_for_relay = The mail waits until the mail server works again
waits_for_server = The mail waits until a mail server is set
not_yet = The mail is not sent yet
no_mails = There is no mail
failed_internal = The mail could not be sent because of a fault of this system. Please telephone
failed_letter = The mail was refused for what it says. Please telephone
failed = The mail was refused. Please telephone
delivered = The mail has arrived
delayed = The mail is kept waiting by the other server
returned = The mail came back (there is no such address). Please telephone
returned_for_now = The mail came back. Please telephone
unwanted = The mail arrived, but was reported as unwanted
not_tried = The mail was not sent (nothing arrived at this address before). Please telephone
dropped = Somebody decided not to send the mail

## What a mail server's answer means.

means_certificate = It is not sent, because the certificate of the mail server cannot be checked.
means_no_connection = The mail server cannot be reached.
means_unset = No mail server is set yet.
means_unreadable = What is kept of the mail server cannot be read.
means_relay = The mail server refused mail of this system.
means_full = The mailbox is full.
means_domain = What stands after the @ of the address seems to be wrong.
means_closed = This mailbox seems to be out of use.
means_large = The answer says that the mail is too large.
means_blocked = Her settings seem to refuse the mail (a list of allowed senders, say).
means_unreachable = The other server could not be reached.
means_not_now = The other server could not accept it at that time.
means_recipient = The answer says that the address cannot be used.
means_letter = The answer says that this mail is not accepted.
means_internal = It could not be sent because of a fault of this system.
means_failed = It was refused.
means_late = It could not be sent in time.
means_later = The answer says that it cannot be accepted now. It will be sent again by itself.

unreadable = Unreadable mail

## What became of it, on the panel.

messages = Messages
will_be_sent = { $when } it will be sent
would_be_sent = { $when } it should have been sent, but is held back
is_sent = { $when } handed to the mail server
is_being_sent = { $when } being sent now
is_failed = { $when } could not be sent
is_delivered = { $when } reported as arrived
is_delayed = { $when } the other server keeps it waiting
is_returned = { $when } came back (there is no such address)
is_returned_for_now = { $when } came back
is_unwanted = { $when } reported as unwanted. Nothing more is sent to this address
is_not_tried = { $when } not sent (nothing arrived at this address before)
is_dropped = { $when } somebody decided not to send it
is_late = { $when } too late
is_superseded = { $when } not sent after all
is_dropped_at_night = Not sent: { $when } is in the quiet hours, and the morning is too late
is_dropped_for_her = Not sent: { $when } is not in her own hours
city_does_without = The city does without
closed = Held back, because the day was closed
settled = Put away, or sent again
answer = Answer: { $answer }

## Mails that did not leave.

unsent_title = Mails that did not arrive
all_sent = There are no mails that could not be sent.
what_stands_here = Here you find mails that the mail server did not take, and mails that came back. Where nothing was reported, this system cannot know whether a mail arrived.
to_held = Mails held back after a restore from a backup
group_title = { $title } ({ $n })
recipient_title = The address could not be reached
recipient_hint = Please telephone. “Correct the address” sends it again to the new one.
letter_title = Refused for what it says
letter_hint = Please telephone. If it goes on, please tell the answer to whoever runs the mail server.
internal_title = Not sent because of a fault of this system
internal_hint = Please telephone, and tell whoever runs the system.
earlier_title = Refused
earlier_hint = These are of a time when it was not noted what was refused. Please telephone, or send them again.
late_title = Too late
late_hint = They could not be sent while they were of use. Please telephone if need be.
late_by_relay_title = Too late before the mail server worked again
late_by_relay_hint = Please telephone if need be.
waiting_title = Waiting for the mail server
waiting_hint = The mail server refuses mail of this system. Once it works again, they are sent by themselves within 2 minutes. There is nothing to press.
mails =
    { $n ->
        [one] { $n } mail
       *[other] { $n } mails
    }
unset_title = Waiting until a mail server is set
unset_hint = There is no mail server yet by which mails could be sent. Once an administrator has set one, they are sent by themselves. Please telephone whoever must know before.
resend_all = Send them all again (look first)
mend_address = Correct the address
resend = Send again
cannot_resend = It cannot be sent again: the booking has changed, or it is too late.
settle = Put away

## Another address for one booking.

address_title = Correct the mail address
address_new = Mail address
address_hint = Please check it letter by letter on the telephone.
address_then = Once it is saved, the confirmation and the reminder go to this address. The link that went to the former one opens nothing any more.
address_again = This address is right. Try it once more
address_save = Save and send
address_cancelled = This booking is cancelled.

## After an outage.

again_title = Send together again
again_text = Mails that could not be sent for the same reason are sent again together. What is no longer true or too late is not sent.
again_cause = Reason
again_from = From
again_until = Until
again_show = Look
again_preview = Mails to be sent again ({ $n })
again_left_out = Not sent: { $n } (the booking changed, or it is too late)
again_none = There is no mail that can be sent again.
again_send = Send { $n } again
again_changed = Something changed while you looked. Nothing has been sent. Please look again.
again_back = Back to the mails that did not arrive
undo_resent = Take back what has not left

## Reports that nobody understood.

reports_title = Replies that could not be read ({ $n })
reports_hint = Replies of mail servers that do not tell of a mail of this system. They lie under these names in “unread” of the mailbox for replies.
report_foreign = does not seem to be about a mail of this system
report_unreadable = could not be understood

## Mails that are held back.

held_title = Mails held back
held_none = There are no mails held back.
held_group = Mails that were not sent yet when the backup was made ({ $n })
held_hint = Some of them may have been sent after the backup, or their bookings have changed since. A mail that is not as its booking is now is not sent, even if you release it. Mails of new bookings leave as always.
release_all = Send all
drop_all = Drop all
release = Send
drop = Drop
still_so = It should have been sent on { $when }. The booking is still as it says.
no_longer_so = It should have been sent on { $when }. The booking is no longer as it says.

## What was just done.

done_resent = It will be sent again. Whether it was, you find under “{ messages }” of the booking.
done_resent_all = They are sent again together. You can take them back for 20 seconds.
done_undone = What had not left is taken back.
done_left = It is too late to take them back. They have left.
done_address = Corrected. The mail goes to this address.
done_settled = It is put away.
done_nothing = There was no mail that could be sent again.
done_impossible = It was not sent: the booking has changed, or it is too late.
done_released = They will be sent, but for those that are no longer as their bookings are.
done_dropped = They will not be sent.

## What an administrator must know.

alarms = For administrators
alarm_since = since { $when }
alarm_relay = Mails cannot be sent. The mail server says: { $answer }
alarm_relay_do = Bookings are taken as always. The mails wait, and are sent within 2 minutes once it works again. Please tell this answer to whoever runs the mail server.
alarm_relay_place = See the mails that wait
alarm_unset = No mail server is set yet.
alarm_unset_do = Bookings are taken as always. The mails wait, and are sent once you have set one.
alarm_unset_place = Set the mail server
alarm_unreadable = Mails cannot be sent: what is kept of the mail server cannot be read. The secret of the server (MENDAN_SECRET) is not the one it was kept with.
alarm_unreadable_do = The mails wait. They are sent once the server is started with the former secret beside it, or the mail server is set anew.
alarm_internal = Because of a fault of this system there are mails that cannot be sent.
alarm_internal_do = Please telephone whoever must know, and tell whoever runs the system.
alarm_internal_place = See the mails that cannot be sent
alarm_held = After a restore from a backup, mails that were not sent are held back.
alarm_held_of = After a restore from the backup of { $when }, mails that were not sent are held back.
alarm_held_do = They may have been sent already, or may no longer be true. Please check them, and send or drop them.
alarm_held_place = See the mails held back
alarm_network = One network ({ $network }) has booked a fifth of the times to come. Bookings from there are stopped.
alarm_network_do = If it is the network of a hospital or of a mobile phone company, please let it go on.
alarm_network_place = See the networks
alarm_server_changed = { $who } has changed the city's mail server.
alarm_server_changed_do = All mail of the city passes through that server. If you have not heard of it, please ask, and look at the setting. This notice goes seven days after the change.
alarm_server_changed_place = See the mail server
alarm_spray = Many names are being tried at sign-in, from many networks.
alarm_spray_do = From the office and from usual browsers everybody gets in as always. Please ask those who have no second step yet to register one.
alarm_spray_place = See where from
alarm_secret = Due dates, needs and notes of some bookings cannot be read: the secret of the server (MENDAN_SECRET) is not the one they were kept with.
alarm_audit_tampered = There is something in the log of who saw and did what that this system did not write.
alarm_audit_tampered_do = Somebody may have written into the database itself. Please tell whoever runs the system, and have mendan audit verify run on the server. This notice goes 30 days after it was seen last.
alarm_audit_waiting = Lines of the log of who saw and did what cannot be sealed. The secret of the server (MENDAN_SECRET) is not the one they were written under.
alarm_audit_waiting_do = They are not lost. Started with the former secret beside it, the server seals them. Please tell whoever runs the system.
alarm_secret_do = They are not lost. Started with the former secret beside it, the server can read them. Please tell whoever runs the system.
alarm_backup_failed = A backup failed. The reason: { $answer }
alarm_backup_old = There has been no backup for more than a day. The last one is of { $when }.
alarm_backup_none = There is no backup yet.
alarm_backup_do = As it is, bookings may be lost when the server breaks. Please tell whoever runs the system (“mendan doctor” says what to mend). This notice goes when the next backup succeeds.
alarm_other_do = Please tell whoever runs the system.
