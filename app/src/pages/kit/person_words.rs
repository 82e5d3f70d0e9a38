//! What staff may know about the person: contact, weeks, needs.

use chrono::NaiveDate;
use mendan_domain::booking::gestation::GestationalAge;
use mendan_domain::date::{age_on, format_ja};
use mendan_service::model::{Contact, PrivateNotes};

use crate::pages::kit::words::birth;

/// Weeks past which nothing is said about them: she may have given birth, or not be pregnant any more.
const LAST_WEEK: i64 = 41;

/// `1995年4月3日(30歳)`.
pub(crate) fn born(contact: &Contact, today: NaiveDate) -> String {
    format!("{}({}歳)", birth(contact.birth_date), age_on(contact.birth_date, today))
}

/// `29週2日・予定日 2026年2月14日(土)`.
pub(crate) fn weeks(notes: &PrivateNotes, today: NaiveDate) -> Option<String> {
    let due = notes.due_date?;
    let age = GestationalAge::at(due, today);
    let due = format_ja(due);
    Some(if age.days() >= 0 && age.weeks() <= LAST_WEEK {
        format!("{age}・予定日 {due}")
    } else {
        format!("予定日 {due}")
    })
}

/// A need in Japanese.
pub(crate) fn need(word: &str) -> &str {
    match word {
        "interpreter" => "通訳",
        "sign_language" => "手話",
        "older_child" => "子どもと一緒",
        "wheelchair" => "車いす",
        "quiet_contact" => "電話よりメールで",
        other => other,
    }
}
