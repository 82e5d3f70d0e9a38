//! Bookings whose day was closed after they were made: they stay, are marked as such, and their reminders wait.

use mendan_domain::booking::Status;
use mendan_domain::offer::closed::Closed;

use crate::city::catalogue::Catalogue;
use crate::model::{Booking, CallReason};
use crate::offer::window::hours_of;

/// What closes the time of a booking that nobody has held, moved or called off: the city, its office, or the absence of one of
/// its nurses. Nothing is stored of it, so that it ends with the closure.
pub fn met(catalogue: &Catalogue, booking: &Booking) -> Option<Closed> {
    if booking.status != Status::Booked {
        return None;
    }
    let date = catalogue.municipality.local_date(booking.starts_at);
    let hours = hours_of(catalogue, booking.starts_at, booking.ends_at);
    let day = catalogue.closed.on(date);
    let second = || day.absence(hours, booking.claim.joint?);
    day.why(hours, booking.office, Some(booking.claim.staff)).or_else(second)
}

/// Whether one of its nurses has something else at that time, by a calendar of her own. Nobody is called because of it: the booking
/// stands, and she moves it or does not.
pub fn meets_own_calendar(catalogue: &Catalogue, booking: &Booking) -> bool {
    if booking.status != Status::Booked {
        return false;
    }
    let day = catalogue.closed.on(catalogue.municipality.local_date(booking.starts_at));
    let hours = hours_of(catalogue, booking.starts_at, booking.ends_at);
    let nurses = [Some(booking.claim.staff), booking.claim.joint];
    nurses.into_iter().flatten().any(|nurse| day.is_busy(hours, nurse))
}

/// Why she is called because of it, and the cause by which the entry is known.
pub(crate) fn call_of(closed: &Closed) -> (CallReason, String) {
    match closed {
        Closed::Closure { id, .. } => (CallReason::Closed, format!("closure:{id}")),
        Closed::YearEnd => (CallReason::Closed, "year_end".to_owned()),
        Closed::Holiday { .. } => (CallReason::Closed, "holiday".to_owned()),
        Closed::Absence { id, .. } => (CallReason::NurseAway, format!("closure:{id}")),
    }
}
