//! Whether a message is still true, and until when it is of use: by the rule of its kind.

use chrono::{DateTime, Utc};

use crate::message::rule::Useful;
use crate::message::times::hours;
use crate::model::{Booking, Failure, MessageKind, OutboxRow};

/// Whether the booking is still as the message says.
pub fn is_true(row: &OutboxRow, booking: &Booking) -> bool {
    let rule = row.kind.rule();
    rule.of.include(booking.status) && (!rule.same_sequence || booking.sequence == row.version)
}

/// Until when it is of use. What the relay kept from her by refusing us is of use until the appointment: it was our fault,
/// not that of time.
pub fn useful_until(row: &OutboxRow, booking: &Booking) -> DateTime<Utc> {
    if row.failure == Some(Failure::Relay) && tells(row.kind) {
        row.useful_until.max(booking.starts_at)
    } else {
        row.useful_until
    }
}

/// Until when it is of use if it goes anew now. What tells has its time again.
pub fn useful_anew(row: &OutboxRow, now: DateTime<Utc>) -> DateTime<Utc> {
    match row.kind.rule().useful {
        Useful::HoursSinceDue(most) => now + hours(most),
        Useful::BeforeStart(_) | Useful::AfterEnd(_) => row.useful_until,
    }
}

/// Whether it tells what was done; the others remind or prepare, and are of use until a set time.
pub const fn tells(kind: MessageKind) -> bool {
    matches!(kind.rule().useful, Useful::HoursSinceDue(_))
}
