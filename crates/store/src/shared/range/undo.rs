//! What members did to times, while it can be undone.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use mendan_domain::ids::{MunicipalityId, StaffId};
use mendan_service::ports::StoreResult;
use mendan_service::range::repository::{RangeUndo, RangeUndoId, RangeUndoReads, RangeUndoWrites};

use super::super::row::{get, instant, one, run, sql};
use super::super::unit::{Access, Unit, Writing};

statements! {
    RANGE_UNDO_SAVE =
        "INSERT INTO range_undo (id, municipality_id, staff_id, action, until_at, undone, before_sealed) \
         VALUES ($1, $2, $3, $4, $5, $6, $7)";
    RANGE_UNDO_OF =
        "SELECT id, municipality_id, staff_id, action, until_at, undone, before_sealed FROM range_undo \
         WHERE municipality_id = $1 AND id = $2";
    RANGE_UNDO_DONE =
        "UPDATE range_undo SET undone = TRUE WHERE municipality_id = $1 AND id = $2 AND NOT undone";
    RANGE_UNDO_OVER = "SELECT COUNT(*) AS acts FROM range_undo WHERE until_at <= $1";
    RANGE_UNDO_FORGET = "DELETE FROM range_undo WHERE until_at <= $1";
}

#[async_trait]
impl<K: Access> RangeUndoReads for Unit<K> {
    async fn range_undo_of(&mut self, municipality: MunicipalityId, id: RangeUndoId) -> StoreResult<Option<RangeUndo>> {
        one(self.conn(), sql(RANGE_UNDO_OF).bind(municipality.0).bind(id.0), |row| {
            Ok(RangeUndo {
                id: RangeUndoId(get(row, "id")?),
                municipality: MunicipalityId(get(row, "municipality_id")?),
                staff: StaffId(get(row, "staff_id")?),
                action: get(row, "action")?,
                until: instant(row, "until_at")?,
                undone: get(row, "undone")?,
                before_sealed: get(row, "before_sealed")?,
            })
        })
        .await
    }
    async fn range_undo_over(&mut self, now: DateTime<Utc>) -> StoreResult<bool> {
        let acts = one(self.conn(), sql(RANGE_UNDO_OVER).bind(now.timestamp()), |row| get::<i64>(row, "acts")).await?;
        Ok(acts.is_some_and(|acts| acts > 0))
    }
}

#[async_trait]
impl RangeUndoWrites for Unit<Writing> {
    async fn range_undo_save(&mut self, undo: &RangeUndo) -> StoreResult<()> {
        let query = sql(RANGE_UNDO_SAVE)
            .bind(undo.id.0)
            .bind(undo.municipality.0)
            .bind(undo.staff.0)
            .bind(&undo.action)
            .bind(undo.until.timestamp())
            .bind(undo.undone)
            .bind(&undo.before_sealed);
        run(self.conn(), query).await.map(drop)
    }
    async fn range_undo_done(&mut self, municipality: MunicipalityId, id: RangeUndoId) -> StoreResult<bool> {
        Ok(run(self.conn(), sql(RANGE_UNDO_DONE).bind(municipality.0).bind(id.0)).await? == 1)
    }
    async fn range_undo_forget(&mut self, now: DateTime<Utc>) -> StoreResult<u64> {
        run(self.conn(), sql(RANGE_UNDO_FORGET).bind(now.timestamp())).await
    }
}
