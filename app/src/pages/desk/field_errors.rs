//! What is to mend in a refused booking, as sentences for the desk.

use mendan_domain::fault::Fault;
use mendan_service::booking::hold::Draft;
use mendan_words::Desk;

use crate::components::error_summary::Mend;
use crate::i18n::staff_words;
use crate::pages::booking::field_errors;

/// Field and fault as the draft keeps them.
type Errors = [(String, Fault)];

/// The summary, in the order of the fields.
pub(super) fn to_mend(draft: &Draft) -> Vec<Mend> {
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
    let own = of_desk(&t.desk, field, fault).map(str::to_owned);
    own.unwrap_or_else(|| field_errors::whole(t, field, fault, email))
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

/// What is told to whoever types for somebody else.
fn of_desk(t: &'static Desk, field: &str, fault: Fault) -> Option<&'static str> {
    Some(match (field, fault) {
        ("birth_date", Fault::Required) => t.birth_required,
        ("birth_date", Fault::WhichYear) => t.birth_which_year,
        ("birth_date", Fault::Invalid) => t.birth_invalid,
        ("due_date", Fault::Required) => t.due_required,
        ("due_date", Fault::Invalid) => t.due_invalid,
        ("phone", Fault::AlreadyBooked) => t.already_booked,
        ("phone", Fault::HersToo) => t.hers_too,
        ("consent", _) => t.consent_required,
        ("slot_id", Fault::Beside) => t.beside,
        ("slot_id", Fault::SlotTaken) => t.slot_taken,
        ("slot_id", Fault::Refused) => t.slot_refused,
        ("slot_id", Fault::TooLate) => t.slot_too_late,
        ("slot_id" | "kind" | "mode", _) => t.slot_required,
        _ => return None,
    })
}
