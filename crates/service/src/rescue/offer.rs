//! Offer somebody whose nurse is absent three other times, the nearest first: of the same kind and in the same way, with whoever is free.
//! Each is kept for her by a hold that no browser has, until she answers or nobody waits any more. One mail tells her.

use chrono::{DateTime, Duration, Utc};
use mendan_domain::booking::Status;
use mendan_domain::ids::{BookingId, ClosureId, HoldId};
use mendan_domain::offer::PublicSlot;
use mendan_domain::offer::rules::Group;
use serde_json::json;

use crate::booking::claim::Wanted;
use crate::city::catalogue::{Kind, Office};
use crate::error::Refusal;
use crate::expected::Expected;
use crate::handle::Handle;
use crate::model::{Booking, Hold, MessageKind, OfferChoice, OfferSet, OfferState, Owner};
use crate::offer::list::OfferQuery;
use crate::rescue::list::{cause, is_met_by};
use crate::rescue::set::{OfferChoiceId, OfferSetId};
use crate::rescue::until::{answer_until, called_at, written_at};
use crate::secret::sha256;
use crate::services::permit::{Permit, asked::BookForOthers};
use crate::services::{Context, Services, Writer};
use crate::unit::WriteUnit;

/// Times that somebody is offered at once.
const CHOICES: usize = 3;

/// Days around hers in which her own office is asked before the others.
const NEAR: Duration = Duration::days(14);

/// What came of offering times to several.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Offered {
    /// They are written to.
    pub sent: usize,
    /// No other time could be found for them: they are called.
    pub none: usize,
    /// Nothing was done: they have changed meanwhile, or have no mail address.
    pub left: usize,
}

impl Services {
    /// Offers times to each of these bookings, if it is still what the asker saw. Each stands for itself.
    pub async fn rescue_offer(
        &self,
        context: &Permit<BookForOthers>,
        closure: ClosureId,
        all: &[(BookingId, Expected)],
    ) -> Result<Offered, Refusal> {
        let mut looking = self.store().read().await?;
        let _scope = self.rescue_scope(looking.as_mut(), context, closure).await?;
        drop(looking);
        let mut done = Offered::default();
        for (id, expected) in all {
            let offer = |writer: Writer| async move { writer.offer_once(context, closure, (*id, *expected)).await };
            match self.write(offer).await {
                Ok(true) => done.sent += 1,
                Ok(false) => done.none += 1,
                Err(error @ (Refusal::Busy(_) | Refusal::Internal(_))) => return Err(error),
                Err(_) => done.left += 1,
            }
        }
        Ok(done)
    }

    /// Takes back what a booking was offered: its times are free, and she is to be called.
    pub async fn offer_withdraw(
        &self,
        context: &Permit<BookForOthers>,
        id: BookingId,
        expected: Expected,
    ) -> Result<Booking, Refusal> {
        self.write(|writer| async move { writer.withdraw_once(context, id, expected).await }).await
    }
}

impl Writer {
    /// Whether there was anything to offer.
    async fn offer_once(
        &self,
        context: &Context,
        closure: ClosureId,
        (id, expected): (BookingId, Expected),
    ) -> Result<bool, Refusal> {
        let mut tx = self.begin().await?;
        let context = &self.of_this_moment(tx.as_mut(), context).await?;
        let mut booking = self.find_in(tx.as_mut(), context, &Handle::Id(id)).await?;
        let sets = tx.offer_sets_of(booking.municipality, id).await?;
        let open = sets.iter().any(OfferSet::is_open);
        if open && expected.is_repeated(&booking, context.actor) {
            return Ok(true);
        }
        expected.check(&booking)?;
        let Some(email) = booking.contact.email.clone() else { return Err(Refusal::NotPossible) };
        if open || !is_met_by(&context.catalogue, &booking, closure) {
            return Err(Refusal::NotPossible);
        }
        let (now, until) = (self.now(), answer_until(&context.catalogue, self.now()));
        let holds = self.hold_times(tx.as_mut(), context, &booking, until).await?;
        if holds.is_empty() {
            return Ok(false);
        }
        self.end_undo(tx.as_mut(), &booking).await?;
        self.write_next_version(tx.as_mut(), context, &mut booking).await?;
        let choice = |hold: &Hold| OfferChoice {
            id: OfferChoiceId(self.new_id()),
            hold: hold.id,
            office: hold.office,
            staff: hold.claim.staff,
            joint: hold.claim.joint,
            starts_at: hold.starts_at,
            ends_at: hold.ends_at,
        };
        let set = OfferSet {
            id: OfferSetId(self.new_id()),
            municipality: booking.municipality,
            booking: id,
            closure,
            state: OfferState::Open,
            until,
            made_at: now,
            made_by: context.actor.staff(),
            ended_at: None,
            choices: holds.iter().map(choice).collect(),
        };
        if !tx.offer_set_insert(&set).await? {
            return Err(Refusal::Changed);
        }
        let due = written_at(&context.catalogue, &booking, self.told_at(context));
        let detail = json!({ "set": set.id });
        let (kind, times) = (MessageKind::Offer, (due, until));
        let mail = self.row(&context.catalogue, &booking, kind, &email, times, &detail, set.id.0);
        tx.outbox_insert(&[mail]).await?;
        self.call_at(tx.as_mut(), id, &cause(closure), called_at(&booking, until, now)).await?;
        let detail = json!({ "times": set.choices.len(), "until": until.timestamp() });
        let recorded = self.audit(tx.as_mut(), context, "offer_times", ("booking", id.0), &detail).await?;
        tx.commit(recorded).await?;
        self.ring();
        Ok(true)
    }

