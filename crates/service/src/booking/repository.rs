//! What the use cases of this area ask of the store.

use crate::model::{Booking, Claim, Hold, Listed, MailboxUse, NewsRow, Owner, StoredAnswer, Undo};
use crate::ports::StoreResult;
use async_trait::async_trait;
use chrono::{DateTime, NaiveDate, Utc};
use mendan_domain::booking::Status;
use mendan_domain::booking::mode::Mode;
use mendan_domain::ids::{BookingId, ClientId, HoldId, KindId, MunicipalityId, NewsId, OfficeId, RoomId, StaffId};

/// The next interview of a nurse, without whose it is.
#[derive(Clone, PartialEq, Eq)]
pub struct NextInterview {
    /// The booking.
    pub booking: BookingId,
    /// Where.
    pub office: OfficeId,
    /// In which room; none unless in person.
    pub room: Option<RoomId>,
    /// How.
    pub mode: Mode,
    /// `Booked`, or `Arrived`.
    pub status: Status,
    /// Start.
    pub starts_at: DateTime<Utc>,
    /// End.
    pub ends_at: DateTime<Utc>,
    /// Meeting link.
    pub join_url: Option<String>,
}

crate::masked_debug!(NextInterview { booking, office, room, mode, status, starts_at, ends_at });

/// The guard: who has what time of which nurse and place. Writing.
#[async_trait]
pub trait GuardWrites: Send {
    /// Takes every tick of nurses and room for an owner who has none of them yet. `false` when any is taken: then none is.
    async fn occupy(&mut self, claim: &Claim, owner: Owner) -> StoreResult<bool>;
    /// Takes the ticks of `new` that `old` does not have, then frees those of `old` that `new` does not need. `false` when any is
    /// taken; then nothing may be relied on until [`crate::unit::WriteUnit::rollback_to_savepoint`].
    async fn reoccupy(&mut self, old: &Claim, new: &Claim, owner: Owner) -> StoreResult<bool>;
    /// Hands the claim from one owner to another. `false` when the first no longer has it whole.
    async fn transfer(&mut self, claim: &Claim, from: Owner, to: Owner) -> StoreResult<bool>;
    /// Takes, for an owner, those ticks of `old` that `new` does not have. `false` when any is taken: the others are the owner's all the same.
    async fn keep_rest(&mut self, old: &Claim, new: Option<&Claim>, owner: Owner) -> StoreResult<bool>;
    /// Brings an owner from one claim back to the one before (`claims`: now, before): what only the latter has comes from the `keeper`, the
    /// rest of the former is freed. `false` when the keeper no longer has it whole.
    async fn take_back(&mut self, claims: (Option<&Claim>, &Claim), keeper: Owner, owner: Owner) -> StoreResult<bool>;
    /// Frees the claim's ticks that the owner has.
    async fn release(&mut self, claim: &Claim, owner: Owner) -> StoreResult<()>;
    /// Frees ticks inside the claim that belong to holds which have expired; returns how many.
    async fn reclaim(&mut self, claim: &Claim, now: DateTime<Utc>) -> StoreResult<u64>;
}

/// Times kept while their person types. Reading.
#[async_trait]
pub trait HoldReads: Send {
    /// The hold of a browser.
    async fn hold_of_browser(&mut self, municipality: MunicipalityId, browser_hash: &[u8])
    -> StoreResult<Option<Hold>>;
    /// The hold of that id.
    async fn hold(&mut self, id: HoldId) -> StoreResult<Option<Hold>>;
    /// Expired holds, oldest first.
    async fn holds_expired(&mut self, now: DateTime<Utc>, limit: i64) -> StoreResult<Vec<Hold>>;
    /// Holds of times in `[from, until)` that have not expired, ascending.
    async fn holds_between(
        &mut self,
        municipality: MunicipalityId,
        from: DateTime<Utc>,
        until: DateTime<Utc>,
        now: DateTime<Utc>,
    ) -> StoreResult<Vec<Hold>>;
}

/// Times kept while their person types. Writing.
#[async_trait]
pub trait HoldWrites: Send {
    /// Writes a new hold.
    async fn hold_insert(&mut self, hold: &Hold) -> StoreResult<()>;
    /// Writes expiry, extension and draft.
    async fn hold_update(&mut self, hold: &Hold) -> StoreResult<()>;
    /// Deletes the hold's row (its ticks are released or transferred separately).
    async fn hold_delete(&mut self, id: HoldId) -> StoreResult<()>;
}

