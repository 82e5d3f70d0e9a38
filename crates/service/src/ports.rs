//! What the use cases need from outside: a store, a clock, randomness, a bell for the queue. What may be asked of the store stands
//! in each area's `repository`; [`crate::unit`] puts that together.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use mendan_domain::ids::MunicipalityId;

use crate::live::notice::Notice;
use crate::model::{AuditLine, BackupMark};
use crate::sealed::SealFault;
use crate::unit::{ReadUnit, WriteUnit};

/// What the store may fail with.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Locked, serialisation failure, deadlock, pool exhausted: worth another try.
    #[error("store busy")]
    Busy(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// Not reachable or read-only (server gone, disk full).
    #[error("store unavailable")]
    Unavailable(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// A row that our types cannot hold.
    #[error("store holds what cannot be: {0}")]
    Corrupt(String),
    /// A sealed value that cannot be opened. Nothing is lost: with the secret that sealed it, it opens.
    #[error("{0}")]
    Sealed(SealFault),
    /// A defect.
    #[error("store error")]
    Other(#[source] Box<dyn std::error::Error + Send + Sync>),
}

/// Result of a store call.
pub type StoreResult<T> = Result<T, StoreError>;

/// The one source of "now". Truncated to whole seconds, which is what both engines keep.
pub trait Clock: Send + Sync {
    /// Now, in whole seconds.
    fn now(&self) -> DateTime<Utc>;
    /// Milliseconds since 1970, for ids.
    fn unix_millis(&self) -> i64;
}

/// The one source of randomness.
pub trait Entropy: Send + Sync {
    /// Fills the buffer with unpredictable octets.
    fn fill(&self, buffer: &mut [u8]);
}

/// Told after a commit that wrote to the outbox, so that the worker need not wait for its next beat.
pub trait Bell: Send + Sync {
    /// Rings.
    fn ring(&self);
}

/// Told after a commit what it has changed, for pages that are open.
#[async_trait]
pub trait Notices: Send + Sync {
    /// Tells it. Whoever has written waits for this, so it takes no time worth telling.
    async fn tell(&self, notices: Vec<Notice>);
    /// A word for all that was told of that city so far: another one once there is more.
    fn position(&self, city: MunicipalityId) -> String;
}

/// Where views of personal data are noted, even while the store cannot write.
#[async_trait]
pub trait ViewLog: Send + Sync {
    /// Notes a view; once it answers, the line outlives a crash. An error: nobody noted it, so nobody may look.
    async fn note(&self, line: AuditLine) -> StoreResult<()>;
    /// Writes what waits into the store if that works; for the end of the process.
    async fn settle(&self);
}

/// Hears when another process on the same database has written something that is due.
#[async_trait]
pub trait Wakes: Send {
    /// Waits until somebody says so; who. After an error nothing more is heard.
    async fn next(&mut self) -> StoreResult<i64>;
}

/// Hears what other processes on the same database have changed.
#[async_trait]
pub trait Hears: Send {
    /// Waits until somebody says so, in whatever words; none: something may have been missed. After an error nothing more is heard.
    async fn next(&mut self) -> StoreResult<Option<String>>;
}

/// Octets that [`Store::tell_others`] takes at most.
pub const LONGEST_TOLD: usize = 7000;

/// A database.
#[async_trait]
pub trait Store: Send + Sync {
    /// Begins a unit of work that writes. Dropped without commit, it is undone, and it alone.
    async fn begin(&self) -> StoreResult<Box<dyn WriteUnit>>;
    /// Waits until everything lasts that this task has seen in units of work which it did not commit. Whoever answers without a
    /// commit asks first: it may have seen what a power failure could still undo. [`StoreError::Busy`] when it was undone.
    async fn settled(&self) -> StoreResult<()> {
        Ok(())
    }
    /// Begins a unit of work that cannot write and sees one state of the database, whatever others write meanwhile.
    async fn read(&self) -> StoreResult<Box<dyn ReadUnit>>;
    /// Reads, each statement by itself: for a single one, which needs no state of its own and is cheaper so.
    async fn look(&self) -> StoreResult<Box<dyn ReadUnit>>;
    /// Tells other processes on the same database that something in the queue is due; `from` is who says so. Where there is one
    /// process only, nobody hears it.
    async fn wake_others(&self, _from: i64) -> StoreResult<()> {
        Ok(())
    }
    /// Listens to what others say by [`Store::wake_others`]; none where the database has no such way.
    async fn wakes(&self) -> StoreResult<Option<Box<dyn Wakes>>> {
        Ok(None)
    }
    /// Tells other processes on the same database what was changed: at most [`LONGEST_TOLD`] octets, and nothing personal. Where
    /// nobody can hear it, nobody does.
    async fn tell_others(&self, _text: &str) -> StoreResult<()> {
        Ok(())
    }
    /// Listens to what others say by [`Store::tell_others`]; none where the database has no such way.
    async fn hears(&self) -> StoreResult<Option<Box<dyn Hears>>> {
        Ok(None)
    }
    /// Whether another process has written since this was asked before; where that is told by [`Store::hears`], never.
    async fn written_elsewhere(&self) -> StoreResult<bool> {
        Ok(false)
    }
    /// Applies missing migrations.
    async fn migrate(&self) -> StoreResult<()>;
    /// Whether the database answers and is migrated.
    async fn ready(&self) -> StoreResult<bool>;
    /// Writes a consistent copy to a file and marks it as one (SQLite only; PostgreSQL has `pg_dump`).
    async fn backup(&self, file: &std::path::Path, mark: &BackupMark) -> StoreResult<()>;
    /// Closes all connections.
    async fn close(&self);
}
