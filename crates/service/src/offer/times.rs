//! Publish nurse times, open and close them. Bookings are never touched by this.

use chrono::{DateTime, Utc};
use mendan_domain::ids::{MunicipalityId, NurseSlotId};
use serde_json::json;

use crate::error::Refusal;
use crate::model::NurseSlot;
use crate::services::Services;
use crate::services::permit::{
    Permit,
    asked::{OpenTimes, ShapeTimes},
};

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

    /// Opens or closes a nurse's time, for every kind she offers then. Returns the slot as it is now. `seen` says whether it was
    /// open when the asker saw it; none: nobody knows.
    pub async fn set_open(
        &self,
        context: &Permit<OpenTimes>,
        id: NurseSlotId,
        seen: Option<bool>,
        open: bool,
    ) -> Result<NurseSlot, Refusal> {
        self.write(|writer| async move {
            let mut tx = writer.begin().await?;
            let city = context.municipality();
            let slot = tx.slot_of(city, id).await?.filter(|slot| context.reaches(slot.office));
            let mut slot = slot.ok_or(Refusal::NotFound)?;
            if seen != Some(slot.open) {
                return Err(Refusal::Changed);
            }
            tx.slots_set_open(city, slot.staff, slot.starts_at, open).await?;
            let detail = json!({ "starts_at": slot.starts_at.timestamp(), "nurse": slot.staff });
            let recorded = writer
                .audit(tx.as_mut(), context, if open { "open" } else { "close" }, ("slot", id.0), &detail)
                .await?;
            tx.commit(recorded).await?;
            slot.open = open;
            Ok(slot)
        })
        .await
    }
}