/// Bookings and the persons they are for. Reading.
#[async_trait]
pub trait BookingReads: Send {
    /// By id; locks the row in a write transaction.
    async fn booking(&mut self, municipality: MunicipalityId, id: BookingId) -> StoreResult<Option<Booking>>;
    /// By the hash of its link token.
    async fn booking_by_token(
        &mut self,
        municipality: MunicipalityId,
        token_hash: &[u8],
    ) -> StoreResult<Option<Booking>>;
    /// The open booking of a person and kind.
    async fn booking_open_of(&mut self, client: ClientId, kind: KindId) -> StoreResult<Option<Booking>>;
    /// How many live bookings begin at `from` or later: at that office, of that kind, of that nurse.
    async fn bookings_ahead(
        &mut self,
        municipality: MunicipalityId,
        of: Listed,
        from: DateTime<Utc>,
    ) -> StoreResult<i64>;
    /// Bookings of a nurse, alone or with another, that begin at `from` or later and that nobody has held or called off.
    async fn bookings_of_nurse(
        &mut self,
        municipality: MunicipalityId,
        nurse: StaffId,
        from: DateTime<Utc>,
    ) -> StoreResult<Vec<Booking>>;
    /// Bookings starting in `[from, until)`, ascending.
    async fn bookings_between(
        &mut self,
        municipality: MunicipalityId,
        from: DateTime<Utc>,
        until: DateTime<Utc>,
    ) -> StoreResult<Vec<Booking>>;
    /// Bookings that nobody has held or called off and that begin at `from` or later, ascending: at most so many, those of that instant
    /// from behind that id on.
    async fn bookings_to_come(
        &mut self,
        municipality: MunicipalityId,
        behind: (DateTime<Utc>, BookingId),
        most: i64,
    ) -> StoreResult<Vec<Booking>>;
    /// A booking of that person, not cancelled, that meets `[from, until)`.
    async fn booking_beside(
        &mut self,
        client: ClientId,
        from: DateTime<Utc>,
        until: DateTime<Utc>,
    ) -> StoreResult<Option<Booking>>;
    /// Bookings of that person in every state besides one of them, the latest first.
    async fn bookings_of_client(&mut self, client: ClientId, but: BookingId, most: i64) -> StoreResult<Vec<Booking>>;
    /// Interviews of a nurse, alone or with another, that begin in `[from, until)` and are not over: the next first, whoever is here
    /// already behind whoever is still to come.
    async fn next_of_nurse(
        &mut self,
        whose: (MunicipalityId, StaffId),
        between: (DateTime<Utc>, DateTime<Utc>),
        now: DateTime<Utc>,
        most: i64,
    ) -> StoreResult<Vec<NextInterview>>;
    /// Open bookings to come of people born on that day.
    async fn bookings_born(
        &mut self,
        municipality: MunicipalityId,
        birth_date: NaiveDate,
        now: DateTime<Utc>,
    ) -> StoreResult<Vec<Booking>>;
    /// What a mailbox (see [`mendan_domain::person::email::mailbox`]) has been used for since an instant.
    async fn mailbox_use(
        &mut self,
        municipality: MunicipalityId,
        mailbox: &str,
        since: DateTime<Utc>,
    ) -> StoreResult<MailboxUse>;
    /// The nurse of the person's latest booking that was not cancelled.
    async fn nurse_of_client(&mut self, client: ClientId) -> StoreResult<Option<StaffId>>;
}

/// Bookings and the persons they are for. Writing.
#[async_trait]
pub trait BookingWrites: Send {
    /// The person of that phone and birth date, made if unknown.
    async fn client_upsert(
        &mut self,
        municipality: MunicipalityId,
        phone_e164: &str,
        birth_date: NaiveDate,
        new_id: ClientId,
        now: DateTime<Utc>,
    ) -> StoreResult<ClientId>;
    /// Writes a new booking. `false` when the person has an open one of that kind (or the reference is taken).
    async fn booking_insert(&mut self, booking: &Booking) -> StoreResult<bool>;
    /// Writes what may change, with its version, if the row still has the version before that one. `false` otherwise.
    async fn booking_update(&mut self, booking: &Booking) -> StoreResult<bool>;
    /// Stops past bookings of that person and kind from counting as open; their versions rise.
    async fn booking_close_past(&mut self, client: ClientId, kind: KindId, now: DateTime<Utc>) -> StoreResult<()>;
}

