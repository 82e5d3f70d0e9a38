//! Take back what was done to times, for as long as what was done to a booking: all of it, or nothing. It is refused as soon as anybody
//! wrote any of it, or any booking of those days and nurses, after it.

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use mendan_domain::booking::Status;
use mendan_domain::ids::{BookingId, ClosureId, NurseSlotId, OfficeId, StaffId};
use mendan_domain::offer::closed::Closure;
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::booking::undo_many::Moved;
use crate::calendar::day::is_hers;
use crate::city::catalogue::Catalogue;
use crate::error::Refusal;
use crate::model::{Booking, SetupRow};
use crate::range::repository::{RangeUndo, RangeUndoId};
use crate::range::scope::{Act, Range};
use crate::sealed::SealedPlace;
use crate::services::permit::{
    Permit,
    asked::{BookForOthers, OpenTimes, ShapeOwnTimes},
};
use crate::services::{Actor, By, Context, Services, Staff, Writer};
use crate::unit::{ReadUnit, WriteUnit};

/// What single times are told by in the log: whoever opens and closes them may undo it.
const SINGLE: [&str; 2] = ["open", "close"];

/// A closure before and after.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct ClosureWas {
    /// None: there was none.
    pub before: Option<Closure>,
    /// None: it is gone.
    pub after: Option<Closure>,
    /// The version of what is there now.
    pub version: i64,
}

/// What was before an act on times.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Before {
    /// Closures that were written.
    pub closures: Vec<ClosureWas>,
    /// Times that were opened or closed: whether they were open, and are.
    pub set: Vec<(NurseSlotId, bool, bool)>,
    /// Times that were made.
    pub made: Vec<NurseSlotId>,
    /// Bookings that were moved.
    pub moved: Vec<Moved>,
    /// Bookings that were changed at once, each with an undo of its own, and the version that the act left it with.
    #[serde(default)]
    pub each: Vec<(BookingId, i64)>,
}

impl Before {
    /// The absence that was written, if nothing else was.
    pub(super) fn one_absence(&self) -> Option<ClosureId> {
        let [one] = self.closures.as_slice() else { return None };
        one.after.as_ref().filter(|closure| closure.staff.is_some()).map(|closure| closure.id)
    }
}

/// Whose bookings must stay as they are for the act to be undone: those of these offices and nurses, in these days.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Watch {
    /// At these offices.
    pub offices: Vec<OfficeId>,
    /// Of these nurses.
    pub nurses: Vec<StaffId>,
    /// Unix seconds, from and until.
    pub windows: Vec<(i64, i64)>,
}

/// All of it, as it is sealed.
#[derive(Debug, Serialize, Deserialize)]
struct Sealed {
    before: Before,
    watch: Watch,
    /// The bookings that are watched, with their versions.
    live: BTreeSet<(BookingId, i64)>,
}

impl Watch {
    /// Of a range and of where it goes.
    pub fn of(catalogue: &Catalogue, range: &Range) -> Self {
        let seconds = |range: &Range| {
            let (from, until) = range.window(catalogue);
            (from.timestamp(), until.timestamp())
        };
        let (mut nurses, mut windows) = (range.nurses.clone(), vec![seconds(range)]);
        if let Act::Move(shift) | Act::Copy(shift) = range.act {
            nurses.extend(shift.staff);
            if let (Some(from), Some(until)) = (shift.day(range.from), shift.day(range.until)) {
                windows.push(seconds(&Range { from, until, ..range.clone() }));
            }
        }
        Self { offices: range.offices.clone(), nurses, windows }
    }

    /// Of one time of a nurse.
    pub fn of_time(nurse: StaffId, from: DateTime<Utc>, until: DateTime<Utc>) -> Self {
        Self { nurses: vec![nurse], windows: vec![(from.timestamp(), until.timestamp())], ..Self::default() }
    }

    fn has(&self, booking: &Booking) -> bool {
        booking.status != Status::Cancelled
            && (self.offices.contains(&booking.office)
                || self.nurses.iter().any(|nurse| is_hers(&booking.claim, *nurse)))
    }

