//! Whether a message is still true, and until when it is of use.

use chrono::{DateTime, Utc};
use mendan_domain::booking::Status;
use mendan_domain::booking::mode::Mode;

use crate::model::{Booking, Failure, MessageKind, OutboxRow};

/// Whether the booking is still as the message says.
pub fn is_true(row: &OutboxRow, booking: &Booking) -> bool {
    let live = booking.status == Status::Booked;
    let current = booking.sequence == row.version;
    match row.kind {
        MessageKind::Confirmation | MessageKind::Change => current && booking.status != Status::Cancelled,
        MessageKind::ReminderOneDay => current && live,
        MessageKind::Cancellation => current && booking.status == Status::Cancelled,
        MessageKind::AlreadyBooked => live,
        MessageKind::VideoLink => live && booking.mode == Mode::Video && booking.join_url.is_none(),
    }
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

/// Whether it tells what was done; the others remind or prepare, and are of use until a set time.
pub const fn tells(kind: MessageKind) -> bool {
    match kind {
        MessageKind::Confirmation | MessageKind::Change | MessageKind::Cancellation | MessageKind::AlreadyBooked => {
            true
        }
        MessageKind::ReminderOneDay | MessageKind::VideoLink => false,
    }
}
