//! Publish what the templates give: first the preview, then exactly that.

use chrono::NaiveDate;
use mendan_domain::fault::Fault;
use mendan_domain::ids::{NurseSlotId, OfficeId, StaffId};
use mendan_domain::offer::publish::{Counts, Difference, Plan, Planned, Step, difference};
use serde_json::json;

use crate::city::catalogue::Catalogue;
use crate::error::{FieldError, Refusal};
use crate::model::NurseSlot;
use crate::offer::own_calendar::{OwnClosed, own_closed};
use crate::offer::planning::{Planning, month};
use crate::services::permit::{Permit, asked::ShapeOwnTimes};
use crate::services::{Context, Recorded, Services};
use crate::unit::{ReadUnit, WriteUnit};

/// Days that can be published at once.
const MOST_DAYS: i64 = 92;

/// What to publish. Days are local days of the city.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PublishQuery {
    /// First day.
    pub from: NaiveDate,
    /// Last day, included; at most 92 days in all.
    pub until: NaiveDate,
    /// Only at that office.
    pub office: Option<OfficeId>,
    /// Only that nurse.
    pub staff: Option<StaffId>,
}

/// What publishing would do now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preview {
    /// What there should be, and what is left out.
    pub plan: Plan,
    /// The steps from what there is.
    pub difference: Difference,
    /// How many of each.
    pub counts: Counts,
    /// What calendars of the nurses' own will close of it, by nurse. Nothing of that is written, so the digest does not know it.
    pub own: Vec<OwnClosed>,
    /// Publishing wants it back: it is another as soon as anything else would be written.
    pub digest: u64,
}

impl Services {
    /// What publishing would do. The past is never part of it.
    pub async fn preview(&self, context: &Permit<ShapeOwnTimes>, query: PublishQuery) -> Result<Preview, Refusal> {
        query.check(context)?;
        let mut tx = self.store().read().await?;
        self.look_ahead(tx.as_mut(), context, query).await
    }

    /// Publishes what the preview of that digest showed; bookings stay as they are.
    ///
    /// When something has changed since, nothing is written and `digest` is refused as `changed`.
    pub async fn publish_plan(
        &self,
        context: &Permit<ShapeOwnTimes>,
        query: PublishQuery,
        digest: u64,
    ) -> Result<Counts, Refusal> {
        self.write(|writer| async move {
            query.check(context)?;
            let mut tx = writer.begin().await?;
            let preview = writer.look_ahead(tx.as_mut(), context, query).await?;
            if preview.digest != digest {
                return Err(changed());
            }
            writer.apply(tx.as_mut(), context, &preview.difference, true).await?;
            let days = (query.from, query.until);
            let recorded = writer.audit_published(tx.as_mut(), context, "publish_plan", days, preview.counts).await?;
            tx.commit(recorded).await?;
            Ok(preview.counts)
        })
        .await
    }

    async fn look_ahead(
        &self,
        tx: &mut dyn ReadUnit,
        context: &Context,
        query: PublishQuery,
    ) -> Result<Preview, Refusal> {
        let planning = Planning::read(self, tx, context, (query.from, query.until)).await?;
        let plan = planning.with_templates(|planner| planner.plan(query.from, query.until, planning.now));
        // All of the city is planned, then cut to the scope: a nurse who is planned elsewhere is not free here.
        let all = difference(&plan, &planning.existing, &planning.kept);
        Ok(Preview::cut(&planning.catalogue, (plan, all), within(context, query.office, query.staff)))
    }

    /// Writes the steps. What is withdrawn goes first, so that nothing stands in the way of what comes.
    pub(crate) async fn apply(
        &self,
        tx: &mut dyn WriteUnit,
        context: &Context,
        difference: &Difference,
        planned: bool,
    ) -> Result<(), Refusal> {
        let (mut new, mut other, mut gone): (Vec<&Planned>, Vec<NurseSlot>, Vec<NurseSlotId>) = Default::default();
        for step in &difference.steps {
            match step {
                Step::Create(time) => new.push(time),
                Step::Change { id, to, .. } => other.push(slot(*id, to, planned)),
                Step::Withdraw(time) => gone.push(time.id),
                Step::Keep(_) | Step::KeepByHand(_) | Step::Collides { .. } => {}
            }
        }
        let new: Vec<NurseSlot> = new.into_iter().map(|time| slot(NurseSlotId(self.new_id()), time, planned)).collect();
        let city = context.municipality();
        tx.slots_delete(city, &gone).await?;
        tx.slots_change(city, &other).await?;
        let written = tx.slots_insert(city, &new).await?;
        // Somebody published the same in this very moment: the preview shows what is left.
        if usize::try_from(written).is_ok_and(|written| written == new.len()) { Ok(()) } else { Err(changed()) }
    }

