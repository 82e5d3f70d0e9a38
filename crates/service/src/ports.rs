//! What the use cases need from outside: a store, a clock, randomness, a bell for the outbox. Longer than other files because a
//! unit of work is one trait; it becomes one for each area together with the store.

use async_trait::async_trait;
use chrono::{DateTime, NaiveDate, Utc};
use mendan_domain::desk::search::Wanted;
use mendan_domain::ids::{
    BookingId, CallId, ClientId, ClosureId, HoldId, KindId, LeafletId, MunicipalityId, NurseSlotId, OfficeId, OutboxId,
    StaffId, TemplateId,
};
use mendan_domain::offer::NurseTime;
use mendan_domain::offer::closed::Closure;
use mendan_domain::offer::template::Template;

use crate::city::catalogue::{Catalogue, Kind, Leaflet, LeafletPart, Municipality, Office};
use crate::model::{
    Alarm, AlarmCode, AuditEntry, AuditLine, BackupMark, Booking, Call, Candidate, Claim, Claimed, Failure, Hold,
    Listed, MailboxUse, NurseSlot, OutboxRow, OutboxState, Owner, PartnerKey, Session, StaffMember, Standing,
    StoredAnswer, Undo,
};
use crate::sealed::{LinkRow, SealFault, SealedColumn, SealedPlace, SealedValue};

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

/// Where views of personal data are noted, even while the store cannot write.
#[async_trait]
pub trait ViewLog: Send + Sync {
    /// Notes a view; once it answers, the line outlives a crash. An error: nobody noted it, so nobody may look.
    async fn note(&self, line: AuditLine) -> StoreResult<()>;
    /// Writes what waits into the store if that works; for the end of the process.
    async fn settle(&self);
}

/// A database.
#[async_trait]
pub trait Store: Send + Sync {
    /// Begins a unit of work that writes. Dropped without commit, it is undone, and it alone.
    async fn begin(&self) -> StoreResult<Box<dyn Tx>>;
    /// Waits until everything lasts that this task has seen in units of work which it did not commit. Whoever answers without a
    /// commit asks first: it may have seen what a power failure could still undo. [`StoreError::Busy`] when it was undone.
    async fn settled(&self) -> StoreResult<()> {
        Ok(())
    }
    /// A connection for reading. `commit` on it is not needed.
    async fn read(&self) -> StoreResult<Box<dyn Tx>>;
    /// Applies missing migrations.
    async fn migrate(&self) -> StoreResult<()>;
    /// Whether the database answers and is migrated.
    async fn ready(&self) -> StoreResult<bool>;
    /// Writes a consistent copy to a file and marks it as one (SQLite only; PostgreSQL has `pg_dump`).
    async fn backup(&self, file: &std::path::Path, mark: &BackupMark) -> StoreResult<()>;
    /// Closes all connections.
    async fn close(&self);
}

/// A unit of work: statements that happen together or not at all.
///
/// Everything that names a municipality filters by it, so that no query crosses cities; a test proves it.
#[async_trait]
pub trait Tx: Send {
    /// Makes it last. On SQLite units of work that wait for each other share one commit: all of them are answered after it.
    async fn commit(self: Box<Self>) -> StoreResult<()>;
    /// Writes a row that means nothing, where bookings are written: its commit tells whether writing works.
    async fn probe(&mut self) -> StoreResult<()>;
    /// Marks a point to come back to (one level).
    async fn savepoint(&mut self) -> StoreResult<()>;
    /// Undoes everything since the savepoint.
    async fn rollback_to_savepoint(&mut self) -> StoreResult<()>;

