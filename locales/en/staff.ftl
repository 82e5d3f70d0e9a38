### What staff read about who may do what, about signing in, and about one another.

role_administrator = administrators
role_nurse = staff who hold interviews
role_receptionist = reception
role_manager = managers
role_auditor = auditors
between_roles = {" "}and{" "}
not_hers_title = Not yours to open
not_hers_text = This page is for { $who } only. If something should be changed, please ask an administrator.
partner_system = Partner system
partner_system_named = Partner system { $name }
profession_public_health_nurse = public health nurse
profession_midwife = midwife
profession_clerk = clerk

## Signing in.

sign_in_title = Staff entrance
login = Sign-in name
password = Password
sign_in = Sign in
sign_in_wrong = Sign-in name or password is not right. Please try again.
sign_in_wait = It was wrong several times. Please wait a little before you try again.
sign_in_cookies = This browser did not take the cookie that remembers who is signed in. Please allow cookies of this page in its settings, or open the right address, and try again.
sign_in_busy = It is busy now. Please wait a little and press again.
sign_in_ended = Nothing was done for a while, so please sign in again.
sign_in_needed = Please sign in.
sign_in_step = Some time has passed, or it was wrong several times. Please sign in from the beginning.
sign_in_factor = This city wants an authenticator app or a passkey of all its staff now. Sign in, and you will be led to registering one.
signed_out = You are signed out. Please close the window, too, when you leave.

## Her own password.

own_password = Your password
own_changed = The password is changed. Pages that were open on other devices are closed.
old_password = Present password
new_password = New password
new_password_again = New password (again)
own_hint = At least 15 characters; no common words or repetitions, nor your name or the city’s
change_password = Change the password
own_closes = Pages that are open on other devices will be closed.
day = Today’s interviews
desk = Phone desk

## Members of staff.

person_add = Add a member of staff
stopped = stopped
person_new = New member of staff
people_back = To all staff
name_hint = The name among staff. People who come for an interview do not see it
role_hint = What each role may do stands in the set-up under “Roles”
here_only = The role counts at her places of work only. She sees no booking or time of other places, and handles neither set-up, staff and partners of the city nor its records
here_only_short = her places only
modes = Ways of interviews
joint = Takes part in joint interviews
daily_max_hint = Left empty, there is no limit
video_hint = An address that begins with https://. Left empty, it is the city’s room
login_hint = Letters, digits, . _ - can be used. It cannot be changed later
password_hint = At least 15 characters; no common words or repetitions, nor her name or the city’s. Please tell her in person
closes_all = All pages she has open will be closed.
person_is_stopped = She is stopped
person_begin_text = Back in use, she can sign in again and her published times can be booked.
person_begin = Let her work again
person_bookings =
    { $n ->
        [one] She has { $n } booking to come, which stays as it is. Before you stop her, please hand it on under “Hand on bookings” above.
       *[other] She has { $n } bookings to come, which stay as they are. Before you stop her, please hand them on under “Hand on bookings” above.
    }
person_end_title = Stop her
person_end_text = She can no longer sign in, and takes no new bookings.
person_end = Stop

## Handing on.

hand_on_first = These are the first { $n }. The others follow when you have handed them on.
hand_on_called =
    { $n ->
        [one] For { $n } nobody is free at the same time; it is among the { $calls }.
       *[other] For { $n } nobody is free at the same time; they are among the { $calls }.
    }
calls = calls to make
hand_on_save = Hand on like this
hand_on_title = Hand on bookings
hand_on_text =
    { $n ->
        [one] There is { $n } booking to come. Its time stays, and whoever is free takes it. The person is told only if the online room changes.
       *[other] There are { $n } bookings to come. Their times stay, and whoever is free takes them. People are told only if the online room changes.
    }
hand_on_row = { $day } { $hours } { $office } { $mode } { $name }
without_time = { $name } (no time published)
hand_on_call = Agree on another time by phone
call_time = Length of the call

## Who is spoken of.

called = { $name }
nurse = The nurse

## Why she has a booking.

assigned = Nurse: { $who } ({ $why })
assigned_two = Nurse: { $who } ({ $why }), { $second } (two hold it together)
assigned_known = she was there the last time
assigned_kept = she had it before the change
assigned_only = nobody else could take it at that time
assigned_fewest = she has the fewest bookings of the week

## Roles.

role_add = Make a role
role_new = New role
roles_back = To all roles
roles_intro = A role is a set of what somebody may do. A change holds as soon as whoever has the role opens the next page.
roles_own = Roles of this city
roles_ready = Roles that are always there
roles_none = None yet. Make one if those that are always there do not suffice.
role_copy = Make one like this
role_members =
    { $number ->
        [one] { $number } person
       *[other] { $number } people
    }
role_nobody = Nobody has this role yet.
role_changes =
    { $number ->
        [one] { $number } person has this role ({ $names }). Once it is saved, she may do something else from the next page on. What is half typed is not saved where it is no longer hers to do.
       *[other] { $number } people have this role ({ $names }). Once it is saved, they may do something else from the next page on. What is half typed is not saved where it is no longer theirs to do.
    }
role_name_hint = The name that staff read
permissions_hint = With “Hold interviews”, times that a place offers by everybody are offered by people of this role, too
permission_line = { $name }: { $about }
role_end_text = Nobody has this role. To delete it changes nothing for anybody.
role_held_text = It cannot be deleted while somebody has it.
may_view_bookings = See bookings
may_view_bookings_about = the day, the search, slips, why a time is not offered
may_book_for_others = Handle bookings
may_book_for_others_about = book for callers, move, correct, cancel, note who came
may_keep_calls = Make calls
may_keep_calls_about = the list of whom to call, and what came of it
may_open_times = Open and close times
may_open_times_about = published times, one by one
may_shape_own_times = Shape her own times
may_shape_own_times_about = her templates, publishing and absences
may_shape_times = Shape everybody’s times
may_shape_times_about = templates and publishing of all, days off of the city and its places; together with “Shape her own times”
may_hold_interviews = Hold interviews
may_hold_interviews_about = bookings are given to her
may_manage_setup = Set the city up
may_manage_setup_about = places, rooms, kinds and their rules, leaflets, holidays, import (of staff and bookings together with their permission)
may_manage_staff = Manage staff and roles
may_manage_staff_about = add, change and stop staff, their passwords, roles
may_manage_partners = Manage keys of partners
may_manage_partners_about = make and revoke them
may_handle_mail = Handle mail that did not arrive
may_handle_mail_about = see it and send it again
may_release_mail = Decide about mail after a restore
may_release_mail_about = whether what waits after a backup was put back is sent or dropped
may_read_audit = Read the log
may_read_audit_about = who saw and changed what, and when
