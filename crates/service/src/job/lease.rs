//! A row that a worker has: what whoever works on it may write about it. Whoever has lost the row changes nothing.

use std::sync::Arc;

use chrono::{DateTime, Duration, Utc};
use mendan_domain::ids::{MunicipalityId, OutboxId};

use crate::error::Refusal;
use crate::job::ledger::{Ledger, Note};
use crate::job::row::{Failure, JobRow, OutboxState};
use crate::model::AlarmCode;
use crate::services::Services;

/// A lease lasts 30 seconds and is renewed while its job is being done.
pub(super) const LEASE_SECONDS: i64 = 30;

/// A leased row.
#[derive(Clone)]
pub struct Lease {
    /// The use cases.
    pub services: Services,
    /// Its id.
    pub id: OutboxId,
    city: MunicipalityId,
    worker: i64,
    ledger: Arc<Ledger>,
}

impl Lease {
    pub(super) fn new(services: &Services, row: &JobRow, worker: i64, ledger: &Arc<Ledger>) -> Self {
        let (id, city) = (row.id, row.municipality);
        Self { services: services.clone(), id, city, worker, ledger: Arc::clone(ledger) }
    }

    /// Counts an attempt, whose first instant is kept. `false` when another worker has the row by now.
    pub async fn stamp(&self, at: DateTime<Utc>) -> Result<bool, Refusal> {
        self.note(Note::Stamp(at)).await
    }

    /// It has reached its last state.
    pub async fn finish(&self, state: OutboxState, failure: Option<Failure>, why: Option<&str>) -> Result<(), Refusal> {
        self.note(Note::Finish(state, failure, why.map(str::to_owned))).await.map(drop)
    }

    /// To be attempted again then.
    pub async fn later(&self, at: DateTime<Utc>, failure: Option<Failure>, why: &str) -> Result<(), Refusal> {
        self.note(Note::Later(at, failure, why.to_owned())).await.map(drop)
    }

    /// Puts it aside because it cannot be done whatever is tried, and says so to an administrator.
    pub async fn park(&self, why: &str) -> Result<&'static str, Refusal> {
        self.finish(OutboxState::Failed, Some(Failure::Internal), Some(why)).await?;
        self.services.raise_alarm(AlarmCode::MailInternal, (Some(self.city), ""), why).await?;
        Ok("parked")
    }

    /// So many seconds from now, and up to so many more by chance.
    pub fn soon(&self, (seconds, jitter): (i64, i64)) -> DateTime<Utc> {
        let mut octet = [0_u8; 1];
        self.services.entropy().fill(&mut octet);
        self.services.now() + Duration::seconds(seconds + jitter * i64::from(octet[0]) / 256)
    }

    pub(super) async fn renew(&self) {
        let until = self.services.now() + Duration::seconds(LEASE_SECONDS);
        if let Err(error) = self.note(Note::Renew(until)).await {
            tracing::warn!(outbox = self.id.0, %error, "lease not renewed");
        }
    }

    async fn note(&self, note: Note) -> Result<bool, Refusal> {
        self.ledger.write(&self.services, self.worker, self.id, note).await
    }
}
