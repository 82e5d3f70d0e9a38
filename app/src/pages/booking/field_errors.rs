//! From a field and a code to the sentence that says what to do, and to the input it is about.

use mendan_domain::language::Language;
use mendan_domain::person::email::Email;
use mendan_service::booking::hold::Draft;
use mendan_words::{Words, words};

use crate::components::date_field::{BIRTH, DUE};
use crate::components::error_summary::Mend;

/// The fields in the order of the form.
const ORDER: [&str; 11] = [
    "family_name",
    "given_name",
    "family_name_kana",
    "given_name_kana",
    "birth_date",
    "phone",
    "email",
    "due_date",
    "needs",
    "note",
    "consent",
];

/// What is to mend of one field.
pub fn of(language: Language, draft: &Draft, field: &str) -> Option<String> {
    let code = |field| draft.errors.iter().find(|(name, _)| name == field).map(|(_, code)| code.as_str());
    let found = code(field)?;
    let nobody = code("family_name") == Some("required") && found == "required";
    // One name is enough: it is asked for once, not in both fields.
    (field != "given_name" || !nobody).then(|| whole(words(language), field, found, &draft.person.email))
}

/// The sentence with what it speaks of: the part of a date that is missing, the address that was probably meant.
pub fn whole(t: &'static Words, field: &str, code: &str, email: &str) -> String {
    if let Some(parts) = code.strip_prefix("missing_") {
        let date = if field == "birth_date" { t.booking.details_birth } else { t.booking.details_due };
        return missing(t, date, parts);
    }
    match meant(email).filter(|_| code == "did_you_mean") {
        Some(meant) => t.errors.email_did_you_mean(meant.domain()),
        None => sentence(t, field, code).to_owned(),
    }
}

/// The address that was probably meant.
pub fn meant(email: &str) -> Option<Email> {
    Email::parse(email).ok()?.suggestion()
}

/// 「出産予定日の日も入れてください」.
fn missing(t: &'static Words, date: &str, parts: &str) -> String {
    let word = |part| match part {
        "year" => t.dates.part_year,
        "month" => t.dates.part_month,
        _ => t.dates.part_day,
    };
    let parts: Vec<&str> = parts.split('_').map(word).collect();
    t.errors.date_missing(date, parts.join(t.dates.parts_and))
}

/// All that is to mend, in the order of the form.
pub fn all(language: Language, draft: &Draft) -> Vec<Mend> {
    let known = ORDER.iter().filter_map(|field| {
        let asks = draft.errors.iter().any(|(name, code)| name == field && code == "did_you_mean");
        Some(Mend { id: input_of(draft, field), sentence: of(language, draft, field)?, asks })
    });
    let mut all: Vec<Mend> = known.collect();
    if draft.errors.iter().any(|(field, _)| !ORDER.contains(&field.as_str())) {
        all.push(Mend { id: "family_name".to_owned(), sentence: words(language).errors.other.to_owned(), asks: false });
    }
    all
}

fn input_of(draft: &Draft, field: &str) -> String {
    match field {
        "birth_date" => BIRTH.to_mend(&draft.birth),
        "due_date" => DUE.to_mend(&draft.due),
        "needs" => "need_interpreter",
        other => other,
    }
    .to_owned()
}

