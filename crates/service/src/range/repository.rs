//! What the use cases of this area ask of the store.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use mendan_domain::ids::{MunicipalityId, StaffId};

use crate::ports::StoreResult;

mendan_domain::id! {
    /// What a member did to times, while it can be undone.
    RangeUndoId;
}

/// What a member did to times, while it can be undone.
#[derive(Clone, PartialEq, Eq)]
pub struct RangeUndo {
    /// Its id.
    pub id: RangeUndoId,
    /// The city.
    pub municipality: MunicipalityId,
    /// Who did it, and may undo it.
    pub staff: StaffId,
    /// What was done, as the log calls it.
    pub action: String,
    /// From this instant on it stays.
    pub until: DateTime<Utc>,
    /// It was undone.
    pub undone: bool,
    /// What was before, and what must still be so, sealed.
    pub before_sealed: Vec<u8>,
}

crate::masked_debug!(RangeUndo { id, municipality, staff, action, until, undone });

/// What was done to times, while it can be undone. Reading.
#[async_trait]
pub trait RangeUndoReads: Send {
    /// By id, over or not.
    async fn range_undo_of(&mut self, municipality: MunicipalityId, id: RangeUndoId) -> StoreResult<Option<RangeUndo>>;
    /// Whether there is something that can no longer be undone.
    async fn range_undo_over(&mut self, now: DateTime<Utc>) -> StoreResult<bool>;
}

/// What was done to times, while it can be undone. Writing.
#[async_trait]
pub trait RangeUndoWrites: Send {
    /// Writes what can be undone.
    async fn range_undo_save(&mut self, undo: &RangeUndo) -> StoreResult<()>;
    /// Notes that it was undone. `false`: it was before.
    async fn range_undo_done(&mut self, municipality: MunicipalityId, id: RangeUndoId) -> StoreResult<bool>;
    /// Forgets what can no longer be undone.
    async fn range_undo_forget(&mut self, now: DateTime<Utc>) -> StoreResult<u64>;
}

/// What can be asked in a unit of work.
pub trait Reads: RangeUndoReads {}

impl<T: RangeUndoReads> Reads for T {}

/// What can be written in one.
pub trait Writes: RangeUndoWrites {}

impl<T: RangeUndoWrites> Writes for T {}
