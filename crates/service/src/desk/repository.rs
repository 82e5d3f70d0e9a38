//! What the use cases of this area ask of the store.

use crate::model::Booking;
use crate::ports::StoreResult;
use async_trait::async_trait;
use chrono::{DateTime, Utc};
use mendan_domain::desk::search::Wanted;
use mendan_domain::ids::{MunicipalityId, OfficeId};

/// What the desk looks for. Reading.
#[async_trait]
pub trait DeskReads: Send {
    /// What the desk looks for, at those offices or at all, at most `limit` of it, and how many there are: first what is open and to come at `now`, the soonest on
    /// top; then the past, the latest on top.
    async fn bookings_found(
        &mut self,
        municipality: MunicipalityId,
        wanted: &[Wanted],
        now: DateTime<Utc>,
        (limit, offices): (i64, Option<&[OfficeId]>),
    ) -> StoreResult<(Vec<Booking>, i64)>;
}

/// What can be asked in a unit of work.
pub trait Reads: DeskReads {}

impl<T: DeskReads> Reads for T {}
