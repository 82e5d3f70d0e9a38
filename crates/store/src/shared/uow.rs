//! The unit of work: hands each method of the port to the file of its area. Longer than other files because a trait is
//! implemented in one block; there is nothing in it but names.

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
use mendan_service::city::catalogue::{Catalogue, Kind, Leaflet, LeafletPart, Municipality, Office};
use mendan_service::model::{
    Alarm, AlarmCode, AuditEntry, AuditLine, BackupMark, Booking, Call, Candidate, Claim, Claimed, Failure, Hold,
    Listed, MailboxUse, NurseSlot, OutboxRow, OutboxState, Owner, PartnerKey, Session, StaffMember, Standing,
    StoredAnswer, Undo,
};
use mendan_service::ports::{StoreError, StoreResult, Tx};
use mendan_service::sealed::{LinkRow, SealedColumn, SealedPlace, SealedValue};
use sqlx::Executor as _;
use sqlx::pool::PoolConnection;

use super::{
    Connection, Db, Writing, alarms, audit, bookings, calls, classify, closed, desk, guard, holds, idempotency,
    leaflets, listed, offer, outbox, partner_keys, probe, sealed, search, setup, slots, staff, templates, undo, unsent,
};

/// A connection with or without a transaction.
pub(super) enum Uow {
    /// Writes; rolls back when dropped.
    Write {
        /// The transaction.
        tx: Writing,
        /// Whether there is a savepoint to come back to.
        marked: bool,
    },
    /// Reads, each statement by itself.
    Read(PoolConnection<Db>),
}

impl Uow {
    fn conn(&mut self) -> &mut Connection {
        match self {
            Self::Write { tx, .. } => tx,
            Self::Read(conn) => conn,
        }
    }

    /// The connection, and whether what is read shall be kept from others.
    fn locking(&mut self) -> (&mut Connection, bool) {
        let lock = matches!(self, Self::Write { .. });
        (self.conn(), lock)
    }
}

#[async_trait]
impl Tx for Uow {
    async fn commit(self: Box<Self>) -> StoreResult<()> {
        match *self {
            Self::Write { tx, .. } => super::commit(tx).await,
            Self::Read(_) => Ok(()),
        }
    }
    async fn probe(&mut self) -> StoreResult<()> {
        let Self::Write { tx, .. } = self else { return Err(no_transaction()) };
        let padding = probe::padding(tx);
        probe::write(tx, padding).await
    }
    async fn savepoint(&mut self) -> StoreResult<()> {
        let Self::Write { tx, marked } = self else { return Err(no_transaction()) };
        let text = if *marked { "RELEASE SAVEPOINT mark; SAVEPOINT mark" } else { "SAVEPOINT mark" };
        tx.execute(sqlx::raw_sql(text)).await.map_err(classify)?;
        *marked = true;
        Ok(())
    }
    async fn rollback_to_savepoint(&mut self) -> StoreResult<()> {
        // Without a mark of its own it would meet somebody else's in the same transaction.
        let Self::Write { tx, marked: true } = self else { return Err(no_transaction()) };
        tx.execute(sqlx::raw_sql("ROLLBACK TO SAVEPOINT mark")).await.map(drop).map_err(classify)
    }

    // --- the offer
    async fn municipalities(&mut self) -> StoreResult<Vec<Municipality>> {
        offer::municipalities(self.conn()).await
    }
    async fn catalogue(&mut self, municipality: MunicipalityId) -> StoreResult<Option<Catalogue>> {
        offer::catalogue(self.conn(), municipality).await
    }
    async fn standing(
        &mut self,
        municipality: MunicipalityId,
        window: (DateTime<Utc>, DateTime<Utc>),
        now: DateTime<Utc>,
        except: Option<Owner>,
    ) -> StoreResult<Standing> {
        offer::standing(self.conn(), municipality, window, now, except).await
    }
    async fn times_of_kind(
        &mut self,
        kind: KindId,
        office: OfficeId,
        from: DateTime<Utc>,
    ) -> StoreResult<Vec<NurseTime>> {
        offer::times_of_kind(self.conn(), kind, office, from).await
    }
    async fn candidates(
        &mut self,
        kind: KindId,
        office: OfficeId,
        starts_at: DateTime<Utc>,
    ) -> StoreResult<Vec<Candidate>> {
        offer::candidates(self.conn(), kind, office, starts_at).await
    }
    async fn lock_day(&mut self, municipality: MunicipalityId, date: NaiveDate) -> StoreResult<()> {
        offer::lock_day(self.conn(), municipality, date).await
    }
    async fn nurse_of_client(&mut self, client: ClientId) -> StoreResult<Option<StaffId>> {
        offer::nurse_of_client(self.conn(), client).await
    }

