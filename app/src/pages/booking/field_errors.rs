//! From a field and what is wrong with it to the sentence that says what to do, and to the input it is about.

use mendan_domain::fault::Fault;
use mendan_domain::language::Language;
use mendan_domain::person::email::Email;
use mendan_service::booking::hold::Draft;
use mendan_words::{Dates, Errors, Words, words};

use crate::components::date_field::{BIRTH, DUE};
use crate::components::error_summary::Mend;

/// The fields in the order of the form.
const ORDER: [&str; 12] = [
    "family_name",
    "given_name",
    "family_name_kana",
    "given_name_kana",
    "birth_date",
    "phone",
    "email",
    "due_date",
    "needs",
    "contact_window",
    "note",
    "consent",
];

/// What is to mend of one field.
pub fn of(language: Language, draft: &Draft, field: &str) -> Option<String> {
    let fault = |field| draft.errors.iter().find(|(name, _)| name == field).map(|(_, fault)| *fault);
    let found = fault(field)?;
    let nobody = fault("family_name") == Some(Fault::Required) && found == Fault::Required;
    // One name is enough: it is asked for once, not in both fields.
    (field != "given_name" || !nobody).then(|| whole(words(language), field, found, &draft.person.email))
}

/// What is to mend, in one sentence.
pub fn whole(t: &'static Words, field: &str, fault: Fault, email: &str) -> String {
    with_its_part(t, field, fault, email).unwrap_or_else(|| sentence(&t.errors, field, fault).to_owned())
}

/// A sentence that names a part: of a date the one that is missing, of an address the one that was probably meant.
fn with_its_part(t: &'static Words, field: &str, fault: Fault, email: &str) -> Option<String> {
    if let Some(parts) = missing(&t.dates, fault) {
        let date = if field == "birth_date" { t.booking.details_birth } else { t.booking.details_due };
        return Some(t.errors.date_missing(date, parts));
    }
    let meant = meant(email).filter(|_| fault == Fault::DidYouMean)?;
    Some(t.errors.email_did_you_mean(meant.domain()))
}

/// The address that was probably meant.
pub fn meant(email: &str) -> Option<Email> {
    Email::parse(email).ok()?.suggestion()
}

/// The parts of a date that are missing: 「月と日」.
fn missing(t: &'static Dates, fault: Fault) -> Option<String> {
    let (year, month, day) = (t.part_year, t.part_month, t.part_day);
    Some(match fault {
        Fault::MissingYear => year.to_owned(),
        Fault::MissingMonth => month.to_owned(),
        Fault::MissingDay => day.to_owned(),
        Fault::MissingYearMonth => [year, month].join(t.parts_and),
        Fault::MissingYearDay => [year, day].join(t.parts_and),
        Fault::MissingMonthDay => [month, day].join(t.parts_and),
        _ => return None,
    })
}

