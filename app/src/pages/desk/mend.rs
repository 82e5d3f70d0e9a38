//! What is to mend in a refused booking, as sentences for the desk.

use mendan_domain::fault::Fault;
use mendan_service::booking::hold::Draft;

use crate::components::error_summary::Mend;
use crate::i18n::staff_words;
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
    let t = staff_words();
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
    let (t, desk) = (&staff_words().errors, &staff_words().desk);
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
        ("birth_date", "required") => desk.birth_required,
        ("birth_date", "in_future") => t.birth_in_future,
        ("birth_date", "out_of_range") => t.birth_out_of_range,
        ("birth_date", "no_such_day") => t.birth_no_such_day,
        ("birth_date", "which_year") => desk.birth_which_year,
        ("birth_date", _) => desk.birth_invalid,
        ("phone", "already_booked") => desk.already_booked,
        ("phone", "hers_too") => desk.hers_too,
        ("phone", "required") => t.phone_required,
        ("phone", _) => t.phone_invalid,
        ("email", "too_long") => t.email_too_long,
        ("email", _) => t.email_invalid,
        ("due_date", "required") => desk.due_required,
        ("due_date", "no_such_day") => t.due_no_such_day,
        ("due_date", "which_year") => t.due_which_year,
        ("due_date", "past") => t.due_past,
        ("due_date", "outside_weeks") => t.due_outside_weeks,
        ("due_date", "out_of_range") => t.due_out_of_range,
        ("due_date", _) => desk.due_invalid,
        ("note", "too_long") => t.note_too_long,
        ("needs", _) => t.needs_invalid,
        ("consent", _) => desk.consent_required,
        ("slot_id", "beside") => desk.beside,
        ("slot_id", "slot_taken") => desk.slot_taken,
        ("slot_id", "refused") => desk.slot_refused,
        ("slot_id", "too_late") => desk.slot_too_late,
        ("slot_id" | "kind" | "mode", _) => desk.slot_required,
        _ => t.other,
    }
}