    // --- the guard
    async fn occupy(&mut self, claim: &Claim, owner: Owner) -> StoreResult<bool> {
        guard::occupy(self.conn(), claim, owner).await
    }
    async fn reoccupy(&mut self, old: &Claim, new: &Claim, owner: Owner) -> StoreResult<bool> {
        guard::reoccupy(self.conn(), old, new, owner).await
    }
    async fn transfer(&mut self, claim: &Claim, from: Owner, to: Owner) -> StoreResult<bool> {
        guard::transfer(self.conn(), claim, from, to).await
    }
    async fn keep_rest(&mut self, old: &Claim, new: Option<&Claim>, owner: Owner) -> StoreResult<bool> {
        guard::keep_rest(self.conn(), old, new, owner).await
    }
    async fn take_back(&mut self, claims: (Option<&Claim>, &Claim), keeper: Owner, owner: Owner) -> StoreResult<bool> {
        guard::take_back(self.conn(), claims, keeper, owner).await
    }
    async fn release(&mut self, claim: &Claim, owner: Owner) -> StoreResult<()> {
        guard::release(self.conn(), claim, owner).await
    }
    async fn reclaim(&mut self, claim: &Claim, now: DateTime<Utc>) -> StoreResult<u64> {
        guard::reclaim(self.conn(), claim, now).await
    }

    // --- holds
    async fn hold_insert(&mut self, hold: &Hold) -> StoreResult<()> {
        holds::insert(self.conn(), hold).await
    }
    async fn hold_update(&mut self, hold: &Hold) -> StoreResult<()> {
        holds::update(self.conn(), hold).await
    }
    async fn hold_of_browser(
        &mut self,
        municipality: MunicipalityId,
        browser_hash: &[u8],
    ) -> StoreResult<Option<Hold>> {
        let (conn, lock) = self.locking();
        holds::of_browser(conn, lock, municipality, browser_hash).await
    }
    async fn hold_delete(&mut self, id: HoldId) -> StoreResult<()> {
        holds::delete(self.conn(), id).await
    }
    async fn hold(&mut self, id: HoldId) -> StoreResult<Option<Hold>> {
        holds::by_id(self.conn(), id).await
    }
    async fn holds_expired(&mut self, now: DateTime<Utc>, limit: i64) -> StoreResult<Vec<Hold>> {
        let (conn, lock) = self.locking();
        holds::expired(conn, lock, now, limit).await
    }

    async fn holds_between(
        &mut self,
        municipality: MunicipalityId,
        from: DateTime<Utc>,
        until: DateTime<Utc>,
        now: DateTime<Utc>,
    ) -> StoreResult<Vec<Hold>> {
        holds::between(self.conn(), municipality, from, until, now).await
    }

