### What staff read about their second factors.

## Between password and session.

step_title = One more step
code = The six digits in your authenticator app
code_hint = What the app on your phone shows now
go_in = Go in
code_wrong = These digits are not right. Please enter what the app shows now. Digits work once: wait for the next ones. If it goes on, please see whether the clock of your phone is right.
offer_over = Some time has passed, so there is a new code to scan. Please scan it again.
wait = It was wrong several times. Please wait a little before you try again.
no_phone = If you cannot use the app
recovery = Recovery code
recovery_hint = One of the codes of 16 letters that you printed when you registered. Each works once
recovery_wrong = This code does not work. Please enter one that you have not used, as it is printed.
recovery_use = Go in by recovery code
lost_all = If you have no recovery code either, ask whoever manages the staff to take the second step away.
other_person = Sign in from the beginning

## Registering an app.

register_title = Register an authenticator app
register_why = Besides a password, this city asks for the digits of an authenticator app or for a passkey.
register_app = Install an authenticator app on your phone (Google Authenticator, Microsoft Authenticator, …).
register_scan = Scan this code with the app.
register_picture = The code to scan with the app
register_key = If it cannot be scanned, type this key into the app (time-based, six digits).
register_code = Enter the six digits that the app shows.
register = Register
register_ends = Registering closes all windows on other devices. An app that you registered before ends.
register_same = It is not registered yet. The code that you scanned is still good: please enter what the app shows now.

## Codes on paper.

codes_title = Recovery codes
codes_text = For the day you lose your phone or your passkey: each of these works once in its place. They are shown this once. Print them or write them down, and lock them away.
codes_date = Made on { $date }. Earlier codes do not work any more.
codes_kept = I have them: go on
codes_none = The codes cannot be shown any more.
print = Print
print_hint = Your browser's menu can print this page.

## Her own page.

account = My settings
my_factors = Second step
no_factors = You have registered none. With one, nobody who learns your password gets in.
totp = Authenticator app
since = registered on { $date }
used = last used on { $date }
remove = Remove
remove_last = Then your password alone lets you in, and your recovery codes end.
required = This city wants an authenticator app or a passkey, so the last one cannot be removed. When you change your phone, register the new one first.
register_first = Register an authenticator app
register_other = Register a new authenticator app
codes_left = { $n ->
    [one] { $n } recovery code is left.
   *[other] { $n } recovery codes are left.
}
renew = Make new recovery codes
renew_text = The ones you have will not work any more.
my_password = Password
said_registered = The app is registered. All windows on other devices are closed.
said_removed = It is removed. All windows on other devices are closed.
said_recovered = You came in by a recovery code. If you have lost your phone or your key, please register a new app or passkey now. The former app will not work any more; please remove a passkey that is lost.
said_unseen = It is registered. If you have not printed your recovery codes, please make new ones and print them.
go_on = To the page you wanted
back = To my settings

## Being asked again.

again_title = Once more, is it you?
again_text = Before something important we make sure that it is you. Then you are not asked for 15 minutes.
again_kept = {" "}Nothing has changed yet: afterwards, please press again.
again_confirm = Confirm
password = Password
password_wrong = The password is not right. Please try again.

## Taken away by whoever manages the staff.

take_title = Second step
take_text = For somebody who has lost her phone or passkeys and her recovery codes. All her windows close. Meet her, or telephone, to be sure that it is her.
take = Take the second step away
taken = The second step is taken away, and all her windows are closed.

## Passkeys.

passkey = Passkey
passkey_press = Use a passkey
passkey_wrong = The passkey did not prove that it is you. Please press again, or take another way.
passkey_failed = The passkey could not be used. Please see whether it is the device or key that you registered, and press again, or take another way.
passkey_scripts = Passkeys need a browser in which scripts (JavaScript) run. Where none do, please take another way.
passkey_elsewhere = The address has changed since this passkey was registered, so it cannot be used here.
no_passkey = If you cannot use a passkey or the app
passkey_title = Register a passkey
passkey_text = The screen lock of a phone or computer (finger, face, PIN), or a key on a stick, proves that it is you.
passkey_name = Name of the passkey
passkey_name_hint = So that you know which device it is: phone at work, for instance
passkey_name_needed = Please enter a name for the passkey.
passkey_name_taken = You have a passkey of that name. Please choose another name.
passkey_name_other = This name cannot be used. Please enter a short one, without line breaks or characters that nobody sees.
passkey_register = Register a passkey
passkey_ends = Registering closes all windows on other devices.
passkey_none = No passkey can be registered here.
passkey_not_here = The address of this city's staff is no name that begins with https://, so passkeys cannot be used.
passkey_enough = Ten passkeys are the most. Please remove one that you do not use first.
passkey_add = Register a passkey
passkey_instead = Register a passkey instead of an app
said_passkey = The passkey is registered. All windows on other devices are closed.