    async fn withdraw_once(&self, context: &Context, id: BookingId, expected: Expected) -> Result<Booking, Refusal> {
        let mut tx = self.begin().await?;
        let mut booking = self.find_in(tx.as_mut(), context, &Handle::Id(id)).await?;
        let sets = tx.offer_sets_of(booking.municipality, id).await?;
        let last = sets.last().ok_or(Refusal::NotPossible)?;
        if last.state == OfferState::Withdrawn && expected.is_repeated(&booking, context.actor) {
            return Ok(booking);
        }
        expected.check(&booking)?;
        if booking.status != Status::Booked || !self.end_offer(tx.as_mut(), last, OfferState::Withdrawn).await? {
            return Err(Refusal::NotPossible);
        }
        self.end_undo(tx.as_mut(), &booking).await?;
        self.write_next_version(tx.as_mut(), context, &mut booking).await?;
        let recorded = self.audit(tx.as_mut(), context, "offer_withdraw", ("booking", id.0), &json!({})).await?;
        tx.commit(recorded).await?;
        Ok(booking)
    }
}

impl Services {
    /// What is offered and what was answered changes the booking for whoever has it open, though nothing that it says.
    pub(crate) async fn write_next_version(
        &self,
        tx: &mut dyn WriteUnit,
        context: &Context,
        booking: &mut Booking,
    ) -> Result<(), Refusal> {
        booking.version += 1;
        booking.updated_at = self.now();
        booking.updated_by = context.actor.staff();
        if tx.booking_update(booking).await? { Ok(()) } else { Err(Refusal::Changed) }
    }

    /// Keeps up to three times that begin when the answer is there: the nearest to hers, at her own office before others, none beside another.
    async fn hold_times(
        &self,
        tx: &mut dyn WriteUnit,
        context: &Context,
        booking: &Booking,
        until: DateTime<Utc>,
    ) -> Result<Vec<Hold>, Refusal> {
        let catalogue = &context.catalogue;
        let (Some(kind), Some(own)) = (catalogue.kind(booking.kind), catalogue.office(booking.office)) else {
            return Ok(Vec::new());
        };
        let around = booking.starts_at.max(until);
        let far = around.max(self.now() + Duration::days(self.settings().listing_days));
        let everywhere: Vec<&Office> = catalogue.open_offices().collect();
        let mut held: Vec<Hold> = Vec::new();
        for (offices, last) in [(vec![own], around + NEAR), (everywhere.clone(), around + NEAR), (everywhere, far)] {
            let mode = Some(booking.mode);
            let query = OfferQuery { kind, offices, mode, group: Group::Phone, from: until, until: last, only: None };
            let mut times = self.offer_in(tx, catalogue, &query).await?;
            times.sort_by_key(|time| (time.starts_at - around).num_seconds().abs());
            for time in times {
                if held.len() == CHOICES {
                    break;
                }
                let beside = |hold: &Hold| hold.starts_at < time.ends_at && time.starts_at < hold.ends_at;
                if !held.iter().any(beside) {
                    held.extend(self.hold_time(tx, context, (booking, kind), &time, until).await?);
                }
            }
            if held.len() == CHOICES {
                break;
            }
        }
        held.sort_by_key(|hold| hold.starts_at);
        Ok(held)
    }

    /// Keeps one, if it can be had.
    async fn hold_time(
        &self,
        tx: &mut dyn WriteUnit,
        context: &Context,
        (booking, kind): (&Booking, &Kind),
        time: &PublicSlot,
        until: DateTime<Utc>,
    ) -> Result<Option<Hold>, Refusal> {
        let catalogue = &context.catalogue;
        let Some(office) = catalogue.office(time.id.office) else { return Ok(None) };
        let id = HoldId(self.new_id());
        let wanted = Wanted::new(kind, office, time.starts_at, booking.mode, Group::Phone);
        let wanted = Wanted { with: booking.claim.joint, ..wanted };
        let Ok(taken) = self.take(tx, catalogue, &wanted, Owner::Hold(id), None).await? else { return Ok(None) };
        let hold = Hold {
            id,
            municipality: booking.municipality,
            // No browser has it.
            browser_hash: sha256(self.new_token().as_bytes()),
            kind: kind.id,
            office: office.id,
            claim: taken.claim,
            mode: booking.mode,
            starts_at: time.starts_at,
            ends_at: taken.ends_at,
            chain_since: self.now(),
            expires_at: until,
            extended: true,
            form_key: self.new_token(),
            draft_sealed: None,
        };
        tx.hold_insert(&hold).await?;
        Ok(Some(hold))
    }
}