    // --- bookings
    async fn client_upsert(
        &mut self,
        municipality: MunicipalityId,
        phone_e164: &str,
        birth_date: NaiveDate,
        new_id: ClientId,
        now: DateTime<Utc>,
    ) -> StoreResult<ClientId> {
        bookings::client_upsert(self.conn(), municipality, phone_e164, birth_date, new_id, now).await
    }
    async fn booking_insert(&mut self, booking: &Booking) -> StoreResult<bool> {
        bookings::insert(self.conn(), booking).await
    }
    async fn booking_update(&mut self, booking: &Booking) -> StoreResult<bool> {
        bookings::update(self.conn(), booking).await
    }
    async fn booking_close_past(&mut self, client: ClientId, kind: KindId, now: DateTime<Utc>) -> StoreResult<()> {
        bookings::close_past(self.conn(), client, kind, now).await
    }
    async fn booking(&mut self, municipality: MunicipalityId, id: BookingId) -> StoreResult<Option<Booking>> {
        let (conn, lock) = self.locking();
        bookings::by_id(conn, lock, municipality, id).await
    }
    async fn booking_by_token(
        &mut self,
        municipality: MunicipalityId,
        token_hash: &[u8],
    ) -> StoreResult<Option<Booking>> {
        desk::by_token(self.conn(), municipality, token_hash).await
    }
    async fn booking_open_of(&mut self, client: ClientId, kind: KindId) -> StoreResult<Option<Booking>> {
        desk::open_of(self.conn(), client, kind).await
    }
    async fn bookings_between(
        &mut self,
        municipality: MunicipalityId,
        from: DateTime<Utc>,
        until: DateTime<Utc>,
    ) -> StoreResult<Vec<Booking>> {
        desk::between(self.conn(), municipality, from, until).await
    }
    async fn bookings_found(
        &mut self,
        municipality: MunicipalityId,
        wanted: &[Wanted],
        now: DateTime<Utc>,
        limit: i64,
    ) -> StoreResult<(Vec<Booking>, i64)> {
        search::found(self.conn(), municipality, wanted, now, limit).await
    }
    async fn booking_beside(
        &mut self,
        client: ClientId,
        from: DateTime<Utc>,
        until: DateTime<Utc>,
    ) -> StoreResult<Option<Booking>> {
        desk::beside(self.conn(), client, from, until).await
    }
    async fn mailbox_use(
        &mut self,
        municipality: MunicipalityId,
        mailbox: &str,
        since: DateTime<Utc>,
    ) -> StoreResult<MailboxUse> {
        desk::mailbox_use(self.conn(), municipality, mailbox, since).await
    }
    async fn coming_places(&mut self, municipality: MunicipalityId, now: DateTime<Utc>) -> StoreResult<i64> {
        slots::coming(self.conn(), municipality, now).await
    }

    async fn bookings_born(
        &mut self,
        municipality: MunicipalityId,
        birth_date: NaiveDate,
        now: DateTime<Utc>,
    ) -> StoreResult<Vec<Booking>> {
        desk::born(self.conn(), municipality, birth_date, now).await
    }

    // --- the call list
    async fn call_ensure(&mut self, call: &Call) -> StoreResult<()> {
        calls::ensure(self.conn(), call).await
    }
    async fn calls_open(&mut self, municipality: MunicipalityId) -> StoreResult<Vec<Call>> {
        calls::open(self.conn(), municipality).await
    }
    async fn calls_done(&mut self, municipality: MunicipalityId, since: DateTime<Utc>) -> StoreResult<Vec<Call>> {
        calls::done(self.conn(), municipality, since).await
    }
    async fn calls_waiting(&mut self, municipality: MunicipalityId) -> StoreResult<i64> {
        calls::waiting(self.conn(), municipality).await
    }
    async fn call(&mut self, municipality: MunicipalityId, id: CallId) -> StoreResult<Option<Call>> {
        calls::by_id(self.conn(), municipality, id).await
    }
    async fn calls_of(&mut self, booking: BookingId) -> StoreResult<Vec<Call>> {
        calls::of(self.conn(), booking).await
    }
    async fn call_update(&mut self, call: &Call) -> StoreResult<bool> {
        calls::update(self.conn(), call).await
    }
    async fn calls_reopen(&mut self, booking: BookingId, since: DateTime<Utc>) -> StoreResult<u64> {
        calls::reopen(self.conn(), booking, since).await
    }
    async fn bookings_to_call(&mut self, municipality: MunicipalityId) -> StoreResult<Vec<Booking>> {
        calls::bookings(self.conn(), municipality).await
    }
    async fn mails_refused(
        &mut self,
        since: DateTime<Utc>,
        now: DateTime<Utc>,
    ) -> StoreResult<Vec<(OutboxId, MunicipalityId, BookingId)>> {
        calls::mails_refused(self.conn(), since, now).await
    }

    // --- undo
    async fn undo_save(&mut self, undo: &Undo) -> StoreResult<()> {
        undo::save(self.conn(), undo).await
    }
    async fn undo_of(&mut self, municipality: MunicipalityId, booking: BookingId) -> StoreResult<Option<Undo>> {
        undo::of(self.conn(), municipality, booking).await
    }
    async fn undo_delete(&mut self, booking: BookingId) -> StoreResult<()> {
        undo::delete(self.conn(), booking).await
    }
    async fn undo_over(&mut self, now: DateTime<Utc>) -> StoreResult<bool> {
        undo::over(self.conn(), now).await
    }
    async fn undo_forget(&mut self, now: DateTime<Utc>) -> StoreResult<u64> {
        undo::forget(self.conn(), now).await
    }

