//! Keys of requests and their first answers.

use chrono::{DateTime, Utc};
use mendan_domain::ids::{BookingId, MunicipalityId};
use mendan_service::model::StoredAnswer;
use mendan_service::ports::{StoreError, StoreResult};

use super::talk::{get, one, run};
use super::{Connection, sql};

pub(super) async fn claim(
    conn: &mut Connection,
    municipality: MunicipalityId,
    key: &str,
    request_hash: &[u8],
    now: DateTime<Utc>,
) -> StoreResult<Option<StoredAnswer>> {
    let query =
        sqlx::query(sql::IDEMPOTENCY_INSERT).bind(municipality.0).bind(key).bind(request_hash).bind(now.timestamp());
    if run(conn, query).await? == 1 {
        return Ok(None);
    }
    match find(conn, municipality, key).await? {
        Some(answer) => Ok(Some(answer)),
        None => Err(StoreError::Busy("the key was forgotten in this moment".into())),
    }
}

pub(super) async fn find(
    conn: &mut Connection,
    municipality: MunicipalityId,
    key: &str,
) -> StoreResult<Option<StoredAnswer>> {
    let query = sqlx::query(sql::IDEMPOTENCY_FIND).bind(municipality.0).bind(key);
    one(conn, query, |row| {
        Ok(StoredAnswer { request_hash: get(row, "request_hash")?, answer_sealed: get(row, "answer_sealed")? })
    })
    .await
}

pub(super) async fn store(
    conn: &mut Connection,
    municipality: MunicipalityId,
    key: &str,
    booking: BookingId,
    answer_sealed: &[u8],
) -> StoreResult<()> {
    let query = sqlx::query(sql::IDEMPOTENCY_STORE).bind(municipality.0).bind(key).bind(booking.0).bind(answer_sealed);
    run(conn, query).await.map(drop)
}

pub(super) async fn forget(conn: &mut Connection, before: DateTime<Utc>) -> StoreResult<u64> {
    run(conn, sqlx::query(sql::IDEMPOTENCY_FORGET).bind(before.timestamp())).await
}
