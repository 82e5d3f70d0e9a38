//! Take back what staff did to a booking, for twenty seconds. Until then nobody is told, and the time it freed stays kept by a
//! hold; so whoever undoes in time gets the booking exactly as it was, and nobody hears of it.
//!
//! What a resident or a partner does is told at once and stays.

use chrono::{DateTime, Duration, Utc};
use mendan_domain::booking::Status;
use mendan_domain::booking::follow_up::FollowUp;
use mendan_domain::ids::{BookingId, HoldId, OutboxId};
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::error::Refusal;
use crate::expected::Expected;
use crate::handle::Handle;
use crate::model::{Booking, CallReason, Claim, Course, Hold, Noted, OutboxRow, OutboxState, Owner, Undo};
use crate::ports::StoreError;
use crate::sealed::SealedPlace;
use crate::secret::sha256;
use crate::services::permit::{Permit, asked::BookForOthers};
use crate::services::{Actor, Context, Recorded, Services, Writer};
use crate::unit::{ReadUnit, WriteUnit};

/// How long an act of staff can be undone.
pub const UNDO_SECONDS: i64 = 20;

/// What was before an act.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Before {
    /// The whole booking; none: the act made it.
    pub(super) booking: Option<Booking>,
    /// Messages that waited then and were taken back.
    pub(super) messages: Vec<OutboxId>,
}

impl Services {
    /// When people are told of what the asker does now.
    pub(crate) fn told_at(&self, context: &Context) -> DateTime<Utc> {
        match context.actor {
            Actor::Staff(..) => self.now() + Duration::seconds(UNDO_SECONDS),
            Actor::Resident | Actor::Program | Actor::Partner(_) | Actor::Founder(_) | Actor::System => self.now(),
        }
    }

    /// Until when the last act can be undone, while the booking is still as it left it.
    pub async fn undoable(
        &self,
        context: &Permit<BookForOthers>,
        booking: &Booking,
    ) -> Result<Option<DateTime<Utc>>, Refusal> {
        let undo = self.store().look().await?.undo_of(context.municipality(), booking.id).await?;
        Ok(undo.filter(|undo| self.lasts(undo, booking)).map(|undo| undo.until))
    }

    fn lasts(&self, undo: &Undo, booking: &Booking) -> bool {
        undo.version == booking.version && self.now() < undo.until
    }

    /// Before anything else is done to the booking: what came before can no longer be undone, and frees what it kept.
    pub(crate) async fn end_undo(&self, tx: &mut dyn WriteUnit, booking: &Booking) -> Result<(), Refusal> {
        if let Some(undo) = tx.undo_of(booking.municipality, booking.id).await? {
            free_kept(tx, &undo).await?;
            tx.undo_delete(booking.id).await?;
        }
        Ok(())
    }

    /// Messages that an act is about to take back.
    pub(crate) async fn waiting(&self, tx: &mut dyn ReadUnit, booking: BookingId) -> Result<Vec<OutboxId>, Refusal> {
        let waits = |row: &OutboxRow| matches!(row.state, OutboxState::Pending | OutboxState::Leased);
        Ok(tx.outbox_of(booking).await?.into_iter().filter(waits).map(|row| row.id).collect())
    }

    /// After an act of staff is written: keeps what was before it, and the time that it freed.
    pub(crate) async fn keep_undo(
        &self,
        tx: &mut dyn WriteUnit,
        context: &Context,
        (action, after): (&str, &Booking),
        (before, messages): (Option<&Booking>, Vec<OutboxId>),
    ) -> Result<(), Refusal> {
        if !matches!(context.actor, Actor::Staff(..)) {
            return Ok(());
        }
        let until = self.told_at(context);
        let hold = match before {
            Some(before) => self.keep_time(tx, before, after, until).await?,
            None => None,
        };
        let before = Before { booking: before.cloned(), messages };
        let undo = Undo {
            booking: after.id,
            municipality: after.municipality,
            action: action.to_owned(),
            version: after.version,
            until,
            hold,
            before_sealed: self.seal(&SealedPlace::Undo(after.id), &before)?,
        };
        Ok(tx.undo_save(&undo).await?)
    }

    /// Keeps what the booking no longer has of its former time, as nobody's hold.
    async fn keep_time(
        &self,
        tx: &mut dyn WriteUnit,
        before: &Booking,
        after: &Booking,
        until: DateTime<Utc>,
    ) -> Result<Option<HoldId>, Refusal> {
        let left = (after.status != Status::Cancelled).then_some(&after.claim);
        if before.status == Status::Cancelled || left.is_some_and(|left| covers(left, &before.claim)) {
            return Ok(None);
        }
        let id = HoldId(self.new_id());
        if !tx.keep_rest(&before.claim, left, Owner::Hold(id)).await? {
            return Err(Refusal::Busy(StoreError::Busy("somebody was faster than the undo".into())));
        }
        tx.hold_insert(&self.nobodys(id, before, until)).await?;
        Ok(Some(id))
    }

