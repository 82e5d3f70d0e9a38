//! What the use cases of this area ask of the store.

use crate::feed::content::Interview;
use crate::feed::link::FeedRow;
use crate::feed::source::SourceRow;
use crate::ports::StoreResult;
use async_trait::async_trait;
use chrono::{DateTime, Utc};
use mendan_domain::ids::{MunicipalityId, StaffId};

/// Addresses of members' interviews, and what stands there. Reading.
#[async_trait]
pub trait FeedReads: Send {
    /// A member's.
    async fn feed_of(&mut self, municipality: MunicipalityId, staff: StaffId) -> StoreResult<Option<FeedRow>>;
    /// The one with that digest.
    async fn feed_by_token(&mut self, municipality: MunicipalityId, hash: &[u8]) -> StoreResult<Option<FeedRow>>;
    /// Interviews that begin within that time and are hers, or were.
    async fn feed_interviews(
        &mut self,
        municipality: MunicipalityId,
        staff: StaffId,
        within: (DateTime<Utc>, DateTime<Utc>),
    ) -> StoreResult<Vec<Interview>>;
}

/// Addresses of members' interviews. Writing. What was hers is noted where a booking is written.
#[async_trait]
pub trait FeedWrites: Send {
    /// Writes hers, in the place of a former one.
    async fn feed_save(&mut self, row: &FeedRow) -> StoreResult<()>;
    /// Takes hers away.
    async fn feed_delete(&mut self, municipality: MunicipalityId, staff: StaffId) -> StoreResult<()>;
}

/// Calendars that members of staff have elsewhere; when they are busy is read with the catalogue. Reading.
#[async_trait]
pub trait BusyReads: Send {
    /// A member's.
    async fn busy_source(&mut self, municipality: MunicipalityId, staff: StaffId) -> StoreResult<Option<SourceRow>>;
    /// Those that are to be read by now, of every city, the longest due first.
    async fn busy_due(&mut self, now: DateTime<Utc>, limit: i64) -> StoreResult<Vec<SourceRow>>;
}

/// Calendars that members of staff have elsewhere. Writing.
#[async_trait]
pub trait BusyWrites: Send {
    /// Writes hers, in the place of a former one.
    async fn busy_save(&mut self, row: &SourceRow) -> StoreResult<()>;
    /// Writes what came of reading, if it is still the same source. `false`: it is another by now.
    async fn busy_read(&mut self, row: &SourceRow) -> StoreResult<bool>;
    /// Puts off the next reading, if it is still due when that row says. `false`: another instance is at it.
    async fn busy_lease(&mut self, row: &SourceRow, until: DateTime<Utc>) -> StoreResult<bool>;
    /// Takes hers away.
    async fn busy_delete(&mut self, municipality: MunicipalityId, staff: StaffId) -> StoreResult<()>;
}

/// What can be asked in a unit of work.
pub trait Reads: FeedReads + BusyReads {}

impl<T: FeedReads + BusyReads> Reads for T {}

/// What can be written in one.
pub trait Writes: FeedWrites + BusyWrites {}

impl<T: FeedWrites + BusyWrites> Writes for T {}
