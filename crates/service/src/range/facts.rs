//! What there is in a range: its times and its bookings, as they stand in the database.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use mendan_domain::booking::Status;
use mendan_domain::ids::{OfficeId, StaffId};

use crate::calendar::day::is_hers;
use crate::city::catalogue::Catalogue;
use crate::error::Refusal;
use crate::model::{Booking, NurseSlot};
use crate::offer::window::hours_of;
use crate::range::preview::TimeState;
use crate::range::scope::Range;
use crate::services::Context;
use crate::unit::ReadUnit;

/// The times and the bookings of a range.
pub(super) struct Facts {
    /// Its times, by start, nurse and office.
    pub slots: Vec<NurseSlot>,
    /// Its bookings that nobody has held or called off, by start.
    pub bookings: Vec<Booking>,
    /// Every live booking of these days, to see whose time is taken.
    live: Vec<Booking>,
}

/// What the calendar shows as one time: the slots of a nurse at an office that begin together.
pub(super) type Times<'a> = BTreeMap<(DateTime<Utc>, StaffId, OfficeId), Vec<&'a NurseSlot>>;

impl Facts {
    /// Reads them; `since` leaves out what has begun by then.
    pub async fn read(
        tx: &mut dyn ReadUnit,
        context: &Context,
        catalogue: &Catalogue,
        range: &Range,
        since: Option<DateTime<Utc>>,
    ) -> Result<Self, Refusal> {
        let (from, until) = range.window(catalogue);
        let city = catalogue.municipality.id;
        let begun = |at: DateTime<Utc>| since.is_some_and(|since| at <= since);
        let mut slots = tx.slots_between(city, from, until).await?;
        slots.retain(|slot| !begun(slot.starts_at) && range.has_time(context, catalogue, slot));
        slots.sort_by_key(|slot| (slot.starts_at, slot.staff, slot.office, slot.id));
        let mut live = tx.bookings_between(city, from, until).await?;
        live.retain(|booking| booking.status != Status::Cancelled);
        let meant = |booking: &&Booking| {
            booking.status == Status::Booked
                && !begun(booking.starts_at)
                && range.has_booking(context, catalogue, booking)
        };
        let bookings = live.iter().filter(meant).cloned().collect();
        Ok(Self { slots, bookings, live })
    }

    /// Its times as the calendar shows them, without those that somebody has booked.
    pub fn times(&self) -> Times<'_> {
        let mut times: Times<'_> = BTreeMap::new();
        for slot in self.slots.iter().filter(|slot| !self.is_taken(slot)) {
            times.entry((slot.starts_at, slot.staff, slot.office)).or_default().push(slot);
        }
        times
    }

    /// Whether that nurse has an interview then.
    pub fn is_taken(&self, slot: &NurseSlot) -> bool {
        let meets = |booking: &Booking| booking.starts_at < slot.ends_at && slot.starts_at < booking.ends_at;
        self.live.iter().any(|booking| is_hers(&booking.claim, slot.staff) && meets(booking))
    }
}

/// How these slots, which begin together, stand under what closes the city's days; `opened` says which of them count as open.
pub(super) fn state(catalogue: &Catalogue, slots: &[&NurseSlot], opened: impl Fn(&NurseSlot) -> bool) -> TimeState {
    let Some(first) = slots.first() else { return TimeState::ByHand };
    let date = catalogue.municipality.local_date(first.starts_at);
    let hours = hours_of(catalogue, first.starts_at, end(slots, first.ends_at));
    match catalogue.closed.why(date, hours, first.office, Some(first.staff)) {
        Some(closed) => TimeState::Closed(closed),
        None if slots.iter().copied().any(&opened) => TimeState::Open,
        None => TimeState::ByHand,
    }
}

/// The last end of these.
pub(super) fn end(slots: &[&NurseSlot], otherwise: DateTime<Utc>) -> DateTime<Utc> {
    slots.iter().map(|slot| slot.ends_at).max().unwrap_or(otherwise)
}
