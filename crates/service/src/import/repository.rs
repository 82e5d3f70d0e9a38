//! What the use cases of this area ask of the store.

use async_trait::async_trait;
use chrono::{DateTime, NaiveDate, Utc};
use mendan_domain::ids::{BookingId, KindId, MunicipalityId, StaffId};
use mendan_domain::import::field::Sort;

use crate::ports::StoreResult;

mendan_domain::id! {
    /// Somebody's file on its way.
    ImportDraftId;
    /// One import.
    ImportRunId;
}

/// A file on its way, sealed.
#[derive(Clone, PartialEq, Eq)]
pub struct DraftRow {
    /// Its id; a new file has a new one.
    pub id: ImportDraftId,
    /// The city.
    pub municipality: MunicipalityId,
    /// Whose it is.
    pub staff: StaffId,
    /// Of what.
    pub sort: Sort,
    /// The file and what its columns mean.
    pub sealed: Vec<u8>,
    /// Since when it waits.
    pub created_at: DateTime<Utc>,
}

crate::masked_debug!(DraftRow { id, municipality, staff, sort, created_at });

/// Which booking a row of another system became.
#[derive(Clone, PartialEq, Eq)]
pub struct ImportKey {
    /// What the other system calls it, or a digest of whom, what for and when.
    pub key: String,
    /// The booking.
    pub booking: BookingId,
    /// Its version when it was last written from a file.
    pub version: i64,
    /// SHA-256 of the row.
    pub row_hash: Vec<u8>,
    /// The import that made it.
    pub run: ImportRunId,
}

crate::masked_debug!(ImportKey { booking, version, run });

/// A booking that counts as its person's one of that kind.
#[derive(Clone, PartialEq, Eq)]
pub struct OpenBooking {
    /// Which.
    pub id: BookingId,
    /// By which she is known.
    pub phone_e164: String,
    /// By which she is known.
    pub birth_date: NaiveDate,
    /// What for.
    pub kind: KindId,
    /// When it begins.
    pub starts_at: DateTime<Utc>,
    /// When it ends.
    pub ends_at: DateTime<Utc>,
}

crate::masked_debug!(OpenBooking { id, kind, starts_at, ends_at });

/// What an import took back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct TakenBack {
    /// Bookings that are gone.
    pub gone: u64,
    /// Bookings that stay: somebody changed them since, or something about them left the house.
    pub kept: u64,
}

/// Files on their way, and what became of their rows. Reading.
#[async_trait]
pub trait ImportReads: Send {
    /// The file of that sort that a member of staff is bringing in.
    async fn import_draft(
        &mut self,
        municipality: MunicipalityId,
        staff: StaffId,
        sort: Sort,
    ) -> StoreResult<Option<DraftRow>>;
    /// All that came from another system, each with the version its booking has now.
    async fn import_keys(&mut self, municipality: MunicipalityId, source: &str) -> StoreResult<Vec<(ImportKey, i64)>>;
    /// Every booking that counts as its person's one of its kind, past ones that nobody marked too.
    async fn bookings_open(&mut self, municipality: MunicipalityId) -> StoreResult<Vec<OpenBooking>>;
    /// Who interviewed whom in bookings that begin at `since` or later and were not called off, by start: phone, birth date, nurse.
    async fn nurses_since(
        &mut self,
        municipality: MunicipalityId,
        since: DateTime<Utc>,
    ) -> StoreResult<Vec<((String, NaiveDate), StaffId)>>;
}

/// Files on their way, and what became of their rows. Writing.
#[async_trait]
pub trait ImportWrites: Send {
    /// Writes a file; one of the same sort that the member brought before goes.
    async fn import_draft_save(&mut self, draft: &DraftRow) -> StoreResult<()>;
    /// Forgets a file.
    async fn import_draft_delete(
        &mut self,
        municipality: MunicipalityId,
        staff: StaffId,
        sort: Sort,
    ) -> StoreResult<()>;
    /// Writes what became of rows; of a key that is known only what was written last.
    async fn import_keys_save(
        &mut self,
        municipality: MunicipalityId,
        source: &str,
        keys: &[ImportKey],
    ) -> StoreResult<()>;
    /// Takes back what an import made, as if it had never been: bookings that are as it left them and of which nothing was told, with
    /// their times, and their persons who have no other.
    async fn import_take_back(&mut self, municipality: MunicipalityId, run: ImportRunId) -> StoreResult<TakenBack>;
}

/// What can be asked in a unit of work.
pub trait Reads: ImportReads {}

impl<T: ImportReads> Reads for T {}

/// What can be written in one.
pub trait Writes: ImportWrites {}

impl<T: ImportWrites> Writes for T {}
