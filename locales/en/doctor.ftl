### What `mendan doctor` says: what it looks at, what is so, and what to do.

good = well
mend = to do
unknown = not known
sum = To do: { $mend }, not known: { $unknown }

## The configuration.

config = Configuration
config_wrong = The configuration cannot be read: { $error }
config_do = Correct what is named there and check it with “mendan config” (environment variables begin with MENDAN_ and override the file). Everything else is looked at once the configuration can be read.
config_none = (environment variables only)
config_good = read: { $file }

## The database.

database = Database
database_first = It cannot be looked at before the database can be used.
database_good = { $engine }, up to date and writable.
database_fails = It cannot be opened: { $why }
database_fails_do = Look at the rights of the file named there, and at the log of the database.
database_none = There is no file { $path }.
database_none_do = If MENDAN_DATABASE_URL is right, start mendan (systemctl start mendan): the first start makes it. If there should be one already, check the place, or restore a backup (mendan restore).
database_damaged = The file is damaged, or no database: { $why }
database_damaged_do = Stop mendan, copy the file, and restore the last backup with “mendan restore FILE”. The disk may be failing.
database_unreachable = PostgreSQL cannot be reached: { $why }
database_unreachable_do = Check host, port, user, password and name in MENDAN_DATABASE_URL, and whether PostgreSQL runs.
database_too_old = PostgreSQL { $version } is too old.
database_too_old_do = Use PostgreSQL 15 or later.
database_read_only = It can only be read (a standby, or switched to read-only).
database_read_only_do = Name the primary server in MENDAN_DATABASE_URL.
database_encoding = Its encoding is { $encoding }.
database_encoding_do = Make a database in UTF8 (createdb --encoding=UTF8) and move there.
database_rights = The database's user lacks rights: { $rights }
database_rights_do = As the owner of the database grant them (GRANT … ON ALL TABLES IN SCHEMA public, GRANT CREATE ON SCHEMA public). It is safest when mendan's user owns the tables.
database_pooler = A pooler (PgBouncer) before PostgreSQL hands connections about between transactions: prepared statements and time limits are lost.
database_pooler_do = Connect to PostgreSQL directly, or set pool_mode = session (the guide, PgBouncer).
database_network = The file is on a disk of the network ({ $system }), where locks do not hold between machines.
database_network_do = Move it to a disk of this machine, or use PostgreSQL (mendan copy).
database_unwritable = It cannot be written: { $why }
database_unwritable_do = Look at the room on the disk, locks of other programs, and the rights of file and folder. Once mended, writing works again without a restart.
schema_empty = It is still empty.
schema_empty_do = Start mendan (systemctl start mendan): it makes the tables.
schema_behind = It is as an earlier release had it ({ $count } steps behind).
schema_behind_do = Make a backup and restart mendan (systemctl restart mendan).
schema_ahead = A later release has used it (migration { $number }). This one cannot serve it.
schema_ahead_do = Install that release, or restore a backup from before it (mendan restore).
schema_torn = Migration { $number } ended half-way.
schema_torn_do = Stop mendan, restore the last backup (mendan restore), and report it with the log.

## What must hold.

records = Records
records_good = { $bookings } bookings, cities: { $cities }. Bookings and times agree.
records_broken = What must hold does not: { $rules }
records_broken_do = Make a backup and keep it (mendan backup FILE), and report this with the log. Bookings can still be taken.
records_unknown_do = Mend the others, then run “mendan doctor” again.

## The secret.

secret = Secret
secret_good = It opens what is sealed.
secret_none = There is no secret (file “secret”) yet.
secret_none_do = The first start of mendan makes it. If there should be one already, put the secret that was kept apart from the backup beside the database.
secret_wrong = { $count } of the sealed values that were tried do not open: they were sealed with another secret.
secret_wrong_do = List the secret they were sealed with in MENDAN_SECRET (or the file “secret”) and restart. Nothing is lost.

## The server.

server = Server
server_good = It serves at { $listen }.
server_down = Nothing serves at { $listen }: { $why }
server_down_do = Start it (systemctl start mendan), and see why with “journalctl -u mendan”. Check MENDAN_LISTEN, too.
server_no_writes = It serves, but cannot write: nobody can book.
server_not_ready = It runs, but is not ready ({ $status }).
server_not_ready_do = See why with “journalctl -u mendan”. Mend the database first.

## Public addresses.

