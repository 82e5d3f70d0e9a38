//! Japanese public holidays by rule, 1955–2099.
//!
//! Source: 国民の祝日に関する法律 (昭和23年法律第178号) with its amendments, and the special laws for single days. To change a rule
//! add a row in `rules.rs`. What the Cabinet Office publishes for a year goes before these rules: the equinoxes of a year
//! become law only by the 官報 of the February before, and a city imports that list as data.

mod equinox;
pub mod list;
mod observed;
mod rules;

use chrono::{Datelike, NaiveDate};

/// The years for which the rules are known.
pub(crate) const YEARS: std::ops::RangeInclusive<i32> = 1955..=2099;

/// The Japanese name of the public holiday on `date`, such as `こどもの日`, `振替休日` or `国民の休日`.
///
/// `None` on every other day, Sundays included, and outside 1955–2099.
pub fn holiday(date: NaiveDate) -> Option<&'static str> {
    if !YEARS.contains(&date.year()) {
        return None;
    }
    rules::national(date)
        .or_else(|| observed::is_substitute(date).then_some("振替休日"))
        .or_else(|| observed::is_between(date).then_some("国民の休日"))
}

/// Whether public offices are closed for the turn of the year: 29 December to 3 January (行政機関の休日に関する法律
/// 第1条, and the like ordinances of the cities).
pub fn is_year_end_closure(date: NaiveDate) -> bool {
    matches!((date.month(), date.day()), (12, 29..=31) | (1, 1..=3))
}
