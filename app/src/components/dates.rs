//! Dates and times as the page's reader writes them. Instants come with the city's offset already.

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, Utc};
use mendan_domain::date::format_short_ja;
use mendan_domain::era::era_name;
use mendan_domain::language::Language;
use mendan_service::city::catalogue::Catalogue;

/// `12月1日(月)`, `Mon 1 Dec`: short, because it is the largest thing on a narrow screen.
pub fn day(language: Language, date: NaiveDate) -> String {
    match language {
        Language::Ja => format_short_ja(date),
        Language::En => date.format("%a %-d %b").to_string(),
    }
}

/// `12月1日 月曜日`, `Monday 1 December`: for the ear.
pub fn spoken_day(language: Language, date: NaiveDate) -> String {
    match language {
        Language::Ja => format!("{}月{}日 {}曜日", date.month(), date.day(), weekday(language, date)),
        Language::En => date.format("%A %-d %B").to_string(),
    }
}

/// `2025年(令和7年)`, `2025`.
pub fn year(language: Language, date: NaiveDate) -> String {
    match (language, era_name(date)) {
        (Language::Ja, Some((era, 1))) => format!("{}年({era}元年)", date.year()),
        (Language::Ja, Some((era, year))) => format!("{}年({era}{year}年)", date.year()),
        (Language::Ja, None) => format!("{}年", date.year()),
        (Language::En, _) => date.year().to_string(),
    }
}

/// The weekday in the fewest letters: `月`, `Mon`.
pub fn weekday(language: Language, date: NaiveDate) -> String {
    match language {
        Language::Ja => mendan_domain::date::weekday_ja(date).to_owned(),
        Language::En => date.format("%a").to_string(),
    }
}

/// `9:20`.
pub fn time(at: DateTime<FixedOffset>) -> String {
    at.format("%-H:%M").to_string()
}

/// `10:00 〜 10:40`, `10:00 – 10:40`.
pub fn range(language: Language, from: DateTime<FixedOffset>, until: DateTime<FixedOffset>) -> String {
    let between = match language {
        Language::Ja => "〜",
        Language::En => "–",
    };
    format!("{} {between} {}", time(from), time(until))
}

/// For `datetime` attributes: `2025-12-01T10:00+09:00`.
pub fn iso(at: DateTime<FixedOffset>) -> String {
    at.format("%Y-%m-%dT%H:%M%:z").to_string()
}

/// An instant on the city's clocks.
pub fn local(catalogue: &Catalogue, at: DateTime<Utc>) -> DateTime<FixedOffset> {
    mendan_service::booking::answer::local(catalogue, at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_written_as_its_reader_writes_it() {
        let date = NaiveDate::from_ymd_opt(2025, 12, 1).expect("a day");
        assert_eq!(day(Language::Ja, date), "12月1日(月)");
        assert_eq!(day(Language::En, date), "Mon 1 Dec");
        assert_eq!(year(Language::Ja, date), "2025年(令和7年)");
    }
}
