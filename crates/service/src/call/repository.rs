//! What the use cases of this area ask of the store.

use crate::model::{Booking, Call};
use crate::ports::StoreResult;
use async_trait::async_trait;
use chrono::{DateTime, Utc};
use mendan_domain::ids::{BookingId, CallId, MunicipalityId, OutboxId};

/// Whom staff have to telephone. Reading.
#[async_trait]
pub trait CallReads: Send {
    /// Open entries, the next try first.
    async fn calls_open(&mut self, municipality: MunicipalityId) -> StoreResult<Vec<Call>>;
    /// Entries that were over at that instant or later, the latest first.
    async fn calls_done(&mut self, municipality: MunicipalityId, since: DateTime<Utc>) -> StoreResult<Vec<Call>>;
    /// How many are open.
    async fn calls_waiting(&mut self, municipality: MunicipalityId) -> StoreResult<i64>;
    /// By id.
    async fn call(&mut self, municipality: MunicipalityId, id: CallId) -> StoreResult<Option<Call>>;
    /// Every entry of a booking, by id.
    async fn calls_of(&mut self, booking: BookingId) -> StoreResult<Vec<Call>>;
    /// Every entry of one cause, open or over, by id.
    async fn calls_about(&mut self, municipality: MunicipalityId, cause: &str) -> StoreResult<Vec<Call>>;
    /// The bookings of all open entries.
    async fn bookings_to_call(&mut self, municipality: MunicipalityId) -> StoreResult<Vec<Booking>>;
    /// Mails of bookings to come that were refused for good since an instant and that nobody is on the call list for.
    async fn mails_refused(
        &mut self,
        since: DateTime<Utc>,
        now: DateTime<Utc>,
    ) -> StoreResult<Vec<(OutboxId, MunicipalityId, BookingId)>>;
}

/// Whom staff have to telephone. Writing.
#[async_trait]
pub trait CallWrites: Send {
    /// Writes an entry. One of the same booking, reason and cause stays as it is, but is open again if it had only settled by
    /// itself.
    async fn call_ensure(&mut self, call: &Call) -> StoreResult<()>;
    /// Writes what may change, with its version, if the row still has the version before that one. `false` otherwise.
    async fn call_update(&mut self, call: &Call) -> StoreResult<bool>;
    /// Opens again what settled by itself at that instant or later.
    async fn calls_reopen(&mut self, booking: BookingId, since: DateTime<Utc>) -> StoreResult<u64>;
}

/// What can be asked in a unit of work.
pub trait Reads: CallReads {}

impl<T: CallReads> Reads for T {}

/// What can be written in one.
pub trait Writes: CallWrites {}

impl<T: CallWrites> Writes for T {}
