//! What the use cases of this area ask of the store.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use mendan_domain::ids::MunicipalityId;

use crate::founding::link::{FoundingLink, FoundingLinkId};
use crate::ports::StoreResult;

/// Links to found by, and what a city has already. Reading.
#[async_trait]
pub trait FoundingReads: Send {
    /// The link of that word.
    async fn founding_link(&mut self, word_hash: &[u8]) -> StoreResult<Option<FoundingLink>>;
    /// The link that was begun by the browser of that cookie.
    async fn founding_session(&mut self, session_hash: &[u8]) -> StoreResult<Option<FoundingLink>>;
    /// Whether somebody can set the city up: an administrator who may sign in.
    async fn has_administrator(&mut self, municipality: MunicipalityId) -> StoreResult<bool>;
    /// Whether a time was ever published that is still there.
    async fn has_times(&mut self, municipality: MunicipalityId) -> StoreResult<bool>;
    /// Whether anybody has ever booked.
    async fn has_booking(&mut self, municipality: MunicipalityId) -> StoreResult<bool>;
    /// Whether the city was given its address by itself.
    async fn has_own_address(&mut self, municipality: MunicipalityId) -> StoreResult<bool>;
    /// The same of its staff's address.
    async fn has_own_staff_address(&mut self, municipality: MunicipalityId) -> StoreResult<bool>;
}

/// Links to found by. Writing.
#[async_trait]
pub trait FoundingWrites: Send {
    /// Writes a link in the place of those of the same city, and of those from before there was any city.
    async fn founding_link_replace(&mut self, link: &FoundingLink) -> StoreResult<()>;
    /// Begins with a link that nobody has begun with. `false`: somebody has.
    async fn founding_link_begin(
        &mut self,
        id: FoundingLinkId,
        session_hash: &[u8],
        expires_at: DateTime<Utc>,
    ) -> StoreResult<bool>;
    /// Says which city was founded by it. `false`: it has one, or is no more.
    async fn founding_link_found(&mut self, id: FoundingLinkId, municipality: MunicipalityId) -> StoreResult<bool>;
    /// Says that its work is done. `false`: it was, or it is no more.
    async fn founding_link_done(&mut self, id: FoundingLinkId, at: DateTime<Utc>) -> StoreResult<bool>;
    /// Writes whether the city was given its address by itself.
    async fn own_address_set(&mut self, municipality: MunicipalityId, own: bool) -> StoreResult<()>;
    /// Writes where its staff come in, or that it is at the public address; and whether the city was given that by itself.
    async fn staff_address_set(
        &mut self,
        municipality: MunicipalityId,
        address: Option<&str>,
        own: bool,
    ) -> StoreResult<()>;
}

/// What can be asked in a unit of work.
pub trait Reads: FoundingReads {}

impl<T: FoundingReads> Reads for T {}

/// What can be written in one.
pub trait Writes: FoundingWrites {}

impl<T: FoundingWrites> Writes for T {}
