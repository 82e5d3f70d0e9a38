### What staff read about invitations, forgotten passwords and their own mail address.

## Inviting a member.

email = Mail address
email_hint = If you enter it, she gets an invitation by mail and sets her password herself; then leave the password below empty. Without mail, leave this empty and set a password
email_same = That is the present address. Please enter a new one
invited = The invitation is on its way. Whether it arrived is shown in this list.
withdrawn = The invitation is withdrawn. The link that was sent opens nothing any more.
short_sent = invited (until { $until })
short_waits = invitation on its way
short_failed = invitation not delivered
short_over = invitation has run out
invite_title = Invitation
invite_text = She has no password yet. Invited by mail, she sets it herself.
invite = Send an invitation
invite_again = Send it again
stands_sent = An invitation was sent on { $made }. Its link is good until { $until }. If it has not arrived, please check the address and send it again. The former link opens nothing then.
stands_waits = The invitation is on its way. Its link is good until { $until }.
stands_failed = The invitation sent on { $made } could not be delivered. Please correct the address and send it again.
stands_over = The invitation ran out on { $until }. Please send it again.
withdraw_text = The link that was sent opens nothing any more. She stays in the list of staff.
withdraw = Withdraw the invitation

## A one-time link.

welcome = Set your password
welcome_text = Please choose the password you will use. This link opens nothing any more then.
anew = Set another password
anew_text = Please choose a new password. All pages you have open are closed then, and this link opens nothing any more.
whose = Interviews of { $city }: { $name }
whose_login = Sign-in name: { $login }
set = Use this password
confirm = Register your mail address
confirm_text = Links go to this address when you have forgotten your password.
confirm_button = Register
over = This link opens nothing
over_text = Its time is over, it was used, or a newer one was sent. A part of the address may also be missing.
over_done = If you have set your password, you can sign in as always.
over_invited = If you were invited, please ask whoever manages the staff to send the invitation again.
over_forgotten = To set another password, please have a new link sent.
to_entrance = To the staff entrance

## A forgotten password.

forgotten_link = Forgotten your password?
forgotten = A forgotten password
forgotten_text = A link to set another password is sent to your registered mail address. It is good for an hour, once.
who = Sign-in name or mail address
who_hint = The mail address that you registered on your own page
forgotten_send = Have a link sent
forgotten_sent = Thank you. If there is such a member of staff, with a registered mail address, the link arrives within some minutes.
forgotten_none = If nothing arrives, please look among unwanted mails. At most three are sent in a day.
forgotten_wait = This was asked for many times. Please wait a little before you press again.
forgotten_else = If you have no registered mail address, please ask whoever manages the staff to set a new password.

## Her own address.

address_title = Mail address
address_none = None is registered yet. With one you can set another password yourself when you have forgotten yours.
address_now = { $address } is registered. Links go there when you have forgotten your password.
address_new = A mail was sent to { $address }. Nothing changes until its link is opened.
address_field = New mail address
address_hint = You get a mail to confirm it. Its link is good for a day
address_send = Send a mail to confirm it
said_asked = A mail is on its way. The address changes when you open its link.
said_address = The mail address is registered.

## What others change of her day, by mail.

news_title = Mails about the day
news_text = When others make, cancel or move an interview of yours on its day, a mail tells you at once. It names nobody.
news_on = They go to { $address }.
news_off = None are sent now.
news_start = Send them
news_stop = Stop them
news_no_address = Register a mail address to use them.
morning_title = Mails in the morning
morning_text = On days with interviews a mail after seven tells their times and how they are held. It names nobody.
troubles_title = Mails about what somebody should look after
troubles_text = When mails did not arrive, a video interview has no link or an interview has lost its nurse, a mail at 8, 12 and 16 o'clock says so. It names nobody.
said_news = The setting of your mails has changed.
