//! What the use cases of this area ask of the store.

use crate::ports::StoreResult;
use crate::video::meeting::{Meeting, MeetingId};
use async_trait::async_trait;
use mendan_domain::ids::{BookingId, MunicipalityId};

/// Meetings that providers hold. Reading.
#[async_trait]
pub trait MeetingReads: Send {
    /// One of them.
    async fn meeting(&mut self, municipality: MunicipalityId, id: MeetingId) -> StoreResult<Option<Meeting>>;
    /// The latest of a booking that is not gone.
    async fn meeting_of(&mut self, municipality: MunicipalityId, booking: BookingId) -> StoreResult<Option<Meeting>>;
}

/// Meetings that providers hold. Writing.
#[async_trait]
pub trait MeetingWrites: Send {
    /// Writes one, new or as it is now.
    async fn meeting_save(&mut self, meeting: &Meeting) -> StoreResult<()>;
}

/// What can be asked in a unit of work.
pub trait Reads: MeetingReads {}

impl<T: MeetingReads> Reads for T {}

/// What can be written in one.
pub trait Writes: MeetingWrites {}

impl<T: MeetingWrites> Writes for T {}
