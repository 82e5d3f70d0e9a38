//! How long the staff stay signed in: without doing anything, and in all.

use chrono::Duration;
use serde::{Deserialize, Serialize};

use super::part::{Part, Shown, Typed};
use crate::city::catalogue::Municipality;
use crate::forms::Checks;

/// A limit: its field, where it stands, least and most, what holds where the city says nothing.
type Row = (&'static str, fn(&mut Limits) -> &mut Option<i64>, (i64, i64), i64);

/// Hours without a request.
const REST: Row = ("session_rest", |limits| &mut limits.rest, (1, 12), 9);
/// Hours in all: a working day.
const LAST: Row = ("session_limit", |limits| &mut limits.last, (4, 24), 14);
/// Minutes without a request at a computer that several use: whoever comes next must not find it open, whatever the city says.
const SHARED: Row = ("session_shared", |limits| &mut limits.shared, (5, 15), 15);
const ROWS: [Row; 3] = [REST, LAST, SHARED];

/// Hours without a request after which no session of any city is open.
pub(crate) const LONGEST_REST: i64 = REST.2.1;

/// A limit as its page shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limit {
    /// Its field.
    pub name: &'static str,
    /// Least and most.
    pub within: (i64, i64),
    /// What holds where the city says nothing.
    pub usual: i64,
    /// In minutes; the others in hours.
    pub minutes: bool,
}

/// Every limit, in the order of the page.
pub fn limits() -> [Limit; 3] {
    ROWS.map(|(name, _, within, usual)| Limit { name, within, usual, minutes: name == SHARED.0 })
}

/// The section; none: as usual.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Limits {
    /// Hours without a request.
    rest: Option<i64>,
    /// Hours in all.
    last: Option<i64>,
    /// Minutes without a request at a computer that several use.
    shared: Option<i64>,
}

impl Limits {
    /// After so long without a request it is over.
    pub fn rest(&self, shared: bool) -> Duration {
        if shared { Duration::minutes(self.shared_minutes()) } else { Duration::hours(self.of(REST)) }
    }

    /// After so long it is over, however it is used.
    pub fn last(&self) -> Duration {
        Duration::hours(self.of(LAST))
    }

    /// Minutes without a request at a computer that several use.
    pub fn shared_minutes(&self) -> i64 {
        self.of(SHARED)
    }

    /// What holds; within its bounds whatever stands in the database.
    fn of(&self, (_, field, (least, most), usual): Row) -> i64 {
        let mut limits = *self;
        field(&mut limits).map_or(usual, |own| own.clamp(least, most))
    }
}

impl Part for Limits {
    fn read(city: &Municipality) -> Self {
        city.settings.sessions
    }

    fn typed(form: &Typed<'_>, _: Self, checks: &mut Checks) -> Self {
        let mut limits = Self::default();
        for (name, field, within, _) in ROWS {
            *field(&mut limits) = checks.maybe_number(name, form.fields.text(name), within);
        }
        limits
    }

    fn apply(self, city: &mut Municipality) {
        city.settings.sessions = self;
    }

    fn shown(&self) -> Shown {
        let mut limits = *self;
        ROWS.map(|(name, field, ..)| (name, field(&mut limits).map(|n| n.to_string()).unwrap_or_default())).into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shared_computer_never_stays_open_for_longer_than_a_quarter_of_an_hour() {
        let of = |shared| Limits { shared, ..Limits::default() }.rest(true);
        assert_eq!(of(None), Duration::minutes(15));
        assert_eq!(of(Some(5)), Duration::minutes(5));
        assert_eq!(of(Some(600)), Duration::minutes(15));
        assert_eq!(Limits { rest: Some(-1), last: Some(400), shared: None }.rest(false), Duration::hours(1));
        assert_eq!(Limits { rest: None, last: Some(400), shared: None }.last(), Duration::hours(24));
    }
}