/// All that is to mend, in the order of the form.
pub fn all(language: Language, draft: &Draft) -> Vec<Mend> {
    let known = ORDER.iter().filter_map(|field| {
        let asks = draft.errors.iter().any(|(name, fault)| name == field && fault.asks());
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

/// The sentence. Every fault stands here, so that a new one is not without its text.
pub fn sentence(t: &'static Errors, field: &str, fault: Fault) -> &'static str {
    match (field, fault) {
        ("phone", Fault::Required) => t.phone_required,
        ("phone", _) => t.phone_invalid,
        ("email", Fault::TooLong) => t.email_too_long,
        ("email", Fault::Undelivered) => t.email_undelivered,
        ("email", _) => t.email_invalid,
        ("needs" | "contact_window", _) => t.needs_invalid,
        ("consent", Fault::Changed) => t.consent_changed,
        ("consent", _) => t.consent_required,
        ("birth_date", fault) => of_birth(t, fault),
        ("due_date", fault) => of_due(t, fault),
        (field, Fault::Required) => required(t, field),
        ("note" | "reason", Fault::TooLong) => t.note_too_long,
        ("family_name" | "given_name" | "family_name_kana" | "given_name_kana", Fault::TooLong) => t.name_too_long,
        (_, fault) => of_any(t, fault),
    }
}

fn required(t: &'static Errors, field: &str) -> &'static str {
    match field {
        "family_name" => t.family_name_required,
        "given_name" => t.given_name_required,
        "family_name_kana" => t.family_kana_required,
        "given_name_kana" => t.given_kana_required,
        _ => t.other,
    }
}

const fn of_birth(t: &'static Errors, fault: Fault) -> &'static str {
    match fault {
        Fault::Required => t.birth_required,
        Fault::Invalid => t.birth_invalid,
        Fault::NoSuchDay => t.birth_no_such_day,
        Fault::WhichYear => t.birth_which_year,
        Fault::InFuture => t.birth_in_future,
        Fault::OutOfRange => t.birth_out_of_range,
        other => of_any(t, other),
    }
}

const fn of_due(t: &'static Errors, fault: Fault) -> &'static str {
    match fault {
        Fault::Required => t.due_required,
        Fault::Invalid => t.due_invalid,
        Fault::NoSuchDay => t.due_no_such_day,
        Fault::WhichYear => t.due_which_year,
        Fault::Past => t.due_past,
        Fault::OutsideWeeks => t.due_outside_weeks,
        Fault::OutOfRange | Fault::InFuture => t.due_out_of_range,
        other => of_any(t, other),
    }
}

const fn of_any(t: &'static Errors, fault: Fault) -> &'static str {
    match fault {
        Fault::NotKana => t.not_kana,
        Fault::ControlCharacter => t.control_character,
        Fault::Link => t.link,
        Fault::MyNumber => t.my_number,
        // Of a field that has its own sentence, of the desk, or of the set-up.
        Fault::Required
        | Fault::Invalid
        | Fault::TooLong
        | Fault::MissingYear
        | Fault::MissingMonth
        | Fault::MissingDay
        | Fault::MissingYearMonth
        | Fault::MissingYearDay
        | Fault::MissingMonthDay
        | Fault::WhichYear
        | Fault::NoSuchDay
        | Fault::InFuture
        | Fault::OutOfRange
        | Fault::Past
        | Fault::OutsideWeeks
        | Fault::DidYouMean
        | Fault::Undelivered
        | Fault::Beside
        | Fault::SlotTaken
        | Fault::TooLate
        | Fault::Refused
        | Fault::AlreadyBooked
        | Fault::HersToo
        | Fault::Taken
        | Fault::NotSame
        | Fault::NotHttps
        | Fault::NotATime
        | Fault::NotADate
        | Fault::BeforeStart
        | Fault::OutsideHours
        | Fault::NoRoom
        | Fault::OverlapSame
        | Fault::OverlapElsewhere
        | Fault::OverlapKind
        | Fault::OverlapAsked
        | Fault::StepsOfFive
        | Fault::BothOrNone
        | Fault::Deadline
        | Fault::Joint
        | Fault::LastAdministrator
        | Fault::NotHerOwn
        | Fault::HasMembers
        | Fault::Guessable
        | Fault::TooShort
        | Fault::Same
        | Fault::Wrong
        | Fault::Used
        | Fault::Oneself
        | Fault::NotALeaflet
        | Fault::Unreadable
        | Fault::TooLarge
        | Fault::TooMany
        | Fault::Pale
        | Fault::Changed => t.other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_a_field_can_get_has_a_sentence_of_its_own() {
        let text = [Fault::Required, Fault::TooLong, Fault::ControlCharacter, Fault::Link, Fault::MyNumber];
        let names = ORDER[..4].iter().flat_map(|field| text.iter().map(move |fault| (*field, *fault)));
        let dates = ["birth_date", "due_date"].into_iter().flat_map(|f| {
            [Fault::Required, Fault::Invalid, Fault::NoSuchDay, Fault::WhichYear, Fault::OutOfRange, Fault::InFuture]
                .map(|c| (f, c))
        });
        let rest = [
            ("due_date", Fault::OutsideWeeks),
            ("due_date", Fault::Past),
            ("phone", Fault::Required),
            ("phone", Fault::Invalid),
            ("email", Fault::Invalid),
            ("email", Fault::TooLong),
            ("note", Fault::TooLong),
            ("note", Fault::MyNumber),
            ("note", Fault::ControlCharacter),
            ("family_name_kana", Fault::NotKana),
            ("needs", Fault::Invalid),
            ("consent", Fault::Required),
            ("consent", Fault::Changed),
        ];
        for (field, fault) in names.chain(dates).chain(rest) {
            for t in Language::ALL.map(words) {
                assert_ne!(sentence(&t.errors, field, fault), t.errors.other, "{field}: {fault}");
            }
        }
    }

    #[test]
    fn the_part_of_a_date_that_is_missing_is_named() {
        let [ja, en] = Language::ALL.map(words);
        assert_eq!(whole(ja, "due_date", Fault::MissingDay, ""), "出産予定日の日も入れてください");
        assert_eq!(whole(ja, "birth_date", Fault::MissingMonthDay, ""), "生年月日の月と日も入れてください");
        assert_eq!(whole(en, "due_date", Fault::MissingYear, ""), "Due date: please enter the year, too");
        assert_eq!(
            whole(ja, "email", Fault::DidYouMean, "hanako@gmail.con"),
            "gmail.com ではありませんか。このままでよければ、もう一度「この内容で予約する」を押してください"
        );
    }

    #[test]
    fn the_summary_follows_the_form_and_names_the_input() {
        let errors = [("phone", Fault::Invalid), ("birth_date", Fault::Invalid), ("slot_id", Fault::Invalid)];
        let draft = Draft {
            birth: ["1995".to_owned(), "14".to_owned(), "3".to_owned()],
            errors: errors.map(|(field, fault)| (field.to_owned(), fault)).to_vec(),
            ..Draft::default()
        };
        let ids: Vec<String> = all(Language::Ja, &draft).into_iter().map(|mend| mend.id).collect();
        assert_eq!(ids, ["birth_month", "phone", "family_name"]);
    }
}
