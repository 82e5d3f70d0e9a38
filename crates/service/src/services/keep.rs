//! How long what is over is kept.

use chrono::Duration;

/// Periods that the operator decides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Keep {
    /// A key that programs send with a booking, so that the same request again gets the first answer.
    pub keys: Duration,
    /// A message that left or never will, behind the end of its booking.
    pub messages: Duration,
    /// A telephone call that was made, behind the end of its booking.
    pub calls: Duration,
    /// An alarm that has ended.
    pub alarms: Duration,
    /// A line of the audit log.
    pub audit: Duration,
}

impl Default for Keep {
    /// Two days; a year and what one asks of it afterwards; a quarter; five years.
    fn default() -> Self {
        Self {
            keys: Duration::hours(48),
            messages: Duration::days(400),
            calls: Duration::days(400),
            alarms: Duration::days(90),
            audit: Duration::days(5 * 365 + 1),
        }
    }
}
