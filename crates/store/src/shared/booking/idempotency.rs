//! Keys of requests and their first answers.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use mendan_domain::ids::{BookingId, MunicipalityId};
use mendan_service::booking::repository::{IdempotencyReads, IdempotencyWrites};
use mendan_service::model::StoredAnswer;
use mendan_service::ports::{StoreError, StoreResult};

use super::super::Connection;
use super::super::row::{get, one, run, sql};
use super::super::unit::{Access, Unit, Writing};

statements! {
    IDEMPOTENCY_INSERT =
        "INSERT INTO idempotency (municipality_id, key, request_hash, created_at) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (municipality_id, key) DO NOTHING";
    IDEMPOTENCY_FIND = "SELECT request_hash, answer_sealed FROM idempotency WHERE municipality_id = $1 AND key = $2";
    IDEMPOTENCY_STORE =
        "UPDATE idempotency SET booking_id = $3, answer_sealed = $4 WHERE municipality_id = $1 AND key = $2";
}

#[async_trait]
impl<K: Access> IdempotencyReads for Unit<K> {
    async fn idempotency_find(&mut self, municipality: MunicipalityId, key: &str) -> StoreResult<Option<StoredAnswer>> {
        find(self.conn(), municipality, key).await
    }
}

#[async_trait]
impl IdempotencyWrites for Unit<Writing> {
    async fn idempotency_claim(
        &mut self,
        municipality: MunicipalityId,
        key: &str,
        request_hash: &[u8],
        now: DateTime<Utc>,
    ) -> StoreResult<Option<StoredAnswer>> {
        let conn = self.conn();
        let query = sql(IDEMPOTENCY_INSERT).bind(municipality.0).bind(key).bind(request_hash).bind(now.timestamp());
        if run(conn, query).await? == 1 {
            return Ok(None);
        }
        match find(conn, municipality, key).await? {
            Some(answer) => Ok(Some(answer)),
            None => Err(StoreError::Busy("the key was forgotten in this moment".into())),
        }
    }
    async fn idempotency_store(
        &mut self,
        municipality: MunicipalityId,
        key: &str,
        booking: BookingId,
        answer_sealed: &[u8],
    ) -> StoreResult<()> {
        let query = sql(IDEMPOTENCY_STORE).bind(municipality.0).bind(key).bind(booking.0).bind(answer_sealed);
        run(self.conn(), query).await.map(drop)
    }
}

pub(crate) async fn find(
    conn: &mut Connection,
    municipality: MunicipalityId,
    key: &str,
) -> StoreResult<Option<StoredAnswer>> {
    let query = sql(IDEMPOTENCY_FIND).bind(municipality.0).bind(key);
    one(conn, query, |row| {
        Ok(StoredAnswer { request_hash: get(row, "request_hash")?, answer_sealed: get(row, "answer_sealed")? })
    })
    .await
}
