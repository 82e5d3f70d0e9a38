//! Where an entry stands in the grid: attributes instead of styles, since the CSP allows none.

use chrono::{DateTime, FixedOffset, Timelike};
use mendan_domain::offer::hours::Hours;

/// Hours the grid can begin with.
const FIRST: [i64; 4] = [13, 10, 9, 8];
/// Numbers of hours it can show.
const HOURS: [i64; 5] = [4, 8, 9, 10, 12];

/// The grid's scale.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Scale {
    /// First hour.
    pub from: i64,
    /// Hours shown.
    pub hours: i64,
}

/// `data-h`, `data-m`, `data-long` and `data-len` of one entry; none where the attribute is left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    /// Hour.
    pub h: i64,
    /// Minutes, a multiple of five.
    pub m: Option<i64>,
    /// Whole hours of its length.
    pub long: Option<i64>,
    /// Minutes of its length, a multiple of five.
    pub len: Option<i64>,
}

/// Minutes since midnight.
pub(crate) fn minutes(at: DateTime<FixedOffset>) -> i64 {
    i64::from(at.hour() * 60 + at.minute())
}

impl Scale {
    /// The smallest scale that shows these minutes of the day.
    pub(crate) fn around(first: i64, last: i64) -> Self {
        let from = FIRST.into_iter().find(|hour| hour * 60 <= first).unwrap_or(8);
        let hours = HOURS.into_iter().find(|hours| (from + hours) * 60 >= last).unwrap_or(12);
        Self { from, hours }
    }

    /// The part of the day it shows.
    pub(super) const fn shown(self) -> Hours {
        Hours { from: self.from * 60, until: (self.from + self.hours) * 60 }
    }

    /// The hours to label.
    pub(super) fn labels(self) -> std::ops::Range<i64> {
        self.from..self.from + self.hours
    }

    /// Where an entry from `start` until `end` stands; none outside of the scale.
    pub(super) fn place(self, start: i64, end: i64) -> Option<Place> {
        let start = start.div_euclid(5) * 5;
        let end = ((end + 4).div_euclid(5) * 5).min((self.from + self.hours) * 60);
        let start = start.max(self.from * 60);
        let length = end - start;
        let some = |value: i64| (value > 0).then_some(value);
        (length > 0).then(|| Place {
            h: start / 60,
            m: some(start % 60),
            long: some(length / 60),
            len: some(length % 60),
        })
    }
}

/// Beside what stands at the same time: which lane, and of how many.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Lane {
    /// From 0.
    pub lane: usize,
    /// At most [`LANES`].
    pub lanes: usize,
}

/// More than this side by side could not be read.
pub(super) const LANES: usize = 4;

/// The lanes of spans in the order of their starts; those that touch nobody have one to themselves.
pub(super) fn lanes<T: Ord + Copy>(spans: &[(T, T)]) -> Vec<Lane> {
    let mut found = Vec::with_capacity(spans.len());
    let mut rest = spans;
    while let Some((&(_, first_end), _)) = rest.split_first() {
        // Everything that begins before all of the earlier ones have ended.
        let mut end = first_end;
        let together = 1 + rest
            .iter()
            .skip(1)
            .take_while(|span| {
                let touches = span.0 < end;
                end = end.max(span.1);
                touches
            })
            .count();
        let (group, others) = rest.split_at(together);
        let mut ends: Vec<T> = Vec::new();
        let chosen: Vec<usize> = group
            .iter()
            .map(|span| {
                let free = ends.iter().position(|end| *end <= span.0).unwrap_or(ends.len());
                if free == ends.len() {
                    ends.push(span.1);
                } else {
                    ends[free] = span.1;
                }
                free
            })
            .collect();
        let lanes = ends.len().min(LANES);
        found.extend(chosen.into_iter().map(|lane| Lane { lane: lane.min(LANES - 1), lanes }));
        rest = others;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clinic_day_begins_at_nine_and_an_early_one_at_eight() {
        assert_eq!(Scale::around(9 * 60 + 20, 16 * 60 + 50), Scale { from: 9, hours: 8 });
        assert_eq!(Scale::around(8 * 60 + 30, 17 * 60), Scale { from: 8, hours: 9 });
        assert_eq!(Scale::around(14 * 60, 16 * 60), Scale { from: 13, hours: 4 });
    }

    #[test]
    fn an_entry_is_placed_on_rows_of_five_minutes() {
        let scale = Scale { from: 9, hours: 8 };
        let place = Place { h: 10, m: Some(40), long: None, len: Some(40) };
        assert_eq!(scale.place(10 * 60 + 40, 11 * 60 + 20), Some(place));
        let place = Place { h: 9, m: None, long: Some(1), len: Some(5) };
        assert_eq!(scale.place(8 * 60, 10 * 60 + 3), Some(place));
        assert_eq!(scale.place(18 * 60, 19 * 60), None);
    }

    #[test]
    fn what_stands_at_the_same_time_stands_side_by_side() {
        let lanes = |spans: &[(i64, i64)]| -> Vec<(usize, usize)> {
            super::lanes(spans).into_iter().map(|Lane { lane, lanes }| (lane, lanes)).collect()
        };
        assert_eq!(lanes(&[(0, 40), (50, 90)]), [(0, 1), (0, 1)]);
        assert_eq!(lanes(&[(0, 60), (10, 40), (40, 70), (70, 80)]), [(0, 2), (1, 2), (1, 2), (0, 1)]);
        assert_eq!(lanes(&[(0, 9); 6]), [(0, 4), (1, 4), (2, 4), (3, 4), (3, 4), (3, 4)]);
    }
}
