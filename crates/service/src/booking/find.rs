//! Find a booking by its link, or by its id for staff.

use chrono::Duration;
use mendan_domain::language::Language;

use crate::error::Refusal;
use crate::handle::Handle;
use crate::model::Booking;
use crate::secret::sha256;
use crate::services::permit::asked::ViewBookings;
use crate::services::{Context, Services};
use crate::unit::ReadUnit;

impl Services {
    /// Reads a booking. Links die a day after the appointment.
    pub async fn find(&self, context: &Context, handle: &Handle) -> Result<Booking, Refusal> {
        let mut tx = self.store().read().await?;
        self.find_in(tx.as_mut(), context, handle).await
    }

    /// The same for a program that shows it to somebody: what a partner's system sees is noted, with its key.
    pub async fn find_for_program(&self, context: &Context, handle: &Handle) -> Result<Booking, Refusal> {
        let booking = self.find(context, handle).await?;
        if context.actor().partner().is_some() {
            self.note_view(context, ("booking", booking.id.0), &serde_json::json!({})).await?;
        }
        Ok(booking)
    }

    /// The same inside a transaction.
    pub async fn find_in(&self, tx: &mut dyn ReadUnit, context: &Context, handle: &Handle) -> Result<Booking, Refusal> {
        let city = context.municipality();
        match handle {
            Handle::Id(id) => {
                let _asked = context.permit::<ViewBookings>()?;
                let booking = tx.booking(city, *id).await?;
                booking.filter(|booking| context.reaches(booking.office)).ok_or(Refusal::NotFound)
            }
            Handle::Token(token) => {
                // By hash, then by id: the second read locks the row where the engine needs it.
                let found = tx.booking_by_token(city, &sha256(token.as_bytes())).await?.ok_or(Refusal::NotFound)?;
                let booking = tx.booking(city, found.id).await?.ok_or(Refusal::NotFound)?;
                if self.is_dead(&booking) {
                    return Err(Refusal::NotFound);
                }
                Ok(booking)
            }
        }
    }

    /// Of a link that has died: its booking's language, and whether it is a discreet one. Nothing else is told of it.
    pub async fn ended(&self, context: &Context, token: &str) -> Result<Option<(Language, bool)>, Refusal> {
        let mut tx = self.store().read().await?;
        let found = tx.booking_by_token(context.municipality(), &sha256(token.as_bytes())).await?;
        let ended = found.filter(|booking| self.is_dead(booking));
        Ok(ended.map(|booking| (booking.language, booking.discreet)))
    }

    fn is_dead(&self, booking: &Booking) -> bool {
        self.now() > booking.ends_at + Duration::days(1)
    }
}
