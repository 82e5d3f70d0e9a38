//! Second factors, codes on paper, and who is between password and session.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use mendan_domain::ids::{MunicipalityId, StaffId};
use mendan_service::model::StaffMember;
use mendan_service::ports::StoreResult;
use mendan_service::staff::factor::kind::{FactorId, FactorKind, FactorRow};
use mendan_service::staff::factor::recovery::{RecoveryId, RecoveryRow};
use mendan_service::staff::factor::step::StepRow;
use mendan_service::staff::repository::{FactorReads, FactorWrites};

use super::super::row::{Row, all, get, instant, maybe_instant, one, run, sql, word};
use super::super::unit::{Access, Unit, Writing};
use super::member;

statements! {
    FACTORS =
        "SELECT id, municipality_id, staff_id, kind, sealed, mark, made_at, used_at FROM staff_factor \
         WHERE staff_id = $1 AND municipality_id = $2 ORDER BY id";
    HAS_FACTOR = "SELECT 1 AS one FROM staff_factor WHERE staff_id = $1 AND municipality_id = $2 LIMIT 1";
    FACTOR_INSERT =
        "INSERT INTO staff_factor (id, municipality_id, staff_id, kind, sealed, mark, made_at, used_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING";
    /// Of two who use the same at once one finds it used.
    FACTOR_USE = "UPDATE staff_factor SET mark = $2, used_at = $3 WHERE id = $1 AND mark < $2";
    FACTOR_DELETE = "DELETE FROM staff_factor WHERE id = $1 AND municipality_id = $2";
    FACTORS_DELETE =
        "DELETE FROM staff_factor WHERE staff_id = $1 AND municipality_id = $2 AND kind = COALESCE($3, kind)";
    RECOVERY_CODES =
        "SELECT id, municipality_id, staff_id, sealed, used_at FROM recovery_code \
         WHERE staff_id = $1 AND municipality_id = $2 AND used_at IS NULL ORDER BY id";
    RECOVERY_CODE_INSERT =
        "INSERT INTO recovery_code (id, municipality_id, staff_id, sealed, used_at) VALUES ($1, $2, $3, $4, $5)";
    RECOVERY_CODE_USE = "UPDATE recovery_code SET used_at = $2 WHERE id = $1 AND used_at IS NULL";
    RECOVERY_CODES_DELETE = "DELETE FROM recovery_code WHERE staff_id = $1 AND municipality_id = $2";
    STEP_INSERT =
        "INSERT INTO sign_in_step (token_hash, municipality_id, staff_id, created_at, tries, first_password) \
         VALUES ($1, $2, $3, $4, $5, $6)";
    STEP_MEMBER = concat!(
        "SELECT token_hash, staff_id, created_at, tries, first_password, ", staff_read!(), ", \
           (SELECT string_agg(CAST(office_id AS TEXT), ' ') FROM staff_office WHERE staff_office.staff_id = staff.id) AS offices \
         FROM sign_in_step JOIN staff USING (municipality_id) WHERE token_hash = $1 AND staff.id = sign_in_step.staff_id");
    STEP_TRY = "UPDATE sign_in_step SET tries = tries + 1 WHERE token_hash = $1 AND tries < $2";
    STEP_DELETE = "DELETE FROM sign_in_step WHERE token_hash = $1";
}

#[async_trait]
impl<K: Access> FactorReads for Unit<K> {
    async fn factors(&mut self, municipality: MunicipalityId, staff: StaffId) -> StoreResult<Vec<FactorRow>> {
        all(self.conn(), sql(FACTORS).bind(staff.0).bind(municipality.0), factor).await
    }
    async fn has_factor(&mut self, municipality: MunicipalityId, staff: StaffId) -> StoreResult<bool> {
        let query = sql(HAS_FACTOR).bind(staff.0).bind(municipality.0);
        Ok(one(self.conn(), query, |_| Ok(())).await?.is_some())
    }
    async fn recovery_codes(&mut self, municipality: MunicipalityId, staff: StaffId) -> StoreResult<Vec<RecoveryRow>> {
        let query = sql(RECOVERY_CODES).bind(staff.0).bind(municipality.0);
        all(self.conn(), query, |row| {
            Ok(RecoveryRow {
                id: RecoveryId(get(row, "id")?),
                municipality: MunicipalityId(get(row, "municipality_id")?),
                staff: StaffId(get(row, "staff_id")?),
                sealed: get(row, "sealed")?,
                used_at: maybe_instant(row, "used_at")?,
            })
        })
        .await
    }
    async fn step_member(&mut self, token_hash: &[u8]) -> StoreResult<Option<(StepRow, StaffMember)>> {
        let both = |row: &Row| Ok((step(row)?, member::with_offices(row)?));
        one(self.conn(), sql(STEP_MEMBER).bind(token_hash), both).await
    }
}

