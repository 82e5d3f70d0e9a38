//! What is to mend in a refused booking, as sentences for the desk.

use mendan_domain::fault::Fault;
use mendan_domain::language::Language;
use mendan_service::booking::hold::Draft;
use mendan_words::words;

use crate::components::error_summary::Mend;
use crate::pages::booking::field_errors;

/// Field and fault as the draft keeps them.
type Errors = [(String, Fault)];

/// The summary, in the order of the fields.
pub(super) fn mends(draft: &Draft) -> Vec<Mend> {
    let errors = &draft.errors;
    let nobody = errors.iter().any(|(field, code)| field == "family_name" && *code == Fault::Required);
    // One name is enough: it is asked for once.
    let once = errors.iter().filter(|(field, code)| !(nobody && field == "given_name" && *code == Fault::Required));
    once.map(|(field, code)| Mend {
        id: input_of(field).to_owned(),
        sentence: whole(field, *code, &draft.person.email),
        asks: code.asks(),
    })
    .collect()
}

/// The sentence beside the mail address.
pub(super) fn email_sentence(draft: &Draft) -> Option<String> {
    let code = draft.errors.iter().find(|(name, _)| name == "email").map(|(_, code)| *code)?;
    Some(whole("email", code, &draft.person.email))
}

/// Whether that is what is to mend of that field.
pub(super) fn is_code(errors: &Errors, field: &str, fault: Fault) -> bool {
    errors.iter().any(|(name, found)| name == field && *found == fault)
}

fn whole(field: &str, fault: Fault, email: &str) -> String {
    let t = words(Language::Ja);
    field_errors::with_its_part(t, field, fault, email).unwrap_or_else(|| sentence(field, fault.as_str()).to_owned())
}

/// The first sentence of a field.
pub(super) fn sentence_of(errors: &Errors, field: &str) -> Option<String> {
    errors.iter().find(|(name, _)| name == field).map(|(name, code)| whole(name, *code, ""))
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
    let t = &words(Language::Ja).errors;
    match (field, code) {
        ("family_name", "required") => t.family_name_required,
        ("given_name", "required") => t.given_name_required,
        ("family_name_kana", "required") => t.family_kana_required,
        ("given_name_kana", "required") => t.given_kana_required,
        (_, "not_kana") => t.not_kana,
        ("family_name" | "given_name" | "family_name_kana" | "given_name_kana", "too_long") => t.name_too_long,
        (_, "control_character") => t.control_character,
        (_, "link") => t.link,
        (_, "my_number") => t.my_number,
        ("birth_date", "required") => "生年月日を入れてください",
        ("birth_date", "in_future") => t.birth_in_future,
        ("birth_date", "out_of_range") => t.birth_out_of_range,
        ("birth_date", "no_such_day") => t.birth_no_such_day,
        ("birth_date", "which_year") => "生まれた年を、1995 や H7 のように、西暦4けたか元号で入れてください",
        ("birth_date", _) => "生年月日を、H7.4.3 や 1995.4.3 の形で入れてください",
        ("phone", "already_booked") => {
            "同じ内容の予約が、もうあります。やめて電話の下4けたで探し、その予約を移してください"
        }
        ("phone", "hers_too") => {
            "この電話番号と生年月日の人には、同じ内容の予約が、もうあります。電話の下4けたで探して、確かめてください"
        }
        ("phone", "required") => t.phone_required,
        ("phone", _) => t.phone_invalid,
        ("email", "too_long") => t.email_too_long,
        ("email", _) => t.email_invalid,
        ("due_date", "required") => "出産予定日を入れてください。2027.2.14 の形で",
        ("due_date", "no_such_day") => t.due_no_such_day,
        ("due_date", "which_year") => t.due_which_year,
        ("due_date", "past") => t.due_past,
        ("due_date", "outside_weeks") => t.due_outside_weeks,
        ("due_date", "out_of_range") => t.due_out_of_range,
        ("due_date", _) => "出産予定日を、2027.2.14 の形で入れてください",
        ("note", "too_long") => t.note_too_long,
        ("needs", _) => t.needs_invalid,
        ("consent", _) => "利用目的を説明し、同意を得てから印を付けてください",
        ("slot_id", "beside") => {
            "同じ時間に、この方のほかの予約があります。それでも取るときは、もう一度「この内容で予約する」を押してください"
        }
        ("slot_id", "slot_taken") => "その時間は、たったいま埋まりました。ほかの時間を選んでください",
        ("slot_id", "refused") => "その時間は、規則か休みのため選べません。ほかの時間を選んでください",
        ("slot_id", "too_late") => "その時間は、もう過ぎています。ほかの時間を選んでください",
        ("slot_id" | "kind" | "mode", _) => "時間を選んでください",
        _ => t.other,
    }
}
