//! What the use cases of this area ask of the store.

use crate::model::{Claimed, Failure, JobRow, OutboxState};
use crate::ports::StoreResult;
use async_trait::async_trait;
use chrono::{DateTime, Utc};
use mendan_domain::ids::{BookingId, MunicipalityId, OutboxId};

/// The queue. Reading.
#[async_trait]
pub trait QueueReads: Send {
    /// Whether there is anything to claim.
    async fn outbox_is_due(&mut self, now: DateTime<Utc>) -> StoreResult<bool>;
    /// Rows per state that wait, and rows per state that ended at `since` or later, for the metrics.
    async fn outbox_counts(&mut self, since: DateTime<Utc>) -> StoreResult<Vec<(OutboxState, i64)>>;
    /// Whether a row of that dedupe key stands, in whatever state.
    async fn job_stands(&mut self, dedupe_key: &str) -> StoreResult<bool>;
    /// What is done for a booking besides its messages, oldest first.
    async fn jobs_of(&mut self, booking: BookingId) -> StoreResult<Vec<JobRow>>;
    /// Jobs other than messages that ended undone since an instant and nobody dealt with, the latest first.
    async fn jobs_ended(
        &mut self,
        municipality: MunicipalityId,
        since: DateTime<Utc>,
        limit: i64,
    ) -> StoreResult<Vec<JobRow>>;
    /// Jobs other than messages that are kept back, by their time.
    async fn jobs_held(&mut self, municipality: MunicipalityId) -> StoreResult<Vec<JobRow>>;
}

/// The queue. Writing. Whoever finishes a row must still have it.
#[async_trait]
pub trait QueueWrites: Send {
    /// Writes rows; where one of the same dedupe key stands, it stays as it is.
    async fn jobs_insert(&mut self, rows: &[JobRow]) -> StoreResult<()>;
    /// Takes due rows for a worker until `lease_until`. Rows whose lease ran out count as due.
    async fn outbox_claim(
        &mut self,
        worker: i64,
        now: DateTime<Utc>,
        lease_until: DateTime<Utc>,
        limit: i64,
    ) -> StoreResult<Claimed>;
    /// Lengthens the leases a worker still has.
    async fn outbox_renew(&mut self, worker: i64, ids: &[OutboxId], lease_until: DateTime<Utc>) -> StoreResult<()>;
    /// Sets the instant of the first attempt and counts each. `false` when the worker lost the row.
    async fn outbox_stamp(&mut self, worker: i64, id: OutboxId, at: DateTime<Utc>) -> StoreResult<bool>;
    /// Ends a row the worker has.
    async fn outbox_finish(
        &mut self,
        worker: i64,
        id: OutboxId,
        outcome: (OutboxState, Option<Failure>, Option<&str>),
        now: DateTime<Utc>,
    ) -> StoreResult<bool>;
    /// Gives a row back for a later attempt; with a failure it waits for whoever can mend that.
    async fn outbox_retry(
        &mut self,
        worker: i64,
        id: OutboxId,
        due_at: DateTime<Utc>,
        why: (Option<Failure>, &str),
    ) -> StoreResult<bool>;
    /// Frees every lease (a single process at start-up).
    async fn outbox_free_leases(&mut self) -> StoreResult<u64>;
}

/// What can be asked in a unit of work.
pub trait Reads: QueueReads {}

impl<T: QueueReads> Reads for T {}

/// What can be written in one.
pub trait Writes: QueueWrites {}

impl<T: QueueWrites> Writes for T {}
