//! The time of a booking: the one her browser holds, or one that is taken now.

use mendan_domain::ids::{BookingId, StaffId};
use mendan_domain::offer::rules::Group;

use super::{BookCommand, Target};
use crate::booking::claim::{Assignment, Taken, Wanted};
use crate::error::Refusal;
use crate::model::{Hold, Owner};
use crate::secret::sha256;
use crate::services::{Context, Services};
use crate::unit::{ReadUnit, WriteUnit};

impl Services {
    /// The time of her hold, or one that is taken now.
    pub(super) async fn take_or_confirm(
        &self,
        tx: &mut dyn WriteUnit,
        context: &Context,
        command: &BookCommand,
        target: &Target<'_>,
        id: BookingId,
        known: Option<StaffId>,
    ) -> Result<Taken, Refusal> {
        let owner = Owner::Booking(id);
        let Target { kind, office, slot, mode } = *target;
        let mut wanted = Wanted::new(kind, office, slot.starts_at, mode, Group::of(command.channel)).prefer(known);
        if command.nurse.is_some() {
            wanted.only = command.nurse;
            let taken = self.take(tx, &context.catalogue, &wanted, owner, None).await?;
            return taken.map_err(Refusal::unavailable);
        }
        if let Some(held) = self.confirm(tx, context, command, target, owner).await? {
            if known.is_some_and(|known| known != held.claim.staff) {
                // The time was kept before we knew who she is: the nurse she knows may be free too.
                wanted.only = known;
                let claimed = self.take(tx, &context.catalogue, &wanted, owner, Some(&held.claim)).await?;
                return Ok(claimed.unwrap_or(held));
            }
            return Ok(held);
        }
        let taken = self.take(tx, &context.catalogue, &wanted, owner, None).await?;
        taken.map_err(Refusal::unavailable)
    }

    /// A hold hands its time over. A time that has begun meanwhile is nobody's.
    async fn confirm(
        &self,
        tx: &mut dyn WriteUnit,
        context: &Context,
        command: &BookCommand,
        target: &Target<'_>,
        owner: Owner,
    ) -> Result<Option<Taken>, Refusal> {
        if let Some(hold) = self.hold_for(tx, context, command, target).await? {
            tx.hold_delete(hold.id).await?;
            if target.slot.starts_at <= self.now() {
                return Err(Refusal::TooLate);
            }
            // One that has expired counts for nobody any more, even if nobody has swept it yet: its time is asked for anew.
            let lasts = hold.expires_at > self.now();
            if lasts && tx.transfer(&hold.claim, Owner::Hold(hold.id), owner).await? {
                let candidates = tx.candidates(target.kind.id, target.office.id, target.slot.starts_at).await?;
                let time = candidates.iter().find(|nurse| nurse.time.staff == hold.claim.staff);
                let modes = time.map_or(target.kind.modes, |nurse| nurse.time.modes.and(target.kind.modes));
                // Kept before we knew who she is, so by number of bookings, if there was a choice.
                let assignment = match candidates.len() {
                    0 | 1 => Assignment::Only,
                    nurses => Assignment::FewestBookings { bookings: time.map_or(0, |nurse| nurse.load), nurses },
                };
                return Ok(Some(Taken { claim: hold.claim, ends_at: hold.ends_at, modes, assignment }));
            }
            tx.release(&hold.claim, Owner::Hold(hold.id)).await?;
        }
        Ok(None)
    }

    async fn hold_for(
        &self,
        tx: &mut dyn ReadUnit,
        context: &Context,
        command: &BookCommand,
        target: &Target<'_>,
    ) -> Result<Option<Hold>, Refusal> {
        let Some(browser) = &command.browser else { return Ok(None) };
        let hold = tx.hold_of_browser(context.municipality(), &sha256(browser.as_bytes())).await?;
        Ok(hold.filter(|hold| {
            hold.kind == target.kind.id
                && hold.office == target.office.id
                && hold.starts_at == target.slot.starts_at
                && hold.mode == target.mode
        }))
    }
}
