//! Dates as people type them. All dates are local civil dates of the office; no clock is read here.

mod check;
mod parse;
mod typed;

use chrono::{Datelike, NaiveDate};

pub use check::{DateError, Missing, age_on, check_birth_date, check_due_date};
pub use parse::parse_date;
pub use typed::{Asked, join_fields, possible_births, read_typed, same_however_typed};

/// The Japanese fiscal year (年度) of `date`: the western year in which its April lies.
pub fn fiscal_year(date: NaiveDate) -> i32 {
    if date.month() >= 4 { date.year() } else { date.year() - 1 }
}
