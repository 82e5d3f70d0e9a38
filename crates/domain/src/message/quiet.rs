//! The quiet hours of a city: from the evening until the next morning.

use serde::{Deserialize, Serialize};

use crate::offer::hours::{Hours, hour};

/// When the evening's quiet may begin, in minutes since midnight.
const EVENINGS: (i64, i64) = (hour(17), hour(22));
/// When the morning's may end.
const MORNINGS: (i64, i64) = (hour(6), hour(12));

/// The hours in which nothing leaves that can wait, local time: from the evening, over midnight, until the morning. So there are five
/// hours of every day at least in which something may leave. Written as `[1200, 480]`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "[i64; 2]", into = "[i64; 2]")]
pub struct Quiet {
    from: i64,
    until: i64,
}

impl Default for Quiet {
    /// From 20:00 until 8:00.
    fn default() -> Self {
        Self { from: hour(20), until: hour(8) }
    }
}

impl Quiet {
    /// From an evening (17:00 to 22:00) until a morning (6:00 to 12:00), in minutes since midnight. `None` for any other hours.
    pub fn new(from: i64, until: i64) -> Option<Self> {
        let within = |minutes: i64, (least, most): (i64, i64)| (least..=most).contains(&minutes);
        (within(from, EVENINGS) && within(until, MORNINGS)).then_some(Self { from, until })
    }

    /// When they begin in the evening, in minutes since midnight.
    pub const fn begins(self) -> i64 {
        self.from
    }

    /// When they end in the morning.
    pub const fn ends(self) -> i64 {
        self.until
    }

    /// The hours of a day in which something may leave.
    pub const fn awake(self) -> Hours {
        Hours { from: self.until, until: self.from }
    }
}

impl TryFrom<[i64; 2]> for Quiet {
    type Error = &'static str;

    fn try_from([from, until]: [i64; 2]) -> Result<Self, Self::Error> {
        Self::new(from, until).ok_or("quiet hours begin in an evening and end in a morning")
    }
}

impl From<Quiet> for [i64; 2] {
    fn from(quiet: Quiet) -> Self {
        [quiet.from, quiet.until]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quiet_hours_are_of_a_night_and_written_as_a_pair() {
        assert_eq!(Quiet::default().awake(), Hours { from: 480, until: 1200 });
        assert_eq!(Quiet::new(hour(21), hour(7)).map(Quiet::awake), Some(Hours { from: 420, until: 1260 }));
        for (from, until) in [(hour(8), hour(20)), (hour(16), hour(8)), (hour(23), hour(8)), (hour(20), hour(13))] {
            assert_eq!(Quiet::new(from, until), None, "{from} {until}");
        }
        assert_eq!(serde_json::to_string(&Quiet::default()).unwrap(), "[1200,480]");
        assert_eq!(serde_json::from_str::<Quiet>("[1200,480]").unwrap(), Quiet::default());
        assert!(serde_json::from_str::<Quiet>("[480,1200]").is_err());
    }
}
