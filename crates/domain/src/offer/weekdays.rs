//! Sets of weekdays.

use chrono::Weekday;
use serde::{Deserialize, Serialize};

/// The week as offices count it, Monday first.
const WEEK: [Weekday; 7] =
    [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri, Weekday::Sat, Weekday::Sun];

/// A set of weekdays, stored as a bit mask: bit 0 is Monday.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(from = "u8", into = "u8")]
pub struct Weekdays(u8);

impl Weekdays {
    /// Monday to Friday.
    pub const ALL_WORKING: Self = Self(0b001_1111);

    /// The mask as stored; unknown bits are dropped.
    pub const fn from_bits(bits: u8) -> Self {
        Self(bits & 0b111_1111)
    }

    /// The mask to store.
    pub const fn bits(self) -> u8 {
        self.0
    }

    /// Whether the set holds the weekday.
    pub fn has(self, weekday: Weekday) -> bool {
        self.0 & bit(weekday) != 0
    }

    /// Whether nothing is in the set.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The weekdays of the set, Monday first.
    pub fn iter(self) -> impl Iterator<Item = Weekday> {
        WEEK.into_iter().filter(move |weekday| self.has(*weekday))
    }
}

fn bit(weekday: Weekday) -> u8 {
    1 << weekday.num_days_from_monday()
}

impl FromIterator<Weekday> for Weekdays {
    fn from_iter<I: IntoIterator<Item = Weekday>>(weekdays: I) -> Self {
        Self(weekdays.into_iter().fold(0, |bits, weekday| bits | bit(weekday)))
    }
}

impl From<u8> for Weekdays {
    fn from(bits: u8) -> Self {
        Self::from_bits(bits)
    }
}

impl From<Weekdays> for u8 {
    fn from(weekdays: Weekdays) -> Self {
        weekdays.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_is_a_number_with_monday_in_front() {
        let set: Weekdays = [Weekday::Sat, Weekday::Mon].into_iter().collect();
        assert_eq!((set.bits(), serde_json::to_string(&set).unwrap()), (33, "33".to_owned()));
        assert_eq!(serde_json::from_str::<Weekdays>("161").unwrap(), set);
        assert_eq!(set.iter().collect::<Vec<_>>(), [Weekday::Mon, Weekday::Sat]);
        assert!(Weekdays::ALL_WORKING.has(Weekday::Fri) && !Weekdays::ALL_WORKING.has(Weekday::Sat));
        assert!(Weekdays::default().is_empty());
    }
}
