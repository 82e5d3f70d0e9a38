//! Everybody whom an absence meets, what can be done for each, what was done, and by whom. All of it is in the database: whoever opens the
//! page goes on where somebody else has stopped.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use mendan_domain::booking::Status;
use mendan_domain::ids::{ClosureId, StaffId};
use mendan_domain::offer::closed::{Closed, Closure};
use serde_json::json;

use crate::booking::reassign::Colleague;
use crate::call::met::met;
use crate::city::catalogue::Catalogue;
use crate::error::Refusal;
use crate::model::{Booking, Call, CallOutcome, OfferSet, OfferState};
use crate::services::permit::{Permit, asked::ViewBookings};
use crate::services::{Context, Services};
use crate::unit::ReadUnit;

/// An absence and everybody whom it meets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rescue {
    /// The absence.
    pub closure: Closure,
    /// Who is absent.
    pub nurse: StaffId,
    /// Who is not looked after yet in the order of time, then those who are.
    pub rows: Vec<RescueRow>,
}

impl Rescue {
    /// How many are looked after.
    pub fn done(&self) -> usize {
        self.rows.iter().filter(|row| row.state.is_done()).count()
    }
}

/// One of them.
#[derive(Clone, PartialEq, Eq)]
pub struct RescueRow {
    /// Hers, as it is now.
    pub booking: Booking,
    /// Her entry of the call list.
    pub call: Call,
    /// What she asks us to mind.
    pub needs: Vec<String>,
    /// How far it is.
    pub state: Rescued,
    /// Who did that; none: she herself, or nobody yet.
    pub by: Option<StaffId>,
    /// Who could take it at the same time: the nurse she knows first, then fair by load.
    pub colleague: Option<StaffId>,
    /// What she was offered last.
    pub offer: Option<OfferSet>,
}

crate::masked_debug!(RescueRow { booking, call, state, by, colleague, offer });

/// How far one of them is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Rescued {
    /// Nothing was done yet, or nothing came of it: she is to be called.
    Open,
    /// Her answer to what she was offered is awaited.
    Waiting,
    /// A colleague has it at the same time.
    HandedOn,
    /// She has another time.
    Moved,
    /// It was called off.
    Cancelled,
    /// She was spoken to.
    Spoken,
    /// She came all the same, or it is marked as over.
    Over,
}

impl Rescued {
    /// Whether nobody has to do anything more.
    pub const fn is_done(self) -> bool {
        !matches!(self, Self::Open | Self::Waiting)
    }
}

/// An absence that its asker may look at.
pub(crate) struct Scope {
    pub(crate) catalogue: Catalogue,
    pub(crate) closure: Closure,
    pub(crate) nurse: StaffId,
    /// Whom it meets, as far as she reaches.
    pub(crate) met: Vec<(Call, Booking)>,
}

/// The cause by which the call list knows whom an absence meets.
pub(crate) fn cause(closure: ClosureId) -> String {
    format!("closure:{closure}")
}

/// The absence of a cause; none: it is another one.
pub(crate) fn closure_of(cause: &str) -> Option<ClosureId> {
    cause.strip_prefix("closure:")?.parse().ok().map(ClosureId)
}

/// Whether that absence stands in the way of the booking.
pub(crate) fn is_met_by(catalogue: &Catalogue, booking: &Booking, closure: ClosureId) -> bool {
    matches!(met(catalogue, booking), Some(Closed::Absence { id, .. }) if id == closure)
}

impl Services {
    /// Everybody whom an absence meets; looking is logged.
    pub async fn rescue(&self, context: &Permit<ViewBookings>, id: ClosureId) -> Result<Rescue, Refusal> {
        let mut tx = self.store().read().await?;
        let Scope { catalogue, closure, nurse, met } = self.rescue_scope(tx.as_mut(), context, id).await?;
        let mut rows = Vec::new();
        for (call, booking) in met {
            rows.push(self.rescue_row(tx.as_mut(), (&catalogue, &closure), (call, booking)).await?);
        }
        rows.sort_by_key(|row| (row.state.is_done(), row.booking.starts_at, row.booking.id));
        let mut given = HashMap::new();
        for row in rows.iter_mut().filter(|row| !row.state.is_done()) {
            row.colleague =
                self.who_could(tx.as_mut(), &catalogue, (&row.booking, &closure, nurse), &mut given).await?;
        }
        drop(tx);
        self.note_view(context, ("closure", id.0), &json!({ "bookings": rows.len() })).await?;
        Ok(Rescue { closure, nurse, rows })
    }