    async fn live(&self, tx: &mut dyn ReadUnit, context: &Context) -> Result<BTreeSet<(BookingId, i64)>, Refusal> {
        let mut live = BTreeSet::new();
        for (from, until) in &self.windows {
            let [from, until] = [from, until].map(|at| DateTime::from_timestamp(*at, 0).unwrap_or_default());
            let bookings = tx.bookings_between(context.municipality(), from, until).await?;
            let watched = bookings.iter().filter(|booking| self.has(booking));
            live.extend(watched.map(|booking| (booking.id, booking.version)));
        }
        Ok(live)
    }
}

impl Services {
    /// After an act of a member is written: keeps what was before it. What the product does itself is not undone.
    pub(super) async fn keep_range(
        &self,
        tx: &mut dyn WriteUnit,
        context: &Context,
        action: &str,
        kept: (Before, Watch),
    ) -> Result<Option<RangeUndoId>, Refusal> {
        self.keep_until(tx, context, (action, self.told_at(context)), kept).await
    }

    /// The same where the act has begun before, so that it is over before, too.
    pub(crate) async fn keep_until(
        &self,
        tx: &mut dyn WriteUnit,
        context: &Context,
        (action, until): (&str, DateTime<Utc>),
        (before, watch): (Before, Watch),
    ) -> Result<Option<RangeUndoId>, Refusal> {
        let Actor::Staff(who) = context.actor else { return Ok(None) };
        let live = watch.live(tx, context).await?;
        let id = RangeUndoId(self.new_id());
        let undo = RangeUndo {
            id,
            municipality: context.municipality(),
            staff: who.id(),
            action: action.to_owned(),
            until,
            undone: false,
            before_sealed: self.seal(&SealedPlace::RangeUndo(id), &Sealed { before, watch, live })?,
        };
        tx.range_undo_save(&undo).await?;
        Ok(Some(id))
    }

    /// Until when she can undo that act of hers; none: no more, or it is none of hers.
    pub async fn range_undoable(&self, context: &By<Staff>, id: RangeUndoId) -> Result<Option<DateTime<Utc>>, Refusal> {
        let undo = self.store().look().await?.range_undo_of(context.municipality(), id).await?;
        let lasts = |undo: &RangeUndo| !undo.undone && is_of(undo, context) && self.now() < undo.until;
        Ok(undo.filter(lasts).map(|undo| undo.until))
    }

    /// An act of hers, and the bookings that it changed each by itself. `TooLate`: it is over, or none of hers.
    pub(crate) async fn kept_each(
        &self,
        tx: &mut dyn ReadUnit,
        context: &Context,
        id: RangeUndoId,
    ) -> Result<(RangeUndo, Vec<(BookingId, i64)>), Refusal> {
        let undo = tx.range_undo_of(context.municipality(), id).await?;
        let undo = undo.filter(|undo| is_of(undo, context) && self.now() < undo.until).ok_or(Refusal::TooLate)?;
        let sealed: Sealed = self.open(&SealedPlace::RangeUndo(id), &undo.before_sealed)?;
        Ok((undo, sealed.before.each))
    }

    /// Undoes an act of hers, if everything is still as it left it and the time is not over. Asked once more it is answered as the
    /// first time.
    pub async fn range_undo(&self, context: &By<Staff>, id: RangeUndoId) -> Result<(), Refusal> {
        self.write(|writer| async move { writer.range_undo_once(context, id).await }).await
    }
}