    // --- nurse slots
    async fn slots_insert(&mut self, municipality: MunicipalityId, slots: &[NurseSlot]) -> StoreResult<u64> {
        slots::insert(self.conn(), municipality, slots).await
    }
    async fn slots_change(&mut self, municipality: MunicipalityId, slots: &[NurseSlot]) -> StoreResult<u64> {
        slots::change(self.conn(), municipality, slots).await
    }
    async fn slots_delete(&mut self, municipality: MunicipalityId, slots: &[NurseSlotId]) -> StoreResult<u64> {
        slots::delete(self.conn(), municipality, slots).await
    }
    async fn slots_between(
        &mut self,
        municipality: MunicipalityId,
        from: DateTime<Utc>,
        until: DateTime<Utc>,
    ) -> StoreResult<Vec<NurseSlot>> {
        slots::between(self.conn(), municipality, from, until).await
    }
    async fn slots_set_open(
        &mut self,
        municipality: MunicipalityId,
        staff: StaffId,
        starts_at: DateTime<Utc>,
        open: bool,
    ) -> StoreResult<u64> {
        slots::set_open(self.conn(), municipality, staff, starts_at, open).await
    }
    async fn slot_of(&mut self, municipality: MunicipalityId, id: NurseSlotId) -> StoreResult<Option<NurseSlot>> {
        slots::by_id(self.conn(), municipality, id).await
    }

    // --- idempotency
    async fn idempotency_claim(
        &mut self,
        municipality: MunicipalityId,
        key: &str,
        request_hash: &[u8],
        now: DateTime<Utc>,
    ) -> StoreResult<Option<StoredAnswer>> {
        idempotency::claim(self.conn(), municipality, key, request_hash, now).await
    }
    async fn idempotency_find(&mut self, municipality: MunicipalityId, key: &str) -> StoreResult<Option<StoredAnswer>> {
        idempotency::find(self.conn(), municipality, key).await
    }
    async fn idempotency_store(
        &mut self,
        municipality: MunicipalityId,
        key: &str,
        booking: BookingId,
        answer_sealed: &[u8],
    ) -> StoreResult<()> {
        idempotency::store(self.conn(), municipality, key, booking, answer_sealed).await
    }
    async fn idempotency_forget(&mut self, before: DateTime<Utc>) -> StoreResult<u64> {
        idempotency::forget(self.conn(), before).await
    }

