//! Last month once more, as times made by hand: later publishing leaves them alone.

use std::collections::HashMap;

use chrono::NaiveDate;
use mendan_domain::ids::{NurseSlotId, OfficeId, StaffId};
use mendan_domain::offer::publish::{Counts, Difference, Step, copy_month, difference};

use crate::error::Refusal;
use crate::model::NurseSlot;
use crate::offer::planning::{Planning, instants, month};
use crate::offer::publish::{Preview, changed, may_publish, within};
use crate::services::permit::{Permit, asked::ShapeOwnTimes};
use crate::services::{Context, Services};
use crate::unit::ReadUnit;

/// What to copy where. Of the days only year and month count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CopyQuery {
    /// A day of the month to copy.
    pub from_month: NaiveDate,
    /// A day of the month it is copied to.
    pub to_month: NaiveDate,
    /// Only at that office.
    pub office: Option<OfficeId>,
    /// Only that nurse.
    pub staff: Option<StaffId>,
}

impl Services {
    /// What copying would create. Nothing is ever changed or withdrawn by it.
    pub async fn copy_preview(&self, context: &Permit<ShapeOwnTimes>, query: CopyQuery) -> Result<Preview, Refusal> {
        may_publish(context, query.office, query.staff)?;
        let mut tx = self.store().read().await?;
        self.look_at_copy(tx.as_mut(), context, query).await
    }

    /// Creates what the preview of that digest showed; refused as [`Services::publish_plan`] is.
    pub async fn copy_publish(
        &self,
        context: &Permit<ShapeOwnTimes>,
        query: CopyQuery,
        digest: u64,
    ) -> Result<Counts, Refusal> {
        self.write(|writer| async move {
            may_publish(context, query.office, query.staff)?;
            let mut tx = writer.begin().await?;
            let preview = writer.look_at_copy(tx.as_mut(), context, query).await?;
            if preview.digest != digest {
                return Err(changed());
            }
            writer.apply(tx.as_mut(), context, &preview.difference, false).await?;
            let (counts, days) = (preview.counts, month(query.to_month));
            let recorded = writer.audit_published(tx.as_mut(), context, "copy_month", days, counts).await?;
            tx.commit(recorded).await?;
            Ok(counts)
        })
        .await
    }

    async fn look_at_copy(
        &self,
        tx: &mut dyn ReadUnit,
        context: &Context,
        query: CopyQuery,
    ) -> Result<Preview, Refusal> {
        let (first, last) = month(query.from_month);
        let (from, until) = instants(&context.catalogue, first, last);
        let slots = tx.slots_between(context.municipality(), from, until).await?;
        let covers = within(context, query.office, query.staff);
        let source: Vec<NurseSlot> = slots.into_iter().filter(|time| covers(time.office, time.staff)).collect();
        let planning = Planning::read(self, tx, context, month(query.to_month)).await?;
        let plan = planning
            .for_everybody(|planner| copy_month(&source, query.from_month, query.to_month, planner, planning.now));
        let all = beside(&planning, |existing| difference(&plan, existing, &planning.kept));
        Ok(Preview::cut(&planning.catalogue, (plan, all), covers))
    }
}

/// The difference when everything that is there stays: as if it were made by hand.
pub(crate) fn beside(planning: &Planning, compare: impl FnOnce(&[NurseSlot]) -> Difference) -> Difference {
    let staying: Vec<NurseSlot> = planning.existing.iter().map(|time| NurseSlot { planned: false, ..*time }).collect();
    let mut all = compare(&staying);
    let published = planning.existing.iter().filter(|time| time.planned && time.open);
    let published: HashMap<NurseSlotId, NurseSlot> = published.map(|time| (time.id, *time)).collect();
    for step in &mut all.steps {
        if let Step::KeepByHand(time) = step
            && let Some(time) = published.get(&time.id)
        {
            *step = Step::Keep(*time);
        }
    }
    all
}
