//! Call a booking off. Its time is free at once (of what staff call off, once it can no longer be undone); saying it twice is saying it once.

use mendan_domain::booking::Status;
use mendan_domain::text;
use serde_json::json;

use crate::booking::answer::BookingAnswer;
use crate::error::{FieldError, Refusal};
use crate::expected::Expected;
use crate::handle::Handle;
use crate::message::write::News;
use crate::model::{Booking, Owner};
use crate::sealed::SealedPlace;
use crate::services::{Actor, Context, Recorded, Services, Writer};
use crate::unit::WriteUnit;

impl Services {
    /// Cancels; whoever has a mail address is told once.
    pub async fn cancel(
        &self,
        context: &Context,
        handle: &Handle,
        expected: Expected,
        reason: Option<&str>,
    ) -> Result<BookingAnswer, Refusal> {
        self.cancel_with(context, handle, expected, (reason, News::Cancelled)).await
    }

    /// Cancels and says nothing more: she wants no letter about it.
    pub async fn cancel_quietly(
        &self,
        context: &Context,
        handle: &Handle,
        expected: Expected,
        reason: Option<&str>,
    ) -> Result<BookingAnswer, Refusal> {
        self.cancel_with(context, handle, expected, (reason, News::CancelledUntold)).await
    }

    async fn cancel_with(
        &self,
        context: &Context,
        handle: &Handle,
        expected: Expected,
        (reason, news): (Option<&str>, News),
    ) -> Result<BookingAnswer, Refusal> {
        self.write(|writer| async move { writer.cancel_once(context, handle, expected, (reason, news)).await }).await
    }
}

impl Writer {
    async fn cancel_once(
        &self,
        context: &Context,
        handle: &Handle,
        expected: Expected,
        (reason, news): (Option<&str>, News),
    ) -> Result<BookingAnswer, Refusal> {
        let mut tx = self.begin().await?;
        let context = &self.of_this_moment(tx.as_mut(), context).await?;
        let mut booking = self.find_in(tx.as_mut(), context, handle).await?;
        if !(booking.status == Status::Cancelled && expected.is_repeated(&booking, context.actor)) {
            expected.check(&booking)?;
        }
        // After what was seen: who has to mend the reason would not be told that the booking has moved.
        let reason = read(reason)?;
        match booking.status {
            Status::Cancelled => return self.answer(&context.catalogue, &booking),
            Status::Booked => {}
            Status::Arrived | Status::Fulfilled | Status::Noshow => return Err(Refusal::NotPossible),
        }
        let too_late = self.now() >= context.catalogue.cut_offs(&booking).cancel;
        if too_late && !matches!(context.actor, Actor::Staff(..)) {
            return Err(Refusal::TooLate);
        }
        let recorded = self.cancel_in(tx.as_mut(), context, &mut booking, (reason, news)).await?;
        // Before the commit: what cannot be told is not done either.
        let answer = self.answer(&context.catalogue, &booking)?;
        tx.commit(recorded).await?;
        self.ring();
        Ok(answer)
    }
}

impl Services {
    async fn cancel_in(
        &self,
        tx: &mut dyn WriteUnit,
        context: &Context,
        booking: &mut Booking,
        (reason, news): (Option<String>, News),
    ) -> Result<Recorded, Refusal> {
        self.end_undo(tx, booking).await?;
        let (before, waiting) = (booking.clone(), self.waiting(tx, booking.id).await?);
        booking.sequence += 1;
        booking.version += 1;
        booking.status = Status::Cancelled;
        booking.open = false;
        let sealed = reason.map(|reason| self.seal(&SealedPlace::CancelReason(booking.id), &reason));
        booking.cancel_reason_sealed = sealed.transpose()?;
        booking.updated_at = self.now();
        booking.updated_by = context.actor.staff();
        if !tx.booking_update(booking).await? {
            return Err(Refusal::Changed);
        }
        tx.release(&booking.claim, Owner::Booking(booking.id)).await?;
        let told = self.may_write_to(tx, context, booking.contact.email.as_deref()).await?;
        let news = if told { news } else { News::CancelledUntold };
        self.announce(tx, context, booking, news).await?;
        self.tell_nurses(tx, context, (Some(&before), &*booking)).await?;
        self.keep_undo(tx, context, ("cancel", booking), (Some(&before), waiting)).await?;
        let detail = json!({ "sequence": booking.sequence });
        let recorded = self.audit(tx, context, "cancel", ("booking", booking.id.0), &detail).await?;
        self.settle_calls(tx, &context.catalogue, (booking, true)).await?;
        Ok(recorded)
    }
}

/// Why, as typed; nothing is no reason.
fn read(typed: Option<&str>) -> Result<Option<String>, Refusal> {
    let Some(typed) = typed.map(str::trim).filter(|typed| !typed.is_empty()) else { return Ok(None) };
    let reason = text::free_text(typed, &text::Limits::NOTE);
    reason.map(Some).map_err(|error| Refusal::Invalid(vec![FieldError::new("reason", error.fault())]))
}
