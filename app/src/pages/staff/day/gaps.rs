//! Empty times of a nurse: starts that others at her office have and she does not.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use super::board::{Board, Column, is_gone};

/// An empty time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Gap {
    /// When the others begin.
    pub starts_at: DateTime<Utc>,
    /// When the first of them ends, or she begins something.
    pub ends_at: DateTime<Utc>,
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

/// Her empty times among them, ascending and apart from each other.
pub(super) fn gaps(starts: &BTreeMap<DateTime<Utc>, DateTime<Utc>>, column: &Column) -> Vec<Gap> {
    let hers = column.items.iter().filter(|item| !is_gone(item));
    between(starts, &hers.map(|item| (item.starts_at(), item.ends_at())).collect::<Vec<_>>())
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
    fn starts_that_overlap_leave_the_first() {
        assert_eq!(gaps_of(&[(0, 40), (20, 60), (40, 80)], &[]), [(0, 40), (40, 80)]);
    }
}
