//! A second colleague holds the interview, too, or no longer does. She has to be free then, not to have published it. Nobody outside is
//! told: what a calendar shows of the booking stays.

use mendan_domain::booking::Status;
use mendan_domain::ids::{BookingId, StaffId};
use serde_json::json;

use crate::booking::reassign::Colleague;
use crate::city::catalogue::{Catalogue, Kind};
use crate::error::Refusal;
use crate::expected::Expected;
use crate::handle::Handle;
use crate::model::{Booking, Claim, Owner, StaffMember};
use crate::services::permit::{
    Permit,
    asked::{BookForOthers, ViewBookings},
};
use crate::services::{Context, Services, Writer};
use crate::unit::ReadUnit;

/// Whether a second colleague may be added to the booking, as it stands.
pub fn may_join(booking: &Booking) -> bool {
    booking.claim.joint.is_none() && matches!(booking.status, Status::Booked | Status::Arrived)
}

/// Whether its second colleague may be taken away again: not where the kind wants two.
pub fn may_leave(catalogue: &Catalogue, booking: &Booking) -> bool {
    let wants_two = catalogue.kind(booking.kind).is_some_and(|kind| kind.rules.joint);
    booking.claim.joint.is_some() && !wants_two && matches!(booking.status, Status::Booked | Status::Arrived)
}

impl Services {
    /// Who could hold it together with the nurse who has it; nobody where somebody does.
    pub async fn joint_colleagues(
        &self,
        context: &Permit<ViewBookings>,
        id: BookingId,
    ) -> Result<Vec<Colleague>, Refusal> {
        let mut tx = self.store().read().await?;
        let booking = self.find_in(tx.as_mut(), context, &Handle::Id(id)).await?;
        if !may_join(&booking) {
            return Ok(Vec::new());
        }
        self.partners_in(tx.as_mut(), &context.catalogue, &booking).await
    }

    async fn partners_in(
        &self,
        tx: &mut dyn ReadUnit,
        catalogue: &Catalogue,
        booking: &Booking,
    ) -> Result<Vec<Colleague>, Refusal> {
        let (Some(kind), Some(lead)) = (catalogue.kind(booking.kind), catalogue.staff(booking.claim.staff)) else {
            return Ok(Vec::new());
        };
        self.free_then(tx, catalogue, booking, &|member: &StaffMember| could_join(kind, lead, member)).await
    }

    /// Adds that colleague, or takes away the one there is, if the booking is still what the asker saw.
    pub async fn joint_set(
        &self,
        context: &Permit<BookForOthers>,
        id: BookingId,
        expected: Expected,
        second: Option<StaffId>,
    ) -> Result<Booking, Refusal> {
        self.write(|writer| async move { writer.joint_once(context, id, expected, second).await }).await
    }
}

impl Writer {
    async fn joint_once(
        &self,
        context: &Context,
        id: BookingId,
        expected: Expected,
        second: Option<StaffId>,
    ) -> Result<Booking, Refusal> {
        let mut tx = self.begin().await?;
        let context = &self.of_this_moment(tx.as_mut(), context).await?;
        let mut booking = self.find_in(tx.as_mut(), context, &Handle::Id(id)).await?;
        if booking.claim.joint == second && expected.is_repeated(&booking, context.actor) {
            return Ok(booking);
        }
        expected.check(&booking)?;
        if booking.claim.joint == second {
            return Ok(booking);
        }
        let catalogue = &context.catalogue;
        let detail = match second {
            Some(colleague) if may_join(&booking) => {
                let free = self.partners_in(tx.as_mut(), catalogue, &booking).await?;
                if free.iter().all(|one| one.staff != colleague) {
                    return Err(Refusal::SlotTaken { alternatives: Vec::new(), reasons: Vec::new() });
                }
                json!({ "added": colleague })
            }
            None if may_leave(catalogue, &booking) => json!({ "removed": booking.claim.joint }),
            Some(_) | None => return Err(Refusal::NotPossible),
        };
        self.end_undo(tx.as_mut(), &booking).await?;
        let before = booking.clone();
        let claim = Claim { joint: second, ..before.claim };
        if !self.try_claim(tx.as_mut(), &claim, Owner::Booking(id), Some(&before.claim)).await? {
            return Err(Refusal::SlotTaken { alternatives: Vec::new(), reasons: Vec::new() });
        }
        booking.claim = claim;
        self.write_quietly(tx.as_mut(), context, (&before, &mut booking), "joint", Vec::new()).await?;
        self.follow_meeting(tx.as_mut(), context, &booking, self.told_at(context)).await?;
        let recorded = self.audit(tx.as_mut(), context, "joint", ("booking", id.0), &detail).await?;
        self.settle_calls(tx.as_mut(), catalogue, (&booking, false)).await?;
        tx.commit(recorded).await?;
        self.ring();
        Ok(booking)
    }
}

/// Whether that member holds such interviews together with `lead`, were she free. A kind that wants two wants one of each profession.
fn could_join(kind: &Kind, lead: &StaffMember, member: &StaffMember) -> bool {
    let differs = !kind.rules.joint || member.profession != lead.profession;
    member.work.joint && differs && kind.professions.contains(&member.profession)
}
