//! The audit log: only ever appended to.

use async_trait::async_trait;
use mendan_domain::ids::{MunicipalityId, PartnerKeyId, StaffId};
use mendan_service::audit::repository::{AuditReads, AuditWrites};
use mendan_service::model::{AuditEntry, AuditLine};
use mendan_service::ports::StoreResult;

use super::super::Connection;
use super::super::row::{Row, all, get, instant, run};
use super::super::unit::{Access, Unit, Writing};

statements! {
    AUDIT_INSERT =
        "INSERT INTO audit (id, municipality_id, at, actor_kind, actor_id, action, subject_kind, subject_id, detail) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    AUDIT_INSERT_ONCE =
        "INSERT INTO audit (id, municipality_id, at, actor_kind, actor_id, action, subject_kind, subject_id, detail) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (id) DO NOTHING";
    AUDIT_OF =
        "SELECT at, actor_kind, actor_id, action, detail FROM audit \
         WHERE municipality_id = $1 AND subject_kind = $2 AND subject_id = $3 ORDER BY id";
}

#[async_trait]
impl<K: Access> AuditReads for Unit<K> {
    async fn audit_of(
        &mut self,
        municipality: MunicipalityId,
        (kind, id): (&'static str, i64),
    ) -> StoreResult<Vec<AuditEntry>> {
        all(self.conn(), sqlx::query(AUDIT_OF).bind(municipality.0).bind(kind).bind(id), |row| {
            Ok(AuditEntry {
                at: instant(row, "at")?,
                actor_kind: get(row, "actor_kind")?,
                actor: asker(row, "staff")?.map(StaffId),
                partner: asker(row, "api")?.map(PartnerKeyId),
                action: get(row, "action")?,
                detail: get(row, "detail")?,
            })
        })
        .await
    }
}

#[async_trait]
impl AuditWrites for Unit<Writing> {
    async fn audit_insert(&mut self, line: &AuditLine) -> StoreResult<()> {
        write(self.conn(), AUDIT_INSERT, line).await
    }
    async fn audit_insert_once(&mut self, line: &AuditLine) -> StoreResult<()> {
        write(self.conn(), AUDIT_INSERT_ONCE, line).await
    }
}

/// Who it was, if it was one of those: ids of staff and of keys are not told apart by their numbers.
fn asker(row: &Row, kind: &str) -> StoreResult<Option<i64>> {
    let id = get::<Option<i64>>(row, "actor_id")?;
    Ok(id.filter(|_| get::<String>(row, "actor_kind").is_ok_and(|known| known == kind)))
}

async fn write(conn: &mut Connection, text: &'static str, line: &AuditLine) -> StoreResult<()> {
    let query = sqlx::query(text)
        .bind(line.id.0)
        .bind(line.municipality.0)
        .bind(line.at.timestamp())
        .bind(line.actor_kind)
        .bind(line.actor.map(|staff| staff.0).or(line.partner.map(|key| key.0)))
        .bind(&line.action)
        .bind(line.subject_kind)
        .bind(line.subject)
        .bind(&line.detail);
    run(conn, query).await.map(drop)
}
