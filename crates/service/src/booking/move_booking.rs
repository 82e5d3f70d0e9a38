//! Move a booking to another time or office. The old time is freed only when the new one is taken.

use mendan_domain::booking::Status;
use mendan_domain::booking::mode::Mode;
use mendan_domain::fault::Fault;
use mendan_domain::ids::StaffId;
use mendan_domain::offer::slot::SlotId;
use serde_json::json;

use crate::booking::answer::Done;
use crate::booking::claim::{Assignment, Wanted};
use crate::error::{FieldError, Refusal};
use crate::expected::Expected;
use crate::handle::Handle;
use crate::message::write::News;
use crate::model::{Booking, Owner};
use crate::services::permit::{Permit, asked::BookForOthers};
use crate::services::{Actor, Context, Recorded, Services, Writer};
use crate::unit::WriteUnit;

/// Changes one booking may see through its link.
const MOST_CHANGES: i64 = 40;

/// Where a booking shall go.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MoveTo {
    /// A public slot's id.
    pub slot_id: String,
    /// The mode's word; none: as it is.
    pub mode: Option<String>,
    /// Nobody but that nurse; none: whoever is free, her own first.
    pub nurse: Option<StaffId>,
}

impl Services {
    /// Moves, in the mode it has or in another; moving to where it is already changes nothing. `expected` is what the asker saw.
    pub async fn move_to(
        &self,
        context: &Context,
        handle: &Handle,
        expected: Expected,
        slot_id: &str,
        mode: Option<&str>,
    ) -> Result<Done, Refusal> {
        let to = MoveTo { slot_id: slot_id.to_owned(), mode: mode.map(str::to_owned), nurse: None };
        let to = &to;
        self.write(|writer| async move { writer.move_once(context, handle, expected, to).await }).await
    }

    /// The same for staff, also to a certain nurse.
    pub async fn move_where(
        &self,
        context: &Permit<BookForOthers>,
        handle: &Handle,
        expected: Expected,
        to: MoveTo,
    ) -> Result<Done, Refusal> {
        let to = &to;
        self.write(|writer| async move { writer.move_once(context, handle, expected, to).await }).await
    }
}

impl Writer {
    async fn move_once(
        &self,
        context: &Context,
        handle: &Handle,
        expected: Expected,
        to: &MoveTo,
    ) -> Result<Done, Refusal> {
        let mut tx = self.begin().await?;
        let context = &self.of_this_moment(tx.as_mut(), context).await?;
        let catalogue = &context.catalogue;
        let booking = self.find_in(tx.as_mut(), context, handle).await?;
        let slot = SlotId::parse(&to.slot_id)
            .filter(|slot| slot.kind == booking.kind && catalogue.office(slot.office).is_some());
        let slot = slot.ok_or_else(|| Refusal::Invalid(vec![FieldError::new("slot_id", Fault::Invalid)]))?;
        let kind = catalogue.kind(booking.kind).ok_or(Refusal::NotFound)?;
        let mode = to
            .mode
            .as_deref()
            .map_or(Some(booking.mode), |word| Mode::parse(word).filter(|mode| kind.modes.has(*mode)));
        let mode = mode.ok_or_else(|| Refusal::Invalid(vec![FieldError::new("mode", Fault::Invalid)]))?;
        let hers = to.nurse.is_none_or(|nurse| nurse == booking.claim.staff);
        let there =
            slot.starts_at == booking.starts_at && slot.office == booking.office && mode == booking.mode && hers;
        if there && expected.is_repeated(&booking, context.actor) {
            return Ok(Done { answer: self.answer(catalogue, &booking)?, changed: true });
        }
        expected.check(&booking)?;
        self.changeable(context, &booking)?;
        if there {
            return Ok(Done { answer: self.answer(catalogue, &booking)?, changed: false });
        }
        match self.move_in(tx.as_mut(), context, booking.clone(), (slot, mode, to.nurse)).await {
            Ok((moved, recorded)) => {
                // Before the commit: what cannot be told is not done either.
                let answer = self.answer(catalogue, &moved)?;
                tx.commit(recorded).await?;
                self.ring();
                Ok(Done { answer, changed: true })
            }
            Err(Refusal::SlotTaken { reasons, .. }) => {
                drop(tx);
                let alternatives = self.nearest(context, kind, Some(mode), slot.starts_at, 3).await?;
                Err(Refusal::SlotTaken { alternatives, reasons })
            }
            Err(other) => Err(other),
        }
    }
}

