//! What somebody answers to the times that she was offered: one of them, or that none fits. Only a POST of hers answers; looking changes
//! nothing, because programs open the links of mails. Staff may answer for her while she is on the telephone.

use mendan_domain::booking::Status;
use mendan_domain::offer::rules::Group;
use serde_json::json;

use crate::booking::answer::BookingAnswer;
use crate::error::Refusal;
use crate::expected::Expected;
use crate::handle::Handle;
use crate::model::{Booking, Hold, OfferChoice, OfferSet, OfferState, Owner};
use crate::rescue::set::OfferChoiceId;
use crate::services::{Context, Recorded, Services, Writer};
use crate::unit::WriteUnit;

impl Services {
    /// What a booking was offered last, with the times of it that can still be had.
    pub async fn offers_of(&self, context: &Context, handle: &Handle) -> Result<Option<OfferSet>, Refusal> {
        let mut tx = self.store().read().await?;
        let booking = self.find_in(tx.as_mut(), context, handle).await?;
        let last = tx.offer_sets_of(booking.municipality, booking.id).await?.pop();
        Ok(last.map(|set| {
            let mut set = set.at(self.now());
            set.choices.retain(|choice| choice.stands(&context.catalogue));
            set
        }))
    }

    /// Moves the booking to one of the times that it was offered; the others are free. Until when she could move by herself makes no difference.
    pub async fn offer_take(
        &self,
        context: &Context,
        handle: &Handle,
        expected: Expected,
        choice: OfferChoiceId,
    ) -> Result<BookingAnswer, Refusal> {
        self.write(|writer| async move { writer.take_once(context, handle, expected, choice).await }).await
    }

    /// None of them fits: they are free, and she is to be called.
    pub async fn offer_decline(
        &self,
        context: &Context,
        handle: &Handle,
        expected: Expected,
    ) -> Result<BookingAnswer, Refusal> {
        self.write(|writer| async move { writer.decline_once(context, handle, expected).await }).await
    }
}

impl Writer {
    async fn take_once(
        &self,
        context: &Context,
        handle: &Handle,
        expected: Expected,
        choice: OfferChoiceId,
    ) -> Result<BookingAnswer, Refusal> {
        let mut tx = self.begin().await?;
        let context = &self.of_this_moment(tx.as_mut(), context).await?;
        let catalogue = &context.catalogue;
        let booking = self.find_in(tx.as_mut(), context, handle).await?;
        let sets = tx.offer_sets_of(booking.municipality, booking.id).await?;
        let found = sets.iter().find_map(|set| Some((set, set.choices.iter().find(|one| one.id == choice)?)));
        let (set, chosen) = found.ok_or(Refusal::NotFound)?;
        let there = booking.starts_at == chosen.starts_at && booking.office == chosen.office;
        if there && set.state == OfferState::Taken && expected.is_repeated(&booking, context.actor) {
            return self.answer(catalogue, &booking);
        }
        if !set.is_open() || set.until <= self.now() {
            return Err(Refusal::TooLate);
        }
        expected.check(&booking)?;
        if booking.status != Status::Booked {
            return Err(Refusal::NotPossible);
        }
        match self.take_in(tx.as_mut(), context, booking.clone(), (set, chosen)).await {
            Ok((moved, recorded)) => {
                // Before the commit: what cannot be told is not done either.
                let answer = self.answer(catalogue, &moved)?;
                tx.commit(recorded).await?;
                self.ring();
                Ok(answer)
            }
            Err(Refusal::SlotTaken { reasons, .. }) => {
                drop(tx);
                let kind = catalogue.kind(booking.kind).ok_or(Refusal::NotFound)?;
                let alternatives = self.nearest(context, kind, Some(booking.mode), chosen.starts_at, 3).await?;
                Err(Refusal::SlotTaken { alternatives, reasons })
            }
            Err(other) => Err(other),
        }
    }

    async fn decline_once(
        &self,
        context: &Context,
        handle: &Handle,
        expected: Expected,
    ) -> Result<BookingAnswer, Refusal> {
        let mut tx = self.begin().await?;
        let mut booking = self.find_in(tx.as_mut(), context, handle).await?;
        let sets = tx.offer_sets_of(booking.municipality, booking.id).await?;
        let last = sets.last().ok_or(Refusal::NotFound)?;
        if last.state == OfferState::Declined && expected.is_repeated(&booking, context.actor) {
            return self.answer(&context.catalogue, &booking);
        }
        if !last.is_open() || last.until <= self.now() {
            return Err(Refusal::TooLate);
        }
        expected.check(&booking)?;
        if !self.end_offer(tx.as_mut(), last, OfferState::Declined).await? {
            return Err(Refusal::TooLate);
        }
        self.end_undo(tx.as_mut(), &booking).await?;
        self.write_next_version(tx.as_mut(), context, &mut booking).await?;
        let recorded = self.audit(tx.as_mut(), context, "offer_decline", ("booking", booking.id.0), &json!({})).await?;
        // Before the commit: what cannot be told is not done either.
        let answer = self.answer(&context.catalogue, &booking)?;
        tx.commit(recorded).await?;
        Ok(answer)
    }
}

impl Services {
    /// Nothing is judged anew: the time is hers since it was offered, unless it was closed.
    async fn take_in(
        &self,
        tx: &mut dyn WriteUnit,
        context: &Context,
        mut booking: Booking,
        (set, chosen): (&OfferSet, &OfferChoice),
    ) -> Result<(Booking, Recorded), Refusal> {
        let gone = || Refusal::SlotTaken { alternatives: Vec::new(), reasons: Vec::new() };
        let hold = tx.hold(chosen.hold).await?.filter(|hold| hold.expires_at > self.now());
        let hold = hold.filter(|_| chosen.stands(&context.catalogue)).ok_or_else(gone)?;
        self.end_undo(tx, &booking).await?;
        let before = booking.clone();
        let owner = Owner::Booking(booking.id);
        if !tx.transfer(&hold.claim, Owner::Hold(hold.id), owner).await? {
            return Err(gone());
        }
        // Nothing of the old time is a part of the new one: the hold could not have had it.
        tx.release(&before.claim, owner).await?;
        if !self.end_offer(tx, set, OfferState::Taken).await? {
            return Err(Refusal::TooLate);
        }
        let Hold { office, claim, mode, starts_at, ends_at, .. } = hold;
        let offered = tx.candidates(booking.kind, office, starts_at).await?;
        let hers = offered.iter().find(|candidate| candidate.time.staff == claim.staff);
        booking.modes_offered = hers.map_or(booking.modes_offered, |candidate| candidate.time.modes);
        booking.office = office;
        booking.mode = mode;
        booking.open = true;
        booking.claim = claim;
        booking.starts_at = starts_at;
        booking.ends_at = ends_at;
        booking.join_url = self.link_in(tx, context, &booking).await?;
        // The desk has brought it there.
        booking.counted = Group::Phone;
        let recorded = self.write_change(tx, context, (&before, &mut booking), ("move", None)).await?;
        Ok((booking, recorded))
    }
}
