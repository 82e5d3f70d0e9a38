//! Who was told what is not on the disk yet.
//!
//! A unit of work sees what others wrote in the same transaction. Whoever commits is answered when all of it lasts. Whoever does
//! not (a time is taken, a key was used before) may be about to tell a person of it: a booking that a power failure could still
//! undo. So the task that dropped such a unit is remembered, and waits before it reads on or answers.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use mendan_service::ports::{StoreError, StoreResult};
use tokio::task::{Id, try_id};

use super::batch::{Batch, Outcome};

/// The transactions that tasks have looked into.
#[derive(Default)]
pub(super) struct Seen(Mutex<HashMap<Id, Outcome>>);

impl Seen {
    fn all(&self) -> MutexGuard<'_, HashMap<Id, Outcome>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// This task leaves a unit of work in that transaction.
    pub(super) fn note(&self, batch: &Batch) {
        let Some(task) = try_id().filter(|_| batch.shows_others()) else { return };
        let mut all = self.all();
        all.retain(|_, outcome| !outcome.lasts());
        // What came to nothing has to be told, whatever the task sees after it.
        if !all.get(&task).is_some_and(Outcome::failed) {
            all.insert(task, batch.outcome());
        }
    }

    /// This task begins anew: what lasts needs no more waiting.
    pub(super) fn forget(&self) {
        let Some(task) = try_id() else { return };
        let mut all = self.all();
        if all.get(&task).is_some_and(Outcome::lasts) {
            all.remove(&task);
        }
    }

    /// Waits until what this task has seen lasts; tells once if it does not, so that the work is done again.
    pub(super) async fn settled(&self) -> StoreResult<()> {
        let Some(outcome) = try_id().and_then(|task| self.all().remove(&task)) else { return Ok(()) };
        outcome.told().await.map_err(|error| StoreError::Busy(error.into()))
    }

    /// Waits for the same, however it ends.
    pub(super) async fn ended(&self) {
        let outcome = try_id().and_then(|task| self.all().get(&task).map(Outcome::again));
        if let Some(outcome) = outcome {
            // Whoever asks whether it is settled is told.
            drop(outcome.told().await);
        }
    }
}
