//! Forms that somebody has begun to fill.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use mendan_domain::ids::{MunicipalityId, StaffId};
use mendan_service::draft::repository::{DraftReads, DraftWrites, WorkDraft, WorkDraftId};
use mendan_service::ports::StoreResult;

use super::super::row::{Row, all, get, instant, run, sql};
use super::super::unit::{Access, Unit, Writing};

statements! {
    WORK_DRAFTS =
        "SELECT id, municipality_id, staff_id, form, place, sealed, updated_at FROM work_draft \
         WHERE municipality_id = $1 AND staff_id = $2 AND updated_at > $3 ORDER BY updated_at DESC, id DESC";
    WORK_DRAFT_SAVE =
        "INSERT INTO work_draft (id, municipality_id, staff_id, form, place, sealed, updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7) \
         ON CONFLICT (municipality_id, staff_id, form) DO UPDATE \
         SET id = excluded.id, place = excluded.place, sealed = excluded.sealed, updated_at = excluded.updated_at";
    WORK_DRAFT_DELETE = "DELETE FROM work_draft WHERE municipality_id = $1 AND staff_id = $2 AND form = $3";
}

#[async_trait]
impl<K: Access> DraftReads for Unit<K> {
    async fn work_drafts(
        &mut self,
        municipality: MunicipalityId,
        staff: StaffId,
        since: DateTime<Utc>,
    ) -> StoreResult<Vec<WorkDraft>> {
        let query = sql(WORK_DRAFTS).bind(municipality.0).bind(staff.0).bind(since.timestamp());
        all(self.conn(), query, draft).await
    }
}

#[async_trait]
impl DraftWrites for Unit<Writing> {
    async fn work_draft_save(&mut self, draft: &WorkDraft) -> StoreResult<()> {
        let query = sql(WORK_DRAFT_SAVE)
            .bind(draft.id.0)
            .bind(draft.municipality.0)
            .bind(draft.staff.0)
            .bind(&draft.form)
            .bind(&draft.place)
            .bind(&draft.sealed)
            .bind(draft.updated_at.timestamp());
        run(self.conn(), query).await.map(drop)
    }
    async fn work_draft_delete(&mut self, municipality: MunicipalityId, staff: StaffId, form: &str) -> StoreResult<()> {
        run(self.conn(), sql(WORK_DRAFT_DELETE).bind(municipality.0).bind(staff.0).bind(form)).await.map(drop)
    }
}

fn draft(row: &Row) -> StoreResult<WorkDraft> {
    Ok(WorkDraft {
        id: WorkDraftId(get(row, "id")?),
        municipality: MunicipalityId(get(row, "municipality_id")?),
        staff: StaffId(get(row, "staff_id")?),
        form: get(row, "form")?,
        place: get(row, "place")?,
        sealed: get(row, "sealed")?,
        updated_at: instant(row, "updated_at")?,
    })
}