#[async_trait]
impl FactorWrites for Unit<Writing> {
    async fn factor_insert(&mut self, factor: &FactorRow) -> StoreResult<bool> {
        let query = sql(FACTOR_INSERT)
            .bind(factor.id.0)
            .bind(factor.municipality.0)
            .bind(factor.staff.0)
            .bind(factor.kind.as_str())
            .bind(&factor.sealed)
            .bind(factor.mark)
            .bind(factor.made_at.timestamp())
            .bind(factor.used_at.map(|at| at.timestamp()));
        Ok(run(self.conn(), query).await? == 1)
    }
    async fn factor_use(&mut self, id: FactorId, mark: i64, at: DateTime<Utc>) -> StoreResult<bool> {
        Ok(run(self.conn(), sql(FACTOR_USE).bind(id.0).bind(mark).bind(at.timestamp())).await? == 1)
    }
    async fn factor_delete(&mut self, municipality: MunicipalityId, id: FactorId) -> StoreResult<()> {
        run(self.conn(), sql(FACTOR_DELETE).bind(id.0).bind(municipality.0)).await.map(drop)
    }
    async fn factors_delete(
        &mut self,
        municipality: MunicipalityId,
        staff: StaffId,
        kind: Option<FactorKind>,
    ) -> StoreResult<()> {
        let query = sql(FACTORS_DELETE).bind(staff.0).bind(municipality.0).bind(kind.map(FactorKind::as_str));
        run(self.conn(), query).await.map(drop)
    }
    async fn recovery_code_insert(&mut self, code: &RecoveryRow) -> StoreResult<()> {
        let query = sql(RECOVERY_CODE_INSERT)
            .bind(code.id.0)
            .bind(code.municipality.0)
            .bind(code.staff.0)
            .bind(&code.sealed)
            .bind(code.used_at.map(|at| at.timestamp()));
        run(self.conn(), query).await.map(drop)
    }
    async fn recovery_code_use(&mut self, id: RecoveryId, at: DateTime<Utc>) -> StoreResult<bool> {
        Ok(run(self.conn(), sql(RECOVERY_CODE_USE).bind(id.0).bind(at.timestamp())).await? == 1)
    }
    async fn recovery_codes_delete(&mut self, municipality: MunicipalityId, staff: StaffId) -> StoreResult<()> {
        run(self.conn(), sql(RECOVERY_CODES_DELETE).bind(staff.0).bind(municipality.0)).await.map(drop)
    }
    async fn step_insert(&mut self, step: &StepRow) -> StoreResult<()> {
        let query = sql(STEP_INSERT)
            .bind(&step.token_hash)
            .bind(step.municipality.0)
            .bind(step.staff.0)
            .bind(step.created_at.timestamp())
            .bind(step.tries)
            .bind(step.first_password);
        run(self.conn(), query).await.map(drop)
    }
    async fn step_try(&mut self, token_hash: &[u8], most: i64) -> StoreResult<bool> {
        Ok(run(self.conn(), sql(STEP_TRY).bind(token_hash).bind(most)).await? == 1)
    }
    async fn step_delete(&mut self, token_hash: &[u8]) -> StoreResult<()> {
        run(self.conn(), sql(STEP_DELETE).bind(token_hash)).await.map(drop)
    }
}

fn factor(row: &Row) -> StoreResult<FactorRow> {
    Ok(FactorRow {
        id: FactorId(get(row, "id")?),
        municipality: MunicipalityId(get(row, "municipality_id")?),
        staff: StaffId(get(row, "staff_id")?),
        kind: word(row, "kind", FactorKind::parse)?,
        sealed: get(row, "sealed")?,
        mark: get(row, "mark")?,
        made_at: instant(row, "made_at")?,
        used_at: maybe_instant(row, "used_at")?,
    })
}

fn step(row: &Row) -> StoreResult<StepRow> {
    Ok(StepRow {
        token_hash: get(row, "token_hash")?,
        municipality: MunicipalityId(get(row, "municipality_id")?),
        staff: StaffId(get(row, "staff_id")?),
        created_at: instant(row, "created_at")?,
        tries: get(row, "tries")?,
        first_password: get(row, "first_password")?,
    })
}
