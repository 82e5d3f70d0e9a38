//! Why a nurse was assigned, from the audit line of the booking.

use mendan_domain::ids::StaffId;
use serde::Deserialize;

use crate::catalogue::Catalogue;
use crate::model::{AuditEntry, Booking};
use crate::usecase::claim::Assignment;

/// What the audit line of "book" says about it.
#[derive(Deserialize)]
struct Detail {
    nurse: StaffId,
    assigned: Assignment,
}

/// 「担当: 見本 ひとみさん(この週の予約がいちばん少ないため)」; nothing once another nurse has the booking.
pub(super) fn sentence(catalogue: &Catalogue, booking: &Booking, lines: &[AuditEntry]) -> Option<String> {
    let mut booked = lines.iter().rev().filter(|line| line.action == "book");
    let Detail { nurse, assigned } = booked.find_map(|line| serde_json::from_str(&line.detail).ok())?;
    let member = catalogue.staff(nurse).filter(|_| nurse == booking.claim.staff)?;
    let why = match assigned {
        Assignment::Known => "前にも担当したため",
        Assignment::Only | Assignment::FewestBookings { nurses: ..=1, .. } => {
            "この時間に担当できる人がほかにいないため"
        }
        Assignment::FewestBookings { .. } => "この週の予約がいちばん少ないため",
    };
    Some(format!("担当: {}さん({why})", member.display_name))
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
        assert_eq!(read(r#"{"nurse":7}"#), None);
    }
}