/// The sentence. Each code of the domain has one; a new code falls back to a general one until it is written.
pub fn sentence(t: &'static Words, field: &str, code: &str) -> &'static str {
    match (field, code) {
        ("family_name", "required") => t.errors.family_name_required,
        ("given_name", "required") => t.errors.given_name_required,
        ("family_name_kana", "required") => t.errors.family_kana_required,
        ("given_name_kana", "required") => t.errors.given_kana_required,
        ("family_name_kana" | "given_name_kana", "not_kana") => t.errors.not_kana,
        ("family_name" | "given_name" | "family_name_kana" | "given_name_kana", "too_long") => t.errors.name_too_long,
        ("birth_date", "required") => t.errors.birth_required,
        ("birth_date", "invalid") => t.errors.birth_invalid,
        ("birth_date", "no_such_day") => t.errors.birth_no_such_day,
        ("birth_date", "which_year") => t.errors.birth_which_year,
        ("birth_date", "in_future") => t.errors.birth_in_future,
        ("birth_date", "out_of_range") => t.errors.birth_out_of_range,
        ("phone", "required") => t.errors.phone_required,
        ("phone", _) => t.errors.phone_invalid,
        ("email", "too_long") => t.errors.email_too_long,
        ("email", _) => t.errors.email_invalid,
        ("due_date", "required") => t.errors.due_required,
        ("due_date", "no_such_day") => t.errors.due_no_such_day,
        ("due_date", "which_year") => t.errors.due_which_year,
        ("due_date", "past") => t.errors.due_past,
        ("due_date", "outside_weeks") => t.errors.due_outside_weeks,
        ("due_date", "invalid") => t.errors.due_invalid,
        ("due_date", "out_of_range" | "in_future") => t.errors.due_out_of_range,
        ("note" | "reason", "too_long") => t.errors.note_too_long,
        ("needs", _) => t.errors.needs_invalid,
        ("consent", _) => t.errors.consent_required,
        (_, "control_character") => t.errors.control_character,
        (_, "link") => t.errors.link,
        (_, "my_number") => t.errors.my_number,
        _ => t.errors.other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_a_field_can_get_has_a_sentence_of_its_own() {
        let text = ["required", "too_long", "control_character", "link", "my_number"];
        let names = ORDER[..4].iter().flat_map(|field| text.iter().map(move |code| (*field, *code)));
        let dates = ["birth_date", "due_date"].into_iter().flat_map(|f| {
            ["required", "invalid", "no_such_day", "which_year", "out_of_range", "in_future"].map(|c| (f, c))
        });
        let rest = [
            ("due_date", "outside_weeks"),
            ("due_date", "past"),
            ("phone", "required"),
            ("phone", "invalid"),
            ("email", "invalid"),
            ("email", "too_long"),
            ("note", "too_long"),
            ("note", "my_number"),
            ("note", "control_character"),
            ("family_name_kana", "not_kana"),
            ("needs", "invalid"),
            ("consent", "required"),
        ];
        for (field, code) in names.chain(dates).chain(rest) {
            for t in Language::ALL.map(words) {
                assert_ne!(sentence(t, field, code), t.errors.other, "{field}: {code}");
            }
        }
    }

    #[test]
    fn the_part_of_a_date_that_is_missing_is_named() {
        let [ja, en] = Language::ALL.map(words);
        assert_eq!(whole(ja, "due_date", "missing_day", ""), "出産予定日の日も入れてください");
        assert_eq!(whole(ja, "birth_date", "missing_month_day", ""), "生年月日の月と日も入れてください");
        assert_eq!(whole(en, "due_date", "missing_year", ""), "Due date: please enter the year, too");
        assert_eq!(
            whole(ja, "email", "did_you_mean", "hanako@gmail.con"),
            "gmail.com ではありませんか。このままでよければ、もう一度「この内容で予約する」を押してください"
        );
    }

    #[test]
    fn the_summary_follows_the_form_and_names_the_input() {
        let errors = [("phone", "invalid"), ("birth_date", "invalid"), ("slot_id", "invalid")];
        let draft = Draft {
            birth: ["1995".to_owned(), "14".to_owned(), "3".to_owned()],
            errors: errors.map(|(f, c)| (f.to_owned(), c.to_owned())).to_vec(),
            ..Draft::default()
        };
        let ids: Vec<String> = all(Language::Ja, &draft).into_iter().map(|mend| mend.id).collect();
        assert_eq!(ids, ["birth_month", "phone", "family_name"]);
    }
}