    /// The absence as it is now and whom it meets. It is nothing for whoever reaches nobody of them, as what nobody has.
    pub(crate) async fn rescue_scope(
        &self,
        tx: &mut dyn ReadUnit,
        context: &Context,
        id: ClosureId,
    ) -> Result<Scope, Refusal> {
        let city = context.municipality();
        // Another instance may have written it a moment ago.
        let catalogue = tx.catalogue(city, self.closures_since()).await?.ok_or(Refusal::NotFound)?;
        let catalogue = context.seen(catalogue);
        let closure = catalogue.closed.closures.iter().find(|closure| closure.id == id).cloned();
        let (closure, nurse) =
            closure.and_then(|closure| closure.staff.map(|nurse| (closure, nurse))).ok_or(Refusal::NotFound)?;
        let mut met = Vec::new();
        for call in tx.calls_about(city, &cause(id)).await? {
            let booking = tx.booking(city, call.booking).await?;
            met.extend(booking.filter(|booking| context.reaches(booking.office)).map(|booking| (call, booking)));
        }
        if met.is_empty() && !context.reaches_all() {
            return Err(Refusal::NotFound);
        }
        Ok(Scope { catalogue, closure, nurse, met })
    }

    async fn rescue_row(
        &self,
        tx: &mut dyn ReadUnit,
        (catalogue, closure): (&Catalogue, &Closure),
        (call, booking): (Call, Booking),
    ) -> Result<RescueRow, Refusal> {
        let (state, offer) = self.rescued(tx, (catalogue, closure), (&call, &booking)).await?;
        let by = match state {
            Rescued::Open => None,
            Rescued::Waiting => offer.as_ref().and_then(|set| set.made_by),
            Rescued::Spoken => call.staff,
            Rescued::HandedOn | Rescued::Moved | Rescued::Cancelled | Rescued::Over => booking.updated_by,
        };
        let needs = self.notes_of(&booking)?.needs;
        Ok(RescueRow { booking, call, needs, state, by, colleague: None, offer })
    }

    /// How far one of them is, and what she was offered last.
    pub(crate) async fn rescued(
        &self,
        tx: &mut dyn ReadUnit,
        (catalogue, closure): (&Catalogue, &Closure),
        (call, booking): (&Call, &Booking),
    ) -> Result<(Rescued, Option<OfferSet>), Refusal> {
        let sets = tx.offer_sets_of(booking.municipality, booking.id).await?;
        let hers = sets.into_iter().rfind(|set| set.closure == closure.id);
        let offer = hers.map(|set| set.at(self.now()));
        Ok((state(catalogue, closure, (booking, call), offer.as_ref()), offer))
    }

    /// Who could take it instead; whoever is named for others already counts as having those.
    async fn who_could(
        &self,
        tx: &mut dyn ReadUnit,
        catalogue: &Catalogue,
        (booking, closure, nurse): (&Booking, &Closure, StaffId),
        given: &mut HashMap<(StaffId, NaiveDate), i64>,
    ) -> Result<Option<StaffId>, Refusal> {
        if booking.starts_at <= self.now() || !is_met_by(catalogue, booking, closure.id) {
            return Ok(None);
        }
        let day = catalogue.municipality.local_date(booking.starts_at);
        let known = tx.nurses_before(booking.client, booking.id).await?;
        let free = self.colleagues_in(tx, catalogue, booking, nurse).await?;
        let best = best(catalogue, &free, &known, |staff| given.get(&(staff, day)).copied().unwrap_or_default());
        if let Some(best) = best {
            *given.entry((best, day)).or_default() += 1;
        }
        Ok(best)
    }
}

/// Of those who are free: the nurse she saw last, then whoever offers the time, then fair by load.
fn best(
    catalogue: &Catalogue,
    free: &[Colleague],
    known: &[StaffId],
    given: impl Fn(StaffId) -> i64,
) -> Option<StaffId> {
    let has_room = |colleague: &&Colleague| {
        let most = catalogue.staff(colleague.staff).and_then(|member| member.work.daily_max);
        most.is_none_or(|most| colleague.that_day + given(colleague.staff) < most)
    };
    let unknown = known.len();
    let rank = |colleague: &&Colleague| {
        let place = known.iter().position(|id| *id == colleague.staff).unwrap_or(unknown);
        (place, !colleague.offers, colleague.that_day + given(colleague.staff), colleague.staff)
    };
    free.iter().filter(has_room).min_by_key(rank).map(|colleague| colleague.staff)
}

fn state(
    catalogue: &Catalogue,
    closure: &Closure,
    (booking, call): (&Booking, &Call),
    offer: Option<&OfferSet>,
) -> Rescued {
    let day = catalogue.municipality.local_date(booking.starts_at);
    match booking.status {
        Status::Cancelled => Rescued::Cancelled,
        Status::Arrived | Status::Fulfilled | Status::Noshow => Rescued::Over,
        Status::Booked if !is_met_by(catalogue, booking, closure.id) => {
            let taken = offer.is_some_and(|set| set.state == OfferState::Taken);
            let same_days = closure.from <= day && day <= closure.until;
            if same_days && !taken { Rescued::HandedOn } else { Rescued::Moved }
        }
        Status::Booked if call.done_at.is_some() && call.outcome == Some(CallOutcome::Talked) => Rescued::Spoken,
        Status::Booked if offer.is_some_and(OfferSet::is_open) => Rescued::Waiting,
        Status::Booked => Rescued::Open,
    }
}

/// When her turn on the call list comes, as an entry says it.
pub fn is_due(call: &Call, now: DateTime<Utc>) -> bool {
    call.done_at.is_none() && call.next_at <= now
}
