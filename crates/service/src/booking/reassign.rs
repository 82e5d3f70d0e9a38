//! Give a booking to a colleague at the same time: she has to be free then, not to have published it. The mother is told only
//! if her meeting link changes.

use chrono::{DateTime, Duration, Utc};
use mendan_domain::booking::Status;
use mendan_domain::ids::{BookingId, StaffId};
use mendan_domain::offer::{Reason, Taken};
use mendan_domain::staff::Permission;
use serde_json::json;

use crate::call::list::left;
use crate::city::catalogue::{Catalogue, Kind};
use crate::error::Refusal;
use crate::expected::Expected;
use crate::handle::Handle;
use crate::model::{Booking, CallReason, Claim, Owner, StaffMember};
use crate::offer::list::AROUND;
use crate::offer::why::{NotPublished, WhyReason};
use crate::offer::window::hours_of;
use crate::services::permit::{
    Permit,
    asked::{BookForOthers, ManageStaff, ViewBookings},
};
use crate::services::{Context, Recorded, Services, Writer};
use crate::unit::{ReadUnit, WriteUnit};

/// A colleague who could take the booking at its time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Colleague {
    /// Who.
    pub staff: StaffId,
    /// She offers this time herself; otherwise she is only free then.
    pub offers: bool,
    /// Her interviews of that day so far.
    pub that_day: i64,
}

/// A booking of somebody who leaves, and who could take it; those who offer the time first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToHandOn {
    /// The booking.
    pub booking: Booking,
    /// Who could take it.
    pub colleagues: Vec<Colleague>,
    /// She is on the call list already because nobody can.
    pub called: bool,
}

/// What is decided about one of them: the booking as it was seen, and who takes it; none: she is called.
pub type Handed = (BookingId, Expected, Option<StaffId>);

/// What became of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct HandedOn {
    /// Colleagues have them.
    pub handed: usize,
    /// On the call list.
    pub called: usize,
    /// Nothing was done: they, or the colleague's day, have changed meanwhile.
    pub left: usize,
}

impl Services {
    /// Who could take the booking instead of `from`, who has it.
    pub async fn colleagues(
        &self,
        context: &Permit<ViewBookings>,
        id: BookingId,
        from: StaffId,
    ) -> Result<Vec<Colleague>, Refusal> {
        let mut tx = self.store().read().await?;
        let booking = self.find_in(tx.as_mut(), context, &Handle::Id(id)).await?;
        self.colleagues_in(tx.as_mut(), &context.catalogue, &booking, from).await
    }

    /// The same inside a transaction.
    pub(crate) async fn colleagues_in(
        &self,
        tx: &mut dyn ReadUnit,
        catalogue: &Catalogue,
        booking: &Booking,
        from: StaffId,
    ) -> Result<Vec<Colleague>, Refusal> {
        let (Some(kind), Some(leaving)) = (catalogue.kind(booking.kind), catalogue.staff(from)) else {
            return Ok(Vec::new());
        };
        self.free_then(tx, catalogue, booking, &|member: &StaffMember| could_replace(booking, kind, leaving, member))
            .await
    }

    /// Whoever is free at the time of a booking at its office, and whom it suits; those who offer the time first.
    pub(super) async fn free_then(
        &self,
        tx: &mut dyn ReadUnit,
        catalogue: &Catalogue,
        booking: &Booking,
        suits: &(dyn Fn(&StaffMember) -> bool + Sync),
    ) -> Result<Vec<Colleague>, Refusal> {
        let city = &catalogue.municipality;
        let day = city.local_date(booking.starts_at);
        let window = (city.start_of_day(day) - AROUND, city.start_of_day(day) + Duration::days(1) + AROUND);
        let own = Some(Owner::Booking(booking.id));
        let standing = tx.standing((city.id, None), window, self.now(), own).await?;
        let taken = Taken::new(standing.taken, city.timezone);
        let published = tx.candidates(booking.kind, booking.office, booking.starts_at).await?;
        let offers = |staff| published.iter().any(|candidate| candidate.time.staff == staff && candidate.time.open);
        let free = catalogue.staff.iter().filter(|member| suits(member) && is_free(catalogue, booking, member, &taken));
        let mut free: Vec<Colleague> = free
            .map(|member| {
                let (staff, that_day) = (member.id, taken.nurse_day(member.id, day));
                Colleague { staff, offers: offers(staff), that_day }
            })
            .collect();
        free.sort_by_key(|colleague| (!colleague.offers, colleague.that_day));
        Ok(free)
    }

    /// Hands it from one nurse to another, if it is still what the asker saw.
    pub async fn reassign(
        &self,
        context: &Permit<BookForOthers>,
        id: BookingId,
        expected: Expected,
        (from, to): (StaffId, StaffId),
    ) -> Result<Booking, Refusal> {
        self.write(|writer| async move { writer.reassign_once(context, id, expected, (from, to)).await }).await
    }
}

