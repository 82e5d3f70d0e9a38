//! Take due rows out of the queue and have them done: lease in a short transaction, hand each to its kind with no transaction
//! open, renew the lease meanwhile. A row is lost only by being done, refused for good, or out of time.

use std::sync::Arc;
use std::time::Duration as Wait;

use chrono::{DateTime, Duration, Utc};
use tokio::sync::Semaphore;

use crate::error::Refusal;
use crate::job::kind::Kinds;
use crate::job::lease::{LEASE_SECONDS, Lease};
use crate::job::ledger::Ledger;
use crate::job::row::{Failure, JobRow, OutboxState};
use crate::model::AlarmCode;
use crate::ports::{StoreError, StoreResult, Wakes};
use crate::services::{Recorded, Services, Writer};

/// Renewed three times per lease.
const RENEW_EVERY: Wait = Wait::from_secs(10);
/// Rows a worker has leased at most.
const MOST_LEASED: u32 = 128;
/// What the log says once of a row that nobody can read.
const UNREADABLE: &str = "a message cannot be read; it is put aside";

/// A worker of the queue.
#[derive(Clone)]
pub struct Worker {
    services: Services,
    kinds: Arc<Kinds>,
    id: i64,
    ledger: Arc<Ledger>,
    leased: Arc<Semaphore>,
}

impl Worker {
    /// A worker that knows those kinds.
    pub fn new(services: Services, kinds: Kinds) -> Self {
        let id = services.new_id();
        let leased = Arc::new(Semaphore::new(usize::try_from(MOST_LEASED).unwrap_or(1)));
        Self { services, kinds: Arc::new(kinds), id, ledger: Arc::default(), leased }
    }

    /// Claims what is due and starts doing it; returns how many rows were taken. Does not wait for them, so that what is slow
    /// keeps nothing else.
    pub async fn beat(&self) -> Result<usize, Refusal> {
        let free = i64::try_from(self.leased.available_permits()).unwrap_or(i64::MAX);
        if free == 0 {
            return Ok(0);
        }
        let now = self.services.now();
        // Nobody opens a transaction that writes while nothing is due.
        if !self.services.store().look().await?.outbox_is_due(now).await? {
            return Ok(0);
        }
        self.kinds.look(&self.services).await?;
        let rows = self.services.write(|writer| async move { self.claim(&writer, now, free).await }).await?;
        let (taken, all) = (rows.len(), i64::try_from(rows.len()).is_ok_and(|taken| taken == free));
        for row in rows {
            let Ok(leased) = Arc::clone(&self.leased).acquire_owned().await else { break };
            let this = self.clone();
            tokio::spawn(async move {
                this.one(row).await;
                drop(leased);
                if all {
                    // There may be more than could be taken.
                    this.services.ring();
                }
            });
        }
        Ok(taken)
    }

    /// Waits until nothing is being done (shutdown, tests).
    pub async fn idle(&self) {
        let _all = self.leased.acquire_many(MOST_LEASED).await;
    }

    /// Tells other processes on the same database that something is due.
    pub async fn wake_others(&self) -> StoreResult<()> {
        self.services.store().wake_others(self.id).await
    }

    /// Listens to what others tell; none where the database has no such way.
    pub async fn wakes(&self) -> StoreResult<Option<Box<dyn Wakes>>> {
        self.services.store().wakes().await
    }

    /// Whether it is this worker that told.
    pub const fn is(&self, teller: i64) -> bool {
        self.id == teller
    }

    async fn one(&self, row: JobRow) {
        let (id, job, kind) = (row.id, row.job.clone(), row.envelope.kind.clone());
        match self.attempt(row).await {
            Ok(state) => tracing::info!(outbox = id.0, job, kind, state, "job handled"),
            // The lease runs out and the row is taken again.
            Err(error) => tracing::warn!(outbox = id.0, job, kind, error = %error, "job not handled"),
        }
    }

    async fn attempt(&self, row: JobRow) -> Result<&'static str, Refusal> {
        let lease = Lease::new(&self.services, &row, self.id, &self.ledger);
        let Some(kind) = self.kinds.of(&row.job) else { return self.unreadable(&lease, "column job").await };
        let work = kind.attempt(&lease, row);
        tokio::pin!(work);
        let outcome = loop {
            tokio::select! {
                outcome = &mut work => break outcome,
                () = tokio::time::sleep(RENEW_EVERY) => lease.renew().await,
            }
        };
        match outcome {
            // What the database holds does not change by trying again.
            Err(Refusal::Internal(StoreError::Corrupt(why))) => self.unreadable(&lease, &why).await,
            outcome => outcome,
        }
    }

    async fn unreadable(&self, lease: &Lease, why: &str) -> Result<&'static str, Refusal> {
        tracing::error!(outbox = lease.id.0, why, "{UNREADABLE}");
        lease.park(why).await
    }

    /// Takes due rows; puts aside what cannot be read.
    async fn claim(&self, writer: &Writer, now: DateTime<Utc>, free: i64) -> Result<Vec<JobRow>, Refusal> {
        let mut tx = writer.begin().await?;
        let claimed = tx.outbox_claim(self.id, now, now + Duration::seconds(LEASE_SECONDS), free).await?;
        for row in &claimed.unreadable {
            // It would be taken again and again.
            let why = (OutboxState::Failed, Some(Failure::Internal), Some(row.why.as_str()));
            tx.outbox_finish(self.id, row.id, why, now).await?;
            let city = Some(row.municipality);
            writer.raise_alarm_in(tx.as_mut(), AlarmCode::MailInternal, (city, ""), &row.why).await?;
            tracing::error!(outbox = row.id.0, why = row.why, "{UNREADABLE}");
        }
        tx.commit(Recorded::not_needed("a lease is nobody's act")).await?;
        Ok(claimed.rows)
    }
}
