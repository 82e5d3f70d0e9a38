//! Mark what became of an appointment: arrived, held, not come. Every mark can be taken back.

use chrono::{DateTime, Utc};
use mendan_domain::booking::Status;
use mendan_domain::ids::BookingId;
use serde_json::json;

use crate::city::catalogue::Municipality;
use crate::error::Refusal;
use crate::expected::Expected;
use crate::handle::Handle;
use crate::model::Booking;
use crate::services::permit::{Permit, asked::BookForOthers};
use crate::services::{Context, Services, Writer};

/// Whether the day has come to mark so: nobody arrives before the local day, and nobody is missed before the start.
fn in_time(city: &Municipality, booking: &Booking, to: Status, now: DateTime<Utc>) -> bool {
    match to {
        Status::Noshow => now > booking.starts_at,
        Status::Arrived | Status::Fulfilled => city.local_date(now) >= city.local_date(booking.starts_at),
        Status::Booked | Status::Cancelled => true,
    }
}

/// Whether the booking may get that mark now: as the next one, or because the last one is taken back.
pub fn may_mark(city: &Municipality, booking: &Booking, to: Status, now: DateTime<Utc>) -> bool {
    let back = to.next().contains(&booking.status);
    (back || booking.status.next().contains(&to)) && in_time(city, booking, to, now)
}

/// The marks to offer now.
pub fn marks<'a>(
    city: &'a Municipality,
    booking: &'a Booking,
    now: DateTime<Utc>,
) -> impl Iterator<Item = Status> + 'a {
    booking.status.next().iter().copied().filter(move |to| in_time(city, booking, *to, now))
}

impl Services {
    /// Sets the state; the state it has already changes nothing. Sends nothing and leaves SEQUENCE alone.
    pub async fn mark(
        &self,
        context: &Permit<BookForOthers>,
        id: BookingId,
        expected: Expected,
        status: Status,
    ) -> Result<Booking, Refusal> {
        self.write(|writer| async move { writer.mark_once(context, id, expected, status).await }).await
    }
}

impl Writer {
    async fn mark_once(
        &self,
        context: &Context,
        id: BookingId,
        expected: Expected,
        status: Status,
    ) -> Result<Booking, Refusal> {
        let mut tx = self.begin().await?;
        let mut booking = self.find_in(tx.as_mut(), context, &Handle::Id(id)).await?;
        let was = booking.status;
        if was == status && expected.is_repeated(&booking, context.actor) {
            return Ok(booking);
        }
        expected.check(&booking)?;
        if was == status {
            return Ok(booking);
        }
        if !may_mark(&context.catalogue.municipality, &booking, status, self.now()) {
            return Err(Refusal::NotPossible);
        }
        let open = matches!(status, Status::Booked | Status::Arrived);
        if open && !booking.open && tx.booking_open_of(booking.client, booking.kind).await?.is_some() {
            // She has booked again meanwhile; two open ones of a kind cannot be.
            return Err(Refusal::NotPossible);
        }
        self.end_undo(tx.as_mut(), &booking).await?;
        let before = booking.clone();
        booking.status = status;
        booking.open = open;
        booking.version += 1;
        booking.updated_at = self.now();
        booking.updated_by = context.actor.staff();
        if !tx.booking_update(&booking).await? {
            return Err(Refusal::Changed);
        }
        self.keep_undo(tx.as_mut(), context, ("mark", &booking), (Some(&before), Vec::new())).await?;
        self.settle_calls(tx.as_mut(), &context.catalogue, (&booking, false)).await?;
        let detail = json!({ "from": was, "to": status });
        let recorded = self.audit(tx.as_mut(), context, "mark", ("booking", id.0), &detail).await?;
        tx.commit(recorded).await?;
        Ok(booking)
    }
}
