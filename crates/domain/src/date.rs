//! Dates as people write and read them. All dates are local civil dates of the office; no clock is read here.

mod check;
mod parse;
mod typed;

use chrono::{Datelike, NaiveDate, Weekday};

pub use check::{DateError, Missing, age_on, check_birth_date, check_due_date};
pub use parse::parse_date;
pub use typed::{Asked, join_fields, possible_births, read_typed, same_however_typed};

/// The weekday in one character, as in `金`.
pub fn weekday_ja(date: NaiveDate) -> &'static str {
    match date.weekday() {
        Weekday::Mon => "月",
        Weekday::Tue => "火",
        Weekday::Wed => "水",
        Weekday::Thu => "木",
        Weekday::Fri => "金",
        Weekday::Sat => "土",
        Weekday::Sun => "日",
    }
}

/// `2026年4月3日(金)`.
pub fn format_ja(date: NaiveDate) -> String {
    format!("{}年{}", date.year(), format_short_ja(date))
}

/// `4月3日(金)`.
pub fn format_short_ja(date: NaiveDate) -> String {
    format!("{}月{}日({})", date.month(), date.day(), weekday_ja(date))
}

/// The Japanese fiscal year (年度) of `date`: the western year in which its April lies.
pub fn fiscal_year(date: NaiveDate) -> i32 {
    if date.month() >= 4 { date.year() } else { date.year() - 1 }
}
