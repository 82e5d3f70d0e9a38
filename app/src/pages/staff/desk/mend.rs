//! What is to mend in a refused booking, as sentences for the desk.

use mendan_domain::language::Language;

use crate::components::error_summary::Mend;
use crate::i18n::texts;

/// Field and code as the draft keeps them.
type Errors = [(String, String)];

/// The summary, in the order of the fields.
pub(super) fn mends(errors: &Errors) -> Vec<Mend> {
    errors
        .iter()
        .map(|(field, code)| Mend { id: input_of(field).to_owned(), sentence: sentence(field, code).to_owned() })
        .collect()
}

/// The first sentence of a field.
pub(super) fn sentence_of(errors: &Errors, field: &str) -> Option<String> {
    errors.iter().find(|(name, _)| name == field).map(|(name, code)| sentence(name, code).to_owned())
}

/// Whether one of the fields is to mend.
pub(super) fn any_of(errors: &Errors, fields: &[&str]) -> bool {
    errors.iter().any(|(name, _)| fields.contains(&name.as_str()))
}

/// The input an error leads to.
fn input_of(field: &str) -> &str {
    match field {
        "kind" | "mode" => "slot_id",
        "needs" => "language",
        other => other,
    }
}

fn sentence(field: &str, code: &str) -> &'static str {
    let t = texts(Language::Ja);
    match (field, code) {
        ("family_name", "required") => t.error_family_name_required,
        ("given_name", "required") => t.error_given_name_required,
        ("family_name_kana", "required") => t.error_family_kana_required,
        ("given_name_kana", "required") => t.error_given_kana_required,
        (_, "not_kana") => t.error_not_kana,
        ("family_name" | "given_name" | "family_name_kana" | "given_name_kana", "too_long") => t.error_name_too_long,
        (_, "control_character") => t.error_control_character,
        (_, "link") => t.error_link,
        (_, "my_number") => t.error_my_number,
        ("birth_date", "required") => "生年月日を入れてください",
        ("birth_date", "in_future") => t.error_birth_in_future,
        ("birth_date", "out_of_range") => t.error_birth_out_of_range,
        ("birth_date", _) => "生年月日を、S7.4.3 や 1995.4.3 の形で入れてください",
        ("phone", "already_booked") => {
            "同じ内容の予約が、もうあります。やめて電話の下4けたで探し、その予約を移してください"
        }
        ("phone", "required") => t.error_phone_required,
        ("phone", _) => t.error_phone_invalid,
        ("email", "too_long") => t.error_email_too_long,
        ("email", _) => t.error_email_invalid,
        ("due_date", "required") => "出産予定日を入れてください。2026.2.14 の形で",
        ("due_date", "outside_weeks") => t.error_due_outside_weeks,
        ("due_date", "out_of_range") => t.error_due_out_of_range,
        ("due_date", _) => "出産予定日を、2026.2.14 の形で入れてください",
        ("note", "too_long") => t.error_note_too_long,
        ("needs", _) => t.error_needs_invalid,
        ("consent", _) => "利用目的を説明し、同意を得てから印を付けてください",
        ("slot_id", "slot_taken") => "その時間は、たったいま埋まりました。ほかの時間を選んでください",
        ("slot_id", "refused") => "その時間は、規則か休みのため選べません。ほかの時間を選んでください",
        ("slot_id", "too_late") => "その時間は、もう過ぎています。ほかの時間を選んでください",
        ("slot_id" | "kind" | "mode", _) => "時間を選んでください",
        _ => t.error_other,
    }
}
