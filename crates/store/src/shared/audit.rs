//! The audit log: only ever appended to.

use mendan_service::model::AuditLine;
use mendan_service::ports::StoreResult;

use super::talk::run;
use super::{Connection, sql};

pub(super) async fn insert(conn: &mut Connection, line: &AuditLine) -> StoreResult<()> {
    let query = sqlx::query(sql::AUDIT_INSERT)
        .bind(line.id.0)
        .bind(line.municipality.0)
        .bind(line.at.timestamp())
        .bind(line.actor_kind)
        .bind(line.actor.map(|staff| staff.0))
        .bind(&line.action)
        .bind(line.subject_kind)
        .bind(line.subject)
        .bind(&line.detail);
    run(conn, query).await.map(drop)
}
