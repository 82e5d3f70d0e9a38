//! Change how the interview is held, keeping its time: a room is freed or taken, a link made or dropped.

use mendan_domain::booking::mode::Mode;
use mendan_domain::fault::Fault;
use mendan_domain::offer::{Able, NurseTime, Taken};

use crate::booking::answer::Done;
use crate::booking::claim::Wanted;
use crate::city::catalogue::Catalogue;
use crate::error::{FieldError, Refusal};
use crate::expected::Expected;
use crate::handle::Handle;
use crate::model::{Booking, OfferState, Owner};
use crate::offer::window::window;
use crate::services::{Context, Recorded, Services, Writer};
use crate::unit::WriteUnit;

impl Services {
    /// Changes the mode; the mode it has already changes nothing.
    pub async fn change_mode(
        &self,
        context: &Context,
        handle: &Handle,
        expected: Expected,
        mode: &str,
    ) -> Result<Done, Refusal> {
        self.write(|writer| async move { writer.change_mode_once(context, handle, expected, mode).await }).await
    }

    /// The modes a booking can have at its time: hers, and what she could change to now.
    pub async fn possible_modes(&self, context: &Context, handle: &Handle) -> Result<Vec<Mode>, Refusal> {
        let catalogue = &context.catalogue;
        let mut tx = self.store().read().await?;
        let booking = self.find_in(tx.as_mut(), context, handle).await?;
        let kind = catalogue.kind(booking.kind).ok_or(Refusal::NotFound)?;
        let office = catalogue.office(booking.office).ok_or(Refusal::NotFound)?;
        let candidates = tx.candidates(kind.id, office.id, booking.starts_at).await?;
        let times: Vec<NurseTime> = candidates.iter().map(|candidate| candidate.time).collect();
        let window = window(catalogue, booking.starts_at, &times, true);
        let own = Some(Owner::Booking(booking.id));
        let standing = tx.standing((context.municipality(), None), window, self.now(), own).await?;
        drop(tx);
        let taken = Taken::new(standing.taken, catalogue.municipality.timezone);
        let workers = catalogue.workers();
        let mut terms = catalogue.terms(&workers, kind, office, (context.group(), self.now()));
        let keeps = own_nurses(catalogue, &booking);
        let mut possible = |mode: Mode| {
            mode == booking.mode || terms.judge_kept(booking.starts_at, &times, &keeps, mode, &taken).is_ok()
        };
        Ok(kind.modes.iter().filter(|mode| possible(*mode)).collect())
    }
}

impl Writer {
    async fn change_mode_once(
        &self,
        context: &Context,
        handle: &Handle,
        expected: Expected,
        mode: &str,
    ) -> Result<Done, Refusal> {
        let mut tx = self.begin().await?;
        let context = &self.of_this_moment(tx.as_mut(), context).await?;
        let catalogue = &context.catalogue;
        let booking = self.find_in(tx.as_mut(), context, handle).await?;
        let kind = catalogue.kind(booking.kind).ok_or(Refusal::NotFound)?;
        let mode = Mode::parse(mode).filter(|mode| kind.modes.has(*mode));
        let mode = mode.ok_or_else(|| Refusal::Invalid(vec![FieldError::new("mode", Fault::Invalid)]))?;
        if mode == booking.mode && expected.is_repeated(&booking, context.actor) {
            return Ok(Done { answer: self.answer(catalogue, &booking)?, changed: true });
        }
        expected.check(&booking)?;
        self.changeable(context, &booking)?;
        if mode == booking.mode {
            return Ok(Done { answer: self.answer(catalogue, &booking)?, changed: false });
        }
        match self.change_mode_in(tx.as_mut(), context, booking.clone(), mode).await {
            Ok((changed, recorded)) => {
                // Before the commit: what cannot be told is not done either.
                let answer = self.answer(catalogue, &changed)?;
                tx.commit(recorded).await?;
                self.ring();
                Ok(Done { answer, changed: true })
            }
            Err(Refusal::SlotTaken { reasons, .. }) => {
                drop(tx);
                let alternatives = self.nearest(context, kind, Some(mode), booking.starts_at, 3).await?;
                Err(Refusal::SlotTaken { alternatives, reasons })
            }
            Err(other) => Err(other),
        }
    }
}

impl Services {
    async fn change_mode_in(
        &self,
        tx: &mut dyn WriteUnit,
        context: &Context,
        mut booking: Booking,
        mode: Mode,
    ) -> Result<(Booking, Recorded), Refusal> {
        let catalogue = &context.catalogue;
        let (kind, office) = (
            catalogue.kind(booking.kind).ok_or(Refusal::NotFound)?,
            catalogue.office(booking.office).ok_or(Refusal::NotFound)?,
        );
        self.end_undo(tx, &booking).await?;
        // Times that she was offered are of the mode that she had.
        self.end_offers(tx, &booking, OfferState::Settled).await?;
        let (old, before) = (booking.claim, booking.clone());
        let wanted = Wanted::new(kind, office, before.starts_at, mode, context.group()).prefer(Some(old.staff));
        let wanted = Wanted { keeps: own_nurses(catalogue, &booking), ..wanted };
        let taken = self.take(tx, catalogue, &wanted, Owner::Booking(booking.id), Some(&old)).await?;
        let taken = taken.map_err(Refusal::unavailable)?;
        booking.claim = taken.claim;
        booking.ends_at = taken.ends_at;
        booking.mode = mode;
        booking.join_url = self.link_in(tx, context, &booking).await?;
        let why = ("change_mode", Some(taken.assignment));
        let recorded = self.write_change(tx, context, (&before, &mut booking), why).await?;
        Ok((booking, recorded))
    }
}

/// Her nurses: their time is hers even if it was withdrawn after she booked it.
fn own_nurses(catalogue: &Catalogue, booking: &Booking) -> Vec<Able> {
    let own = [Some(booking.claim.staff), booking.claim.joint].into_iter().flatten();
    let able = own.filter_map(|staff| {
        let member = catalogue.staff(staff)?;
        let (profession, joint) = (member.profession, true);
        Some(Able { staff, profession, joint, ends_at: booking.ends_at, modes: booking.modes_offered })
    });
    able.collect()
}
