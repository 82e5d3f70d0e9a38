//! Tidy up what time has passed: expired holds with their drafts, undos, and what has been over for long enough. What a booking
//! is found by goes with the booking; the audit log is not tidied.

use chrono::Duration;

use crate::error::Refusal;
use crate::model::Owner;
use crate::services::{Keep, Recorded, Services};
use crate::staff::sign_in::SESSION_HOURS;
use crate::upkeep::repository::Over;

/// Rows that go in one transaction: a few milliseconds of the writer's time.
const BATCH: i64 = 500;

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

    /// Ends for good what has been over for as long as [`Keep`] says: in small transactions, and in none where nothing is due.
    /// Returns how many rows went.
    pub async fn sweep_old(&self) -> Result<u64, Refusal> {
        let mut gone = 0;
        for what in Over::ALL {
            gone += self.sweep(what).await?;
        }
        Ok(gone)
    }

    async fn sweep(&self, what: Over) -> Result<u64, Refusal> {
        let before = self.now() - kept(what, &self.settings().keep);
        let mut gone = 0;
        while self.store().read().await?.is_over(what, before).await? {
            let batch = self.write(|writer| async move {
                let mut tx = writer.begin().await?;
                let batch = tx.end_over(what, before, BATCH).await?;
                tx.commit(TIME_ITSELF).await?;
                Ok(batch)
            });
            match batch.await? {
                // Another instance was quicker.
                0 => break,
                batch => gone += batch,
            }
        }
        Ok(gone)
    }
}

/// How long it is kept when it is over.
const fn kept(what: Over, keep: &Keep) -> Duration {
    match what {
        Over::Keys => keep.keys,
        Over::Sessions => Duration::hours(SESSION_HOURS),
        Over::Messages => keep.messages,
        Over::Calls => keep.calls,
        Over::Alarms => keep.alarms,
    }
}
