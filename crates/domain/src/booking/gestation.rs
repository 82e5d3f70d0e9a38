//! Weeks of pregnancy.

use chrono::NaiveDate;

/// Days from the first day of the last period to the due date (40w0d), as Japanese obstetrics counts.
const TERM_DAYS: i64 = 280;
const WEEK_DAYS: i64 = 7;

/// The age of a pregnancy in completed days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct GestationalAge {
    days: i64,
}

impl GestationalAge {
    /// The age on `today` (the office's local date) for `due_date`: 280 − (due date − today) days.
    ///
    /// Negative when the due date is more than 280 days away, above 280 once it has passed.
    pub fn at(due_date: NaiveDate, today: NaiveDate) -> Self {
        Self { days: TERM_DAYS - due_date.signed_duration_since(today).num_days() }
    }

    /// Completed days.
    pub const fn days(self) -> i64 {
        self.days
    }

    /// Completed weeks (週数).
    pub const fn weeks(self) -> i64 {
        self.days.div_euclid(WEEK_DAYS)
    }

    /// Days beyond the completed weeks, 0–6.
    pub const fn days_of_week(self) -> i64 {
        self.days.rem_euclid(WEEK_DAYS)
    }

    /// Whether this is the 8th month (妊娠8か月): 28w0d to 31w6d.
    pub const fn is_eighth_month(self) -> bool {
        matches!(self.weeks(), 28..=31)
    }
}
