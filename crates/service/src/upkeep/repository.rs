//! What the use cases of this area ask of the store.

use crate::model::BackupMark;
use crate::ports::StoreResult;
use crate::sealed::{LinkRow, SealedColumn, SealedPlace, SealedValue};
use async_trait::async_trait;
use chrono::{DateTime, Utc};
use mendan_domain::ids::{BookingId, MunicipalityId};

/// Sealed values of every city, and what links are made of. Reading.
#[async_trait]
pub trait SealedReads: Send {
    /// Sealed values of a column behind that place, in the order of their places.
    async fn sealed_after(
        &mut self,
        column: SealedColumn,
        after: Option<&SealedPlace>,
        limit: i64,
    ) -> StoreResult<Vec<SealedValue>>;
    /// The due dates, needs and notes of the first and of the last bookings, and the mail servers of some cities.
    async fn sealed_ends(&mut self) -> StoreResult<Vec<SealedValue>>;
    /// What the links of bookings behind that one are made of, by id.
    async fn links_after(&mut self, after: BookingId, limit: i64) -> StoreResult<Vec<LinkRow>>;
}

/// Sealed values of every city, and what links are made of. Writing.
#[async_trait]
pub trait SealedWrites: Send {
    /// Puts a value in the place of another, if that still stands there. `false` when it does not.
    async fn sealed_replace(&mut self, value: &SealedValue, new: &[u8]) -> StoreResult<bool>;
    /// Keeps the token of a booking's link, sealed, if it still is the one of that digest.
    async fn link_seal(&mut self, link: &LinkRow, sealed: &[u8]) -> StoreResult<bool>;
}

/// The mark inside a copy of a database. Reading.
#[async_trait]
pub trait CopyReads: Send {
    /// The mark of the backup this database was restored from, if nobody has seen it yet.
    async fn backup_mark(&mut self) -> StoreResult<Option<BackupMark>>;
}

/// The mark inside a copy of a database. Writing.
#[async_trait]
pub trait CopyWrites: Send {
    /// Takes the mark away.
    async fn backup_mark_forget(&mut self) -> StoreResult<()>;
}

/// What must hold whatever happened, of every city; each is found by walking whole tables. Reading.
#[async_trait]
pub trait SoundReads: Send {
    /// How often each rule is broken.
    async fn broken(&mut self) -> StoreResult<Vec<(Unsound, i64)>>;
    /// How many there are of what people would miss.
    async fn holdings(&mut self) -> StoreResult<Holdings>;
}

/// A rule that a sound database keeps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unsound {
    /// Every live booking has its time of its nurses and its room, whole.
    TimeNotKept,
    /// Nobody has a time without a booking or a hold.
    TimeKeptForNobody,
    /// Nobody has two open bookings of a kind.
    OpenTwice,
    /// Every booking is found by the desk's search.
    NotFound,
}

impl Unsound {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::TimeNotKept, Self::TimeKeptForNobody, Self::OpenTwice, Self::NotFound];
}

/// How many there are, of every city.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Holdings {
    /// Cities.
    pub cities: i64,
    /// Bookings, past and cancelled ones among them.
    pub bookings: i64,
    /// When the last of them was made, in seconds since 1970; 0: never.
    pub last_booked_at: i64,
    /// Messages that have not left.
    pub waiting: i64,
}

/// What grows with every day and is of no use any more when it has been over for a while.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Over {
    /// Keys of requests, by when they were first used.
    Keys,
    /// Sessions, by when they were last seen.
    Sessions,
    /// Messages that left or never will, by when that was decided, of bookings that are as long over.
    Messages,
    /// Telephone calls that were made, of bookings that are as long over.
    Calls,
    /// Times that were offered to somebody and that nobody waits for any more, of bookings that are as long over.
    Offers,
    /// Alarms that have ended.
    Alarms,
    /// Files that nobody brought in to the end, and what came of those that somebody did.
    Imports,
    /// Who has shown her password and never her factor.
    Steps,
    /// One-time links of staff that nobody used in their time.
    Links,
    /// Who was sent to the identity provider and never came back.
    Attempts,
    /// What nurses were told of a day that is over.
    News,
    /// Forms that somebody began to fill and never sent, by when she typed last.
    Drafts,
}

impl Over {
    /// All of it.
    pub const ALL: [Self; 12] = [
        Self::Keys,
        Self::Sessions,
        Self::Messages,
        Self::Calls,
        Self::Offers,
        Self::Alarms,
        Self::Imports,
        Self::Steps,
        Self::Links,
        Self::Attempts,
        Self::News,
        Self::Drafts,
    ];
}

/// What is over, of every city. Reading.
#[async_trait]
pub trait OverReads: Send {
    /// Whether any of it has been over since before that instant, of that city or of none.
    async fn is_over(&mut self, what: Over, whose: Option<MunicipalityId>, before: DateTime<Utc>) -> StoreResult<bool>;
}

/// What is over, of every city. Writing.
#[async_trait]
pub trait OverWrites: Send {
    /// Ends for good what has been over since before that instant, of that city or of none, the oldest first, at most so many
    /// rows; returns how many.
    async fn end_over(
        &mut self,
        what: Over,
        whose: Option<MunicipalityId>,
        before: DateTime<Utc>,
        most: i64,
    ) -> StoreResult<u64>;
}

/// What can be asked in a unit of work.
pub trait Reads: SealedReads + CopyReads + OverReads + SoundReads {}

impl<T: SealedReads + CopyReads + OverReads + SoundReads> Reads for T {}

/// What can be written in one.
pub trait Writes: SealedWrites + CopyWrites + OverWrites {}

impl<T: SealedWrites + CopyWrites + OverWrites> Writes for T {}
