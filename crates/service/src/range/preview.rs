//! What would become of a range of times: each time, each booking, and a digest of all of it.

use std::fmt::Write as _;

use chrono::{DateTime, Utc};
use mendan_domain::ids::{KindId, OfficeId, StaffId};
use mendan_domain::offer::Reason;
use mendan_domain::offer::closed::Closed;
use mendan_domain::offer::publish::{Collision, Skipped};

use crate::model::Booking;
use crate::range::scope::Range;
use crate::secret::sha256;

/// How a time stands when nobody has booked it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TimeState {
    /// It is offered.
    Open,
    /// Staff closed it.
    ByHand,
    /// Something closes the day, or these hours of it. What would close it only now has the id 0.
    Closed(Closed),
}

impl TimeState {
    /// Whether it is offered.
    pub const fn is_open(&self) -> bool {
        matches!(self, Self::Open)
    }
}

/// Why a time cannot be where it shall go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Left {
    /// A rule, or what is closed there.
    Out(Box<Skipped>),
    /// Something of hers is in the way.
    Collides(Collision),
    /// The same time is there, and staff closed it.
    ClosedThere,
    /// There is no such time on that day.
    Nowhere,
}

/// What becomes of a time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Then {
    /// It stands so.
    Is(TimeState),
    /// It is made there.
    Made {
        /// Its start.
        at: DateTime<Utc>,
        /// Whose.
        staff: StaffId,
    },
    /// There is such a time there already.
    There {
        /// Its start.
        at: DateTime<Utc>,
        /// Whose.
        staff: StaffId,
    },
    /// It stays as it is.
    Stays(Left),
}

/// A time of the range.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimeLine {
    /// Where.
    pub office: OfficeId,
    /// Whose.
    pub staff: StaffId,
    /// For what; none: for everything she offers then.
    pub kind: Option<KindId>,
    /// Start.
    pub starts_at: DateTime<Utc>,
    /// End; of several kinds the last.
    pub ends_at: DateTime<Utc>,
    /// How it stands.
    pub was: TimeState,
    /// What becomes of it.
    pub then: Then,
    /// Whether that is anything at all.
    pub changes: bool,
}

/// Why a booking stays where it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stay {
    /// The time it would go to cannot be had, the decisive reason first; none: somebody has it.
    Judged(Vec<Reason>),
    /// The time it would go to has passed.
    TooLate,
    /// Its state does not allow it, or its kind is not offered any more.
    NotPossible,
    /// There is no such time on that day.
    Nowhere,
    /// Two hold it, and the other one leads.
    SecondNurse,
    /// Whoever asks may not move bookings.
    NotHers,
}

/// What becomes of a booking.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fate {
    /// It stays, is marked, and its mother is on the call list.
    Called,
    /// It was marked, and is as any other again.
    Released,
    /// It is marked, and stays so: that closes it.
    StillMet(Closed),
    /// It goes there.
    Moves {
        /// Its start.
        to: DateTime<Utc>,
        /// Who holds it.
        staff: StaffId,
    },
    /// It stays where it is.
    Stays(Stay),
}

/// A booking of the range.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BookingLine {
    /// The booking.
    pub booking: Booking,
    /// What becomes of it.
    pub fate: Fate,
}

impl BookingLine {
    /// Whether anything becomes of it.
    pub const fn is_met(&self) -> bool {
        matches!(self.fate, Fate::Called | Fate::Released | Fate::Moves { .. })
    }
}

/// What would become of a range of times.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preview {
    /// Which.
    pub range: Range,
    /// Its times, by start.
    pub times: Vec<TimeLine>,
    /// Its bookings, by start.
    pub bookings: Vec<BookingLine>,
    /// Whether anything would be written.
    pub writes: bool,
    /// Doing it wants it back: it is another as soon as anything else would be written, or met.
    pub digest: String,
}

impl Preview {
    /// Times of which something becomes.
    pub fn changed(&self) -> usize {
        self.times.iter().filter(|line| line.changes).count()
    }

    /// Bookings of which something becomes.
    pub fn met(&self) -> usize {
        self.bookings.iter().filter(|line| line.is_met()).count()
    }
}

/// A digest of what would be written and of what it meets. `writes` says the former, a line each.
pub(super) fn digest(range: &Range, writes: &[String], bookings: &[BookingLine]) -> String {
    let mut text = format!("{range:?}\n");
    for line in writes {
        // Writing into a text does not fail.
        let _ = writeln!(text, "{line}");
    }
    for BookingLine { booking, fate } in bookings {
        let becomes = match fate {
            Fate::Called => "called".to_owned(),
            Fate::Released => "released".to_owned(),
            Fate::StillMet(_) => "met".to_owned(),
            Fate::Moves { to, staff } => format!("{} {staff}", to.timestamp()),
            Fate::Stays(_) => "stays".to_owned(),
        };
        let _ = writeln!(text, "{} {} {becomes}", booking.id, booking.version);
    }
    base16ct::lower::encode_string(&sha256(text.as_bytes()))
}
