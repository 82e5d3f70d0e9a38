### What staff read about signing in by the city's identity provider.

title = Signing in by an identity provider
about = Lets staff sign in by the city’s identity provider (Entra ID, Keycloak and others).
text = Lets staff sign in by the city’s identity provider (OpenID Connect). Ask whoever looks after it for the values. Signing in by password goes on as before.
not_in_demo = In the demo city no identity provider can be set, because its passwords are public.

## At the entrance.

sign_in = Sign in with { $label }
leaving = To the sign-in page
leaving_text = You are being led to the sign-in page. If nothing happens, please follow this link.
leaving_out = You are signed out
leaving_out_text = You are signed out here, and are being led on to sign out there. If nothing happens, please follow this link.
leaving_link = To the page of { $label }
failed_over = That sign-in took too long, or was begun in another window. Please begin again.
failed_denied = The sign-in was ended before it was done, or refused. Please begin again, or come in another way.
failed_down = The identity provider cannot be reached now. Please try again in a little while, or come in another way. If it goes on, please tell an administrator.
failed_wrong = The identity provider’s answer could not be verified, so you were not let in. Please begin again. If it goes on, please tell an administrator.
failed_unknown = That account is not linked to anybody of the staff here. Please sign in by password and link it under “My settings”, or ask whoever manages the staff.
failed_taken = That account is linked to a colleague. Please sign in there with your own, or ask whoever manages the staff.
failed_not_enough = That sign-in alone is not enough here. Please show the digits of your authenticator app.

## What holds now, and what is told to whoever has the provider.

now = Set now
now_own = Staff can sign in by { $issuer }.
now_none = Nothing is set yet. Staff sign in by password.
unreadable = What was saved cannot be read: the server’s secret (MENDAN_SECRET) is another than when it was saved. Enter it again and save it.
changed_by = Set by { $who } at { $when }.
changed_alone = Set at { $when }.
register = What to register at the provider
register_text = Have it registered as a web application (a client with a secret, authorization code, PKCE) with these addresses.
register_back = Address to come back to after signing in (redirect URI)
register_out = Address to come back to after signing out

## The form.

form = Settings
issuer = Address of the issuer
issuer_hint = For example https://login.microsoftonline.com/number-of-the-tenant/v2.0 or https://id.city.example.jp/realms/city. Exactly as the provider calls itself, with or without a / at the end.
issuer_form = Enter the issuer’s address, which begins with https:// and has no ? and no #.
client_id = Client ID
client_id_hint = The provider shows it when the client is registered
secret = Client secret
secret_new = The provider shows it when the client is registered. It is not shown here once it is saved.
secret_kept = Left empty, the saved one is used. Enter it again when you change the issuer or the client ID.
secret_tried = Left empty, the one that was just checked is used. Enter it again when you change the issuer or the client ID.
label = Name on the button
label_hint = It stands on the button of the staff’s entrance. For example: City sign-in
naming = How somebody is found who is not linked yet
naming_hint = Where links are made by name, whoever decides names at the provider can come in as anybody of the staff.
naming_nothing = Not at all (everybody signs in by password and links her own account under “My settings”)
naming_username = Link whoever’s user name (preferred_username) is a sign-in name
naming_email = Link whoever’s mail address (email, verified by the provider) has a sign-in name before the @
domain = The city’s domain
domain_hint = Where a user name or an address has an @, only this domain counts. For example city.example.jp
second = Values that count as a second factor
second_hint = Values that the provider gives as amr or acr, with spaces between them (for example mfa). Left empty, our own app is asked for, too.
look = Check the connection
saved = The identity provider is set. It can be used from the next sign-in on.
undo = Undo the last change
undo_text = For a day after a change the setting before it, with its secret, can be put back. That it was is in the log, too.
removed = The identity provider was taken away. Staff sign in by password.
remove = Take the identity provider away
remove_text = The button goes from the staff’s entrance, and the secret is deleted after a day, in which it can be undone. Open windows stay as they are. Links are kept, and work again when the same issuer is set again.

## What a provider says of itself.

found = It was reached, and calls itself by that name.
found_in = Page to sign in: { $place }
found_out = Page to sign out: { $place }
found_no_out = It has no page to sign out: whoever leaves here stays signed in there.
found_not_all = Whether client ID and secret are right shows only when somebody signs in. Save, and try it in another browser.
not_saved = Nothing is saved yet.
no_name = There is no server of that name. Please check the issuer’s address.
not_allowed = That address may not be asked. For a provider in the city’s own network, have the operator set MENDAN_OPENID_NETWORKS.
unreachable = It cannot be reached. Please check the issuer’s address and the server’s certificate.
silent = It did not answer in time. Please check again later.
status = The server answers, but has no settings of a provider (/.well-known/openid-configuration). Please check the issuer’s address.
not_openid = What it answers is not of an OpenID Connect provider. Please check the issuer’s address.
other_issuer = The provider calls itself by another issuer. Enter it exactly as it does, to the last /.
no_pkce = That provider does not know PKCE (S256), so it cannot be used.
no_signature = That provider signs in a way that cannot be verified here (RS256, ES256 and the like can), so it cannot be used.
too_many = So many were checked that nothing is asked now. Please try again in about an hour.

## Her own account there.

mine = Signing in with { $label }
link = Link my account of { $label }
link_text = Once it is linked you can come in with { $label }, too. All other windows of yours are closed.
linked_since = Linked on { $date }.
linked_used = Last used on { $date }
unlink = Unlink it
unlink_text = You come in by password then. All other windows of yours are closed.
said_linked = It is linked. All other windows of yours were closed.
said_unlinked = It is unlinked. All other windows of yours were closed.
again = Confirm with { $label }

## A colleague's.

take_title = Account at the identity provider
take_text = An account at the identity provider is linked to this person. Take the link away when the account is somebody else’s now, or was linked by mistake. All her windows are closed.
take = Take the link away
taken = The link was taken away, and all her windows were closed.