/// What staff did last, while it can be undone. Reading.
#[async_trait]
pub trait UndoReads: Send {
    /// What can be undone of a booking, over or not.
    async fn undo_of(&mut self, municipality: MunicipalityId, booking: BookingId) -> StoreResult<Option<Undo>>;
    /// Whether there is something that can no longer be undone.
    async fn undo_over(&mut self, now: DateTime<Utc>) -> StoreResult<bool>;
}

/// What staff did last, while it can be undone. Writing.
#[async_trait]
pub trait UndoWrites: Send {
    /// Writes what can be undone of a booking; only the last act can.
    async fn undo_save(&mut self, undo: &Undo) -> StoreResult<()>;
    /// Forgets what can be undone of a booking.
    async fn undo_delete(&mut self, booking: BookingId) -> StoreResult<()>;
    /// Forgets what can no longer be undone.
    async fn undo_forget(&mut self, now: DateTime<Utc>) -> StoreResult<u64>;
}

/// What nurses are told of their day. Reading.
#[async_trait]
pub trait NewsReads: Send {
    /// By id.
    async fn news(&mut self, municipality: MunicipalityId, id: NewsId) -> StoreResult<Option<NewsRow>>;
    /// What a nurse was told since an instant and has not said that she has seen, oldest first.
    async fn news_of_nurse(
        &mut self,
        whose: (MunicipalityId, StaffId),
        since: DateTime<Utc>,
        most: i64,
    ) -> StoreResult<Vec<NewsRow>>;
    /// The offices of the bookings of all that, one for each.
    async fn news_offices(
        &mut self,
        whose: (MunicipalityId, StaffId),
        since: DateTime<Utc>,
        most: i64,
    ) -> StoreResult<Vec<OfficeId>>;
    /// What anybody was told of a booking because of the act that left it in that version.
    async fn news_of_booking(
        &mut self,
        municipality: MunicipalityId,
        booking: BookingId,
        version: i64,
    ) -> StoreResult<Vec<NewsRow>>;
}

/// What nurses are told of their day. Writing.
#[async_trait]
pub trait NewsWrites: Send {
    /// Writes one.
    async fn news_insert(&mut self, row: &NewsRow) -> StoreResult<()>;
    /// She has seen it. `false`: it is not hers, or she had before.
    async fn news_seen(&mut self, whose: (MunicipalityId, StaffId), id: NewsId, at: DateTime<Utc>)
    -> StoreResult<bool>;
    /// It is as if it had never been.
    async fn news_delete(&mut self, municipality: MunicipalityId, id: NewsId) -> StoreResult<()>;
}

/// Keys of requests and their first answers. Reading.
#[async_trait]
pub trait IdempotencyReads: Send {
    /// What the key was used for.
    async fn idempotency_find(&mut self, municipality: MunicipalityId, key: &str) -> StoreResult<Option<StoredAnswer>>;
}

/// Keys of requests and their first answers. Writing.
#[async_trait]
pub trait IdempotencyWrites: Send {
    /// Takes the key, or returns what it was used for. On PostgreSQL this waits for a running first use.
    async fn idempotency_claim(
        &mut self,
        municipality: MunicipalityId,
        key: &str,
        request_hash: &[u8],
        now: DateTime<Utc>,
    ) -> StoreResult<Option<StoredAnswer>>;
    /// Keeps the first answer.
    async fn idempotency_store(
        &mut self,
        municipality: MunicipalityId,
        key: &str,
        booking: BookingId,
        answer_sealed: &[u8],
    ) -> StoreResult<()>;
}

/// What can be asked in a unit of work.
pub trait Reads: HoldReads + BookingReads + UndoReads + IdempotencyReads + NewsReads {}

impl<T: HoldReads + BookingReads + UndoReads + IdempotencyReads + NewsReads> Reads for T {}

/// What can be written in one.
pub trait Writes: GuardWrites + HoldWrites + BookingWrites + UndoWrites + IdempotencyWrites + NewsWrites {}

impl<T: GuardWrites + HoldWrites + BookingWrites + UndoWrites + IdempotencyWrites + NewsWrites> Writes for T {}