    // --- outbox
    async fn outbox_insert(&mut self, rows: &[OutboxRow]) -> StoreResult<()> {
        outbox::insert(self.conn(), rows).await
    }
    async fn outbox_supersede(&mut self, booking: BookingId, now: DateTime<Utc>) -> StoreResult<u64> {
        outbox::supersede(self.conn(), booking, now).await
    }
    async fn outbox_restore(&mut self, id: OutboxId, version: i64) -> StoreResult<()> {
        outbox::restore(self.conn(), id, version).await
    }
    async fn outbox_claim(
        &mut self,
        worker: i64,
        now: DateTime<Utc>,
        lease_until: DateTime<Utc>,
        limit: i64,
    ) -> StoreResult<Claimed> {
        outbox::claim(self.conn(), worker, now, lease_until, limit).await
    }
    async fn outbox_renew(&mut self, worker: i64, ids: &[OutboxId], lease_until: DateTime<Utc>) -> StoreResult<()> {
        outbox::renew(self.conn(), worker, ids, lease_until).await
    }
    async fn outbox_stamp(&mut self, worker: i64, id: OutboxId, at: DateTime<Utc>) -> StoreResult<bool> {
        outbox::stamp(self.conn(), worker, id, at).await
    }
    async fn outbox_finish(
        &mut self,
        worker: i64,
        id: OutboxId,
        outcome: (OutboxState, Option<Failure>, Option<&str>),
        now: DateTime<Utc>,
    ) -> StoreResult<bool> {
        outbox::finish(self.conn(), worker, id, outcome, now).await
    }
    async fn outbox_retry(
        &mut self,
        worker: i64,
        id: OutboxId,
        due_at: DateTime<Utc>,
        why: (Option<Failure>, &str),
    ) -> StoreResult<bool> {
        outbox::retry(self.conn(), worker, id, due_at, why).await
    }
    async fn outbox_hasten(&mut self, now: DateTime<Utc>) -> StoreResult<u64> {
        unsent::hasten(self.conn(), now).await
    }
    async fn outbox_count_of(&mut self, municipality: Option<MunicipalityId>, failure: Failure) -> StoreResult<i64> {
        unsent::count_of(self.conn(), municipality, failure).await
    }
    async fn outbox_row(&mut self, municipality: MunicipalityId, id: OutboxId) -> StoreResult<Option<OutboxRow>> {
        outbox::row(self.conn(), municipality, id).await
    }
    async fn outbox_ended(
        &mut self,
        municipality: MunicipalityId,
        since: DateTime<Utc>,
        limit: i64,
    ) -> StoreResult<Vec<Result<OutboxRow, OutboxId>>> {
        unsent::ended(self.conn(), municipality, since, limit).await
    }
    async fn outbox_waiting(&mut self, municipality: MunicipalityId, limit: i64) -> StoreResult<Vec<OutboxRow>> {
        unsent::waiting(self.conn(), municipality, limit).await
    }
    async fn outbox_settle(
        &mut self,
        municipality: MunicipalityId,
        id: OutboxId,
        now: DateTime<Utc>,
    ) -> StoreResult<bool> {
        unsent::settle(self.conn(), municipality, id, now).await
    }
    async fn outbox_hold(&mut self, now: DateTime<Utc>) -> StoreResult<u64> {
        unsent::hold(self.conn(), now).await
    }
    async fn outbox_held(&mut self, municipality: MunicipalityId) -> StoreResult<Vec<OutboxRow>> {
        unsent::held(self.conn(), municipality).await
    }
    async fn outbox_release(
        &mut self,
        municipality: MunicipalityId,
        id: OutboxId,
        useful_until: DateTime<Utc>,
    ) -> StoreResult<bool> {
        unsent::release(self.conn(), municipality, id, useful_until).await
    }
    async fn outbox_drop(
        &mut self,
        municipality: MunicipalityId,
        id: OutboxId,
        now: DateTime<Utc>,
        why: &str,
    ) -> StoreResult<bool> {
        unsent::drop_held(self.conn(), municipality, id, now, why).await
    }
    async fn outbox_free_leases(&mut self) -> StoreResult<u64> {
        outbox::free_leases(self.conn()).await
    }
    async fn outbox_of(&mut self, booking: BookingId) -> StoreResult<Vec<OutboxRow>> {
        outbox::of(self.conn(), booking).await
    }
    async fn outbox_counts(&mut self) -> StoreResult<Vec<(OutboxState, i64)>> {
        outbox::counts(self.conn()).await
    }

    // --- alarms
    async fn alarm_raise(&mut self, alarm: &Alarm) -> StoreResult<()> {
        alarms::raise(self.conn(), alarm).await
    }
    async fn alarm_clear(
        &mut self,
        municipality: Option<MunicipalityId>,
        code: AlarmCode,
        subject: &str,
        now: DateTime<Utc>,
    ) -> StoreResult<bool> {
        alarms::clear(self.conn(), municipality, code, subject, now).await
    }
    async fn alarms(&mut self) -> StoreResult<Vec<Alarm>> {
        alarms::raised(self.conn()).await
    }

    // --- the mark of a backup
    async fn backup_mark(&mut self) -> StoreResult<Option<BackupMark>> {
        alarms::mark(self.conn()).await
    }
    async fn backup_mark_forget(&mut self) -> StoreResult<()> {
        alarms::mark_forget(self.conn()).await
    }

