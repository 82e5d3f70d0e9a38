//! Messages that did not leave: what waits for the relay, what ended, what is kept back after a restore.

use chrono::{DateTime, Utc};
use mendan_domain::ids::{MunicipalityId, OutboxId};
use mendan_service::model::{Failure, OutboxRow};
use mendan_service::ports::StoreResult;

use super::outbox::{outbox_row, read_or_id};
use super::talk::{all, get, one, run};
use super::{Connection, sql};

pub(super) async fn hasten(conn: &mut Connection, now: DateTime<Utc>) -> StoreResult<u64> {
    run(conn, sqlx::query(sql::OUTBOX_HASTEN).bind(now.timestamp())).await
}

pub(super) async fn count_of(
    conn: &mut Connection,
    municipality: Option<MunicipalityId>,
    failure: Failure,
) -> StoreResult<i64> {
    let city = municipality.map_or(0, |city| city.0);
    let query = sqlx::query(sql::OUTBOX_COUNT_OF).bind(city).bind(failure.as_str());
    Ok(one(conn, query, |row| get(row, "messages")).await?.unwrap_or_default())
}

pub(super) async fn ended(
    conn: &mut Connection,
    municipality: MunicipalityId,
    since: DateTime<Utc>,
    limit: i64,
) -> StoreResult<Vec<Result<OutboxRow, OutboxId>>> {
    let query = sqlx::query(sql::OUTBOX_ENDED).bind(municipality.0).bind(since.timestamp()).bind(limit);
    all(conn, query, read_or_id).await
}

pub(super) async fn waiting(
    conn: &mut Connection,
    municipality: MunicipalityId,
    limit: i64,
) -> StoreResult<Vec<OutboxRow>> {
    let query = sqlx::query(sql::OUTBOX_WAITING).bind(municipality.0).bind(limit);
    Ok(all(conn, query, read_or_id).await?.into_iter().flatten().collect())
}

pub(super) async fn settle(
    conn: &mut Connection,
    municipality: MunicipalityId,
    id: OutboxId,
    now: DateTime<Utc>,
) -> StoreResult<bool> {
    let query = sqlx::query(sql::OUTBOX_SETTLE).bind(municipality.0).bind(id.0).bind(now.timestamp());
    Ok(run(conn, query).await? == 1)
}

pub(super) async fn hold(conn: &mut Connection, now: DateTime<Utc>) -> StoreResult<u64> {
    run(conn, sqlx::query(sql::OUTBOX_HOLD).bind(now.timestamp())).await
}

pub(super) async fn held(conn: &mut Connection, municipality: MunicipalityId) -> StoreResult<Vec<OutboxRow>> {
    all(conn, sqlx::query(sql::OUTBOX_HELD).bind(municipality.0), outbox_row).await
}

pub(super) async fn release(
    conn: &mut Connection,
    municipality: MunicipalityId,
    id: OutboxId,
    useful_until: DateTime<Utc>,
) -> StoreResult<bool> {
    let query = sqlx::query(sql::OUTBOX_RELEASE).bind(municipality.0).bind(id.0).bind(useful_until.timestamp());
    Ok(run(conn, query).await? == 1)
}

pub(super) async fn drop_held(
    conn: &mut Connection,
    municipality: MunicipalityId,
    id: OutboxId,
    now: DateTime<Utc>,
    why: &str,
) -> StoreResult<bool> {
    let query = sqlx::query(sql::OUTBOX_DROP).bind(municipality.0).bind(id.0).bind(now.timestamp()).bind(why);
    Ok(run(conn, query).await? == 1)
}
