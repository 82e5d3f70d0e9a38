//! Call a booking off. Its time is free at once; saying it twice is saying it once.

use mendan_domain::booking::Status;
use mendan_domain::text;
use serde_json::json;

use crate::error::{FieldError, Refusal};
use crate::model::{Booking, Owner};
use crate::ports::Tx;
use crate::services::{Actor, Context, Services};
use crate::usecase::answer::BookingAnswer;
use crate::usecase::find::Handle;
use crate::usecase::messages::News;

impl Services {
    /// Cancels; whoever has a mail address is told once.
    pub async fn cancel(
        &self,
        context: &Context,
        handle: &Handle,
        reason: Option<&str>,
    ) -> Result<BookingAnswer, Refusal> {
        self.cancel_with(context, handle, reason, News::Cancelled).await
    }

    /// Cancels and says nothing more: she wants no letter about it.
    pub async fn cancel_quietly(
        &self,
        context: &Context,
        handle: &Handle,
        reason: Option<&str>,
    ) -> Result<BookingAnswer, Refusal> {
        self.cancel_with(context, handle, reason, News::CancelledQuietly).await
    }

    async fn cancel_with(
        &self,
        context: &Context,
        handle: &Handle,
        reason: Option<&str>,
        news: News,
    ) -> Result<BookingAnswer, Refusal> {
        let reason = match reason.map(str::trim).filter(|typed| !typed.is_empty()) {
            Some(typed) => Some(
                text::free_text(typed, &text::Limits::NOTE)
                    .map_err(|e| Refusal::Invalid(vec![FieldError::new("reason", e.code())]))?,
            ),
            None => None,
        };
        let (context, handle) = (context.clone(), handle.clone());
        self.run(move |services| {
            let (context, handle, reason) = (context.clone(), handle.clone(), reason.clone());
            async move { services.cancel_once(&context, &handle, reason, news).await }
        })
        .await
    }

    async fn cancel_once(
        &self,
        context: &Context,
        handle: &Handle,
        reason: Option<String>,
        news: News,
    ) -> Result<BookingAnswer, Refusal> {
        let mut tx = self.store().begin().await?;
        let mut booking = self.find_in(tx.as_mut(), context, handle).await?;
        match booking.status {
            Status::Cancelled => return Ok(self.answer(&context.catalogue, &booking)),
            Status::Booked => {}
            Status::Arrived | Status::Fulfilled | Status::Noshow => return Err(Refusal::NotPossible),
        }
        let too_late = self.now() >= context.catalogue.cut_offs(&booking).cancel;
        if too_late && !matches!(context.actor, Actor::Staff(..)) {
            return Err(Refusal::TooLate);
        }
        self.cancel_in(tx.as_mut(), context, &mut booking, (reason, news)).await?;
        tx.commit().await?;
        self.ring();
        Ok(self.answer(&context.catalogue, &booking))
    }

    async fn cancel_in(
        &self,
        tx: &mut dyn Tx,
        context: &Context,
        booking: &mut Booking,
        (reason, news): (Option<String>, News),
    ) -> Result<(), Refusal> {
        let sequence = booking.sequence;
        booking.sequence += 1;
        booking.status = Status::Cancelled;
        booking.open = false;
        booking.cancel_reason_sealed = reason.map(|reason| self.seal("reason", &reason));
        booking.updated_at = self.now();
        booking.updated_by = context.actor.staff();
        if !tx.booking_update(booking, sequence, Status::Booked).await? {
            return Err(Refusal::NotPossible);
        }
        tx.release(&booking.claim, Owner::Booking(booking.id)).await?;
        self.announce(tx, &context.catalogue, booking, news).await?;
        let detail = json!({ "sequence": booking.sequence });
        self.audit(tx, context, "cancel", ("booking", booking.id.0), &detail).await?;
        Ok(())
    }
}