    // --- sealed values, of every city
    async fn sealed_after(
        &mut self,
        column: SealedColumn,
        after: Option<&SealedPlace>,
        limit: i64,
    ) -> StoreResult<Vec<SealedValue>> {
        sealed::after(self.conn(), column, after, limit).await
    }
    async fn sealed_ends(&mut self) -> StoreResult<Vec<SealedValue>> {
        sealed::ends(self.conn()).await
    }
    async fn sealed_replace(&mut self, value: &SealedValue, new: &[u8]) -> StoreResult<bool> {
        sealed::replace(self.conn(), value, new).await
    }
    async fn links_after(&mut self, after: BookingId, limit: i64) -> StoreResult<Vec<LinkRow>> {
        sealed::links_after(self.conn(), after, limit).await
    }
    async fn link_seal(&mut self, link: &LinkRow, sealed: &[u8]) -> StoreResult<bool> {
        sealed::link_seal(self.conn(), link, sealed).await
    }

    // --- audit
    async fn audit_insert(&mut self, line: &AuditLine) -> StoreResult<()> {
        audit::insert(self.conn(), line).await
    }
    async fn audit_insert_once(&mut self, line: &AuditLine) -> StoreResult<()> {
        audit::insert_once(self.conn(), line).await
    }

    // --- staff
    async fn staff_by_login(&mut self, municipality: MunicipalityId, login: &str) -> StoreResult<Option<StaffMember>> {
        staff::by_login(self.conn(), municipality, login).await
    }
    async fn staff_insert(&mut self, member: &StaffMember, password_hash: &str) -> StoreResult<bool> {
        staff::insert(self.conn(), member, password_hash).await
    }
    async fn password_hash(&mut self, municipality: MunicipalityId, id: StaffId) -> StoreResult<Option<String>> {
        staff::password_hash(self.conn(), municipality, id).await
    }
    async fn password_set(
        &mut self,
        municipality: MunicipalityId,
        id: StaffId,
        hash: &str,
        was: Option<&str>,
    ) -> StoreResult<bool> {
        staff::password_set(self.conn(), municipality, id, (hash, was)).await
    }
    async fn staff_update(&mut self, member: &StaffMember) -> StoreResult<()> {
        staff::update(self.conn(), member).await
    }
    async fn session_insert(&mut self, session: &Session) -> StoreResult<()> {
        staff::session_insert(self.conn(), session).await
    }
    async fn session_find(&mut self, token_hash: &[u8]) -> StoreResult<Option<Session>> {
        staff::session_find(self.conn(), token_hash).await
    }
    async fn session_update(&mut self, session: &Session) -> StoreResult<()> {
        staff::session_update(self.conn(), session).await
    }
    async fn session_seen(&mut self, token_hash: &[u8], at: DateTime<Utc>) -> StoreResult<()> {
        staff::session_seen(self.conn(), token_hash, at).await
    }
    async fn session_delete(&mut self, token_hash: &[u8]) -> StoreResult<()> {
        staff::session_delete(self.conn(), token_hash).await
    }
    async fn sessions_of_staff_delete(&mut self, staff: StaffId) -> StoreResult<()> {
        staff::sessions_of_delete(self.conn(), staff).await
    }
    async fn sessions_forget(&mut self, before: DateTime<Utc>) -> StoreResult<u64> {
        staff::sessions_forget(self.conn(), before).await
    }

