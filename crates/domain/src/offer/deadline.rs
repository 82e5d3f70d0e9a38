//! Until when something may be done before a start.

mod form;

use chrono::{DateTime, Days, TimeDelta, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use crate::offer::closed::ClosedDays;
use crate::offer::hours::{DAY, instant};

/// Until when something may be done before a start. Written as `"start"`, `{"minutes":180}` or
/// `{"business_days":1,"at":900}`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(from = "Written", into = "Written")]
pub enum Deadline {
    /// Until it starts.
    #[default]
    Start,
    /// Until so many minutes before the start.
    Minutes(i64),
    /// Until a local time some business days before: 前営業日15時まで.
    BusinessDays {
        /// How many business days before the day of the start; 0 is that day itself.
        days: i64,
        /// Minutes since midnight.
        at: i64,
    },
}

impl Deadline {
    /// The first instant at which it is too late; never after the start.
    ///
    /// With `BusinessDays { days: 1, at: 900 }` a Monday's interview closes on the Friday before at 15:00 local time.
    pub fn closes(&self, starts_at: DateTime<Utc>, closed: &ClosedDays, tz: Tz) -> DateTime<Utc> {
        let closes = match *self {
            Self::Start => Some(starts_at),
            Self::Minutes(minutes) => {
                TimeDelta::try_minutes(minutes).and_then(|minutes| starts_at.checked_sub_signed(minutes))
            }
            Self::BusinessDays { days, at } => {
                let date = closed.business_days_before(starts_at.with_timezone(&tz).date_naive(), days);
                // A time that the clocks skip that night is taken an hour earlier.
                let at = at.clamp(0, DAY);
                instant(tz, date, at).or_else(|| instant(tz, date, (at - 60).max(0))).or_else(|| {
                    let before = date.checked_sub_days(Days::new(1))?;
                    instant(tz, before, at)
                })
            }
        };
        closes.map_or(starts_at, |closes| closes.min(starts_at))
    }
}

#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Written {
    Word(Word),
    BusinessDays { business_days: i64, at: i64 },
    Minutes { minutes: i64 },
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Word {
    Start,
}

impl From<Written> for Deadline {
    fn from(written: Written) -> Self {
        match written {
            Written::Word(Word::Start) => Self::Start,
            Written::BusinessDays { business_days: days, at } => Self::BusinessDays { days, at },
            Written::Minutes { minutes } => Self::Minutes(minutes),
        }
    }
}

impl From<Deadline> for Written {
    fn from(deadline: Deadline) -> Self {
        match deadline {
            Deadline::Start => Self::Word(Word::Start),
            Deadline::BusinessDays { days, at } => Self::BusinessDays { business_days: days, at },
            Deadline::Minutes(minutes) => Self::Minutes { minutes },
        }
    }
}

#[cfg(test)]
mod tests;