    pub(crate) async fn audit_published(
        &self,
        tx: &mut dyn WriteUnit,
        context: &Context,
        action: &str,
        (from, until): (NaiveDate, NaiveDate),
        counts: Counts,
    ) -> Result<Recorded, Refusal> {
        let Counts { create, change, withdraw, .. } = counts;
        let detail = json!({ "from": from, "until": until, "new": create, "changed": change, "withdrawn": withdraw });
        Ok(self.audit(tx, context, action, ("slots", 0), &detail).await?)
    }
}

impl PublishQuery {
    /// What is left of the month of `day` from `today` on.
    pub fn of_month(day: NaiveDate, today: NaiveDate, office: Option<OfficeId>, staff: Option<StaffId>) -> Self {
        let (first, last) = month(day);
        Self { from: first.max(today), until: last, office, staff }
    }

    /// Whether the asker may publish that, and it is not too much.
    fn check(&self, context: &Permit<ShapeOwnTimes>) -> Result<(), Refusal> {
        may_publish(context, self.office, self.staff)?;
        let days = (self.until - self.from).num_days() + 1;
        if (1..=MOST_DAYS).contains(&days) {
            Ok(())
        } else {
            Err(Refusal::Invalid(vec![FieldError::new("until", Fault::OutOfRange)]))
        }
    }
}

/// Whether a time at that office of that nurse is meant.
pub(crate) fn within(
    context: &Context,
    office: Option<OfficeId>,
    staff: Option<StaffId>,
) -> impl Fn(OfficeId, StaffId) -> bool + Copy {
    move |at, whose| {
        context.reaches(at) && office.is_none_or(|only| only == at) && staff.is_none_or(|only| only == whose)
    }
}

/// Administrators publish everybody's times, nurses their own; the demo fills itself.
pub(crate) fn may_publish(
    context: &Permit<ShapeOwnTimes>,
    office: Option<OfficeId>,
    staff: Option<StaffId>,
) -> Result<(), Refusal> {
    context.shapes_of(staff)?;
    let known = office.is_none_or(|id| context.catalogue.office(id).is_some())
        && staff.is_none_or(|id| context.catalogue.staff(id).is_some());
    if known { Ok(()) } else { Err(Refusal::NotFound) }
}

/// The refusal of a preview that no longer holds.
pub(crate) fn changed() -> Refusal {
    Refusal::Invalid(vec![FieldError::new("digest", Fault::Changed)])
}

impl Preview {
    /// The part of a plan and its steps that the scope covers.
    pub(crate) fn cut(
        catalogue: &Catalogue,
        (mut plan, mut all): (Plan, Difference),
        covers: impl Fn(OfficeId, StaffId) -> bool,
    ) -> Self {
        plan.times.retain(|time| covers(time.office, time.staff));
        plan.skipped.retain(|skipped| covers(skipped.planned.office, skipped.planned.staff));
        all.steps.retain(|step| {
            let (office, staff) = place(step);
            covers(office, staff)
        });
        all.booked.retain(|time| covers(time.office, time.staff));
        let (counts, digest, own) = (all.counts(), all.digest(), own_closed(catalogue, &all));
        Self { plan, difference: all, counts, own, digest }
    }
}

const fn place(step: &Step) -> (OfficeId, StaffId) {
    match step {
        Step::Create(Planned { office, staff, .. })
        | Step::Collides { planned: Planned { office, staff, .. }, .. }
        | Step::Change { to: Planned { office, staff, .. }, .. }
        | Step::Withdraw(NurseSlot { office, staff, .. })
        | Step::Keep(NurseSlot { office, staff, .. })
        | Step::KeepByHand(NurseSlot { office, staff, .. }) => (*office, *staff),
    }
}

/// A planned time as it is stored.
pub(crate) const fn slot(id: NurseSlotId, time: &Planned, planned: bool) -> NurseSlot {
    let Planned { office, kind, staff, starts_at, ends_at, modes, .. } = *time;
    NurseSlot { id, office, kind, staff, starts_at, ends_at, modes, open: true, planned }
}
