//! What the use cases of this area ask of the store.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use mendan_domain::ids::{MunicipalityId, StaffId};

use crate::ports::StoreResult;

mendan_domain::id! {
    /// A form that somebody has begun to fill.
    WorkDraftId;
}

/// A form that somebody has begun to fill.
#[derive(Clone, PartialEq, Eq)]
pub struct WorkDraft {
    /// Its id.
    pub id: WorkDraftId,
    /// The city.
    pub municipality: MunicipalityId,
    /// Whose it is.
    pub staff: StaffId,
    /// The path it is posted to; where she may have several of them, with `#` and its own number behind it.
    pub form: String,
    /// The page on which it stands, with its query.
    pub place: String,
    /// What was typed.
    pub sealed: Vec<u8>,
    /// When she typed last.
    pub updated_at: DateTime<Utc>,
}

crate::masked_debug!(WorkDraft { id, municipality, staff, form, updated_at });

/// Forms that were begun. Reading.
#[async_trait]
pub trait DraftReads: Send {
    /// Those of a member that she typed into after that instant, the latest first.
    async fn work_drafts(
        &mut self,
        municipality: MunicipalityId,
        staff: StaffId,
        since: DateTime<Utc>,
    ) -> StoreResult<Vec<WorkDraft>>;
}

/// Forms that were begun. Writing.
#[async_trait]
pub trait DraftWrites: Send {
    /// Writes one; what was kept of the same form of hers goes.
    async fn work_draft_save(&mut self, draft: &WorkDraft) -> StoreResult<()>;
    /// Forgets what was kept of that form of hers.
    async fn work_draft_delete(&mut self, municipality: MunicipalityId, staff: StaffId, form: &str) -> StoreResult<()>;
}

/// What can be asked in a unit of work.
pub trait Reads: DraftReads {}

impl<T: DraftReads> Reads for T {}

/// What can be written in one.
pub trait Writes: DraftWrites {}

impl<T: DraftWrites> Writes for T {}
