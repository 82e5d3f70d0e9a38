//! What the use cases of this area ask of the store.

use crate::model::{AuditEntry, AuditLine};
use crate::ports::StoreResult;
use async_trait::async_trait;
use mendan_domain::ids::MunicipalityId;

/// The audit log: only ever appended to. Reading.
#[async_trait]
pub trait AuditReads: Send {
    /// Lines of the audit log about one thing, oldest first.
    async fn audit_of(
        &mut self,
        municipality: MunicipalityId,
        subject: (&'static str, i64),
    ) -> StoreResult<Vec<AuditEntry>>;
}

/// The audit log: only ever appended to. Writing.
#[async_trait]
pub trait AuditWrites: Send {
    /// Appends a line.
    async fn audit_insert(&mut self, line: &AuditLine) -> StoreResult<()>;
    /// Appends a line that may stand there already: written again, it stands once.
    async fn audit_insert_once(&mut self, line: &AuditLine) -> StoreResult<()>;
}

/// What can be asked in a unit of work.
pub trait Reads: AuditReads {}

impl<T: AuditReads> Reads for T {}

/// What can be written in one.
pub trait Writes: AuditWrites {}

impl<T: AuditWrites> Writes for T {}