impl Services {
    /// Moves in a unit that somebody else has begun and ends. What cannot be had is refused and leaves the booking where it is; what could be undone of
    /// it before is over in any case.
    pub(crate) async fn move_in(
        &self,
        tx: &mut dyn WriteUnit,
        context: &Context,
        mut booking: Booking,
        (slot, mode, nurse): (SlotId, Mode, Option<StaffId>),
    ) -> Result<(Booking, Recorded), Refusal> {
        let catalogue = &context.catalogue;
        let (kind, office) = (
            catalogue.kind(booking.kind).ok_or(Refusal::NotFound)?,
            catalogue.office(slot.office).ok_or(Refusal::NotFound)?,
        );
        self.end_undo(tx, &booking).await?;
        let (old, before) = (booking.claim, booking.clone());
        let wanted = Wanted::new(kind, office, slot.starts_at, mode, context.group()).prefer(Some(old.staff));
        let wanted = Wanted { only: nurse, ..wanted };
        let taken = self.take(tx, catalogue, &wanted, Owner::Booking(booking.id), Some(&old)).await?;
        let taken = taken.map_err(Refusal::unavailable)?;
        booking.office = office.id;
        booking.mode = mode;
        // Staff may bring a past booking back; then it counts as open again.
        booking.open = true;
        booking.claim = taken.claim;
        booking.modes_offered = taken.modes;
        booking.starts_at = slot.starts_at;
        booking.ends_at = taken.ends_at;
        booking.join_url = self.link_in(tx, context, &booking).await?;
        booking.counted = context.group();
        let why = ("move", Some(taken.assignment));
        let recorded = self.write_change(tx, context, (&before, &mut booking), why).await?;
        Ok((booking, recorded))
    }

    /// Whether the asker may still move the booking or change its mode.
    pub(crate) fn changeable(&self, context: &Context, booking: &Booking) -> Result<(), Refusal> {
        match booking.status {
            Status::Booked if matches!(context.actor, Actor::Staff(..)) => Ok(()),
            // Every change sends a mail: a stranger's mailbox must not be flooded through one link.
            Status::Booked if booking.sequence >= MOST_CHANGES => Err(Refusal::TooManyRequests),
            Status::Booked if self.now() < context.catalogue.cut_offs(booking).change => Ok(()),
            Status::Booked => Err(Refusal::TooLate),
            Status::Arrived | Status::Fulfilled | Status::Cancelled | Status::Noshow => Err(Refusal::NotPossible),
        }
    }

    /// The common end of every change: SEQUENCE, row, messages, audit (with why this nurse has it, if she was chosen).
    pub(crate) async fn write_change(
        &self,
        tx: &mut dyn WriteUnit,
        context: &Context,
        (before, booking): (&Booking, &mut Booking),
        (action, assigned): (&str, Option<Assignment>),
    ) -> Result<Recorded, Refusal> {
        self.spare_the_mailbox(tx, context, booking.contact.email.as_deref(), false).await?;
        let (was, waiting) = (before.starts_at, self.waiting(tx, booking.id).await?);
        booking.sequence += 1;
        booking.version += 1;
        booking.updated_at = self.now();
        booking.updated_by = context.actor.staff();
        if !tx.booking_update(booking).await? {
            // Somebody else changed it between our read and our write.
            return Err(Refusal::Changed);
        }
        self.announce(tx, context, booking, News::Changed { was }).await?;
        self.tell_nurses(tx, context, (Some(before), &*booking)).await?;
        self.keep_undo(tx, context, (action, booking), (Some(before), waiting)).await?;
        let detail = json!({
            "sequence": booking.sequence,
            "mode": booking.mode,
            "was": was.timestamp(),
            "starts_at": booking.starts_at.timestamp(),
            "nurse": booking.claim.staff,
            "assigned": assigned,
        });
        let recorded = self.audit(tx, context, action, ("booking", booking.id.0), &detail).await?;
        // Whoever moved her has spoken to her, or she has done it herself.
        self.settle_calls(tx, &context.catalogue, (booking, action == "move")).await?;
        Ok(recorded)
    }
}
