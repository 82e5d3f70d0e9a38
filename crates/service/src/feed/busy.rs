//! When somebody is busy, day by day of the city: what is kept of a calendar of hers.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, TimeDelta, Timelike as _, Utc};
use chrono_tz::Tz;
use mendan_domain::offer::busy::BusyDay;
use mendan_domain::offer::hours::{DAY, Hours};
use mendan_domain::offer::tick::Interval;

use super::port::Trouble;

/// Stretches of one calendar: twenty-five of each day.
const MOST: usize = 5_000;

/// The days of these times, in order; what meets or touches is one.
pub(super) fn days_of(busy: &[Interval], zone: Tz) -> Result<Vec<BusyDay>, Trouble> {
    let mut days: BTreeMap<NaiveDate, Vec<Hours>> = BTreeMap::new();
    for time in apart(busy) {
        let first = time.from.with_timezone(&zone).date_naive();
        let last = (time.until - TimeDelta::seconds(1)).with_timezone(&zone).date_naive();
        for date in first.iter_days().take_while(|date| *date <= last) {
            let from = if date == first { minute(time.from, zone, 0) } else { 0 };
            let until = if date == last { end(time.until, date, zone) } else { DAY };
            // Where clocks are set back the end may be before the beginning: then all between is hers, and the hour.
            let hours = if from < until {
                Hours { from, until }
            } else {
                Hours { from: until.min(from), until: (from.max(until) + 60).min(DAY) }
            };
            days.entry(date).or_default().push(hours);
        }
    }
    let joined: Vec<BusyDay> =
        days.into_iter().flat_map(|(date, hours)| joined(hours).map(move |hours| (date, hours))).collect();
    if joined.len() > MOST { Err(Trouble::TooMuch) } else { Ok(joined) }
}

/// The times as they are without those that meet or touch: of a thousand that lie over each other each would be laid out by itself.
fn apart(busy: &[Interval]) -> Vec<Interval> {
    let mut times: Vec<Interval> = busy.iter().filter(|time| time.from < time.until).copied().collect();
    times.sort_unstable_by_key(|time| (time.from, time.until));
    let mut apart: Vec<Interval> = Vec::new();
    for next in times {
        match apart.last_mut().filter(|last| next.from <= last.until) {
            Some(last) => last.until = last.until.max(next.until),
            None => apart.push(next),
        }
    }
    apart
}

fn joined(mut hours: Vec<Hours>) -> std::vec::IntoIter<Hours> {
    hours.sort_unstable();
    let mut joined: Vec<Hours> = Vec::new();
    for next in hours {
        match joined.last_mut().filter(|last| next.from <= last.until) {
            Some(last) => last.until = last.until.max(next.until),
            None => joined.push(next),
        }
    }
    joined.into_iter()
}

/// The minute of the local day.
fn minute(at: DateTime<Utc>, zone: Tz, more: i64) -> i64 {
    let local = at.with_timezone(&zone);
    i64::from(local.hour() * 60 + local.minute()) + more
}

/// The first minute of that day behind an end that lies in it.
fn end(at: DateTime<Utc>, date: NaiveDate, zone: Tz) -> i64 {
    let local = at.with_timezone(&zone);
    if local.date_naive() > date { DAY } else { minute(at, zone, i64::from(local.second() > 0)).min(DAY) }
}

#[cfg(test)]
mod tests {
    use chrono::TimeZone as _;
    use proptest::prelude::*;

    use super::*;

    fn day(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2031, 6, day).unwrap()
    }

    fn tokyo(date: u32, hour: u32, minute: u32, second: u32) -> DateTime<Utc> {
        Tz::Asia__Tokyo.with_ymd_and_hms(2031, 6, date, hour, minute, second).unwrap().to_utc()
    }

    fn hours(from: i64, until: i64) -> Hours {
        Hours { from, until }
    }

    #[test]
    fn a_time_over_midnight_is_of_two_days_and_a_started_minute_counts() {
        let night = Interval { from: tokyo(3, 22, 0, 0), until: tokyo(4, 1, 0, 1) };
        let whole = Interval { from: tokyo(6, 0, 0, 0), until: tokyo(7, 0, 0, 0) };
        let days = days_of(&[whole, night], Tz::Asia__Tokyo).unwrap();
        assert_eq!(days, [(day(3), hours(1320, DAY)), (day(4), hours(0, 61)), (day(6), Hours::WHOLE_DAY)]);
    }

    #[test]
    fn what_meets_or_touches_is_one() {
        let times = [(9, 0, 10, 0), (10, 0, 11, 0), (10, 30, 10, 45), (13, 0, 14, 0)];
        let times = times.map(|(from, begin, until, end)| Interval {
            from: tokyo(3, from, begin, 0),
            until: tokyo(3, until, end, 0),
        });
        assert_eq!(days_of(&times, Tz::Asia__Tokyo).unwrap(), [(day(3), hours(540, 660)), (day(3), hours(780, 840))]);
    }

    #[test]
    fn an_hour_that_comes_twice_is_hers_both_times() {
        let zone = Tz::America__New_York;
        let back = NaiveDate::from_ymd_opt(2031, 11, 2).unwrap();
        // From half past one, daylight time, to ten past one, an hour later by all clocks.
        let from = zone.with_ymd_and_hms(2031, 11, 2, 1, 30, 0).earliest().unwrap().to_utc();
        let days = days_of(&[Interval { from, until: from + TimeDelta::minutes(40) }], zone).unwrap();
        assert_eq!(days, [(back, hours(70, 150))]);
    }

    #[test]
    fn more_than_anybody_does_is_refused() {
        let apart = |n: i64| {
            let from = tokyo(1, 0, 0, 0) + TimeDelta::minutes(20 * n);
            Interval { from, until: from + TimeDelta::minutes(10) }
        };
        assert_eq!(days_of(&(0..6_000).map(apart).collect::<Vec<_>>(), Tz::Asia__Tokyo), Err(Trouble::TooMuch));
    }

    proptest! {
        /// Every minute of every time is in a day of it, days are in order, and their hours are apart.
        #[test]
        fn nothing_is_lost_between_the_days(times in proptest::collection::vec((0_i64..20_000, 1_i64..4_000), 0..12), tokyo in any::<bool>()) {
            let zone = if tokyo { Tz::Asia__Tokyo } else { Tz::Europe__Berlin };
            // Berlin's clocks are set at the end of March.
            let begin = Utc.with_ymd_and_hms(2031, 3, 25, 0, 0, 0).unwrap();
            let at = |minutes: i64| begin + TimeDelta::minutes(minutes);
            let times: Vec<Interval> = times.iter().map(|(from, long)| Interval { from: at(*from), until: at(from + long) }).collect();
            let days = days_of(&times, zone).unwrap();
            for time in &times {
                let mut minute = time.from;
                while minute < time.until {
                    let local = minute.with_timezone(&zone);
                    let now = i64::from(local.hour() * 60 + local.minute());
                    let kept = |(date, hours): &BusyDay| *date == local.date_naive() && hours.from <= now && now < hours.until;
                    prop_assert!(days.iter().any(kept), "{local} of {time:?}");
                    minute += TimeDelta::minutes(7);
                }
            }
            for pair in days.windows(2) {
                let [(one, before), (other, after)] = pair else { continue };
                prop_assert!(one < other || (one == other && before.until < after.from), "{pair:?}");
            }
        }
    }
}
