//! What the templates see of a letter to a member of staff.

use chrono::{DateTime, Utc};
use mendan_app::components::mode_icon::mode_word;
use mendan_domain::language::Language;
use mendan_service::message::deliver::{LetterDay, LetterInterview, LetterNews, LetterTells, StaffLetter, Troubles};
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

/// Her day, as people read it.
#[derive(Debug, Serialize)]
struct Day {
    date: String,
    interviews: Vec<Interview>,
    url: String,
}

/// One of her interviews.
#[derive(Debug, Serialize)]
struct Interview {
    time: String,
    mode: &'static str,
    office: String,
    linkless: bool,
}

impl Day {
    fn of(day: &LetterDay, letter: &StaffLetter, language: Language) -> Self {
        let (catalogue, t) = (&letter.catalogue, &words(language).dates);
        let interview = |one: &LetterInterview| Interview {
            time: t.time_of(&one.starts_at.with_timezone(&catalogue.municipality.timezone)),
            mode: mode_word(language, one.mode),
            office: catalogue.office(one.office).map(|office| office.words(language).name).unwrap_or_default(),
            linkless: one.linkless,
        };
        Self {
            date: t.date_of(day.date),
            interviews: day.interviews.iter().map(interview).collect(),
            url: day.url.clone(),
        }
    }
}

/// What somebody has to look after, and where.
#[derive(Debug, Serialize)]
struct Looked {
    #[serde(flatten)]
    counts: Troubles,
    url: String,
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
    day: Option<Day>,
    troubles: Option<Looked>,
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
        let (mut news, mut day, mut troubles) = (None, None, None);
        match &letter.tells {
            Some(LetterTells::News(told)) => news = Some(News::of(told, letter, language)),
            Some(LetterTells::Day(told)) => day = Some(Day::of(told, letter, language)),
            Some(LetterTells::Troubles(counts, url)) => troubles = Some(Looked { counts: *counts, url: url.clone() }),
            None => {}
        }
        Self {
            language: language.tag(),
            subject: String::new(),
            city: city.words(language).name,
            login: letter.member.login.clone(),
            url: letter.url.clone(),
            until,
            news,
            day,
            troubles,
        }
    }
}
