//! Availability: what of the published times can still be booked, by whom, and why the rest cannot.
//!
//! One function decides ([`Terms::judge`]): the list on the pages, the API, the desk, the booking itself and "why not?" all
//! ask it, so they cannot disagree. It is pure: the store reads what is published and what is taken, the catalogue brings
//! the rules, the caller brings now.

pub mod busy;
pub mod closed;
pub mod deadline;
pub mod holiday;
pub mod hours;
mod judge;
mod nurse;
pub mod publish;
mod reason;
pub mod rules;
pub mod slot;
mod taken;
pub mod template;
mod terms;
pub mod tick;
pub mod weekdays;

use chrono::{DateTime, Duration, Utc};

use crate::booking::mode::{Mode, Modes};
use crate::ids::{RoomId, StaffId};
use crate::offer::slot::SlotId;
use crate::offer::tick::Interval;

pub use judge::{Able, Verdict};
pub use reason::Reason;
pub use taken::{Taken, TakenTime};
pub use terms::{Day, Terms, Worker};

/// One nurse's published time of one kind at one office.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NurseTime {
    /// Whose.
    pub staff: StaffId,
    /// Start of the interview.
    pub starts_at: DateTime<Utc>,
    /// End of the interview.
    pub ends_at: DateTime<Utc>,
    /// In which modes.
    pub modes: Modes,
    /// Not closed by hand.
    pub open: bool,
}

/// Minutes a kind needs before and after the interview.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Buffers {
    /// Before, minutes.
    pub before: i64,
    /// After, minutes.
    pub after: i64,
}

impl Buffers {
    /// The interval a booking keeps its nurse and room busy.
    pub fn around(self, starts_at: DateTime<Utc>, ends_at: DateTime<Utc>) -> Interval {
        // Outwards to whole ticks, so that arithmetic and guard see the same interval.
        Interval { from: starts_at - Duration::minutes(self.before), until: ends_at + Duration::minutes(self.after) }
            .whole_ticks()
    }
}

/// A place in a room: the room and which of its places.
pub type Place = (RoomId, i64);

/// A start time that people can choose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicSlot {
    /// Its identity.
    pub id: SlotId,
    /// Start of the interview.
    pub starts_at: DateTime<Utc>,
    /// End of the interview.
    pub ends_at: DateTime<Utc>,
    /// Bookings it can still take, per mode; modes with none are absent.
    pub free: Vec<(Mode, i64)>,
}

impl PublicSlot {
    /// Bookings it can still take in that mode, or in the best mode when none is named.
    pub fn free_in(&self, mode: Option<Mode>) -> i64 {
        let counts = self.free.iter().filter(|(m, _)| mode.is_none_or(|wanted| wanted == *m));
        counts.map(|(_, n)| *n).max().unwrap_or(0)
    }

    /// The modes it can still be booked in.
    pub fn modes(&self) -> Modes {
        self.free.iter().map(|(mode, _)| *mode).collect()
    }
}
