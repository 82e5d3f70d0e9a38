//! What the use cases of this area ask of the store.

use crate::message::dkim::{DkimKeyId, DkimRow, KeyState};
use crate::message::receipt::{DeadAddress, Receipt, Taken};
use crate::message::relay::MailboxRow;
use crate::model::{Alarm, AlarmCode, Failure, JobRow, OutboxRow};
use crate::ports::StoreResult;
use async_trait::async_trait;
use chrono::{DateTime, Utc};
use mendan_domain::ids::{BookingId, MunicipalityId, OfficeId, OutboxId};

/// The messages of bookings. Reading.
#[async_trait]
pub trait OutboxReads: Send {
    /// One row.
    async fn outbox_row(&mut self, municipality: MunicipalityId, id: OutboxId) -> StoreResult<Option<OutboxRow>>;
    /// Rows of a booking, oldest first, without those that cannot be read.
    async fn outbox_of(&mut self, booking: BookingId) -> StoreResult<Vec<OutboxRow>>;
}

/// The messages of bookings. Writing.
#[async_trait]
pub trait OutboxWrites: Send {
    /// Writes rows; where one of the same dedupe key stands, it stays as it is.
    async fn outbox_insert(&mut self, rows: &[OutboxRow]) -> StoreResult<()>;
    /// Supersedes every message of a booking that has not left.
    async fn outbox_supersede(&mut self, booking: BookingId, now: DateTime<Utc>) -> StoreResult<u64>;
    /// Supersedes one that waits, and says why. `false` when it waits no more, or is kept back.
    async fn outbox_replace(
        &mut self,
        municipality: MunicipalityId,
        id: OutboxId,
        now: DateTime<Utc>,
        why: &str,
    ) -> StoreResult<bool>;
    /// Brings a superseded row back: it speaks of the SEQUENCE `version` now.
    async fn outbox_restore(&mut self, id: OutboxId, version: i64) -> StoreResult<()>;
}

/// Messages that did not leave: what waits for the relay, what ended, what is kept back after a restore. Reading.
#[async_trait]
pub trait UnsentReads: Send {
    /// How many rows of a failure still ask for somebody: of one city, or of all.
    async fn outbox_count_of(&mut self, municipality: Option<MunicipalityId>, failure: Failure) -> StoreResult<i64>;
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
    /// Rows that are kept back, by their time.
    async fn outbox_held(&mut self, municipality: MunicipalityId) -> StoreResult<Vec<OutboxRow>>;
}

/// Messages that did not leave: what waits for the relay, what ended, what is kept back after a restore. Writing.
#[async_trait]
pub trait UnsentWrites: Send {
    /// Makes everything due that waits for a mail server: of that city, or of every city that has none of its own. Returns how
    /// much.
    async fn outbox_hasten(&mut self, city: Option<MunicipalityId>, now: DateTime<Utc>) -> StoreResult<u64>;
    /// Notes that somebody dealt with a row that ended without leaving. `false` when there is none, or somebody had.
    async fn outbox_settle(
        &mut self,
        municipality: MunicipalityId,
        id: OutboxId,
        now: DateTime<Utc>,
    ) -> StoreResult<bool>;
    /// Keeps back everything that has not left, of every city; returns how much.
    async fn outbox_hold(&mut self, now: DateTime<Utc>) -> StoreResult<u64>;
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
}

/// What an administrator must know. Reading.
#[async_trait]
pub trait AlarmReads: Send {
    /// Every alarm that is raised, of every city, the oldest first.
    async fn alarms(&mut self) -> StoreResult<Vec<Alarm>>;
}

/// What an administrator must know. Writing.
#[async_trait]
pub trait AlarmWrites: Send {
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
}

/// The mail servers of cities. Reading.
#[async_trait]
pub trait MailboxReads: Send {
    /// That of a city; none when it never had one of its own.
    async fn mailbox(&mut self, municipality: MunicipalityId) -> StoreResult<Option<MailboxRow>>;
}

/// The mail servers of cities. Writing.
#[async_trait]
pub trait MailboxWrites: Send {
    /// Writes it, whatever stood there.
    async fn mailbox_save(&mut self, row: &MailboxRow) -> StoreResult<()>;
}

/// The keys that sign the mails of cities. Reading.
#[async_trait]
pub trait DkimReads: Send {
    /// Those of a city, by id.
    async fn dkim_rows(&mut self, municipality: MunicipalityId) -> StoreResult<Vec<DkimRow>>;
}

