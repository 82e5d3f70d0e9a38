//! Days and times as files write them.

use chrono::{DateTime, Days, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, TimeZone as _, Utc};
use chrono_tz::Tz;

use super::lines::Line;
use super::zone::Zones;

/// Years that calendars of people speak of.
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2199;
/// Longer than any zone leaves out at once.
const LONGEST_GAP: TimeDelta = TimeDelta::hours(3);

/// A local time, or the beginning of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Moment {
    /// As the clocks there say.
    pub(super) at: NaiveDateTime,
    /// Where.
    pub(super) zone: Tz,
    /// It is a day as a whole.
    pub(super) is_day: bool,
}

impl Moment {
    /// A value of that line.
    pub(super) fn of(line: &Line, value: &str, zones: &Zones) -> Option<Self> {
        // Of a period its beginning counts.
        let value = value.split('/').next().unwrap_or_default();
        let (text, utc) = value.strip_suffix(['Z', 'z']).map_or((value, false), |text| (text, true));
        let Some((date, time)) = text.split_once(['T', 't']) else {
            let at = day(text)?.and_time(NaiveTime::MIN);
            return Some(Self { at, zone: zones.usual(), is_day: true });
        };
        let zone = match &line.zone {
            _ if utc => Tz::UTC,
            Some(name) => zones.called(name),
            None => zones.usual(),
        };
        Some(Self { at: day(date)?.and_time(clock(time)?), zone, is_day: false })
    }

    /// The same place at another local time.
    pub(super) const fn at(self, at: NaiveDateTime) -> Self {
        Self { at, ..self }
    }

    /// So many days later, by the calendar.
    pub(super) fn later(self, days: u64) -> Option<Self> {
        Some(self.at(self.at.checked_add_days(Days::new(days))?))
    }

    /// Its instant. Of two the earlier one; where clocks skip it, as if they went on until then.
    pub(super) fn instant(self) -> DateTime<Utc> {
        let there = |at: NaiveDateTime| self.zone.from_local_datetime(&at).earliest().map(|local| local.to_utc());
        there(self.at)
            .or_else(|| Some(there(self.at.checked_sub_signed(LONGEST_GAP)?)? + LONGEST_GAP))
            .unwrap_or_else(|| self.at.and_utc())
    }
}

/// The end of a series: the last local time, in the zone of its start.
pub(super) fn last(text: &str, zone: Tz) -> Option<NaiveDateTime> {
    let (local, utc) = text.strip_suffix(['Z', 'z']).map_or((text, false), |text| (text, true));
    match local.split_once(['T', 't']) {
        // A day without a time is meant as a whole.
        None => day(local)?.and_hms_opt(23, 59, 59),
        Some((date, time)) => {
            let at = day(date)?.and_time(clock(time)?);
            Some(if utc { zone.from_utc_datetime(&at).naive_local() } else { at })
        }
    }
}

/// Days and seconds of a length (RFC 5545 3.3.6); one that runs backwards is none.
pub(super) fn length(text: &str) -> Option<(u64, i64)> {
    let rest = text.trim().trim_start_matches('+').strip_prefix(['P', 'p'])?;
    let (mut days, mut seconds, mut number, mut of_time) = (0_u64, 0_i64, String::new(), false);
    for c in rest.to_ascii_uppercase().chars() {
        match c {
            '0'..='9' if number.len() < 6 => number.push(c),
            'T' if number.is_empty() => of_time = true,
            unit => {
                let count: u32 = number.parse().ok()?;
                number.clear();
                match (unit, of_time) {
                    ('W', false) => days += u64::from(count) * 7,
                    ('D', false) => days += u64::from(count),
                    ('H', true) => seconds += i64::from(count) * 3600,
                    ('M', true) => seconds += i64::from(count) * 60,
                    ('S', true) => seconds += i64::from(count),
                    _ => return None,
                }
            }
        }
    }
    number.is_empty().then_some((days, seconds))
}

fn day(text: &str) -> Option<NaiveDate> {
    let number = |from, until| digits(text, from, until);
    let year = i32::try_from(number(0, 4)?).ok().filter(|year| YEARS.contains(year))?;
    (text.len() == 8).then(|| NaiveDate::from_ymd_opt(year, number(4, 6)?, number(6, 8)?)).flatten()
}

fn clock(text: &str) -> Option<NaiveTime> {
    let number = |from, until| digits(text, from, until);
    // The second that is put in now and then is the one before it.
    (text.len() == 6).then(|| NaiveTime::from_hms_opt(number(0, 2)?, number(2, 4)?, number(4, 6)?.min(59))).flatten()
}

fn digits(text: &str, from: usize, until: usize) -> Option<u32> {
    let part = text.get(from..until)?;
    part.bytes().all(|b| b.is_ascii_digit()).then(|| part.parse().ok()).flatten()
}
