//! Another booking of the same person: when, what for, with whom, and what became of it.

use chrono::{DateTime, Utc};
use mendan_domain::booking::Status;
use mendan_domain::booking::mode::Mode;
use mendan_domain::ids::{BookingId, KindId, StaffId};

use crate::model::Booking;

/// It, without the person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OtherBooking {
    /// Its id.
    pub id: BookingId,
    /// For what.
    pub kind: KindId,
    /// How.
    pub mode: Mode,
    /// With whom.
    pub nurse: StaffId,
    /// And the second nurse.
    pub joint: Option<StaffId>,
    /// State.
    pub status: Status,
    /// Start.
    pub starts_at: DateTime<Utc>,
}

impl From<&Booking> for OtherBooking {
    fn from(booking: &Booking) -> Self {
        Self {
            id: booking.id,
            kind: booking.kind,
            mode: booking.mode,
            nurse: booking.claim.staff,
            joint: booking.claim.joint,
            status: booking.status,
            starts_at: booking.starts_at,
        }
    }
}