/// The keys that sign the mails of cities. Writing.
#[async_trait]
pub trait DkimWrites: Send {
    /// Writes a new one.
    async fn dkim_insert(&mut self, row: &DkimRow) -> StoreResult<()>;
    /// Says what one is doing from now on; its version rises.
    async fn dkim_state(&mut self, municipality: MunicipalityId, id: DkimKeyId, state: KeyState) -> StoreResult<()>;
    /// Takes one away.
    async fn dkim_delete(&mut self, municipality: MunicipalityId, id: DkimKeyId) -> StoreResult<()>;
}

/// What was heard of messages, of addresses, and in which reports. Reading.
#[async_trait]
pub trait ReceiptReads: Send {
    /// The offices of what was sent anew in that batch.
    async fn resend_offices(&mut self, municipality: MunicipalityId, batch: i64) -> StoreResult<Vec<OfficeId>>;
    /// The row whose message has that Message-ID, of whichever city: nobody guesses one.
    async fn outbox_of_message(&mut self, message_id: &str) -> StoreResult<Option<JobRow>>;
    /// What was heard of the messages of a booking.
    async fn receipts_of(&mut self, municipality: MunicipalityId, booking: BookingId) -> StoreResult<Vec<Receipt>>;
    /// What was heard of one message.
    async fn receipt(&mut self, municipality: MunicipalityId, id: OutboxId) -> StoreResult<Option<Receipt>>;
    /// The address of one of these digests, if nothing more goes there.
    async fn dead_address(
        &mut self,
        municipality: MunicipalityId,
        digests: &[String],
    ) -> StoreResult<Option<DeadAddress>>;
    /// What became of a report that was read before.
    async fn report_outcome(&mut self, digest: &str) -> StoreResult<Option<Taken>>;
    /// Reports since an instant that spoke of nothing of ours or could not be understood: digest, outcome, when; the latest first.
    async fn reports_unread(
        &mut self,
        since: DateTime<Utc>,
        limit: i64,
    ) -> StoreResult<Vec<(String, Taken, DateTime<Utc>)>>;
}

/// What was heard of messages, of addresses, and in which reports; and what was sent anew together. Writing.
#[async_trait]
pub trait ReceiptWrites: Send {
    /// Writes what was heard last of a message.
    async fn receipt_save(&mut self, receipt: &Receipt) -> StoreResult<()>;
    /// A message that a server had taken came back: it has not reached her. `false` when it is not one that was taken.
    async fn outbox_bounced(
        &mut self,
        municipality: MunicipalityId,
        id: OutboxId,
        now: DateTime<Utc>,
        why: &str,
    ) -> StoreResult<bool>;
    /// Writes that nothing more goes to an address.
    async fn dead_address_save(&mut self, address: &DeadAddress) -> StoreResult<()>;
    /// Something may go there again. `false` when it might before.
    async fn dead_address_lift(&mut self, municipality: MunicipalityId, digests: &[String]) -> StoreResult<bool>;
    /// Notes a report. `false` when it was noted before.
    async fn report_note(&mut self, digest: &str, outcome: Taken, now: DateTime<Utc>) -> StoreResult<bool>;
    /// Forgets reports that were read before that instant.
    async fn reports_forget(&mut self, before: DateTime<Utc>) -> StoreResult<u64>;
    /// Notes that a message was sent anew in a batch, for that former one.
    async fn resend_note(
        &mut self,
        municipality: MunicipalityId,
        batch: i64,
        (new, former): (OutboxId, OutboxId),
    ) -> StoreResult<()>;
    /// Takes back what of a batch has not been tried yet; its former ones are as before. Returns how many.
    async fn resend_undo(&mut self, municipality: MunicipalityId, batch: i64, now: DateTime<Utc>) -> StoreResult<u64>;
}

/// What can be asked in a unit of work.
pub trait Reads: OutboxReads + UnsentReads + AlarmReads + MailboxReads + DkimReads + ReceiptReads {}

impl<T: OutboxReads + UnsentReads + AlarmReads + MailboxReads + DkimReads + ReceiptReads> Reads for T {}

/// What can be written in one.
pub trait Writes: OutboxWrites + UnsentWrites + AlarmWrites + MailboxWrites + DkimWrites + ReceiptWrites {}

impl<T: OutboxWrites + UnsentWrites + AlarmWrites + MailboxWrites + DkimWrites + ReceiptWrites> Writes for T {}