impl Writer {
    async fn reassign_once(
        &self,
        context: &Context,
        id: BookingId,
        expected: Expected,
        (from, to): (StaffId, StaffId),
    ) -> Result<Booking, Refusal> {
        let mut tx = self.begin().await?;
        let context = &self.of_this_moment(tx.as_mut(), context).await?;
        let booking = self.find_in(tx.as_mut(), context, &Handle::Id(id)).await?;
        if booking.claim.staff == to && expected.is_repeated(&booking, context.actor) {
            return Ok(booking);
        }
        expected.check(&booking)?;
        if booking.status != Status::Booked || !holds(&booking.claim, from) || holds(&booking.claim, to) {
            return Err(Refusal::NotPossible);
        }
        let free = self.colleagues_in(tx.as_mut(), &context.catalogue, &booking, from).await?;
        if free.iter().all(|colleague| colleague.staff != to) {
            return Err(Refusal::SlotTaken { alternatives: Vec::new(), reasons: Vec::new() });
        }
        let (booking, recorded) = self.reassign_in(tx.as_mut(), context, booking, (from, to)).await?;
        tx.commit(recorded).await?;
        self.ring();
        Ok(booking)
    }
}

impl Services {
    async fn reassign_in(
        &self,
        tx: &mut dyn WriteUnit,
        context: &Context,
        mut booking: Booking,
        (from, to): (StaffId, StaffId),
    ) -> Result<(Booking, Recorded), Refusal> {
        self.end_undo(tx, &booking).await?;
        let before = booking.clone();
        let claim = instead(&before.claim, from, to);
        if !self.try_claim(tx, &claim, Owner::Booking(booking.id), Some(&before.claim)).await? {
            return Err(Refusal::SlotTaken { alternatives: Vec::new(), reasons: Vec::new() });
        }
        booking.claim = claim;
        let link = self.link_in(tx, context, &booking).await?;
        let recorded = if link.is_some() && link != booking.join_url {
            booking.join_url = link;
            self.write_change(tx, context, (&before, &mut booking), ("reassign", None)).await?
        } else {
            self.write_quietly(tx, context, (&before, &mut booking), "reassign", Vec::new()).await?;
            self.follow_meeting(tx, context, &booking, self.told_at(context)).await?;
            let detail = json!({ "from": from, "nurse": to });
            self.audit(tx, context, "reassign", ("booking", booking.id.0), &detail).await?
        };
        self.settle_calls(tx, &context.catalogue, (&booking, false)).await?;
        Ok((booking, recorded))
    }

    /// The common end of what nobody outside is told: version, row, what her nurses are told, undo.
    pub(crate) async fn write_quietly(
        &self,
        tx: &mut dyn WriteUnit,
        context: &Context,
        (before, booking): (&Booking, &mut Booking),
        action: &str,
        waiting: Vec<mendan_domain::ids::OutboxId>,
    ) -> Result<(), Refusal> {
        booking.version += 1;
        booking.updated_at = self.now();
        booking.updated_by = context.actor.staff();
        if !tx.booking_update(booking).await? {
            return Err(Refusal::Changed);
        }
        self.tell_nurses(tx, context, (Some(before), &*booking)).await?;
        self.keep_undo(tx, context, (action, booking), (Some(before), waiting)).await
    }

    /// The coming bookings of somebody who leaves, each with who could take it; looking is logged. They are bookings of others: whoever
    /// manages staff and may not handle those hands nothing on.
    pub async fn to_hand_on(&self, context: &Permit<ManageStaff>, from: StaffId) -> Result<Vec<ToHandOn>, Refusal> {
        let _seen = context.permit::<ViewBookings>()?;
        let _handled = context.permit::<BookForOthers>()?;
        let mut tx = self.store().read().await?;
        let mut found = Vec::new();
        for booking in hers(tx.as_mut(), context, from, self.now()).await? {
            let colleagues = self.colleagues_in(tx.as_mut(), &context.catalogue, &booking, from).await?;
            let calls = tx.calls_of(booking.id).await?;
            let called = calls.iter().any(|call| call.done_at.is_none() && call.reason == CallReason::NurseLeft);
            found.push(ToHandOn { booking, colleagues, called });
        }
        drop(tx);
        if !found.is_empty() {
            self.note_view(context, ("staff", from.0), &json!({ "bookings": found.len() })).await?;
        }
        Ok(found)
    }

    /// Hands each of them on, or puts her on the call list. Each stands for itself: one that cannot be handed on keeps no other.
    pub async fn hand_on(
        &self,
        context: &Permit<ManageStaff>,
        from: StaffId,
        all: &[Handed],
    ) -> Result<HandedOn, Refusal> {
        let _handled = context.permit::<BookForOthers>()?;
        let mut done = HandedOn::default();
        for (id, expected, to) in all {
            let result = if let Some(to) = to {
                let hand =
                    |writer: Writer| async move { writer.reassign_once(context, *id, *expected, (from, *to)).await };
                self.write(hand).await.map(drop)
            } else {
                let call =
                    |writer: Writer| async move { writer.call_because_left(context, *id, *expected, from).await };
                self.write(call).await
            };
            match (result, to) {
                (Ok(()), Some(_)) => done.handed += 1,
                (Ok(()), None) => done.called += 1,
                (Err(error @ (Refusal::Busy(_) | Refusal::Internal(_))), _) => return Err(error),
                (Err(_), _) => done.left += 1,
            }
        }
        Ok(done)
    }
}

