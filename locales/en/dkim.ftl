### Keys that sign the city's mails, and what is to be published of them.

title = Signing mails (DKIM)
link = Sign the mails (DKIM)
text = When mails are signed, whoever receives them can see that this city sent them. Mails without a signature may be taken for spam, or be refused.
by_server = If the city's mail server signs, no key is needed here. If you do not know, please ask whoever looks after the city's mail.
not_in_demo = In the demo city no keys can be made.
unsigned = Mails from { $domain } are not signed.

## The keys.

keys = Keys
state_new = It waits to be published in the DNS.
state_signs = It signs.
state_old = It signs no more.
made_at = Made { $when }.
elsewhere = No mail is sent from { $domain } now. If the domain of the sender has changed, please make a new key.
record_name = Name in the DNS (TXT)
record_text = Text in the DNS
copy_name = Copy the name
copy_text = Copy the text
copied = Copied
in_parts = If it is too long for the DNS
in_parts_text = One string in the DNS has at most 255 characters. Write it in parts like these; they are read as one.
begin = Begin to sign
begin_text = Please press this once it is published. Whether it is, is not looked at here. A key of the same domain and the same sort ends to sign.
end = End to sign
end_text = From the next mail on this key does not sign.
delete = Delete
delete_text = Leave a key that signs no more in the DNS for about a week, until the mails that were sent have arrived. Then it can be taken from the DNS and from here.

## A new one.

new = New key
new_text = The name and the text for the DNS then stand above. Have them published by whoever looks after the city's DNS, and then press "{ begin }". A key is exchanged in the same way; the one before signs until then.
sender_domain = Domain of the sender
choice_domain = @{ $domain }
selector = Selector
selector_hint = The name of the key in the DNS. Each key has another.
algorithm = Sort
rsa = RSA, 2048 bits (the usual one)
ed25519 = Ed25519 (not everybody can read it; for use beside an RSA key)
own = To use a key of the city's own
private_key = Private key (PEM)
private_key_hint = Paste the text from -----BEGIN PRIVATE KEY----- on. RSA has to have 2048 bits or more. It is kept sealed and never shown again. Left empty, a key is made.
make = Make a key

## What was done, and what is to mend.

made = A key is made. Please have the name and the text below published in the DNS.
begun = Mails are signed from now on.
ended = This key signs no more.
deleted = The key is deleted.
selector_form = Please enter small letters, digits and hyphens, like mendan203106
private_key_form = Please paste a private key, RSA (2048 bits or more) or Ed25519, all from -----BEGIN to -----END. A key with a password cannot be used
