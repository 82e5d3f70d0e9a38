//! Tidy up what time has passed: expired holds with their drafts, old keys, dead sessions.

use chrono::Duration;

use crate::error::Refusal;
use crate::model::Owner;
use crate::services::Services;
use crate::usecase::sign_in::SESSION_HOURS;

/// Days an idempotency key is remembered.
const KEY_DAYS: i64 = 7;

impl Services {
    /// Frees expired holds and wipes what was typed into them. Returns how many.
    pub async fn sweep_holds(&self) -> Result<usize, Refusal> {
        if self.store().read().await?.holds_expired(self.now(), 1).await?.is_empty() {
            return Ok(0);
        }
        let mut tx = self.store().begin().await?;
        let expired = tx.holds_expired(self.now(), 200).await?;
        for hold in &expired {
            tx.release(&hold.claim, Owner::Hold(hold.id)).await?;
            tx.hold_delete(hold.id).await?;
        }
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
