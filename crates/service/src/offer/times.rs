//! Publish nurse times. Bookings are never touched by this.

use chrono::{DateTime, Utc};
use mendan_domain::ids::MunicipalityId;
use serde_json::json;

use crate::error::Refusal;
use crate::model::NurseSlot;
use crate::services::Services;
use crate::services::permit::{Permit, asked::ShapeTimes};

impl Services {
    /// How many times nurses have published that have not begun.
    pub async fn coming_places(&self, city: MunicipalityId) -> Result<i64, Refusal> {
        Ok(self.store().look().await?.coming_places(city, self.now()).await?)
    }

    /// Every published time that begins in `[from, until)`, open and closed.
    pub async fn published_between(
        &self,
        context: &Permit<ShapeTimes>,
        (from, until): (DateTime<Utc>, DateTime<Utc>),
    ) -> Result<Vec<NurseSlot>, Refusal> {
        let mut slots = self.store().look().await?.slots_between(context.municipality(), from, until).await?;
        slots.retain(|slot| context.reaches(slot.office));
        Ok(slots)
    }

    /// Publishes times that do not exist yet; what exists stays as it is. Returns how many were new.
    pub async fn publish(&self, context: &Permit<ShapeTimes>, slots: &[NurseSlot]) -> Result<u64, Refusal> {
        self.write(|writer| async move {
            if slots.iter().any(|slot| !context.reaches(slot.office)) {
                return Err(Refusal::NotFound);
            }
            let mut tx = writer.begin().await?;
            let new = tx.slots_insert(context.municipality(), slots).await?;
            if new > 0 {
                let detail = json!({ "new": new });
                let recorded = writer.audit(tx.as_mut(), context, "publish", ("slots", 0), &detail).await?;
                tx.commit(recorded).await?;
            }
            Ok(new)
        })
        .await
    }
}
