//! Keys of requests and their first answers.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use mendan_domain::ids::{BookingId, MunicipalityId};
use mendan_service::booking::repository::{IdempotencyReads, IdempotencyWrites};
use mendan_service::model::StoredAnswer;
use mendan_service::ports::{StoreError, StoreResult};

use super::super::row::{get, one, run};
use super::super::unit::{Access, Unit, Writing};
use super::super::{Connection, sql};

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
        let query = sqlx::query(sql::IDEMPOTENCY_INSERT)
            .bind(municipality.0)
            .bind(key)
            .bind(request_hash)
            .bind(now.timestamp());
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
        let query =
            sqlx::query(sql::IDEMPOTENCY_STORE).bind(municipality.0).bind(key).bind(booking.0).bind(answer_sealed);
        run(self.conn(), query).await.map(drop)
    }
}

pub(crate) async fn find(
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
