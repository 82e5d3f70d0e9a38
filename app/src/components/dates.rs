//! Dates and times as the page's reader writes them. Instants come with the city's offset already.

use chrono::{DateTime, FixedOffset, NaiveDate, Utc};
use mendan_domain::language::Language;
use mendan_service::city::catalogue::Catalogue;
use mendan_words::words;

use crate::i18n::staff_language;

/// `12月1日(月)`, `Mon 1 Dec`: short, because it is the largest thing on a narrow screen.
pub fn day(language: Language, date: NaiveDate) -> String {
    words(language).dates.day_of(date)
}

/// `12月1日 月曜日`, `Monday 1 December`: for the ear.
pub fn spoken_day(language: Language, date: NaiveDate) -> String {
    words(language).dates.spoken_day_of(date)
}

/// `2025年(令和7年)`, `2025`.
pub fn year(language: Language, date: NaiveDate) -> String {
    words(language).dates.year_of(date)
}

/// The weekday in the fewest letters: `月`, `Mon`.
pub fn weekday(language: Language, date: NaiveDate) -> String {
    words(language).dates.weekday_of(date)
}

/// `9:20`, as that language writes it.
pub fn clock(language: Language, at: DateTime<FixedOffset>) -> String {
    words(language).dates.time_of(&at)
}

/// `9:20`, on the pages of the staff.
pub fn time(at: DateTime<FixedOffset>) -> String {
    clock(staff_language(), at)
}

/// `10:00 〜 10:40`, `10:00 – 10:40`.
pub fn range(language: Language, from: DateTime<FixedOffset>, until: DateTime<FixedOffset>) -> String {
    words(language).dates.range(clock(language, from), clock(language, until))
}

/// For `datetime` attributes: `2025-12-01T10:00+09:00`.
pub fn iso(at: DateTime<FixedOffset>) -> String {
    at.format("%Y-%m-%dT%H:%M%:z").to_string()
}

/// An instant on the city's clocks.
pub fn local(catalogue: &Catalogue, at: DateTime<Utc>) -> DateTime<FixedOffset> {
    mendan_service::booking::answer::local(catalogue, at)
}
