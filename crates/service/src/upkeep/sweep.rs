//! Tidy up what time has passed: expired holds with their drafts, old keys, dead sessions.

use chrono::Duration;

use crate::error::Refusal;
use crate::model::Owner;
use crate::services::Services;
use crate::staff::sign_in::SESSION_HOURS;

/// Days an idempotency key is remembered.
const KEY_DAYS: i64 = 7;

impl Services {
    /// Frees expired holds and wipes what was typed into them, and what was kept for an undo that is over. Returns how many
    /// holds.
    pub async fn sweep_holds(&self) -> Result<usize, Refusal> {
        let mut looking = self.store().read().await?;
        if looking.holds_expired(self.now(), 1).await?.is_empty() && !looking.undo_over(self.now()).await? {
            return Ok(0);
        }
        drop(looking);
        let mut tx = self.store().begin().await?;
        let expired = tx.holds_expired(self.now(), 200).await?;
        for hold in &expired {
            tx.release(&hold.claim, Owner::Hold(hold.id)).await?;
            tx.hold_delete(hold.id).await?;
        }
        tx.undo_forget(self.now()).await?;
        tx.commit().await?;
        Ok(expired.len())
    }

    /// Forgets old idempotency keys and sessions.
    pub async fn sweep_old(&self) -> Result<(), Refusal> {
        let now = self.now();
        let mut tx = self.store().begin().await?;
        tx.idempotency_forget(now - Duration::days(KEY_DAYS)).await?;
        tx.sessions_forget(now - Duration::hours(SESSION_HOURS)).await?;
        Ok(tx.commit().await?)
    }
}
