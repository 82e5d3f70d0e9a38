//! What the use cases of this area ask of the store.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use mendan_domain::booking::Status;
use mendan_domain::ids::{MunicipalityId, OfficeId, StaffId};

use crate::calendar::narrowed::Narrowed;
use crate::model::Booking;
use crate::ports::StoreResult;

/// Bookings that begin together, counted. Nobody's name is read for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BookingCount {
    /// Where.
    pub office: OfficeId,
    /// Start.
    pub starts_at: DateTime<Utc>,
    /// End.
    pub ends_at: DateTime<Utc>,
    /// In which state.
    pub status: Status,
    /// Their nurses, as far as they are among those who were asked for by name.
    pub named: [Option<StaffId>; 2],
    /// How many.
    pub number: i64,
}

/// Published times that begin together and that their nurses have nothing else at, counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FreeCount {
    /// Where.
    pub office: OfficeId,
    /// Start.
    pub starts_at: DateTime<Utc>,
    /// End of the shortest kind.
    pub ends_at: DateTime<Utc>,
    /// The nurse, if she is among those who were asked for by name.
    pub named: Option<StaffId>,
    /// How many nurses.
    pub number: i64,
}

/// The staff's calendar. Reading.
#[async_trait]
pub trait CalendarReads: Send {
    /// Bookings in every state that begin in `[from, until)`, at that office and of that nurse where they are named, ascending.
    async fn bookings_within(
        &mut self,
        municipality: MunicipalityId,
        within: (DateTime<Utc>, DateTime<Utc>),
        of: (Option<OfficeId>, Option<StaffId>),
    ) -> StoreResult<Vec<Booking>>;
    /// How many bookings begin in `[from, until)`, by office, time and state; those of the named nurses each by themselves.
    async fn bookings_counted(
        &mut self,
        municipality: MunicipalityId,
        within: (DateTime<Utc>, DateTime<Utc>),
        of: (Narrowed, &[StaffId]),
    ) -> StoreResult<Vec<BookingCount>>;
    /// How many open times of `[from, until)` nobody has, by office and time; those of the named nurses each by themselves.
    async fn times_counted(
        &mut self,
        municipality: MunicipalityId,
        within: (DateTime<Utc>, DateTime<Utc>),
        of: (Narrowed, &[StaffId]),
    ) -> StoreResult<Vec<FreeCount>>;
    /// How that member last chose to see the calendar; none: she never did.
    async fn calendar_choice(&mut self, municipality: MunicipalityId, staff: StaffId) -> StoreResult<Option<String>>;
}

/// The staff's calendar. Writing.
#[async_trait]
pub trait CalendarWrites: Send {
    /// Keeps how that member chose to see the calendar.
    async fn calendar_choose(&mut self, municipality: MunicipalityId, staff: StaffId, choice: &str) -> StoreResult<()>;
}

/// What can be asked in a unit of work.
pub trait Reads: CalendarReads {}

impl<T: CalendarReads> Reads for T {}

/// What can be written in one.
pub trait Writes: CalendarWrites {}

impl<T: CalendarWrites> Writes for T {}
