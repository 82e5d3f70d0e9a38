//! Units of work: statements that happen together or not at all. One that reads cannot write; one that writes reads, too. What can be
//! asked in either stands in the `repository` of each area.
//!
//! Everything that names a municipality filters by it, so that no query crosses cities; a test proves it.

use async_trait::async_trait;

use crate::live::notice::Notice;
use crate::ports::StoreResult;
use crate::{
    audit, booking, calendar, call, city, desk, draft, feed, founding, import, job, message, offer, partner, range,
    rescue, staff, upkeep, video,
};

/// Reads. All of it sees one state of the database.
pub trait ReadUnit:
    audit::repository::Reads
    + booking::repository::Reads
    + calendar::repository::Reads
    + call::repository::Reads
    + city::repository::Reads
    + desk::repository::Reads
    + draft::repository::Reads
    + feed::repository::Reads
    + founding::repository::Reads
    + import::repository::Reads
    + job::repository::Reads
    + message::repository::Reads
    + offer::repository::Reads
    + partner::repository::Reads
    + range::repository::Reads
    + rescue::repository::Reads
    + staff::repository::Reads
    + upkeep::repository::Reads
    + video::repository::Reads
{
}

/// Reads and writes; undone when dropped without a commit.
#[async_trait]
pub trait WriteUnit:
    ReadUnit
    + audit::repository::Writes
    + booking::repository::Writes
    + calendar::repository::Writes
    + call::repository::Writes
    + city::repository::Writes
    + draft::repository::Writes
    + feed::repository::Writes
    + founding::repository::Writes
    + import::repository::Writes
    + job::repository::Writes
    + message::repository::Writes
    + offer::repository::Writes
    + partner::repository::Writes
    + range::repository::Writes
    + rescue::repository::Writes
    + staff::repository::Writes
    + upkeep::repository::Writes
    + video::repository::Writes
{
    /// What it has changed so far, for whoever looks at that: to be told once it lasts. Asked again it tells what came after.
    fn changes(&mut self) -> Vec<Notice>;
    /// Makes it last. On SQLite units of work that wait for each other share one commit: all of them are answered after it.
    async fn commit(self: Box<Self>) -> StoreResult<()>;
    /// Marks a point to come back to (one level).
    async fn savepoint(&mut self) -> StoreResult<()>;
    /// Undoes everything since the savepoint.
    async fn rollback_to_savepoint(&mut self) -> StoreResult<()>;
    /// Writes a row that means nothing, where bookings are written: its commit tells whether writing works.
    async fn probe(&mut self) -> StoreResult<()>;
}
