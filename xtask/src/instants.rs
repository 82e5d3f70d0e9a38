//! The instants at which the suites live besides the usual one: where weekday, hour, holidays or the end of a month once
//! decided, or may decide, whether something works.

/// Late on a working day: the first free time is less than 24 hours away.
pub const LATE_EVENING: &str = "2031-06-04T23:00:00+09:00";
/// The offices have closed, and the next working day is three days away.
pub const FRIDAY_CLOSED: &str = "2031-06-06T17:40:00+09:00";
/// The last working day of the year is over at the turn of the year.
pub const YEAR_END: &str = "2028-12-28T16:10:00+09:00";
/// The last day of a fiscal year.
pub const FISCAL_YEAR_END: &str = "2031-03-31T11:20:00+09:00";
/// A day that three years of four do not have.
pub const LEAP_DAY: &str = "2028-02-29T09:30:00+09:00";
/// The day ends while the test runs.
pub const BEFORE_MIDNIGHT: &str = "2031-06-10T23:59:20+09:00";

/// All of them.
pub const ALL: [&str; 6] = [LATE_EVENING, FRIDAY_CLOSED, YEAR_END, FISCAL_YEAR_END, LEAP_DAY, BEFORE_MIDNIGHT];

/// The usual one: a Tuesday in June at ten in the morning, as `server/tests/support/clock.rs` has it.
pub const USUAL: &str = "2031-06-03T10:00:00+09:00";
