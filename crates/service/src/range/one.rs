//! Open and close a single time of a nurse, for every kind she offers then. Bookings are never touched by this.

use chrono::{DateTime, NaiveDate, Utc};
use mendan_domain::ids::{ClosureId, NurseSlotId};
use mendan_domain::offer::closed::{Closed, Closure};
use mendan_domain::offer::hours::Hours;
use serde_json::json;

use crate::city::catalogue::Catalogue;
use crate::error::Refusal;
use crate::forms::Checks;
use crate::model::NurseSlot;
use crate::offer::window::hours_of;
use crate::range::change::Change;
use crate::range::repository::RangeUndoId;
use crate::range::scope::{Act, Range};
use crate::range::undo::{Before, ClosureWas, Watch, until};
use crate::services::permit::{Permit, asked::OpenTimes};
use crate::services::{Context, Services};
use crate::unit::WriteUnit;

/// All slots of a nurse that begin together.
struct Time {
    /// The one that was asked for.
    slot: NurseSlot,
    /// All of them.
    slots: Vec<NurseSlot>,
}

impl Services {
    /// Opens or closes it. Returns the slot as it is now, and by which that can be undone. `seen` says whether it was open when the asker
    /// saw it; none: nobody knows.
    pub async fn set_open(
        &self,
        context: &Permit<OpenTimes>,
        id: NurseSlotId,
        seen: Option<bool>,
        open: bool,
    ) -> Result<(NurseSlot, Option<RangeUndoId>), Refusal> {
        self.write(|writer| async move {
            let mut tx = writer.begin().await?;
            let Time { mut slot, slots } = time(tx.as_mut(), context, id, seen).await?;
            tx.slots_set_open(context.municipality(), slot.staff, slot.starts_at, open).await?;
            let set = slots.iter().map(|slot| (slot.id, slot.open, open)).collect();
            let watch = watch(&slot, &slots);
            let action = if open { "open" } else { "close" };
            let before = (Before { set, ..Before::default() }, watch);
            let undo = writer.keep_range(tx.as_mut(), context, action, before).await?;
            let detail = json!({ "starts_at": slot.starts_at.timestamp(), "nurse": slot.staff });
            let recorded = writer.audit(tx.as_mut(), context, action, ("slot", id.0), &detail).await?;
            tx.commit(recorded).await?;
            slot.open = open;
            Ok((slot, undo))
        })
        .await
    }

    /// Closes it with a reason: as an absence of that nurse in these hours, for whoever may write one.
    pub async fn time_close(
        &self,
        context: &Permit<OpenTimes>,
        id: NurseSlotId,
        seen: Option<bool>,
        reason: &str,
    ) -> Result<Option<RangeUndoId>, Refusal> {
        self.write(|writer| async move {
            let city = context.municipality();
            let (mut tx, catalogue) = writer.begin_setup(context).await?;
            let Time { slot, slots } = time(tx.as_mut(), context, id, seen).await?;
            let mut checks = Checks::default();
            let reason = checks.line("reason", reason);
            checks.done()?;
            let (day, hours) = span(&catalogue, slot.starts_at, &slots);
            let hours = Some(hours);
            let (id_of_closure, staff) = (ClosureId(writer.new_id()), Some(slot.staff));
            let closure = Closure { id: id_of_closure, office: None, staff, from: day, until: day, hours, reason };
            if !context.closes(&closure) {
                return Err(Refusal::NotFound);
            }
            tx.closure_save(city, &closure).await?;
            writer.call_about_closed(tx.as_mut(), city, Some((day, day))).await?;
            let closures = vec![ClosureWas { before: None, after: Some(closure), version: 0 }];
            let before = (Before { closures, ..Before::default() }, watch(&slot, &slots));
            let undo = writer.keep_range(tx.as_mut(), context, "close", before).await?;
            let detail =
                json!({ "starts_at": slot.starts_at.timestamp(), "nurse": slot.staff, "closure": id_of_closure });
            let recorded = writer.audit(tx.as_mut(), context, "close", ("slot", id.0), &detail).await?;
            writer.commit_setup(tx, recorded, city).await?;
            Ok(undo)
        })
        .await
    }
}