    // --- setting a city up
    async fn municipality_insert(&mut self, municipality: &Municipality) -> StoreResult<()> {
        setup::municipality(self.conn(), municipality).await
    }
    async fn municipality_set_networks(
        &mut self,
        municipality: MunicipalityId,
        networks: &[String],
    ) -> StoreResult<()> {
        setup::set_networks(self.conn(), municipality, networks).await
    }
    async fn municipality_set_url(&mut self, municipality: MunicipalityId, public_url: &str) -> StoreResult<()> {
        setup::set_url(self.conn(), municipality, public_url).await
    }
    async fn office_insert(&mut self, municipality: MunicipalityId, office: &Office, position: i64) -> StoreResult<()> {
        setup::office(self.conn(), municipality, office, position).await
    }
    async fn kind_insert(&mut self, municipality: MunicipalityId, kind: &Kind, position: i64) -> StoreResult<()> {
        setup::kind(self.conn(), municipality, kind, position).await
    }
    async fn office_update(&mut self, municipality: MunicipalityId, office: &Office) -> StoreResult<()> {
        setup::office_update(self.conn(), municipality, office).await
    }
    async fn kind_update(&mut self, municipality: MunicipalityId, kind: &Kind) -> StoreResult<()> {
        setup::kind_update(self.conn(), municipality, kind).await
    }
    async fn leaflet_insert(
        &mut self,
        municipality: MunicipalityId,
        leaflet: &Leaflet,
        octets: &[u8],
    ) -> StoreResult<()> {
        leaflets::insert(self.conn(), municipality, leaflet, octets).await
    }
    async fn leaflet_part(
        &mut self,
        municipality: MunicipalityId,
        id: LeafletId,
        part: (i64, i64),
    ) -> StoreResult<Option<LeafletPart>> {
        leaflets::part(self.conn(), municipality, id, part).await
    }
    async fn leaflet_delete(&mut self, municipality: MunicipalityId, id: LeafletId) -> StoreResult<bool> {
        leaflets::delete(self.conn(), municipality, id).await
    }
    async fn listed_place(&mut self, municipality: MunicipalityId, listed: Listed, position: i64) -> StoreResult<()> {
        listed::place(self.conn(), municipality, listed, position).await
    }
    async fn listed_used(&mut self, municipality: MunicipalityId, listed: Listed) -> StoreResult<bool> {
        listed::used(self.conn(), municipality, listed).await
    }
    async fn listed_delete(&mut self, municipality: MunicipalityId, listed: Listed) -> StoreResult<()> {
        listed::delete(self.conn(), municipality, listed).await
    }
    async fn setup_version_held(&mut self, municipality: MunicipalityId) -> StoreResult<i64> {
        setup::version_held(self.conn(), municipality).await
    }
    async fn holidays_changed(&mut self, municipality: MunicipalityId) -> StoreResult<()> {
        setup::holidays_changed(self.conn(), municipality).await
    }
    async fn setup_version(&mut self, municipality: MunicipalityId) -> StoreResult<i64> {
        setup::version(self.conn(), municipality).await
    }
    async fn setup_changed(&mut self, municipality: MunicipalityId) -> StoreResult<()> {
        setup::changed(self.conn(), municipality).await
    }
    async fn year_end_set(&mut self, municipality: MunicipalityId, closed: bool) -> StoreResult<()> {
        setup::year_end(self.conn(), municipality, closed).await
    }
    async fn closure_save(&mut self, municipality: MunicipalityId, closure: &Closure) -> StoreResult<()> {
        closed::save(self.conn(), municipality, closure).await
    }
    async fn closure_delete(&mut self, municipality: MunicipalityId, id: ClosureId) -> StoreResult<bool> {
        closed::delete(self.conn(), municipality, id).await
    }
    async fn holiday_save(
        &mut self,
        municipality: MunicipalityId,
        day: NaiveDate,
        name: Option<&str>,
    ) -> StoreResult<()> {
        closed::holiday_save(self.conn(), municipality, day, name).await
    }
    async fn holiday_forget(&mut self, municipality: MunicipalityId, day: NaiveDate) -> StoreResult<()> {
        closed::holiday_forget(self.conn(), municipality, day).await
    }
    async fn templates(&mut self, municipality: MunicipalityId) -> StoreResult<Vec<Template>> {
        templates::all_of(self.conn(), municipality).await
    }
    async fn template_save(&mut self, municipality: MunicipalityId, template: &Template) -> StoreResult<()> {
        templates::save(self.conn(), municipality, template).await
    }
    async fn template_delete(&mut self, municipality: MunicipalityId, id: TemplateId) -> StoreResult<bool> {
        templates::delete(self.conn(), municipality, id).await
    }
    async fn partner_key_save(&mut self, key: &PartnerKey) -> StoreResult<()> {
        partner_keys::save(self.conn(), key).await
    }
    async fn partner_key_find(
        &mut self,
        municipality: MunicipalityId,
        key_hash: &[u8],
    ) -> StoreResult<Option<PartnerKey>> {
        partner_keys::find(self.conn(), municipality, key_hash).await
    }
    async fn partner_keys(&mut self, municipality: MunicipalityId) -> StoreResult<Vec<PartnerKey>> {
        partner_keys::all_of(self.conn(), municipality).await
    }
    async fn audit_of(
        &mut self,
        municipality: MunicipalityId,
        subject: (&'static str, i64),
    ) -> StoreResult<Vec<AuditEntry>> {
        audit::of(self.conn(), municipality, subject).await
    }
}

fn no_transaction() -> StoreError {
    StoreError::Other("there is no savepoint".into())
}