impl Writer {
    async fn range_undo_once(&self, context: &By<Staff>, id: RangeUndoId) -> Result<(), Refusal> {
        let city = context.municipality();
        let (mut tx, catalogue) = self.begin_setup(context).await?;
        let undo = tx.range_undo_of(city, id).await?.filter(|undo| is_of(undo, context) && self.now() < undo.until);
        let undo = undo.ok_or(Refusal::TooLate)?;
        if undo.undone {
            return Ok(());
        }
        let sealed: Sealed = self.open(&SealedPlace::RangeUndo(id), &undo.before_sealed)?;
        if !sealed.before.each.is_empty() {
            // No act on times: whoever did it undoes it where she did it.
            return Err(Refusal::TooLate);
        }
        still_may(context, &undo, &sealed.before)?;
        let unchanged = sealed.watch.live(tx.as_mut(), context).await? == sealed.live
            && closures_are(&catalogue, &sealed.before.closures)
            && times_are(tx.as_mut(), context, &sealed).await?;
        if !unchanged {
            return Err(Refusal::Changed);
        }
        let Before { closures, set, made, moved, each: _ } = sealed.before;
        let (bookings, days) = (moved.len(), days(&closures));
        for closure in closures {
            match (closure.before, closure.after) {
                (Some(before), _) => tx.closure_save(city, &before).await?,
                (None, Some(after)) => {
                    let _there = tx.closure_delete(city, after.id).await?;
                }
                (None, None) => {}
            }
        }
        for open in [true, false] {
            let those: Vec<NurseSlotId> = set.iter().filter(|(_, was, _)| *was == open).map(|(id, ..)| *id).collect();
            if !those.is_empty() {
                tx.slots_open_each(city, &those, open).await?;
            }
        }
        if !made.is_empty() {
            tx.slots_delete(city, &made).await?;
        }
        let of_now = context.in_city(Arc::new(catalogue));
        self.all_back(tx.as_mut(), &of_now, moved).await?;
        if days.is_some() {
            self.call_about_closed(tx.as_mut(), city, days).await?;
        }
        tx.range_undo_done(city, id).await?;
        let detail = json!({ "undone": undo.action, "bookings": bookings });
        let recorded = self.audit(tx.as_mut(), context, "range_undo", ("slots", 0), &detail).await?;
        self.commit_setup(tx, recorded, city).await?;
        self.ring();
        Ok(())
    }
}

fn is_of(undo: &RangeUndo, context: &Context) -> bool {
    context.actor.staff() == Some(undo.staff)
}

/// What she may have been taken since.
fn still_may(context: &Context, undo: &RangeUndo, before: &Before) -> Result<(), Refusal> {
    if SINGLE.contains(&undo.action.as_str()) {
        let _may: Permit<OpenTimes> = context.permit()?;
    } else {
        let _may: Permit<ShapeOwnTimes> = context.permit()?;
    }
    if !before.moved.is_empty() {
        let _may: Permit<BookForOthers> = context.permit()?;
    }
    Ok(())
}

/// Whether each closure is as the act left it.
fn closures_are(catalogue: &Catalogue, closures: &[ClosureWas]) -> bool {
    let now = |id: ClosureId| catalogue.closed.closures.iter().find(|closure| closure.id == id);
    closures.iter().all(|was| match (&was.before, &was.after) {
        (_, Some(after)) => {
            now(after.id) == Some(after) && catalogue.versions.of(SetupRow::Closure(after.id)) == was.version
        }
        (Some(before), None) => now(before.id).is_none(),
        (None, None) => true,
    })
}

/// Whether each time is as the act left it.
async fn times_are(tx: &mut dyn ReadUnit, context: &Context, sealed: &Sealed) -> Result<bool, Refusal> {
    let made = sealed.before.made.iter().map(|id| (*id, true));
    let set = sealed.before.set.iter().map(|(id, _, is)| (*id, *is));
    for (id, open) in made.chain(set) {
        if tx.slot_of(context.municipality(), id).await?.is_none_or(|slot| slot.open != open) {
            return Ok(false);
        }
    }
    Ok(true)
}

/// The days that its closures closed or opened.
fn days(closures: &[ClosureWas]) -> Option<(NaiveDate, NaiveDate)> {
    let all = || closures.iter().flat_map(|was| was.before.iter().chain(&was.after));
    Some((all().map(|closure| closure.from).min()?, all().map(|closure| closure.until).max()?))
}

/// The end of a time that begins together with others: of one that has none, the minute after.
pub(super) fn until(starts_at: DateTime<Utc>, ends: impl Iterator<Item = DateTime<Utc>>) -> DateTime<Utc> {
    ends.max().unwrap_or(starts_at + TimeDelta::minutes(1))
}
