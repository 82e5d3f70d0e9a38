//! Alarms, and the mark inside a copy.

use chrono::{DateTime, Utc};
use mendan_domain::ids::{AlarmId, MunicipalityId};
use mendan_service::model::{Alarm, AlarmCode, BackupMark};
use mendan_service::ports::StoreResult;

use super::talk::{Row, all, get, instant, one, run};
use super::{Connection, sql};

pub(super) async fn raise(conn: &mut Connection, alarm: &Alarm) -> StoreResult<()> {
    let query = sqlx::query(sql::ALARM_RAISE)
        .bind(alarm.id.0)
        .bind(alarm.municipality.map(|city| city.0))
        .bind(&alarm.code)
        .bind(&alarm.subject)
        .bind(&alarm.detail)
        .bind(alarm.raised_at.timestamp())
        .bind(alarm.last_seen_at.timestamp())
        .bind(alarm.count);
    run(conn, query).await.map(drop)
}

pub(super) async fn clear(
    conn: &mut Connection,
    municipality: Option<MunicipalityId>,
    code: AlarmCode,
    subject: &str,
    now: DateTime<Utc>,
) -> StoreResult<bool> {
    let city = municipality.map_or(0, |city| city.0);
    let query = sqlx::query(sql::ALARM_CLEAR).bind(city).bind(code.as_str()).bind(subject).bind(now.timestamp());
    Ok(run(conn, query).await? == 1)
}

pub(super) async fn raised(conn: &mut Connection) -> StoreResult<Vec<Alarm>> {
    all(conn, sqlx::query(sql::ALARMS), alarm).await
}

fn alarm(row: &Row) -> StoreResult<Alarm> {
    Ok(Alarm {
        id: AlarmId(get(row, "id")?),
        municipality: get::<Option<i64>>(row, "municipality_id")?.map(MunicipalityId),
        code: get(row, "code")?,
        subject: get(row, "subject")?,
        detail: get(row, "detail")?,
        raised_at: instant(row, "raised_at")?,
        last_seen_at: instant(row, "last_seen_at")?,
        count: get(row, "count")?,
    })
}

pub(super) async fn mark(conn: &mut Connection) -> StoreResult<Option<BackupMark>> {
    one(conn, sqlx::query(sql::BACKUP_MARK), |row| {
        Ok(BackupMark { taken_at: instant(row, "taken_at")?, version: get(row, "version")? })
    })
    .await
}

pub(super) async fn mark_forget(conn: &mut Connection) -> StoreResult<()> {
    run(conn, sqlx::query(sql::BACKUP_MARK_FORGET)).await.map(drop)
}
