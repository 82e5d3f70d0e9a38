//! Time in steps of five minutes: what the guard against double booking counts in.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// Length of a tick in seconds.
pub const TICK_SECONDS: i64 = 300;

/// A half-open interval of time `[from, until)`, in UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Interval {
    /// First instant inside.
    pub from: DateTime<Utc>,
    /// First instant outside.
    pub until: DateTime<Utc>,
}

impl Interval {
    /// Whether the two share an instant.
    pub fn overlaps(&self, other: &Self) -> bool {
        self.from < other.until && other.from < self.until
    }

    /// The smallest interval of whole ticks around this one.
    #[must_use]
    pub fn whole_ticks(&self) -> Self {
        let ticks = self.ticks();
        let at = |tick: i64, otherwise| DateTime::from_timestamp(tick * TICK_SECONDS, 0).unwrap_or(otherwise);
        Self { from: at(ticks.start, self.from), until: at(ticks.end, self.until) }
    }

    /// The ticks the interval touches, ascending: first (inclusive) and end (exclusive).
    pub fn ticks(&self) -> std::ops::Range<i64> {
        let first = self.from.timestamp().div_euclid(TICK_SECONDS);
        let end = (self.until.timestamp() + TICK_SECONDS - 1).div_euclid(TICK_SECONDS);
        first..end.max(first)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(seconds, 0).expect("in range")
    }

    #[test]
    fn forty_minutes_are_eight_ticks_and_a_started_tick_counts_whole() {
        assert_eq!(Interval { from: at(0), until: at(2400) }.ticks(), 0..8);
        assert_eq!(Interval { from: at(60), until: at(2401) }.ticks(), 0..9);
        assert_eq!(Interval { from: at(300), until: at(300) }.ticks(), 1..1);
    }
}