    // --- the offer
    /// All municipalities.
    async fn municipalities(&mut self) -> StoreResult<Vec<Municipality>>;
    /// Everything one municipality offers.
    async fn catalogue(&mut self, municipality: MunicipalityId) -> StoreResult<Option<Catalogue>>;
    /// What is taken in `[from, until)` (live bookings, holds that have not expired) and the version of published times,
    /// read in one statement. `except` is left out: what moves does not stand in its own way.
    async fn standing(
        &mut self,
        municipality: MunicipalityId,
        window: (DateTime<Utc>, DateTime<Utc>),
        now: DateTime<Utc>,
        except: Option<Owner>,
    ) -> StoreResult<Standing>;
    /// Every published time of a kind at an office that begins at `from` or later, by start.
    async fn times_of_kind(
        &mut self,
        kind: KindId,
        office: OfficeId,
        from: DateTime<Utc>,
    ) -> StoreResult<Vec<NurseTime>>;
    /// Nurses who published that time, closed ones too: fewest live bookings of the surrounding week first, then by id.
    async fn candidates(
        &mut self,
        kind: KindId,
        office: OfficeId,
        starts_at: DateTime<Utc>,
    ) -> StoreResult<Vec<Candidate>>;
    /// Waits until nobody else books for that city and day under a rule that counts, and keeps them out until the end of the
    /// transaction. SQLite has one writer anyway.
    async fn lock_day(&mut self, municipality: MunicipalityId, date: NaiveDate) -> StoreResult<()>;
    /// The nurse of the person's latest booking that was not cancelled.
    async fn nurse_of_client(&mut self, client: ClientId) -> StoreResult<Option<StaffId>>;

    // --- the guard
    /// Takes every tick of nurses and room for an owner who has none of them yet. `false` when any is taken: then none is.
    async fn occupy(&mut self, claim: &Claim, owner: Owner) -> StoreResult<bool>;
    /// Takes the ticks of `new` that `old` does not have, then frees those of `old` that `new` does not need. `false` when any is
    /// taken; then nothing may be relied on until [`Tx::rollback_to_savepoint`].
    async fn reoccupy(&mut self, old: &Claim, new: &Claim, owner: Owner) -> StoreResult<bool>;
    /// Hands the claim from one owner to another. `false` when the first no longer has it whole.
    async fn transfer(&mut self, claim: &Claim, from: Owner, to: Owner) -> StoreResult<bool>;
    /// Takes, for an owner, those ticks of `old` that `new` does not have. `false` when any is taken.
    async fn keep_rest(&mut self, old: &Claim, new: Option<&Claim>, owner: Owner) -> StoreResult<bool>;
    /// Brings an owner from one claim back to the one before (`claims`: now, before): what only the latter has comes from the `keeper`, the
    /// rest of the former is freed. `false` when the keeper no longer has it whole.
    async fn take_back(&mut self, claims: (Option<&Claim>, &Claim), keeper: Owner, owner: Owner) -> StoreResult<bool>;
    /// Frees the claim's ticks that the owner has.
    async fn release(&mut self, claim: &Claim, owner: Owner) -> StoreResult<()>;
    /// Frees ticks inside the claim that belong to holds which have expired; returns how many.
    async fn reclaim(&mut self, claim: &Claim, now: DateTime<Utc>) -> StoreResult<u64>;

    // --- holds
    /// Writes a new hold.
    async fn hold_insert(&mut self, hold: &Hold) -> StoreResult<()>;
    /// Writes expiry, extension and draft.
    async fn hold_update(&mut self, hold: &Hold) -> StoreResult<()>;
    /// The hold of a browser.
    async fn hold_of_browser(&mut self, municipality: MunicipalityId, browser_hash: &[u8])
    -> StoreResult<Option<Hold>>;
    /// Deletes the hold's row (its ticks are released or transferred separately).
    async fn hold_delete(&mut self, id: HoldId) -> StoreResult<()>;
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

