//! Change how the interview is held, keeping its time: a room is freed or taken, a link made or dropped.

use mendan_domain::ids::NurseSlotId;
use mendan_domain::mode::Mode;

use crate::error::{FieldError, Refusal};
use crate::model::{Booking, Candidate, Owner};
use crate::ports::Tx;
use crate::services::{Context, Services};
use crate::usecase::answer::BookingAnswer;
use crate::usecase::claim::Wanted;
use crate::usecase::find::Handle;

impl Services {
    /// Changes the mode; the mode it has already changes nothing.
    pub async fn change_mode(&self, context: &Context, handle: &Handle, mode: &str) -> Result<BookingAnswer, Refusal> {
        let (context, handle, mode) = (context.clone(), handle.clone(), mode.to_owned());
        self.run(move |services| {
            let (context, handle, mode) = (context.clone(), handle.clone(), mode.clone());
            async move { services.change_mode_once(&context, &handle, &mode).await }
        })
        .await
    }

    async fn change_mode_once(&self, context: &Context, handle: &Handle, mode: &str) -> Result<BookingAnswer, Refusal> {
        let catalogue = &context.catalogue;
        let mut tx = self.store().begin().await?;
        let booking = self.find_in(tx.as_mut(), context, handle).await?;
        let kind = catalogue.kind(booking.kind).ok_or(Refusal::NotFound)?;
        let mode = Mode::parse(mode).filter(|mode| kind.modes.has(*mode));
        let mode = mode.ok_or_else(|| Refusal::Invalid(vec![FieldError::new("mode", "invalid")]))?;
        self.changeable(context, &booking)?;
        if mode == booking.mode {
            return Ok(self.answer(catalogue, &booking));
        }
        match self.change_mode_in(tx.as_mut(), context, booking.clone(), mode).await {
            Ok(changed) => {
                tx.commit().await?;
                self.ring();
                Ok(self.answer(catalogue, &changed))
            }
            Err(Refusal::SlotTaken { .. }) => {
                drop(tx);
                let alternatives = self.nearest(catalogue, kind, Some(mode), booking.starts_at, 3).await?;
                Err(Refusal::SlotTaken { alternatives })
            }
            Err(other) => Err(other),
        }
    }

    async fn change_mode_in(
        &self,
        tx: &mut dyn Tx,
        context: &Context,
        mut booking: Booking,
        mode: Mode,
    ) -> Result<Booking, Refusal> {
        let catalogue = &context.catalogue;
        let (kind, office) = (
            catalogue.kind(booking.kind).ok_or(Refusal::NotFound)?,
            catalogue.office(booking.office).ok_or(Refusal::NotFound)?,
        );
        let (old, was) = (booking.claim, booking.starts_at);
        let wanted = Wanted { kind, office, starts_at: was, mode, prefer: Some(old.staff) };
        let mut nurses = tx.candidates(kind.id, office.id, was).await?;
        if !nurses.iter().any(|nurse| nurse.staff == old.staff) {
            // Her nurse's time was withdrawn after she booked it; it is still hers.
            let (slot, modes) = (NurseSlotId(0), booking.modes_offered);
            nurses.push(Candidate { slot, staff: old.staff, ends_at: booking.ends_at, modes, load: 0 });
        }
        let taken = self.take_from(tx, catalogue, &wanted, Owner::Booking(booking.id), Some(&old), &mut nurses).await?;
        let taken = taken.ok_or(Refusal::SlotTaken { alternatives: Vec::new() })?;
        booking.claim = taken.claim;
        booking.ends_at = taken.ends_at;
        booking.mode = mode;
        booking.join_url = self.link_for(context, &booking);
        self.write_change(tx, context, &mut booking, "change_mode", was).await?;
        Ok(booking)
    }
}
