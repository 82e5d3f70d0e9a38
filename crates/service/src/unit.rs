//! Units of work: statements that happen together or not at all. One that reads cannot write; one that writes reads, too. What can be
//! asked in either stands in the `repository` of each area.
//!
//! Everything that names a municipality filters by it, so that no query crosses cities; a test proves it.

use async_trait::async_trait;

use crate::audit::repository::{AuditReads, AuditWrites};
use crate::booking::repository::{
    BookingReads, BookingWrites, GuardWrites, HoldReads, HoldWrites, IdempotencyReads, IdempotencyWrites, UndoReads,
    UndoWrites,
};
use crate::call::repository::{CallReads, CallWrites};
use crate::city::repository::{
    CatalogueReads, CatalogueWrites, LeafletReads, LeafletWrites, OrderReads, OrderWrites, SetupWrites,
};
use crate::desk::repository::DeskReads;
use crate::message::repository::{AlarmReads, AlarmWrites, OutboxReads, OutboxWrites, UnsentReads, UnsentWrites};
use crate::offer::repository::{ClosureReads, ClosureWrites, TemplateReads, TemplateWrites, TimeReads, TimeWrites};
use crate::partner::repository::{PartnerKeyReads, PartnerKeyWrites};
use crate::ports::StoreResult;
use crate::staff::repository::{MemberReads, MemberWrites, SessionReads, SessionWrites};
use crate::upkeep::repository::{CopyReads, CopyWrites, OverReads, OverWrites, SealedReads, SealedWrites};

/// Reads. All of it sees one state of the database.
pub trait ReadUnit:
    AuditReads
    + HoldReads
    + BookingReads
    + UndoReads
    + IdempotencyReads
    + CallReads
    + CatalogueReads
    + LeafletReads
    + OrderReads
    + DeskReads
    + OutboxReads
    + UnsentReads
    + AlarmReads
    + TimeReads
    + ClosureReads
    + TemplateReads
    + PartnerKeyReads
    + MemberReads
    + SessionReads
    + SealedReads
    + CopyReads
    + OverReads
{
}

/// Reads and writes; undone when dropped without a commit.
#[async_trait]
pub trait WriteUnit:
    ReadUnit
    + AuditWrites
    + GuardWrites
    + HoldWrites
    + BookingWrites
    + UndoWrites
    + IdempotencyWrites
    + CallWrites
    + CatalogueWrites
    + SetupWrites
    + LeafletWrites
    + OrderWrites
    + OutboxWrites
    + UnsentWrites
    + AlarmWrites
    + TimeWrites
    + TemplateWrites
    + ClosureWrites
    + PartnerKeyWrites
    + MemberWrites
    + SessionWrites
    + SealedWrites
    + CopyWrites
    + OverWrites
{
    /// Makes it last. On SQLite units of work that wait for each other share one commit: all of them are answered after it.
    async fn commit(self: Box<Self>) -> StoreResult<()>;
    /// Marks a point to come back to (one level).
    async fn savepoint(&mut self) -> StoreResult<()>;
    /// Undoes everything since the savepoint.
    async fn rollback_to_savepoint(&mut self) -> StoreResult<()>;
    /// Writes a row that means nothing, where bookings are written: its commit tells whether writing works.
    async fn probe(&mut self) -> StoreResult<()>;
}