    // --- bookings
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
    /// Bookings starting in `[from, until)`, ascending.
    async fn bookings_between(
        &mut self,
        municipality: MunicipalityId,
        from: DateTime<Utc>,
        until: DateTime<Utc>,
    ) -> StoreResult<Vec<Booking>>;
    /// What the desk looks for, at most `limit` of it, and how many there are: first what is open and to come at `now`, the soonest on
    /// top; then the past, the latest on top.
    async fn bookings_found(
        &mut self,
        municipality: MunicipalityId,
        wanted: &[Wanted],
        now: DateTime<Utc>,
        limit: i64,
    ) -> StoreResult<(Vec<Booking>, i64)>;
    /// A booking of that person, not cancelled, that meets `[from, until)`.
    async fn booking_beside(
        &mut self,
        client: ClientId,
        from: DateTime<Utc>,
        until: DateTime<Utc>,
    ) -> StoreResult<Option<Booking>>;
    /// What a mailbox (see [`mendan_domain::person::email::mailbox`]) has been used for since an instant.
    async fn mailbox_use(
        &mut self,
        municipality: MunicipalityId,
        mailbox: &str,
        since: DateTime<Utc>,
    ) -> StoreResult<MailboxUse>;
    /// How many times nurses have published that begin after an instant.
    async fn coming_places(&mut self, municipality: MunicipalityId, now: DateTime<Utc>) -> StoreResult<i64>;

    /// Open bookings to come of people born on that day.
    async fn bookings_born(
        &mut self,
        municipality: MunicipalityId,
        birth_date: NaiveDate,
        now: DateTime<Utc>,
    ) -> StoreResult<Vec<Booking>>;

    // --- the call list
    /// Writes an entry. One of the same booking, reason and cause stays as it is, but is open again if it had only settled by
    /// itself.
    async fn call_ensure(&mut self, call: &Call) -> StoreResult<()>;
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
    /// Writes what may change, with its version, if the row still has the version before that one. `false` otherwise.
    async fn call_update(&mut self, call: &Call) -> StoreResult<bool>;
    /// Opens again what settled by itself at that instant or later.
    async fn calls_reopen(&mut self, booking: BookingId, since: DateTime<Utc>) -> StoreResult<u64>;
    /// The bookings of all open entries.
    async fn bookings_to_call(&mut self, municipality: MunicipalityId) -> StoreResult<Vec<Booking>>;
    /// Mails of bookings to come that were refused for good since an instant and that nobody is on the call list for.
    async fn mails_refused(
        &mut self,
        since: DateTime<Utc>,
        now: DateTime<Utc>,
    ) -> StoreResult<Vec<(OutboxId, MunicipalityId, BookingId)>>;

    // --- undo
    /// Writes what can be undone of a booking; only the last act can.
    async fn undo_save(&mut self, undo: &Undo) -> StoreResult<()>;
    /// What can be undone of a booking, over or not.
    async fn undo_of(&mut self, municipality: MunicipalityId, booking: BookingId) -> StoreResult<Option<Undo>>;
    /// Forgets what can be undone of a booking.
    async fn undo_delete(&mut self, booking: BookingId) -> StoreResult<()>;
    /// Whether there is something that can no longer be undone.
    async fn undo_over(&mut self, now: DateTime<Utc>) -> StoreResult<bool>;
    /// Forgets what can no longer be undone.
    async fn undo_forget(&mut self, now: DateTime<Utc>) -> StoreResult<u64>;

