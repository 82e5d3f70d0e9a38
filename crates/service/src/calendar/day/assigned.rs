//! Why a nurse was assigned, from the audit line of the booking.

use mendan_domain::ids::StaffId;
use serde::Deserialize;

use crate::booking::claim::Assignment;
use crate::model::{AuditEntry, Booking};

/// What the audit line of a booking, a move or a change of mode says about it.
#[derive(Deserialize)]
struct Detail {
    nurse: StaffId,
    assigned: Assignment,
}

/// Why the nurse of a booking has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Assigned {
    /// The nurse.
    pub nurse: StaffId,
    /// Why she.
    pub why: Assignment,
    /// Who holds it together with her.
    pub second: Option<StaffId>,
}

/// Why she has it; nothing once another nurse has the booking.
pub(super) fn assigned(booking: &Booking, lines: &[AuditEntry]) -> Option<Assigned> {
    let chosen = |line: &&AuditEntry| matches!(line.action.as_str(), "book" | "move" | "change_mode");
    let mut lines = lines.iter().rev().filter(chosen);
    let Detail { nurse, assigned } = lines.find_map(|line| serde_json::from_str(&line.detail).ok())?;
    (nurse == booking.claim.staff).then_some(Assigned { nurse, why: assigned, second: booking.claim.joint })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_booking_wrote_is_read_again() {
        let read = |text: &str| serde_json::from_str::<Detail>(text).map(|detail| detail.assigned).ok();
        assert_eq!(read(r#"{"nurse":7,"assigned":{"by":"known"}}"#), Some(Assignment::Known));
        let fewest = Assignment::FewestBookings { bookings: 2, nurses: 3 };
        let written = serde_json::json!({ "mode": "video", "nurse": StaffId(7), "assigned": fewest });
        assert_eq!(read(&written.to_string()), Some(fewest));
        assert_eq!(read(r#"{"nurse":7,"assigned":{"by":"kept"}}"#), Some(Assignment::Kept));
        assert_eq!(read(r#"{"nurse":7}"#), None);
        assert_eq!(read(r#"{"nurse":7,"assigned":null}"#), None, "a new link alone chooses nobody");
    }
}
