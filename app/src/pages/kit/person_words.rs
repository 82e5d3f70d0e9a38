//! What staff may know about the person: contact, weeks, needs.

use chrono::NaiveDate;
use mendan_domain::booking::gestation::GestationalAge;
use mendan_domain::date::age_on;
use mendan_domain::message::window::ContactWindow;
use mendan_service::model::{Contact, PrivateNotes};

use crate::i18n::staff_words;
use crate::pages::kit::words::birth;

/// Weeks past which nothing is said about them: she may have given birth, or not be pregnant any more.
const LAST_WEEK: i64 = 41;

/// `1995年4月3日(30歳)`.
pub(crate) fn born(contact: &Contact, today: NaiveDate) -> String {
    staff_words().kit.born(age_on(contact.birth_date, today), birth(contact.birth_date))
}

/// `29週2日・予定日 2026年2月14日(土)`.
pub(crate) fn weeks(notes: &PrivateNotes, today: NaiveDate) -> Option<String> {
    let due = notes.due_date?;
    let age = GestationalAge::at(due, today);
    let t = staff_words();
    let due = t.dates.date_of(due);
    Some(if age.days() >= 0 && age.weeks() <= LAST_WEEK {
        t.kit.weeks(age.days_of_week(), due, age.weeks())
    } else {
        t.kit.due(due)
    })
}

/// A need in a word.
pub(crate) fn need(word: &str) -> &str {
    let t = &staff_words().kit;
    match word {
        "interpreter" => t.need_interpreter,
        "sign_language" => t.need_sign_language,
        "older_child" => t.need_older_child,
        "wheelchair" => t.need_wheelchair,
        "quiet_contact" => t.need_quiet_contact,
        other => other,
    }
}

/// When somebody wants to hear from us.
pub(crate) fn contact_window(window: ContactWindow) -> &'static str {
    let t = &staff_words().kit;
    match window {
        ContactWindow::Any => t.window_any,
        ContactWindow::Weekdays => t.window_weekdays,
        ContactWindow::Evenings => t.window_evenings,
        ContactWindow::Weekends => t.window_weekends,
    }
}