address = Public address
address_good = { $addresses }
address_inside = { $url } opens on this machine only: nobody can open the links in mails.
address_do = Name the address that residents see in MENDAN_PUBLIC_URL and restart (https://yoyaku.city.example.jp, say).
address_http = { $url } is not encrypted: names and telephone numbers travel in the open.
address_http_do = Put a proxy with TLS (nginx, Caddy) in front and let MENDAN_PUBLIC_URL begin with https://. There are examples in /usr/share/doc/mendan/examples.

## What stands in front.

proxy = Proxy
proxy_good = { $url } leads here. The client's address was seen as { $client }.
proxy_no_client = Asking the public address could not be prepared.
proxy_no_name = The name of { $url } is not found (DNS).
proxy_no_name_do = Enter the name in the DNS, or correct MENDAN_PUBLIC_URL.
proxy_no_resolver = The name of { $url } cannot be looked up (no DNS answers).
proxy_refused = Nobody listens at { $url }.
proxy_refused_do = Check whether the proxy (nginx, Caddy) runs and listens on that port.
proxy_certificate = Browsers do not trust the certificate of { $url }: { $answer }
proxy_certificate_do = Check the certificate's dates, names and intermediates (fullchain). If the authority is the city's own, install it on this machine, too (update-ca-certificates).
proxy_silent = { $url } does not answer.
proxy_silent_do = This machine may only be kept from its own public address. Open /healthz there from another machine: it says “ok”.
proxy_broken = { $url } cannot be asked: { $answer }
proxy_status = /healthz at { $url } answers { $status }.
proxy_leads_away = /healthz at { $url } leads to { $place } ({ $status }).
proxy_status_do = Check whether the proxy hands every path of that address to MENDAN_LISTEN.
proxy_not_ours = { $url } answers, but it does not seem to be the mendan of this secret.
proxy_not_ours_do = Check where the proxy leads, and run “mendan doctor” on that server. Another release or MENDAN_SECRET looks the same.
proxy_host = To the server it looks as if { $host } had been opened, not { $url }.
proxy_host_do = Let the proxy hand on Host as it is (nginx: proxy_set_header Host $http_host;).
proxy_no_client_address = The proxy does not say who asks (no X-Forwarded-For): everybody counts as one, and is refused when it is busy.
proxy_no_client_address_do = Let the proxy set X-Forwarded-For (nginx: proxy_set_header X-Forwarded-For $remote_addr;).
proxy_untrusted = The proxy ({ $address }) is not trusted with X-Forwarded-For: everybody counts as one, and is refused when it is busy.
proxy_untrusted_do = Add { $address } to MENDAN_TRUSTED_PROXIES and restart.
proxy_believes = The proxy hands on what clients write into X-Forwarded-For: everybody can pretend to be somebody else and escape the limits.
proxy_believes_do = Let the proxy replace X-Forwarded-For (nginx: proxy_set_header X-Forwarded-For $remote_addr;).
proxy_proto = The proxy does not say that it was asked over https (X-Forwarded-Proto: { $proto }).
proxy_proto_do = Let the proxy set X-Forwarded-Proto (nginx: proxy_set_header X-Forwarded-Proto $scheme;).
proxy_unencrypted = Pages come over http://, too: they can be used without encryption.
proxy_unencrypted_do = On port 80 only lead to https:// (nginx: return 301 https://$host$request_uri;).
proxy_figures = Anybody can read /metrics from outside.
proxy_figures_do = Refuse /metrics at the proxy (nginx: deny all; in location = /metrics).

staff_door = Staff entrance
staff_door_none = Staff come in where residents do (no MENDAN_STAFF_LISTEN).
staff_door_good = Staff come in at { $url }. This machine was seen as { $client }, within MENDAN_STAFF_NETWORKS. The public address has no staff pages.
staff_door_open = Staff come in at { $url }. The public address has no staff pages. Without MENDAN_STAFF_NETWORKS whoever reaches that address sees the sign-in page.
staff_door_public = The staff's sign-in page also opens at the public address { $url }.
staff_door_public_do = Let the proxy hand every path of the public address to MENDAN_LISTEN, and only the staff's address to MENDAN_STAFF_LISTEN.
staff_door_nobody = The proxy of the staff entrance ({ $client }) does not say for whom it asks: MENDAN_STAFF_NETWORKS cannot be looked at, and nobody gets in.
staff_door_not_here = { $url } answers this machine as if nothing were there: it seems to be outside MENDAN_STAFF_NETWORKS.
staff_door_not_here_do = Open that address on a machine of the staff and see whether the sign-in page comes. If this machine shall come in, too, add its address to MENDAN_STAFF_NETWORKS.

## The mail server.

mail = Mail server
mail_good = { $server } takes the sender { $sender }. Nothing was sent.
mail_files = Mails are written as files to { $folder }.
mail_none = There is no mail server: notices wait and are not sent.
mail_none_do = Set it for each city under “Mail server” in the settings, or set MENDAN_MAIL_URL (the guide, mail; smtp://user:password@mail.example.jp:587, say).
mail_wrong = The mail server's settings cannot be used: { $error }
mail_no_folder = { $folder } is no folder.
mail_no_sender = There is no city with a sender's address yet.
mail_odd_sender = The sender { $sender } cannot be used as a mail address.
mail_connect = { $server } cannot be reached: { $answer }
mail_connect_do = Check name and port, the firewall on the way, and whether the mail server runs.
mail_greeting = { $server } refuses the connection: { $answer }
mail_greeting_do = Ask whoever runs the mail server to allow connections from this machine.
mail_hello = Our name (EHLO { $name }) is refused: { $answer }
mail_hello_do = Set MENDAN_MAIL_HELO to a full name that the mail server takes (mendan.city.example.jp, say).
mail_encrypt = The connection to { $server } cannot be encrypted: { $answer }
mail_encrypt_do = Check the certificate's dates and names. If the authority is the city's own, add ?ca=FILE to MENDAN_MAIL_URL, or its certificate under “Mail server” in the settings. Port 465 is smtps:// (TLS at once), 587 smtp:// (STARTTLS).
mail_sign_in = User or password is refused: { $answer }
mail_sign_in_do = Check user and password (“Mail server” in the settings, or MENDAN_MAIL_URL, where @ is written %40), and whether the password has expired.
mail_sender = The sender { $sender } is refused: { $answer }
mail_sender_do = Ask whoever runs the mail server to allow that sender, or correct the city's sender's address (settings).
mail_sender_or_user_do = If the mail server wants user and password, set them (“Mail server” in the settings, or MENDAN_MAIL_URL). Otherwise ask whoever runs it to allow that sender.

## Mails that come back.

bounces = Mails that come back
bounces_none = They are not read (there is no MENDAN_BOUNCES). Mails that come back after the mail server took them are not known.
bounces_good = They can be read.
bounces_unread = They can be read. In “unread” there are { $n } that could not be understood.
bounces_shut = They cannot be read: { $error }
bounces_do = Please check the folder or mailbox of MENDAN_BOUNCES. The user of mendan must be able to read and write the folder.

## The sender's domain.

dns = Sender's DNS
dns_demo = The demo sends no mail.
dns_good = { $domain } has SPF, DKIM and DMARC.
dns_good_but_dkim = { $domain } has SPF and DMARC (DKIM is looked at with MENDAN_DKIM_SELECTOR).
dns_silent = No DNS answers: { $why }
dns_silent_do = Look where the DNS can be asked, or name a resolver in MENDAN_RESOLVER and run this again.
dns_no_spf = { $domain } has no SPF: telephone companies and others may throw its mail away.
dns_no_spf_do = Have a TXT record added to the DNS of { $domain } that allows the mail server (v=spf1 include:the name the mail provider gives ~all, say).
dns_several_spf = { $domain } has more than one SPF record, which counts as none.
dns_spf_missing = The SPF of { $domain } includes { $included }, which has none: all of it is void.
dns_spf_long = The SPF of { $domain } asks more than ten questions: receivers take it for void.
dns_spf_all = The SPF of { $domain } allows everybody (+all).
dns_spf_do = Have it corrected: one TXT record that begins with v=spf1 and allows just the mail servers in use.
dns_no_dkim = There is no DKIM key: { $name }
dns_no_dkim_do = Ask whoever runs the mail server for the selector, and have its public key entered in the DNS.
dns_no_dmarc = { $domain } has no DMARC: receivers can hardly tell who pretends to be the city.
dns_no_dmarc_do = Have a TXT record added at _dmarc.{ $domain } (v=DMARC1; p=quarantine, say).

## The clock.

clock = Clock
clock_database = the database's machine
clock_good = It is right (compared with { $who }).
clock_off = It differs from that of { $who } by { $seconds } seconds.
clock_behind = It shows an earlier time than the newest booking.
clock_do = Let it be set by systemd-timesyncd or chrony (timedatectl tells). With a wrong clock reminders and deadlines are wrong.
clock_alone = There is no clock to compare it with.
clock_alone_do = See with “timedatectl” whether it is being set.

## Disks.

disk = Disk
disk_good = { $folder }: { $free } MB free.
disk_full = { $folder }: only { $free } MB free ({ $least } MB are needed).
disk_files = { $folder }: only { $left } more files can be made.
disk_do = Delete what is not needed, or add room. On a full disk nobody can book.
disk_unknown = The room of { $folder } cannot be looked at: { $why }
disk_unknown_do = Check whether the folder is there, and whether mendan's user can see it.
disk_elsewhere = The data is on the database's machine.

## Files.

files = Files
files_good = { $folder } is for mendan's user alone.
files_open = Other users can read or write { $path }.
files_open_do = Run “chmod o-rwx { $path }”.
files_private_do = Run “chmod 600 { $path }”.
files_settings = Anybody can read { $path }, which holds a password or a secret.
files_folder_shut = mendan's user may not write to the folder { $path }: nobody can book.
files_folder_shut_do = Run “chmod u+rwx { $path }”. Check the owner, too (ls -ld).
files_shut = mendan's user may not write to { $path }.
files_owner = { $path } belongs to { $whose }: mendan may not be able to write it.
files_owner_do = Run “chown { $user } { $path }”. Always run commands as mendan's user.

## Backups.

backup = Backup
backup_good = The last one is { $hours } hours old.
backup_tonight = There is none yet. Tonight there will be.
backup_demo = The demo needs none.
backup_nowhere = Where the nightly backup goes is not said (MENDAN_BACKUP_FOLDER).
backup_nowhere_do = Run “mendan backup --into FOLDER --drill” each night and name the folder in MENDAN_BACKUP_FOLDER. If the database's side makes backups, try once a year whether they can be restored.
backup_no_folder = The folder { $folder } cannot be seen: { $error }
backup_no_folder_do = Make it: “install -d -o mendan -g mendan -m 0700 { $folder }”.
backup_failed = The last backup could not be restored: { $file }
backup_old = The last good one is { $hours } hours old.
backup_none = There is none in { $folder }.
backup_do = Run “systemctl start mendan-backup” and see why with “journalctl -u mendan-backup”. Check with “systemctl list-timers mendan-backup.timer” that it runs each night.

## What is for trying.

demo = Demo and limits
demo_off = No demo, and limits are on.
demo_here = A demo, on this machine only.
demo_on = The demo (MENDAN_DEMO) is public: anybody can sign in as staff with its published passwords.
demo_on_do = Take MENDAN_DEMO away and restart. A real city begins with an empty database.
demo_shield = The limits are off (MENDAN_SHIELD=off): floods of bookings and tries of passwords are not stopped.
demo_shield_do = Take MENDAN_SHIELD away and restart.

## Alarms.

alarms = Alarms
alarms_none = None.
alarms_one = { $code } is raised (since { $since }).
alarms_do = The administrator's pages say what to do. The guide lists what each means.

## The identity provider.

openid = Identity provider
openid_none = None is set. Staff sign in with their passwords.
openid_good = { $issuer } answers, and calls itself so.
openid_unread = The settings of the identity provider cannot be opened: the secret is not the one they were kept with.
openid_unread_do = List the secret they were kept with in MENDAN_SECRET, or set the provider anew on the set-up pages. Until then staff sign in with their passwords.
openid_no_name = The name of the identity provider { $issuer } is not found (DNS).
openid_not_allowed = The identity provider { $issuer } is in a network that is not to be connected to.
openid_not_allowed_do = If it is one of your own network, put that network into MENDAN_OPENID_NETWORKS and restart.
openid_unreachable = The identity provider { $issuer } cannot be reached.
openid_unreachable_do = See whether this machine gets there (DNS, firewall) and whether its certificate can be trusted (an authority of your own: update-ca-certificates). Until then staff sign in with their passwords.
openid_status = The identity provider { $issuer } answers /.well-known/openid-configuration with an error.
openid_other_issuer = The identity provider { $issuer } calls itself otherwise.
openid_unfit = What the identity provider { $issuer } answers is not what can be used (OpenID Connect, PKCE with S256, signatures such as RS256).
openid_do = Tell those who run the provider, and see whether its issuer on the set-up pages is right. Until then staff sign in with their passwords.