    /// A hold that no browser has, of the time that the booking had.
    pub(super) fn nobodys(&self, id: HoldId, before: &Booking, until: DateTime<Utc>) -> Hold {
        Hold {
            id,
            municipality: before.municipality,
            // No browser has it.
            browser_hash: sha256(self.new_token().as_bytes()),
            kind: before.kind,
            office: before.office,
            claim: before.claim,
            mode: before.mode,
            starts_at: before.starts_at,
            ends_at: before.ends_at,
            chain_since: self.now(),
            expires_at: until,
            extended: true,
            form_key: self.new_token(),
            draft_sealed: None,
        }
    }

    /// Undoes the last act, if the booking is still as the act left it and the time is not over.
    pub async fn undo(
        &self,
        context: &Permit<BookForOthers>,
        id: BookingId,
        expected: Expected,
    ) -> Result<Booking, Refusal> {
        self.write(|writer| async move { writer.undo_once(context, id, expected).await }).await
    }
}

impl Writer {
    async fn undo_once(
        &self,
        context: &Permit<BookForOthers>,
        id: BookingId,
        expected: Expected,
    ) -> Result<Booking, Refusal> {
        let mut tx = self.begin().await?;
        let context = &self.of_this_moment(tx.as_mut(), context).await?;
        let booking = self.find_in(tx.as_mut(), context, &Handle::Id(id)).await?;
        let undo = tx.undo_of(context.municipality(), id).await?;
        let just_now = self.now() - booking.updated_at < Duration::seconds(UNDO_SECONDS);
        if undo.is_none() && just_now && expected.is_repeated(&booking, context.actor) {
            return Ok(booking);
        }
        expected.check(&booking)?;
        let undo = undo.filter(|undo| self.lasts(undo, &booking)).ok_or(Refusal::TooLate)?;
        let before: Before = self.open(&SealedPlace::Undo(id), &undo.before_sealed)?;
        if before.booking.as_ref().is_some_and(|was| !context.reaches(was.office)) {
            return Err(Refusal::NotFound);
        }
        let (back, recorded) = self.undo_in(tx.as_mut(), context, &booking, (undo, before)).await?;
        tx.commit(recorded).await?;
        self.ring();
        Ok(back)
    }
}

impl Services {
    /// Undoes the last act on a booking in a unit that undoes others, too, if it is still as that act left it, nobody was told, and the
    /// asker reaches it; none: it stays as it is.
    pub(crate) async fn undo_among(
        &self,
        tx: &mut dyn WriteUnit,
        context: &Context,
        (id, version): (BookingId, i64),
    ) -> Result<Option<Recorded>, Refusal> {
        let city = context.municipality();
        let (Some(booking), Some(undo)) = (tx.booking(city, id).await?, tx.undo_of(city, id).await?) else {
            return Ok(None);
        };
        if undo.version != version || !self.lasts(&undo, &booking) || !context.reaches(booking.office) {
            return Ok(None);
        }
        let before: Before = self.open(&SealedPlace::Undo(id), &undo.before_sealed)?;
        let Some(was) = &before.booking else { return Ok(None) };
        if !context.reaches(was.office) || (was.sequence != booking.sequence && told(tx, &booking).await?) {
            return Ok(None);
        }
        let (_, recorded) = self.undo_in(tx, context, &booking, (undo, before)).await?;
        Ok(Some(recorded))
    }

    /// Everything that undoing is, and its line in the log.
    async fn undo_in(
        &self,
        tx: &mut dyn WriteUnit,
        context: &Context,
        booking: &Booking,
        (undo, before): (Undo, Before),
    ) -> Result<(Booking, Recorded), Refusal> {
        let back = self.back(tx, context, (booking, before.booking), &undo).await?;
        self.untell(tx, context, (booking, &back), before.messages).await?;
        tx.undo_delete(booking.id).await?;
        let detail = json!({ "undone": undo.action, "sequence": back.sequence });
        let recorded = self.audit(tx, context, "undo", ("booking", booking.id.0), &detail).await?;
        Ok((back, recorded))
    }

