//! What its asker saw: an action is done only to the row that its page, or its `If-Match`, spoke of. Compared inside the
//! transaction that would change the row.

use crate::city::catalogue::Catalogue;
use crate::error::Refusal;
use crate::model::{Booking, SetupRow};
use crate::services::Actor;

/// The state of a row that somebody has seen before asking for something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expected {
    /// Whatever it is by now: programs without `If-Match`, the command line, the product itself.
    Any,
    /// The version a page was rendered from.
    Version(i64),
    /// The SEQUENCE of an `If-Match`.
    Sequence(i64),
    /// None that we know: a page from before there were versions, or nothing we ever wrote. It is never the state of now.
    Unknown,
}

impl Expected {
    /// From the hidden field of a form.
    pub fn of_form(field: &str) -> Self {
        field.parse().map_or(Self::Unknown, Self::Version)
    }

    /// Whether the booking is still the one that was seen.
    pub fn check(self, booking: &Booking) -> Result<(), Refusal> {
        let same = match self {
            Self::Any => true,
            Self::Version(seen) => seen == booking.version,
            Self::Sequence(seen) => seen == booking.sequence,
            Self::Unknown => false,
        };
        if same { Ok(()) } else { Err(Refusal::Changed) }
    }

    /// Whether that row of the set-up is still the one that was seen.
    pub fn check_row(self, catalogue: &Catalogue, row: SetupRow) -> Result<(), Refusal> {
        let same = match self {
            Self::Any => true,
            Self::Version(seen) => seen == catalogue.versions.of(row),
            Self::Sequence(_) | Self::Unknown => false,
        };
        if same { Ok(()) } else { Err(Refusal::Changed) }
    }

    /// Whether what has that version now is still what was seen.
    pub fn check_version(self, version: i64) -> Result<(), Refusal> {
        let same = match self {
            Self::Any => true,
            Self::Version(seen) => seen == version,
            Self::Sequence(_) | Self::Unknown => false,
        };
        if same { Ok(()) } else { Err(Refusal::Changed) }
    }

    /// Whether the last thing that was done is what this asker saw and asked for: the same form, sent twice.
    pub fn is_repeated(self, booking: &Booking, actor: Actor) -> bool {
        let next = match self {
            Self::Version(seen) => seen + 1 == booking.version,
            Self::Sequence(seen) => seen + 1 == booking.sequence,
            Self::Any | Self::Unknown => false,
        };
        next && booking.updated_by == actor.staff()
    }
}
