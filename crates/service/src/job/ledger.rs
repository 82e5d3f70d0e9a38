//! Write what became of leased jobs, many in one transaction: whoever comes while one is being written waits and goes along
//! with the next. So a busy queue costs the bookings beside it little.

use std::sync::{Mutex, PoisonError};

use chrono::{DateTime, Utc};
use mendan_domain::ids::OutboxId;
use tokio::sync::oneshot;

use crate::error::Refusal;
use crate::model::{Failure, OutboxState};
use crate::ports::StoreError;
use crate::services::{Recorded, Services, Writer};
use crate::unit::WriteUnit;

/// What to write about one leased row.
#[derive(Debug, Clone)]
pub enum Note {
    /// The first attempt's instant; counts the attempt.
    Stamp(DateTime<Utc>),
    /// The lease goes on until then.
    Renew(DateTime<Utc>),
    /// It has reached its last state.
    Finish(OutboxState, Option<Failure>, Option<String>),
    /// To be attempted again then.
    Later(DateTime<Utc>, Option<Failure>, String),
}

type Waiting = (OutboxId, Note, oneshot::Sender<bool>);

/// The ledger of one worker.
#[derive(Default)]
pub struct Ledger {
    waiting: Mutex<Vec<Waiting>>,
    turn: tokio::sync::Mutex<()>,
}

impl Ledger {
    /// Writes the note. `false` when the worker no longer has the row.
    pub async fn write(&self, services: &Services, worker: i64, id: OutboxId, note: Note) -> Result<bool, Refusal> {
        let (done, written) = oneshot::channel();
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner).push((id, note, done));
        let turn = self.turn.lock().await;
        let batch = std::mem::take(&mut *self.waiting.lock().unwrap_or_else(PoisonError::into_inner));
        if !batch.is_empty() {
            write_all(services, worker, batch).await?;
        }
        drop(turn);
        // Nobody answers when the transaction that took this note along failed.
        written.await.map_err(|_| Refusal::Busy(StoreError::Busy("the ledger was not written".into())))
    }
}

async fn write_all(services: &Services, worker: i64, batch: Vec<Waiting>) -> Result<(), Refusal> {
    let notes: Vec<(OutboxId, Note)> = batch.iter().map(|(id, note, _)| (*id, note.clone())).collect();
    let services = services.clone();
    // A task of its own: whoever's turn it is may go away, and the others wait for what she writes.
    let writing = tokio::spawn(async move {
        let notes = &notes;
        services.write(|writer| async move { write_notes(&writer, worker, notes).await }).await
    });
    let written = writing.await.unwrap_or_else(|error| Err(Refusal::Internal(StoreError::Other(Box::new(error)))))?;
    for ((_, _, done), written) in batch.into_iter().zip(written) {
        // Who no longer waits needs no answer.
        let _ = done.send(written);
    }
    Ok(())
}

async fn write_notes(writer: &Writer, worker: i64, notes: &[(OutboxId, Note)]) -> Result<Vec<bool>, Refusal> {
    let mut tx = writer.begin().await?;
    let mut written = Vec::with_capacity(notes.len());
    for (id, note) in notes {
        written.push(one(tx.as_mut(), worker, writer.now(), *id, note).await?);
    }
    tx.commit(Recorded::not_needed("what became of a job stands in its row")).await?;
    Ok(written)
}

async fn one(
    tx: &mut dyn WriteUnit,
    worker: i64,
    now: DateTime<Utc>,
    id: OutboxId,
    note: &Note,
) -> Result<bool, StoreError> {
    match note {
        Note::Stamp(at) => tx.outbox_stamp(worker, id, *at).await,
        Note::Renew(until) => tx.outbox_renew(worker, &[id], *until).await.map(|()| true),
        Note::Finish(state, failure, why) => {
            tx.outbox_finish(worker, id, (*state, *failure, why.as_deref()), now).await
        }
        Note::Later(at, failure, why) => tx.outbox_retry(worker, id, *at, (*failure, why)).await,
    }
}