    /// Writes the booking as it was. SEQUENCE never falls: a calendar that fetched the change must take this for newer.
    async fn back(
        &self,
        tx: &mut dyn WriteUnit,
        context: &Context,
        (now, was): (&Booking, Option<Booking>),
        undo: &Undo,
    ) -> Result<Booking, Refusal> {
        let was = was.unwrap_or_else(|| unmade(now));
        let shown = was.sequence != now.sequence;
        if shown && told(tx, now).await? {
            return Err(Refusal::TooLate);
        }
        if was.open && !now.open && tx.booking_open_of(was.client, was.kind).await?.is_some() {
            // She has booked again meanwhile; two open ones of a kind cannot be.
            return Err(Refusal::AlreadyBooked);
        }
        let (owner, keeper) = (Owner::Booking(now.id), Owner::Hold(undo.hold.unwrap_or(HoldId(0))));
        let has = (now.status != Status::Cancelled).then_some(&now.claim);
        if was.status == Status::Cancelled {
            tx.release(&now.claim, owner).await?;
        } else if !tx.take_back((has, &was.claim), keeper, owner).await? {
            return Err(Refusal::TooLate);
        }
        free_kept(tx, undo).await?;
        self.row_back(tx, context, now, was).await
    }

    /// Writes the row as it was, with the versions of now.
    pub(super) async fn row_back(
        &self,
        tx: &mut dyn WriteUnit,
        context: &Context,
        now: &Booking,
        was: Booking,
    ) -> Result<Booking, Refusal> {
        let shown = was.sequence != now.sequence;
        // A rotation may have come between: what was sealed before it is sealed anew.
        let reason = was.cancel_reason_sealed.clone();
        let reason = reason.map(|sealed| self.resealed(&SealedPlace::CancelReason(now.id), sealed)).transpose()?;
        let note = |note: Noted| {
            let sealed = self.resealed(&SealedPlace::Note(now.id), note.sealed)?;
            Ok::<_, Refusal>(Noted { sealed, ..note })
        };
        let note = was.course.note.clone().map(note).transpose()?;
        let back = Booking {
            private_sealed: self.resealed(&SealedPlace::Private(now.id), was.private_sealed.clone())?,
            cancel_reason_sealed: reason,
            course: Course { note, ..was.course.clone() },
            sequence: now.sequence + i64::from(shown),
            version: now.version + 1,
            updated_at: self.now(),
            updated_by: context.actor.staff(),
            ..was
        };
        if tx.booking_update(&back).await? { Ok(back) } else { Err(Refusal::Changed) }
    }

    /// What was to be told of it is not told; what was taken back for it waits again.
    pub(super) async fn untell(
        &self,
        tx: &mut dyn WriteUnit,
        context: &Context,
        (now, back): (&Booking, &Booking),
        messages: Vec<OutboxId>,
    ) -> Result<(), Refusal> {
        // A corrected address has the same SEQUENCE and other messages, and so have other hours for them.
        if back.sequence != now.sequence
            || back.contact.email != now.contact.email
            || self.window_of(back) != self.window_of(now)
        {
            tx.outbox_supersede(now.id, self.now()).await?;
            for message in messages {
                tx.outbox_restore(message, back.sequence).await?;
            }
        }
        self.follow_meeting(tx, context, back, self.now()).await?;
        self.untell_nurses(tx, context, (now, back)).await?;
        tx.calls_reopen(now.id, now.updated_at).await?;
        if back.course.follow_up != Some(FollowUp::Call) {
            self.settle_reason(tx, now.id, CallReason::Noshow).await?;
        }
        // Meanwhile its time may have been closed, or opened.
        self.settle_calls(tx, &context.catalogue, (back, false)).await
    }
}

/// A booking whose making is undone. Its number is another one, so that it counts as shown.
fn unmade(made: &Booking) -> Booking {
    Booking { status: Status::Cancelled, open: false, sequence: made.sequence - 1, ..made.clone() }
}

/// Whether a notice of what the booking is now has left: then it is too late.
pub(super) async fn told(tx: &mut dyn ReadUnit, booking: &Booking) -> Result<bool, Refusal> {
    let left = |row: &OutboxRow| {
        row.kind.is_news()
            && row.version == booking.sequence
            && (row.stamped_at.is_some() || row.state == OutboxState::Sent)
    };
    Ok(tx.outbox_of(booking.id).await?.iter().any(left))
}

/// Gives back what is still kept of the freed time.
async fn free_kept(tx: &mut dyn WriteUnit, undo: &Undo) -> Result<(), Refusal> {
    if let Some(id) = undo.hold
        && let Some(hold) = tx.hold(id).await?
    {
        tx.release(&hold.claim, Owner::Hold(id)).await?;
        tx.hold_delete(id).await?;
    }
    Ok(())
}

/// Whether everything of the second claim is in the first.
pub(super) fn covers(claim: &Claim, part: &Claim) -> bool {
    let has = |staff| claim.staff == staff || claim.joint == Some(staff);
    has(part.staff)
        && part.joint.is_none_or(has)
        && part.room.is_none_or(|room| claim.room == Some(room))
        && claim.busy.from <= part.busy.from
        && part.busy.until <= claim.busy.until
}
