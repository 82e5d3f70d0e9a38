//! What the templates see of a letter to a member of staff.

use chrono::{DateTime, Utc};
use mendan_app::components::mode_icon::mode_word;
use mendan_domain::language::Language;
use mendan_service::message::deliver::{LetterNews, StaffLetter};
use mendan_words::words;
use serde::Serialize;

/// An instant as people read it.
#[derive(Debug, Serialize)]
struct Until {
    date: String,
    time: String,
}

/// What others changed of her day, as people read it; nobody is named.
#[derive(Debug, Serialize)]
struct News {
    /// The word of what happened.
    what: &'static str,
    date: String,
    time: String,
    was: Option<String>,
    kind: String,
    mode: &'static str,
    url: String,
}

impl News {
    fn of(news: &LetterNews, letter: &StaffLetter, language: Language) -> Self {
        let (catalogue, t) = (&letter.catalogue, &words(language).dates);
        let city = &catalogue.municipality;
        let time = |at: DateTime<Utc>| t.time_of(&at.with_timezone(&city.timezone));
        Self {
            what: news.what.as_str(),
            date: t.date_of(city.local_date(news.starts_at)),
            time: time(news.starts_at),
            was: news.was_at.map(time),
            kind: news
                .kind
                .and_then(|kind| catalogue.kind(kind))
                .map(|kind| kind.words(language).name)
                .unwrap_or_default(),
            mode: mode_word(language, news.mode),
            url: news.url.clone(),
        }
    }
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
    news: Option<News>,
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
            news: letter.news.as_ref().map(|news| News::of(news, letter, language)),
        }
    }
}
