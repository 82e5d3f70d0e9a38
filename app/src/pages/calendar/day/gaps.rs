//! Empty times of a nurse: starts that others at her office have and she does not, and what else is left of the hours in
//! which the office is open.

use std::collections::BTreeMap;

use chrono::{DateTime, Datelike as _, Duration, NaiveDate, Utc};
use mendan_domain::offer::hours::{Hours, instant};
use mendan_service::city::catalogue::{Municipality, Office};

use super::board::{Board, Column, is_gone};

/// Less than this between two entries is no time of its own: it could hardly be hit.
const LEAST: Duration = Duration::minutes(20);

/// An empty time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Gap {
    /// When the others begin, or something of hers ends.
    pub starts_at: DateTime<Utc>,
    /// When the first of the others ends, or she begins something.
    pub ends_at: DateTime<Utc>,
}

/// What is looked at: the office's opening hours of that day, as far as they are shown. Empty when it is closed.
pub(super) fn open_hours(city: &Municipality, office: &Office, date: NaiveDate, shown: Hours) -> Vec<Gap> {
    let weekday = usize::try_from(date.weekday().num_days_from_monday()).ok();
    let hours = weekday.and_then(|day| office.hours.0.get(day).copied().flatten());
    let seen = hours.map(|hours| (hours.from.max(shown.from), hours.until.min(shown.until)));
    let at = |minutes| instant(city.timezone, date, minutes);
    let open = seen.and_then(|(from, until)| Some(Gap { starts_at: at(from)?, ends_at: at(until)? }));
    open.into_iter().collect()
}

/// The starts of a board, each with the earliest end.
pub(super) fn starts(board: &Board) -> BTreeMap<DateTime<Utc>, DateTime<Utc>> {
    let mut starts = BTreeMap::new();
    for item in board.columns.iter().flat_map(|column| &column.items).filter(|item| !is_gone(item)) {
        let end = starts.entry(item.starts_at()).or_insert_with(|| item.ends_at());
        *end = item.ends_at().min(*end);
    }
    starts
}

/// Her empty times, ascending and apart from each other.
pub(super) fn gaps(starts: &BTreeMap<DateTime<Utc>, DateTime<Utc>>, open: &[Gap], column: &Column) -> Vec<Gap> {
    let hers = column.items.iter().filter(|item| !is_gone(item));
    let hers: Vec<_> = hers.map(|item| (item.starts_at(), item.ends_at())).collect();
    let mut gaps = between(starts, &hers);
    let taken = hers.into_iter().chain(gaps.iter().map(|gap| (gap.starts_at, gap.ends_at)));
    gaps.extend(left_over(open, taken.collect()));
    gaps.sort_by_key(|gap| gap.starts_at);
    gaps
}

/// What is left of the open hours.
fn left_over(open: &[Gap], mut taken: Vec<(DateTime<Utc>, DateTime<Utc>)>) -> Vec<Gap> {
    taken.sort_unstable();
    let mut left = Vec::new();
    for open in open {
        let mut free_from = open.starts_at;
        for (start, end) in taken.iter().copied().chain([(open.ends_at, open.ends_at)]) {
            let until = start.min(open.ends_at);
            if until - free_from >= LEAST {
                left.push(Gap { starts_at: free_from, ends_at: until });
            }
            free_from = free_from.max(end);
        }
    }
    left
}

fn between(starts: &BTreeMap<DateTime<Utc>, DateTime<Utc>>, hers: &[(DateTime<Utc>, DateTime<Utc>)]) -> Vec<Gap> {
    let mut gaps: Vec<Gap> = Vec::new();
    for (&starts_at, &ends_at) in starts {
        let inside = hers.iter().any(|(start, end)| *start <= starts_at && starts_at < *end);
        let next = hers.iter().map(|(start, _)| *start).filter(|start| *start > starts_at).min();
        if !inside && gaps.last().is_none_or(|gap| gap.ends_at <= starts_at) {
            gaps.push(Gap { starts_at, ends_at: next.map_or(ends_at, |next| next.min(ends_at)) });
        }
    }
    gaps
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(minute: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(minute * 60, 0).expect("an instant")
    }

    fn gaps_of(starts: &[(i64, i64)], hers: &[(i64, i64)]) -> Vec<(i64, i64)> {
        let instants = |(start, end): &(i64, i64)| (at(*start), at(*end));
        let gaps = between(&starts.iter().map(instants).collect(), &hers.iter().map(instants).collect::<Vec<_>>());
        gaps.into_iter().map(|gap| (gap.starts_at.timestamp() / 60, gap.ends_at.timestamp() / 60)).collect()
    }

    #[test]
    fn a_start_that_only_others_have_is_empty_until_she_begins_something() {
        let starts = [(0, 40), (50, 90), (100, 140), (150, 190)];
        assert_eq!(gaps_of(&starts, &[(50, 90), (130, 170)]), [(0, 40), (100, 130)]);
        assert!(gaps_of(&starts, &starts).is_empty());
    }

    #[test]
    fn what_is_left_of_the_open_hours_is_empty_too() {
        let open = [Gap { starts_at: at(0), ends_at: at(300) }];
        let left = |taken: &[(i64, i64)]| -> Vec<(i64, i64)> {
            let taken = taken.iter().map(|(start, end)| (at(*start), at(*end))).collect();
            let left = left_over(&open, taken).into_iter();
            left.map(|gap| (gap.starts_at.timestamp() / 60, gap.ends_at.timestamp() / 60)).collect()
        };
        assert_eq!(left(&[]), [(0, 300)]);
        assert_eq!(left(&[(200, 240), (40, 80), (90, 130)]), [(0, 40), (130, 200), (240, 300)]);
        assert_eq!(left(&[(-60, 20), (30, 290), (400, 440)]), [], "ten minutes are no time of their own");
    }

    #[test]
    fn starts_that_overlap_leave_the_first() {
        assert_eq!(gaps_of(&[(0, 40), (20, 60), (40, 80)], &[]), [(0, 40), (40, 80)]);
    }
}