impl Writer {
    async fn call_because_left(
        &self,
        context: &Context,
        id: BookingId,
        expected: Expected,
        from: StaffId,
    ) -> Result<(), Refusal> {
        let mut tx = self.begin().await?;
        let booking = self.find_in(tx.as_mut(), context, &Handle::Id(id)).await?;
        expected.check(&booking)?;
        if booking.status != Status::Booked || !holds(&booking.claim, from) {
            return Err(Refusal::NotPossible);
        }
        self.put_on_list(tx.as_mut(), (context.municipality(), id), (CallReason::NurseLeft, left(from))).await?;
        let recorded =
            self.audit(tx.as_mut(), context, "call_because_left", ("booking", id.0), &json!({ "nurse": from })).await?;
        Ok(tx.commit(recorded).await?)
    }
}

/// Her bookings to come that nobody has held or called off.
async fn hers(
    tx: &mut dyn ReadUnit,
    context: &Context,
    nurse: StaffId,
    now: DateTime<Utc>,
) -> Result<Vec<Booking>, Refusal> {
    Ok(tx.bookings_of_nurse(context.municipality(), nurse, now).await?)
}

fn holds(claim: &Claim, nurse: StaffId) -> bool {
    claim.staff == nurse || claim.joint == Some(nurse)
}

/// The claim with another nurse.
fn instead(claim: &Claim, from: StaffId, to: StaffId) -> Claim {
    let other = |nurse: StaffId| if nurse == from { to } else { nurse };
    Claim { staff: other(claim.staff), joint: claim.joint.map(other), ..*claim }
}

/// Whether that member could take the booking of `leaving`, were she free.
fn could_replace(booking: &Booking, kind: &Kind, leaving: &StaffMember, member: &StaffMember) -> bool {
    fits(booking, kind, leaving, member) && (booking.claim.joint.is_none() || member.work.joint)
}

/// Whether her profession can take the place of `leaving`.
fn fits(booking: &Booking, kind: &Kind, leaving: &StaffMember, member: &StaffMember) -> bool {
    // Of the two of a joint interview one has each profession, where the kind wants two.
    if booking.claim.joint.is_some() && kind.rules.joint {
        return member.profession == leaving.profession;
    }
    kind.professions.contains(&member.profession)
}

/// Whether that member has nothing else at the time of the booking, and works then, there and so.
fn is_free(catalogue: &Catalogue, booking: &Booking, member: &StaffMember, taken: &Taken) -> bool {
    works(member) && engaged(catalogue, booking, member, taken).is_none()
}

fn works(member: &StaffMember) -> bool {
    !member.disabled && member.role.may(Permission::HoldInterviews)
}

/// Why that member cannot take the booking of `leaving` at its time; none: she can.
pub(crate) fn against(
    catalogue: &Catalogue,
    (booking, kind): (&Booking, &Kind),
    (leaving, member): (&StaffMember, &StaffMember),
    taken: &Taken,
) -> Option<WhyReason> {
    let judged = |reason| Some(WhyReason::Judged(reason));
    if !works(member) {
        return judged(Reason::NurseInactive(member.id));
    }
    if !fits(booking, kind, leaving, member) {
        return judged(Reason::WrongProfession(member.id));
    }
    if booking.claim.joint.is_some() && !member.work.joint {
        return judged(Reason::NoPartner);
    }
    engaged(catalogue, booking, member, taken)
}

/// What keeps a member who works from the time, the place and the way of the booking.
fn engaged(catalogue: &Catalogue, booking: &Booking, member: &StaffMember, taken: &Taken) -> Option<WhyReason> {
    let (id, judged) = (member.id, |reason| Some(WhyReason::Judged(reason)));
    let day = catalogue.municipality.local_date(booking.starts_at);
    let hours = hours_of(catalogue, booking.starts_at, booking.ends_at);
    if !member.offices.contains(&booking.office) {
        return Some(WhyReason::NotPublished(NotPublished::NotHere { staff: id }));
    }
    if !member.work.modes.has(booking.mode) {
        return judged(Reason::ModeNotDone(id));
    }
    if let Some(away) = catalogue.closed.absence(day, hours, id) {
        return judged(Reason::Absent(id, away));
    }
    if catalogue.closed.is_busy(day, hours, id) {
        return judged(Reason::OwnCalendar(id));
    }
    if holds(&booking.claim, id) || taken.nurse(id, &booking.claim.busy) {
        return judged(Reason::NurseBusy(id));
    }
    let most = member.work.daily_max.filter(|most| taken.nurse_day(id, day) >= *most)?;
    judged(Reason::DailyMaximum(id, most))
}
