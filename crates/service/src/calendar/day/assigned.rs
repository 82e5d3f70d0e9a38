//! Why a nurse was assigned, from the audit line of the booking.

use mendan_domain::ids::StaffId;
use serde::Deserialize;

use crate::booking::claim::Assignment;
use crate::city::catalogue::Catalogue;
use crate::model::{AuditEntry, Booking};

/// What the audit line of a booking, a move or a change of mode says about it.
#[derive(Deserialize)]
struct Detail {
    nurse: StaffId,
    assigned: Assignment,
}

/// 「担当: 見本 ひとみさん(この週の予約がいちばん少ないため)」; nothing once another nurse has the booking.
pub(super) fn sentence(catalogue: &Catalogue, booking: &Booking, lines: &[AuditEntry]) -> Option<String> {
    let chosen = |line: &&AuditEntry| matches!(line.action.as_str(), "book" | "move" | "change_mode");
    let mut lines = lines.iter().rev().filter(chosen);
    let Detail { nurse, assigned } = lines.find_map(|line| serde_json::from_str(&line.detail).ok())?;
    let member = catalogue.staff(nurse).filter(|_| nurse == booking.claim.staff)?;
    let why = match assigned {
        Assignment::Known => "前にも担当したため",
        Assignment::Kept => "変更の前から担当しているため",
        Assignment::Only | Assignment::FewestBookings { nurses: ..=1, .. } => {
            "この時間に担当できる人がほかにいないため"
        }
        Assignment::FewestBookings { .. } => "この週の予約がいちばん少ないため",
    };
    let second = booking.claim.joint.and_then(|second| catalogue.staff(second));
    let second = second.map(|second| format!("、{}さん(二人で行う面談のため)", second.display_name));
    Some(format!("担当: {}さん({why}){}", member.display_name, second.unwrap_or_default()))
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
