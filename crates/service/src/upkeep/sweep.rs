//! Tidy up what time has passed: expired holds with their drafts, old keys, dead sessions.

use chrono::Duration;

use crate::error::Refusal;
use crate::model::Owner;
use crate::services::{Recorded, Services};
use crate::staff::sign_in::SESSION_HOURS;

/// Days an idempotency key is remembered.
const KEY_DAYS: i64 = 7;

/// Nobody does what time does.
const TIME_ITSELF: Recorded = Recorded::not_needed("nobody does what time does");

impl Services {
    /// Frees expired holds and wipes what was typed into them, and what was kept for an undo that is over. Returns how many
    /// holds.
    pub async fn sweep_holds(&self) -> Result<usize, Refusal> {
        self.write(|writer| async move {
            let mut looking = writer.store().read().await?;
            if looking.holds_expired(writer.now(), 1).await?.is_empty() && !looking.undo_over(writer.now()).await? {
                return Ok(0);
            }
            drop(looking);
            let mut tx = writer.begin().await?;
            let expired = tx.holds_expired(writer.now(), 200).await?;
            for hold in &expired {
                tx.release(&hold.claim, Owner::Hold(hold.id)).await?;
                tx.hold_delete(hold.id).await?;
            }
            tx.undo_forget(writer.now()).await?;
            tx.commit(TIME_ITSELF).await?;
            Ok(expired.len())
        })
        .await
    }

    /// Forgets old idempotency keys and sessions.
    pub async fn sweep_old(&self) -> Result<(), Refusal> {
        self.write(|writer| async move {
            let now = writer.now();
            let mut tx = writer.begin().await?;
            tx.idempotency_forget(now - Duration::days(KEY_DAYS)).await?;
            tx.sessions_forget(now - Duration::hours(SESSION_HOURS)).await?;
            Ok(tx.commit(TIME_ITSELF).await?)
        })
        .await
    }
}
