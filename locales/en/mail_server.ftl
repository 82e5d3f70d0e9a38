### The mail server of the city, set and tried out in the browser.

title = Mail server
about = The server by which mails of bookings are sent. You can send a test mail.
text = This is the mail server by which confirmations and reminders are sent. Please ask whoever looks after the city's mail, or its mail provider, for the name of the server, its port, the user name and the password.
not_in_demo = In the demo city the mail server cannot be changed, because its passwords are public.

## What is used now.

now = Set now
now_own = Mails are sent by { $server } (port { $port }).
now_user = User name: { $user }. The password is kept, and not shown here.
now_nobody = Without signing in.
now_common = This city has none of its own. Mails are sent by the server that whoever runs this system has set. If you set one here, that is used.
now_none = No mail server is set yet. Bookings are taken as always. The mails wait, and are sent once you have set one.
unreadable = What is kept cannot be read. The secret of the server (MENDAN_SECRET) is not the one it was kept with. Once you have entered and saved it again, mails can be sent.
changed_by = { $who } set it { $when }.
changed_alone = It was set { $when }.
sender = Sender
sender_text = Mails are sent from { $address }. The mail server must allow that sender.
sender_discreet = Mails of discreet bookings are sent from { $address }.
sender_change = Change the sender

## The form.

form = Settings
server = Mail server
server_hint = For example smtp.city.example.jp
port = Port
port_hint = If you do not know it, leave it empty. Then it is 587 or 465.
encryption = Encryption
starttls = STARTTLS (usually port 587)
tls = TLS from the start (usually port 465)
user = User name
user_hint = Leave it empty if the server wants nobody to sign in.
password = Password
password_new = Please enter it if there is a user name.
password_kept = Left empty, the password that is kept is used. If you change server, port, user name or authority, please enter it again.
password_tried = Left empty, the password of the test is used. If you change server, port, user name or authority, please enter it again.
more = More (usually left empty)
hello = Our own name (EHLO)
hello_hint = Left empty, it is { $name }. For example mendan.city.example.jp
hello_of_sender = what stands after the @ of the sender
bounces = Where reports of undelivered mail go
bounces_hint = Left empty, they go to the sender. Enter an address that takes mail if that of the sender does not.
authority = Certificate of the authority (PEM)
authority_hint = For an authority of the city's own. Paste the text from -----BEGIN CERTIFICATE----- on. Then that authority is trusted and no other.
trial = Test mail
to = Send to
to_hint = An address at which you receive mail. One mail is sent by what you have entered, and the answer of the server is shown. Nothing is saved.
send_trial = Send a test mail
remove = Take the settings away
remove_common = The settings of this city are deleted, with the password. After that, mails are sent by the server that whoever runs this system has set.
remove_none = The settings of this city are deleted, with the password. After that, mails wait until a server is set.
removed = The settings are taken away.
saved = Saved. Mails that have waited are sent now.

## What a mail server answered, and what to do. Not saved: said below each.

answer = The server says: { $answer }
not_saved = A test alone changes no settings.
accepted = The server has accepted it.
accepted_do = Accepted by the server is not delivered yet. Please look into the mailbox it was sent to, also among the spam.
no_name = There is no server of that name.
no_name_do = Please check the name of the server. If it is a name of the city's own network, please ask whoever runs this system whether its computer can look that name up.
not_allowed = No mail server can be at that address.
not_allowed_do = Please check the name of the server.
unreachable = The server cannot be reached.
unreachable_do = Please check name and port. If they are right, please ask whoever looks after the network whether a firewall stops this system.
silent = There was no complete answer within 20 seconds.
silent_do = Please check that port and encryption belong together (587 is STARTTLS, 465 is TLS from the start). If they do, please ask whoever looks after the network whether a firewall stops this system.
not_mail = Something answers there, but not as mail servers do.
not_mail_do = Please check that port and encryption belong together (587 is STARTTLS, 465 is TLS from the start).
greeting = The server refuses connections of this computer.
greeting_do = Please tell this answer to whoever runs the mail server, and ask that mail from the address of this computer be allowed.
hello_refused = The server refuses our own name (EHLO).
hello_do = Please enter a name that is found in the DNS as "Our own name" under "More".
no_tls = The server offers no encryption (STARTTLS).
no_tls_do = Please check the port. It may offer TLS from the start (465). Without encryption nothing is sent.
certificate_unknown = The certificate of the server is not signed by an authority that is trusted.
certificate_unknown_do = If it is an authority of the city's own, please paste its certificate under "More". Otherwise please ask whoever runs the mail server whether it sends the intermediate certificates.
certificate_name = The certificate of the server is of another name.
certificate_name_do = Please ask whoever runs the mail server for the name in its certificate, and enter that as mail server.
certificate_invalid = The certificate of the server cannot be used. It is out of date, or of another form.
certificate_invalid_do = Please ask whoever runs the mail server to check how long the certificate is valid.
no_sign_in = The server does not let anybody sign in by user name and password.
no_sign_in_do = If it wants nobody to sign in, please leave the user name empty. If it does, please check the port.
sign_in = The server refuses user name and password.
sign_in_do = Please check both. Some servers want another password for mail programs.
sender_refused = The server refuses the sender.
sender_do = Please have this sender allowed, or change the sender to one that is.
recipient = The server refuses the address it was sent to.
recipient_do = Please check the address and send it again.
relaying = The server passes no mail on to others.
relaying_do = Please enter user name and password, or have mail from this computer passed on.
letter = The server refuses what the mail says.
letter_do = Please tell this answer to whoever runs the mail server.
later = The server says that it cannot accept it now.
later_do = Please wait some minutes and send it again. Some servers let new senders wait. Mails of bookings are sent again by themselves.
too_many = Nothing was sent, because there were too many test mails.
too_many_do = Please wait an hour and send it again.

## The mail that is sent.

trial_subject = Test mail
trial_body = This is a test mail of the booking system of { $city }. If you receive it, mails of bookings can be sent, too. Please do not reply.
