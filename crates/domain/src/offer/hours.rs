//! Parts of a local day, in minutes since midnight.

use chrono::{DateTime, Days, NaiveDate, NaiveTime, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

/// Minutes of a day; the end of a day may be written 24:00.
pub const DAY: i64 = 24 * 60;

/// A full hour of the day, in minutes since midnight.
pub const fn hour(hour: i64) -> i64 {
    hour * 60
}

/// A part of a local day `[from, until)`, in minutes since midnight. Written as `[540, 720]`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "[i64; 2]", into = "[i64; 2]")]
pub struct Hours {
    /// First minute inside.
    pub from: i64,
    /// First minute outside, at most 1440.
    pub until: i64,
}

impl Hours {
    /// All of a day.
    pub const WHOLE_DAY: Self = Self { from: 0, until: DAY };

    /// Hours of one day; `None` when they are empty, run backwards or leave the day.
    pub fn new(from: i64, until: i64) -> Option<Self> {
        (0 <= from && from < until && until <= DAY).then_some(Self { from, until })
    }

    /// Reads what two fields of a form hold, such as `9:00` and `17:15`; see [`Self::parse_time`].
    pub fn parse(from: &str, until: &str) -> Option<Self> {
        Self::new(Self::parse_time(from)?, Self::parse_time(until)?)
    }

    /// Reads a time of day as minutes since midnight: `9:05`, `0905`, `9時5分`, `9時`, in full width too. Up to 24:00.
    pub fn parse_time(text: &str) -> Option<i64> {
        let plain: String = text.trim().nfkc().take(12).collect();
        let (hours, minutes) = match plain.split_once([':', '時']) {
            Some((hours, rest)) if plain.contains('時') => (hours, rest.strip_suffix('分').unwrap_or(rest)),
            Some(parts) if parts.1.len() == 2 => parts,
            None if matches!(plain.len(), 3 | 4) => plain.split_at_checked(plain.len() - 2)?,
            _ => return None,
        };
        let minutes = if minutes.is_empty() { Some(0) } else { number(minutes) };
        let time = number(hours)? * 60 + minutes.filter(|minutes| *minutes < 60)?;
        (time <= DAY).then_some(time)
    }

    /// The time of day as people write it, as in `9:05`.
    pub fn text(minutes: i64) -> String {
        format!("{}:{:02}", minutes.div_euclid(60), minutes.rem_euclid(60))
    }

    /// Whether the two share a minute.
    pub fn overlaps(&self, other: &Self) -> bool {
        self.from < other.until && other.from < self.until
    }

    /// Whether all of `other` lies inside.
    pub fn contains(&self, other: &Self) -> bool {
        self.from <= other.from && other.until <= self.until
    }
}

impl TryFrom<[i64; 2]> for Hours {
    type Error = &'static str;

    fn try_from([from, until]: [i64; 2]) -> Result<Self, Self::Error> {
        Self::new(from, until).ok_or("hours must lie within a day and end after they begin")
    }
}

impl From<Hours> for [i64; 2] {
    fn from(hours: Hours) -> Self {
        [hours.from, hours.until]
    }
}

impl std::fmt::Display for Hours {
    /// `9:00〜12:00`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}〜{}", Self::text(self.from), Self::text(self.until))
    }
}

/// The instant of a local time. Where clocks are set back the earlier one counts; `None` where they skip that time.
pub fn instant(zone: Tz, date: NaiveDate, minutes: i64) -> Option<DateTime<Utc>> {
    let day = date.checked_add_days(Days::new(u64::try_from(minutes.div_euclid(DAY)).ok()?))?;
    let naive = day.and_time(NaiveTime::MIN) + TimeDelta::minutes(minutes.rem_euclid(DAY));
    zone.from_local_datetime(&naive).earliest().map(|local| local.to_utc())
}

/// One or two ASCII digits.
fn number(text: &str) -> Option<i64> {
    ((1..=2).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_as_people_write_them() {
        for (text, minutes) in [
            ("9:05", 545),
            ("09:05", 545),
            ("９：０５", 545),
            ("0905", 545),
            ("905", 545),
            (" 9時5分 ", 545),
            ("9時", 540),
            ("24:00", 1440),
            ("0:00", 0),
        ] {
            assert_eq!(Hours::parse_time(text), Some(minutes), "{text}");
        }
        for text in ["", "9", "9:5", "9:60", "24:01", "-9:00", "9:+5", "09:00:00", "99999", "時", "九時"] {
            assert_eq!(Hours::parse_time(text), None, "{text}");
        }
    }

    #[test]
    fn hours_end_after_they_begin_and_are_written_as_a_pair() {
        assert_eq!(Hours::parse("9:00", "17:15"), Some(Hours { from: 540, until: 1035 }));
        assert_eq!(Hours::parse("9:00", "9:00"), None);
        let morning = Hours { from: 540, until: 720 };
        assert_eq!(serde_json::to_string(&morning).unwrap(), "[540,720]");
        assert_eq!(serde_json::from_str::<Hours>("[540,720]").unwrap(), morning);
        assert!(serde_json::from_str::<Hours>("[720,540]").is_err());
        assert_eq!(morning.to_string(), "9:00〜12:00");
    }

    #[test]
    fn hours_that_touch_do_not_overlap() {
        let (morning, noon) = (Hours { from: 540, until: 720 }, Hours { from: 720, until: 780 });
        assert!(!morning.overlaps(&noon) && morning.overlaps(&Hours { from: 719, until: 780 }));
        assert!(Hours::WHOLE_DAY.contains(&noon) && !morning.contains(&noon) && noon.contains(&noon));
    }

    #[test]
    fn local_times_that_do_not_exist_have_no_instant() {
        let spring = NaiveDate::from_ymd_opt(2026, 3, 8).unwrap();
        assert_eq!(instant(Tz::America__New_York, spring, 150), None);
        let autumn = NaiveDate::from_ymd_opt(2026, 11, 1).unwrap();
        assert_eq!(instant(Tz::America__New_York, autumn, 90).unwrap().to_rfc3339(), "2026-11-01T05:30:00+00:00");
        assert_eq!(instant(Tz::Asia__Tokyo, autumn, 1440).unwrap().to_rfc3339(), "2026-11-01T15:00:00+00:00");
    }
}
