//! Bring bookings in that were made elsewhere, past ones too.

use mendan_domain::booking::Status;
use mendan_domain::ids::BookingId;
use serde_json::json;

use crate::booking::claim::{Taken, Wanted};
use crate::error::Refusal;
use crate::model::{Booking, Owner};
use crate::services::Services;
use crate::services::permit::{Permit, asked::ManageSetup};

impl Services {
    /// Writes a booking as it was made elsewhere: nobody is told, and no rule stands against it but the guard. `make` gets the
    /// nurse and the place that were found. `false` when its time is taken, or its person has such a booking.
    pub async fn bring_in(
        &self,
        context: &Permit<ManageSetup>,
        (id, wanted): (BookingId, &Wanted<'_>),
        make: &(dyn Fn(&Taken) -> Result<Booking, Refusal> + Sync),
    ) -> Result<bool, Refusal> {
        self.write(|writer| async move {
            let mut tx = writer.begin().await?;
            let owner = Owner::Booking(id);
            let Ok(taken) = writer.take(tx.as_mut(), &context.catalogue, wanted, owner, None).await? else {
                return Ok(false);
            };
            let mut booking = make(&taken)?;
            let (phone, birth) = (booking.contact.phone_e164.clone(), booking.contact.birth_date);
            let city = context.municipality();
            booking.client = tx.client_upsert(city, &phone, birth, booking.client, writer.now()).await?;
            if booking.status == Status::Cancelled {
                tx.release(&taken.claim, owner).await?;
            }
            if !tx.booking_insert(&booking).await? {
                return Ok(false);
            }
            let detail = json!({ "status": booking.status });
            let recorded = writer.audit(tx.as_mut(), context, "bring_in", ("booking", id.0), &detail).await?;
            tx.commit(recorded).await?;
            Ok(true)
        })
        .await
    }
}