    // --- nurse slots
    /// Publishes slots that do not exist yet; returns how many were new. This and what follows raise the version of published
    /// times, so that every instance reads them anew.
    async fn slots_insert(&mut self, municipality: MunicipalityId, slots: &[NurseSlot]) -> StoreResult<u64>;
    /// Writes end and modes of slots that exist.
    async fn slots_change(&mut self, municipality: MunicipalityId, slots: &[NurseSlot]) -> StoreResult<u64>;
    /// Deletes slots. Bookings do not depend on them.
    async fn slots_delete(&mut self, municipality: MunicipalityId, slots: &[NurseSlotId]) -> StoreResult<u64>;
    /// Slots starting in `[from, until)`, open and closed.
    async fn slots_between(
        &mut self,
        municipality: MunicipalityId,
        from: DateTime<Utc>,
        until: DateTime<Utc>,
    ) -> StoreResult<Vec<NurseSlot>>;
    /// Opens or closes one nurse's time for every kind at once.
    async fn slots_set_open(
        &mut self,
        municipality: MunicipalityId,
        staff: StaffId,
        starts_at: DateTime<Utc>,
        open: bool,
    ) -> StoreResult<u64>;
    /// Opens or closes one slot.
    async fn slot_of(&mut self, municipality: MunicipalityId, id: NurseSlotId) -> StoreResult<Option<NurseSlot>>;

    // --- idempotency
    /// Takes the key, or returns what it was used for. On PostgreSQL this waits for a running first use.
    async fn idempotency_claim(
        &mut self,
        municipality: MunicipalityId,
        key: &str,
        request_hash: &[u8],
        now: DateTime<Utc>,
    ) -> StoreResult<Option<StoredAnswer>>;
    /// What the key was used for.
    async fn idempotency_find(&mut self, municipality: MunicipalityId, key: &str) -> StoreResult<Option<StoredAnswer>>;
    /// Keeps the first answer.
    async fn idempotency_store(
        &mut self,
        municipality: MunicipalityId,
        key: &str,
        booking: BookingId,
        answer_sealed: &[u8],
    ) -> StoreResult<()>;
    /// Forgets keys older than an instant.
    async fn idempotency_forget(&mut self, before: DateTime<Utc>) -> StoreResult<u64>;

    // --- outbox
    /// Writes rows; where one of the same dedupe key stands, it stays as it is.
    async fn outbox_insert(&mut self, rows: &[OutboxRow]) -> StoreResult<()>;
    /// Supersedes every row of a booking that has not left.
    async fn outbox_supersede(&mut self, booking: BookingId, now: DateTime<Utc>) -> StoreResult<u64>;
    /// Brings a superseded row back: it speaks of the SEQUENCE `version` now.
    async fn outbox_restore(&mut self, id: OutboxId, version: i64) -> StoreResult<()>;
    /// Takes due rows for a worker until `lease_until`. Rows whose lease ran out count as due.
    async fn outbox_claim(
        &mut self,
        worker: i64,
        now: DateTime<Utc>,
        lease_until: DateTime<Utc>,
        limit: i64,
    ) -> StoreResult<Claimed>;
    /// Lengthens the leases a worker still has.
    async fn outbox_renew(&mut self, worker: i64, ids: &[OutboxId], lease_until: DateTime<Utc>) -> StoreResult<()>;
    /// Sets `Date`/`DTSTAMP` at the first attempt and counts it. `false` when the worker lost the row.
    async fn outbox_stamp(&mut self, worker: i64, id: OutboxId, at: DateTime<Utc>) -> StoreResult<bool>;
    /// Ends a row the worker has.
    async fn outbox_finish(
        &mut self,
        worker: i64,
        id: OutboxId,
        outcome: (OutboxState, Option<Failure>, Option<&str>),
        now: DateTime<Utc>,
    ) -> StoreResult<bool>;
    /// Gives a row back for a later attempt; with a failure it waits for whoever can mend that.
    async fn outbox_retry(
        &mut self,
        worker: i64,
        id: OutboxId,
        due_at: DateTime<Utc>,
        why: (Option<Failure>, &str),
    ) -> StoreResult<bool>;
    /// Makes everything due that waits for the relay; returns how much.
    async fn outbox_hasten(&mut self, now: DateTime<Utc>) -> StoreResult<u64>;
    /// How many rows of a failure still ask for somebody: of one city, or of all.
    async fn outbox_count_of(&mut self, municipality: Option<MunicipalityId>, failure: Failure) -> StoreResult<i64>;
    /// One row.
    async fn outbox_row(&mut self, municipality: MunicipalityId, id: OutboxId) -> StoreResult<Option<OutboxRow>>;
    /// Rows that ended without leaving since an instant and nobody dealt with, the latest first; of those that cannot be
    /// read there is the id.
    async fn outbox_ended(
        &mut self,
        municipality: MunicipalityId,
        since: DateTime<Utc>,
        limit: i64,
    ) -> StoreResult<Vec<Result<OutboxRow, OutboxId>>>;
    /// Rows that wait for the relay, oldest first.
    async fn outbox_waiting(&mut self, municipality: MunicipalityId, limit: i64) -> StoreResult<Vec<OutboxRow>>;
    /// Notes that somebody dealt with a row that ended without leaving. `false` when there is none, or somebody had.
    async fn outbox_settle(
        &mut self,
        municipality: MunicipalityId,
        id: OutboxId,
        now: DateTime<Utc>,
    ) -> StoreResult<bool>;
    /// Keeps back everything that has not left, of every city; returns how much.
    async fn outbox_hold(&mut self, now: DateTime<Utc>) -> StoreResult<u64>;
    /// Rows that are kept back, by their time.
    async fn outbox_held(&mut self, municipality: MunicipalityId) -> StoreResult<Vec<OutboxRow>>;
    /// Lets a kept row go, of use until then. `false` when it is not kept.
    async fn outbox_release(
        &mut self,
        municipality: MunicipalityId,
        id: OutboxId,
        useful_until: DateTime<Utc>,
    ) -> StoreResult<bool>;
    /// Ends a kept row without sending it. `false` when it is not kept.
    async fn outbox_drop(
        &mut self,
        municipality: MunicipalityId,
        id: OutboxId,
        now: DateTime<Utc>,
        why: &str,
    ) -> StoreResult<bool>;
    /// Frees every lease (a single process at start-up).
    async fn outbox_free_leases(&mut self) -> StoreResult<u64>;
    /// Rows of a booking, oldest first, without those that cannot be read.
    async fn outbox_of(&mut self, booking: BookingId) -> StoreResult<Vec<OutboxRow>>;
    /// Rows per state, for the metrics.
    async fn outbox_counts(&mut self) -> StoreResult<Vec<(OutboxState, i64)>>;

