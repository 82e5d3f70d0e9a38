//! What is to mend on a set-up form, from a field and its code.

use mendan_domain::language::Language;

use crate::i18n::texts;

/// The input an error leads to: groups and rows have their first.
pub(crate) fn input_of(field: &str) -> &str {
    match field {
        "rooms" => "room_name_0",
        "links" => "link_ja_0",
        "book" => "book_kind",
        "change" => "change_kind",
        "cancel" => "cancel_kind",
        other => other,
    }
}

/// The sentence of a code; a few fields have one of their own.
pub(crate) fn sentence(field: &str, code: &str) -> &'static str {
    let t = texts(Language::Ja);
    match (field, code) {
        ("slug", "invalid") => t.setup_error_slug,
        ("professions", "joint") => t.setup_error_joint,
        ("phone", _) => t.error_phone_invalid,
        ("mailbox", "invalid") => t.error_email_invalid,
        ("password", "too_short") => t.setup_error_password_short,
        ("password", "guessable") => t.setup_error_password_guessable,
        ("password", "same") => t.setup_error_password_same,
        ("old_password", "wrong") => t.setup_error_password_old,
        ("rooms", "taken") => t.setup_error_rooms_taken,
        ("rooms", "required" | "out_of_range" | "invalid") => t.setup_error_rooms,
        ("links", "required") => t.setup_error_links,
        ("file", "unreadable") => "ファイルに、読めない行があります。「ファイル」の下の説明を見て、直してください",
        ("file", "required") => t.setup_error_file_required,
        ("file", "not_a_leaflet") => t.setup_error_file_form,
        ("file", "too_large") => t.setup_error_file_large,
        ("file", "too_many") => t.setup_error_file_many,
        (_, "steps_of_five") => t.setup_error_steps_of_five,
        (_, "both_or_none") => t.setup_error_both_or_none,
        (_, "deadline") => t.setup_error_deadline,
        (_, "required") => t.setup_error_required,
        (_, "too_long") => t.setup_error_too_long,
        (_, "taken") => t.setup_error_taken,
        (_, "out_of_range") => t.setup_error_out_of_range,
        (_, "not_same") => t.setup_error_not_same,
        (_, "not_https") => t.setup_error_not_https,
        (_, "not_a_time") => t.setup_error_not_a_time,
        (_, "not_a_date") => t.setup_error_not_a_date,
        (_, "before_start") => t.setup_error_before_start,
        (_, "outside_hours") => t.setup_error_outside_hours,
        (_, "last_administrator") => t.setup_error_last_administrator,
        (_, "control_character") => t.error_control_character,
        (_, "link") => t.error_link,
        (_, "my_number") => t.error_my_number,
        (_, "changed") => t.setup_error_changed,
        (_, "used") => t.setup_error_used,
        (_, "oneself") => t.setup_error_oneself,
        _ => t.setup_error_invalid,
    }
}
