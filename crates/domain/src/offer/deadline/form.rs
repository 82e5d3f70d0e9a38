//! A deadline as four fields of a form.

use unicode_normalization::UnicodeNormalization;

use super::Deadline;
use crate::offer::hours::Hours;

/// More days or hours than this before an interview are a slip of the finger.
const MOST_DAYS: i64 = 100;
const MOST_HOURS: i64 = 100 * 24;

impl Deadline {
    /// Reads four fields of a form; those that `kind` does not ask for are not looked at.
    ///
    /// `kind` is `start`, `hours` or `business_days`. `hours` is `3`, `1:30` or, in minutes, `90分`. `days` is 0 to
    /// 100; `at` is a time of day as [`Hours::parse_time`] reads it. `None` when a field that counts is not readable.
    pub fn parse(kind: &str, days: &str, at: &str, hours: &str) -> Option<Self> {
        match kind {
            "start" => Some(Self::Start),
            "hours" => minutes(hours).map(Self::Minutes),
            "business_days" => {
                let days = number(days).filter(|days| *days <= MOST_DAYS)?;
                Some(Self::BusinessDays { days, at: Hours::parse_time(at)? })
            }
            _ => None,
        }
    }

    /// The four fields that [`Self::parse`] reads back: kind, days, at, hours.
    pub fn fields(&self) -> (&'static str, String, String, String) {
        let none = String::new;
        match *self {
            Self::Start => ("start", none(), none(), none()),
            Self::Minutes(minutes) if minutes % 60 == 0 => ("hours", none(), none(), (minutes / 60).to_string()),
            Self::Minutes(minutes) => ("hours", none(), none(), Hours::text(minutes)),
            Self::BusinessDays { days, at } => ("business_days", days.to_string(), Hours::text(at), none()),
        }
    }
}

fn minutes(text: &str) -> Option<i64> {
    let plain: String = text.trim().nfkc().collect();
    let minutes = if let Some(minutes) = plain.strip_suffix('分') {
        number(minutes)?
    } else if let Some((hours, minutes)) = plain.split_once(':') {
        number(hours)? * 60 + number(minutes).filter(|minutes| *minutes < 60)?
    } else {
        number(plain.strip_suffix("時間").unwrap_or(&plain))? * 60
    };
    (minutes <= MOST_HOURS * 60).then_some(minutes)
}

/// Up to six digits, full width too.
fn number(text: &str) -> Option<i64> {
    let plain: String = text.trim().nfkc().take(8).collect();
    let digits = (1..=6).contains(&plain.len()) && plain.bytes().all(|b| b.is_ascii_digit());
    digits.then(|| plain.parse().ok()).flatten()
}
