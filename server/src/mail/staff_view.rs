//! What the templates see of a letter to a member of staff.

use mendan_domain::language::Language;
use mendan_service::message::deliver::StaffLetter;
use mendan_words::words;
use serde::Serialize;

/// An instant as people read it.
#[derive(Debug, Serialize)]
struct Until {
    date: String,
    time: String,
}

/// The values of all templates.
#[derive(Serialize)]
pub(super) struct StaffView {
    language: &'static str,
    /// The rendered subject, for the title of the HTML form.
    pub(super) subject: String,
    /// The city's name.
    pub(super) city: String,
    login: String,
    url: Option<String>,
    until: Option<Until>,
}

mendan_service::masked_debug!(StaffView { language });

impl StaffView {
    /// What the templates may say of that letter.
    pub(super) fn of(letter: &StaffLetter, language: Language) -> Self {
        let (city, t) = (&letter.catalogue.municipality, &words(language).dates);
        let until = letter.until.map(|until| {
            let local = until.with_timezone(&city.timezone);
            Until { date: t.date_of(city.local_date(until)), time: t.time_of(&local) }
        });
        Self {
            language: language.tag(),
            subject: String::new(),
            city: city.words(language).name,
            login: letter.member.login.clone(),
            url: letter.url.clone(),
            until,
        }
    }
}