    // --- alarms
    /// Raises an alarm, or counts it if it is raised already.
    async fn alarm_raise(&mut self, alarm: &Alarm) -> StoreResult<()>;
    /// Ends an alarm. `false` when it was not raised.
    async fn alarm_clear(
        &mut self,
        municipality: Option<MunicipalityId>,
        code: AlarmCode,
        subject: &str,
        now: DateTime<Utc>,
    ) -> StoreResult<bool>;
    /// Every alarm that is raised, of every city, the oldest first.
    async fn alarms(&mut self) -> StoreResult<Vec<Alarm>>;

    // --- the mark of a backup
    /// The mark of the backup this database was restored from, if nobody has seen it yet.
    async fn backup_mark(&mut self) -> StoreResult<Option<BackupMark>>;
    /// Takes the mark away.
    async fn backup_mark_forget(&mut self) -> StoreResult<()>;

    // --- sealed values, of every city
    /// Sealed values of a column behind that place, in the order of their places.
    async fn sealed_after(
        &mut self,
        column: SealedColumn,
        after: Option<&SealedPlace>,
        limit: i64,
    ) -> StoreResult<Vec<SealedValue>>;
    /// The due dates, needs and notes of the first and of the last bookings.
    async fn sealed_ends(&mut self) -> StoreResult<Vec<SealedValue>>;
    /// Puts a value in the place of another, if that still stands there. `false` when it does not.
    async fn sealed_replace(&mut self, value: &SealedValue, new: &[u8]) -> StoreResult<bool>;
    /// What the links of bookings behind that one are made of, by id.
    async fn links_after(&mut self, after: BookingId, limit: i64) -> StoreResult<Vec<LinkRow>>;
    /// Keeps the token of a booking's link, sealed, if it still is the one of that digest.
    async fn link_seal(&mut self, link: &LinkRow, sealed: &[u8]) -> StoreResult<bool>;

