//! What the use cases of this area ask of the store.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use mendan_domain::ids::{BookingId, ClientId, MunicipalityId, StaffId};

use crate::model::{Booking, OfferSet, OfferState};
use crate::ports::StoreResult;

/// Times that are offered to somebody instead of hers. Reading.
#[async_trait]
pub trait OfferReads: Send {
    /// All that a booking was ever offered, the latest last.
    async fn offer_sets_of(&mut self, municipality: MunicipalityId, booking: BookingId) -> StoreResult<Vec<OfferSet>>;
    /// Open ones, of every city, for which nobody waits any more, oldest first.
    async fn offers_due(&mut self, now: DateTime<Utc>, limit: i64) -> StoreResult<Vec<OfferSet>>;
    /// The bookings of all open ones.
    async fn bookings_offered(&mut self, municipality: MunicipalityId) -> StoreResult<Vec<Booking>>;
    /// The nurses of the person's other bookings that were not cancelled, the latest first.
    async fn nurses_before(&mut self, client: ClientId, but: BookingId) -> StoreResult<Vec<StaffId>>;
}

/// Times that are offered to somebody instead of hers. Writing.
#[async_trait]
pub trait OfferWrites: Send {
    /// Writes one with its times. `false` when the booking has an open one.
    async fn offer_set_insert(&mut self, set: &OfferSet) -> StoreResult<bool>;
    /// Ends one that is open (what keeps its times is freed separately). `false` when it has ended.
    async fn offer_set_end(&mut self, set: &OfferSet, state: OfferState, now: DateTime<Utc>) -> StoreResult<bool>;
}

/// What can be asked in a unit of work.
pub trait Reads: OfferReads {}

impl<T: OfferReads> Reads for T {}

/// What can be written in one.
pub trait Writes: OfferWrites {}

impl<T: OfferWrites> Writes for T {}
