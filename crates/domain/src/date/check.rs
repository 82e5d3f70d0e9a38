//! Whether a date can be what it is said to be.

use crate::fault::Fault;
use chrono::{Datelike, NaiveDate};
use thiserror::Error;

/// Ages in completed years that a client can plausibly have. A soft limit against slips of the keyboard.
const AGES: std::ops::Range<i32> = 10..100;
/// First year of birth that is believed.
const FIRST_BIRTH_YEAR: i32 = 1900;
/// Days a due date may lie in the past: the interview after birth may come half a year later.
const DUE_DAYS_PAST: i64 = 180;
/// Days a due date may lie ahead: 280 and some for a correction.
const DUE_DAYS_AHEAD: i64 = 300;

/// Why a date was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Error)]
pub enum DateError {
    /// Nothing was typed.
    #[error("the date is empty")]
    Required,
    /// Some of the three fields are empty.
    #[error("the date is not complete")]
    Missing(Missing),
    /// A year of one or two digits that may be one of several, as in `7`.
    #[error("the year can be several")]
    WhichYear,
    /// No such day in the calendar, or not in that era.
    #[error("there is no such day")]
    NoSuchDay,
    /// Not readable as a date.
    #[error("this is not a date")]
    Invalid,
    /// A date of birth after today.
    #[error("the date is in the future")]
    InFuture,
    /// A real day that cannot be meant.
    #[error("the date is out of range")]
    OutOfRange,
}

/// The fields of a date that are empty; at least one, at most two.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Missing {
    /// The year.
    pub year: bool,
    /// The month.
    pub month: bool,
    /// The day.
    pub day: bool,
}

impl Missing {
    /// `missing_` and the names of the fields: interfaces name them.
    const fn fault(self) -> Fault {
        match (self.year, self.month, self.day) {
            (true, true, _) => Fault::MissingYearMonth,
            (true, false, true) => Fault::MissingYearDay,
            (true, false, false) => Fault::MissingYear,
            (false, true, true) => Fault::MissingMonthDay,
            (false, true, false) => Fault::MissingMonth,
            (false, false, _) => Fault::MissingDay,
        }
    }
}

impl DateError {
    /// What forms call it.
    pub const fn fault(self) -> Fault {
        match self {
            Self::Required => Fault::Required,
            Self::Missing(missing) => missing.fault(),
            Self::WhichYear => Fault::WhichYear,
            Self::NoSuchDay => Fault::NoSuchDay,
            Self::Invalid => Fault::Invalid,
            Self::InFuture => Fault::InFuture,
            Self::OutOfRange => Fault::OutOfRange,
        }
    }
}

/// Completed years on `today`; someone born on 29 February is a year older from 1 March in common years. Negative before
/// the birth.
pub fn age_on(birth: NaiveDate, today: NaiveDate) -> i32 {
    let before_birthday = (today.month(), today.day()) < (birth.month(), birth.day());
    today.year() - birth.year() - i32::from(before_birthday)
}

/// Accepts a client's date of birth: not after `today`, not before 1900, age 10 to 99.
///
/// # Errors
/// [`DateError::InFuture`] or [`DateError::OutOfRange`].
pub fn check_birth_date(date: NaiveDate, today: NaiveDate) -> Result<(), DateError> {
    if date > today {
        Err(DateError::InFuture)
    } else if date.year() < FIRST_BIRTH_YEAR || !AGES.contains(&age_on(date, today)) {
        Err(DateError::OutOfRange)
    } else {
        Ok(())
    }
}

/// Accepts a due date from 180 days before `today` to 300 days after it.
///
/// # Errors
/// [`DateError::OutOfRange`].
pub fn check_due_date(date: NaiveDate, today: NaiveDate) -> Result<(), DateError> {
    let days = date.signed_duration_since(today).num_days();
    if (-DUE_DAYS_PAST..=DUE_DAYS_AHEAD).contains(&days) { Ok(()) } else { Err(DateError::OutOfRange) }
}