impl Services {
    /// Opens it again where an absence of its nurse closes it: these hours are cut out of what is the asker's to take away.
    pub async fn time_open(
        &self,
        context: &Permit<OpenTimes>,
        id: NurseSlotId,
    ) -> Result<Option<RangeUndoId>, Refusal> {
        self.write(|writer| async move {
            let city = context.municipality();
            let (mut tx, catalogue) = writer.begin_setup(context).await?;
            let Time { slot, slots } = time(tx.as_mut(), context, id, Some(true)).await?;
            let (day, hours) = span(&catalogue, slot.starts_at, &slots);
            let nurses = vec![slot.staff];
            let hers = Range { act: Act::Open, offices: Vec::new(), nurses, from: day, until: day, hours: Some(hours) };
            let change = Change::cut(context, &catalogue, &hers);
            if change.is_nothing() {
                let absent = catalogue.closed.absence(day, hours, slot.staff).is_some();
                return Err(if absent { Refusal::NotFound } else { Refusal::Changed });
            }
            let before = writer.write_range(tx.as_mut(), &catalogue, change, "").await?;
            writer.call_about_closed(tx.as_mut(), city, Some((day, day))).await?;
            let undo = writer.keep_range(tx.as_mut(), context, "open", (before, watch(&slot, &slots))).await?;
            let detail = json!({ "starts_at": slot.starts_at.timestamp(), "nurse": slot.staff });
            let recorded = writer.audit(tx.as_mut(), context, "open", ("slot", id.0), &detail).await?;
            writer.commit_setup(tx, recorded, city).await?;
            Ok(undo)
        })
        .await
    }
}

/// Whether a time is closed by an absence of its nurse that is the asker's to take away: [`Services::time_open`] opens it then. Of a
/// city or office that is closed nothing is opened by that.
pub fn opens(context: &Context, catalogue: &Catalogue, slots: &[NurseSlot]) -> bool {
    let Some(first) = slots.first() else { return false };
    let (day, hours) = span(catalogue, first.starts_at, slots);
    let closed = catalogue.closed.why(day, hours, first.office, Some(first.staff));
    let Some(Closed::Absence { id, .. }) = closed else { return false };
    catalogue.closed.closures.iter().any(|closure| closure.id == id && context.closes(closure))
}

/// The day of a time and its hours, those of the longest of its slots.
fn span(catalogue: &Catalogue, starts_at: DateTime<Utc>, slots: &[NurseSlot]) -> (NaiveDate, Hours) {
    let ends_at = until(starts_at, slots.iter().map(|slot| slot.ends_at));
    (catalogue.municipality.local_date(starts_at), hours_of(catalogue, starts_at, ends_at))
}

/// The time, if it is still as it was seen.
async fn time(tx: &mut dyn WriteUnit, context: &Context, id: NurseSlotId, seen: Option<bool>) -> Result<Time, Refusal> {
    let city = context.municipality();
    let slot = tx.slot_of(city, id).await?.filter(|slot| context.reaches(slot.office)).ok_or(Refusal::NotFound)?;
    if seen != Some(slot.open) {
        return Err(Refusal::Changed);
    }
    let mut slots = tx.slots_between(city, slot.starts_at, slot.starts_at + chrono::TimeDelta::seconds(1)).await?;
    slots.retain(|other| other.staff == slot.staff);
    Ok(Time { slot, slots })
}

fn watch(slot: &NurseSlot, slots: &[NurseSlot]) -> Watch {
    Watch::of_time(slot.staff, slot.starts_at, until(slot.starts_at, slots.iter().map(|slot| slot.ends_at)))
}
