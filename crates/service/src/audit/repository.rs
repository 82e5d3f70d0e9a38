//! What the use cases of this area ask of the store.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use mendan_domain::ids::{AuditId, MunicipalityId};

use super::chain::{Chain, Seal};
use super::line::StoredLine;
use super::patterns::{Failure, Rate};
use super::read::{Listing, Told};
use crate::model::{AuditEntry, AuditLine};
use crate::ports::StoreResult;

/// The audit log: only ever appended to. Reading.
#[async_trait]
pub trait AuditReads: Send {
    /// Lines of the audit log about one thing, oldest first.
    async fn audit_of(
        &mut self,
        municipality: MunicipalityId,
        subject: (&'static str, i64),
    ) -> StoreResult<Vec<AuditEntry>>;
    /// A part of the log, the latest first.
    async fn audit_listed(&mut self, municipality: MunicipalityId, wanted: &Listing) -> StoreResult<Vec<Told>>;
    /// How much members of staff looked at, each half hour from the first instant until before the second.
    async fn audit_rates(
        &mut self,
        municipality: MunicipalityId,
        span: (DateTime<Utc>, DateTime<Utc>),
    ) -> StoreResult<Vec<Rate>>;
    /// Failed sign-ins in that time, those that failed at the second factor among them, the latest first, so many.
    async fn audit_failures(
        &mut self,
        municipality: MunicipalityId,
        span: (DateTime<Utc>, DateTime<Utc>),
        most: usize,
    ) -> StoreResult<Vec<Failure>>;
}

/// The audit log: only ever appended to. Writing.
#[async_trait]
pub trait AuditWrites: Send {
    /// Appends a line.
    async fn audit_insert(&mut self, line: &AuditLine) -> StoreResult<()>;
    /// Appends a line that may stand there already: written again, it stands once.
    async fn audit_insert_once(&mut self, line: &AuditLine) -> StoreResult<()>;
}

/// The chain of a city. Reading.
#[async_trait]
pub trait ChainReads: Send {
    /// Its ends; none before it begins. In a unit that writes locked until the end.
    async fn audit_chain(&mut self, municipality: MunicipalityId) -> StoreResult<Option<Chain>>;
    /// Its last link.
    async fn audit_last_seal(&mut self, municipality: MunicipalityId) -> StoreResult<Option<Seal>>;
    /// Lines behind that one that wait to be sealed, by id, so many.
    async fn audit_waiting(
        &mut self,
        municipality: MunicipalityId,
        after: AuditId,
        most: usize,
    ) -> StoreResult<Vec<StoredLine>>;
    /// Links behind that place, each with its line, if that is there.
    async fn audit_sealed(
        &mut self,
        municipality: MunicipalityId,
        after: i64,
        most: usize,
    ) -> StoreResult<Vec<(Seal, Option<StoredLine>)>>;
    /// So many lines behind that one: the last of them, and those that have no link, by id. None when there are none behind it.
    async fn audit_unsealed(
        &mut self,
        municipality: MunicipalityId,
        after: AuditId,
        most: usize,
    ) -> StoreResult<Option<(AuditId, Vec<StoredLine>)>>;
}

/// The chain of a city. Writing.
#[async_trait]
pub trait ChainWrites: Send {
    /// Writes the ends of a chain that begins; `false` when another one has begun meanwhile.
    async fn audit_chain_begin(&mut self, chain: &Chain) -> StoreResult<bool>;
    /// Writes the ends anew.
    async fn audit_chain_save(&mut self, chain: &Chain) -> StoreResult<()>;
    /// Appends a link.
    async fn audit_seal_insert(&mut self, seal: &Seal) -> StoreResult<()>;
    /// Takes the mark of a line away: it waits no longer.
    async fn audit_untag(&mut self, line: AuditId) -> StoreResult<()>;
    /// Takes away the links from that place until before the other, with their lines; how many.
    async fn audit_prune(&mut self, municipality: MunicipalityId, places: (i64, i64)) -> StoreResult<u64>;
    /// Keeps a key, sealed, unless it is kept already.
    async fn audit_key_keep(&mut self, id: &[u8], sealed: &[u8]) -> StoreResult<()>;
}

/// What can be asked in a unit of work.
pub trait Reads: AuditReads + ChainReads {}

impl<T: AuditReads + ChainReads> Reads for T {}

/// What can be written in one.
pub trait Writes: AuditWrites + ChainWrites {}

impl<T: AuditWrites + ChainWrites> Writes for T {}