    // --- audit
    /// Appends a line.
    async fn audit_insert(&mut self, line: &AuditLine) -> StoreResult<()>;
    /// Appends a line that may stand there already: written again, it stands once.
    async fn audit_insert_once(&mut self, line: &AuditLine) -> StoreResult<()>;

    // --- staff
    /// By sign-in name, as typed: case and width make no other name.
    async fn staff_by_login(&mut self, municipality: MunicipalityId, login: &str) -> StoreResult<Option<StaffMember>>;
    /// Writes a new member with her offices and her password's hash. `false` when the sign-in name is taken, in whatever case.
    async fn staff_insert(&mut self, member: &StaffMember, password_hash: &str) -> StoreResult<bool>;
    /// The hash of a member's password (argon2id, PHC string).
    async fn password_hash(&mut self, municipality: MunicipalityId, id: StaffId) -> StoreResult<Option<String>>;
    /// Writes the hash of a member's password, if it is still `was` where that is given. `false` when nothing was written.
    async fn password_set(
        &mut self,
        municipality: MunicipalityId,
        id: StaffId,
        hash: &str,
        was: Option<&str>,
    ) -> StoreResult<bool>;
    /// Writes disabled, role, name, offices, work.
    async fn staff_update(&mut self, member: &StaffMember) -> StoreResult<()>;
    /// Writes a session.
    async fn session_insert(&mut self, session: &Session) -> StoreResult<()>;
    /// Finds a session.
    async fn session_find(&mut self, token_hash: &[u8]) -> StoreResult<Option<Session>>;
    /// Writes `seen_at` and the desk's state.
    async fn session_update(&mut self, session: &Session) -> StoreResult<()>;
    /// Writes `seen_at` alone.
    async fn session_seen(&mut self, token_hash: &[u8], at: DateTime<Utc>) -> StoreResult<()>;
    /// Ends a session.
    async fn session_delete(&mut self, token_hash: &[u8]) -> StoreResult<()>;
    /// Ends all sessions of a member.
    async fn sessions_of_staff_delete(&mut self, staff: StaffId) -> StoreResult<()>;
    /// Ends sessions not seen since an instant.
    async fn sessions_forget(&mut self, before: DateTime<Utc>) -> StoreResult<u64>;

    // --- setting a city up
    /// Writes a municipality.
    async fn municipality_insert(&mut self, municipality: &Municipality) -> StoreResult<()>;
    /// Writes the networks from which more may be booked, in CIDR notation.
    async fn municipality_set_networks(&mut self, municipality: MunicipalityId, networks: &[String])
    -> StoreResult<()>;
    /// Writes its public address.
    async fn municipality_set_url(&mut self, municipality: MunicipalityId, public_url: &str) -> StoreResult<()>;
    /// Writes an office with its rooms.
    async fn office_insert(&mut self, municipality: MunicipalityId, office: &Office, position: i64) -> StoreResult<()>;
    /// Writes a kind.
    async fn kind_insert(&mut self, municipality: MunicipalityId, kind: &Kind, position: i64) -> StoreResult<()>;
    /// Writes an office that exists, and its rooms (new ones too).
    async fn office_update(&mut self, municipality: MunicipalityId, office: &Office) -> StoreResult<()>;
    /// Writes a kind that exists.
    async fn kind_update(&mut self, municipality: MunicipalityId, kind: &Kind) -> StoreResult<()>;
    /// Writes a file with its octets.
    async fn leaflet_insert(
        &mut self,
        municipality: MunicipalityId,
        leaflet: &Leaflet,
        octets: &[u8],
    ) -> StoreResult<()>;
    /// So many octets of a file from there on (`part`); files are large, and nobody needs one whole.
    async fn leaflet_part(
        &mut self,
        municipality: MunicipalityId,
        id: LeafletId,
        part: (i64, i64),
    ) -> StoreResult<Option<LeafletPart>>;
    /// Deletes a file.
    async fn leaflet_delete(&mut self, municipality: MunicipalityId, id: LeafletId) -> StoreResult<bool>;
    /// Writes where in its list it stands.
    async fn listed_place(&mut self, municipality: MunicipalityId, listed: Listed, position: i64) -> StoreResult<()>;
    /// Whether a booking, a hold, a published time or a closure speaks of it, or the audit log says that she did something.
    /// Templates keep their kinds as text: they are not looked at here.
    async fn listed_used(&mut self, municipality: MunicipalityId, listed: Listed) -> StoreResult<bool>;
    /// Deletes it, with the rooms of an office, the files of a kind, the sessions of a member of staff.
    async fn listed_delete(&mut self, municipality: MunicipalityId, listed: Listed) -> StoreResult<()>;
    /// Says that the city's holidays have changed, so that their version rises.
    async fn holidays_changed(&mut self, municipality: MunicipalityId) -> StoreResult<()>;
    /// The version of what the city offers.
    async fn setup_version(&mut self, municipality: MunicipalityId) -> StoreResult<i64>;
    /// The same, and until the end of the transaction nobody changes it: what is judged now is judged by the rules of now.
    async fn setup_version_held(&mut self, municipality: MunicipalityId) -> StoreResult<i64>;
    /// Says that what the city offers has changed, so that every instance reads it anew.
    async fn setup_changed(&mut self, municipality: MunicipalityId) -> StoreResult<()>;
    /// Whether the city is closed from 29 December to 3 January.
    async fn year_end_set(&mut self, municipality: MunicipalityId, closed: bool) -> StoreResult<()>;
    /// Writes a closure, new or changed.
    async fn closure_save(&mut self, municipality: MunicipalityId, closure: &Closure) -> StoreResult<()>;
    /// Deletes a closure.
    async fn closure_delete(&mut self, municipality: MunicipalityId, id: ClosureId) -> StoreResult<bool>;
    /// Writes what the city's list says of a day before the rule: the holiday's name, or `None` for a working day.
    async fn holiday_save(
        &mut self,
        municipality: MunicipalityId,
        day: NaiveDate,
        name: Option<&str>,
    ) -> StoreResult<()>;
    /// Takes a day off the city's list: the rule alone decides again.
    async fn holiday_forget(&mut self, municipality: MunicipalityId, day: NaiveDate) -> StoreResult<()>;
    /// All templates, by id.
    async fn templates(&mut self, municipality: MunicipalityId) -> StoreResult<Vec<Template>>;
    /// Writes a template, new or changed.
    async fn template_save(&mut self, municipality: MunicipalityId, template: &Template) -> StoreResult<()>;
    /// Deletes a template. What was published stays until the next publishing.
    async fn template_delete(&mut self, municipality: MunicipalityId, id: TemplateId) -> StoreResult<bool>;
    /// Writes a partner's key, new or revoked.
    async fn partner_key_save(&mut self, key: &PartnerKey) -> StoreResult<()>;
    /// The key of that hash, unless it was revoked.
    async fn partner_key_find(
        &mut self,
        municipality: MunicipalityId,
        key_hash: &[u8],
    ) -> StoreResult<Option<PartnerKey>>;
    /// All keys, by id.
    async fn partner_keys(&mut self, municipality: MunicipalityId) -> StoreResult<Vec<PartnerKey>>;
    /// Lines of the audit log about one thing, oldest first.
    async fn audit_of(
        &mut self,
        municipality: MunicipalityId,
        subject: (&'static str, i64),
    ) -> StoreResult<Vec<AuditEntry>>;
}
