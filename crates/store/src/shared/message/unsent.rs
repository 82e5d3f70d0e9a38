//! Messages that did not leave: what waits for the relay, what ended, what is kept back after a restore.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use mendan_domain::ids::{MunicipalityId, OutboxId};
use mendan_service::message::repository::{UnsentReads, UnsentWrites};
use mendan_service::model::{Failure, OutboxRow};
use mendan_service::ports::StoreResult;

use super::super::row::{all, get, one, run};
use super::super::sql;
use super::super::unit::{Access, Unit, Writing};
use super::outbox::{outbox_row, read_or_id};

#[async_trait]
impl<K: Access> UnsentReads for Unit<K> {
    async fn outbox_count_of(&mut self, municipality: Option<MunicipalityId>, failure: Failure) -> StoreResult<i64> {
        let city = municipality.map_or(0, |city| city.0);
        let query = sqlx::query(sql::OUTBOX_COUNT_OF).bind(city).bind(failure.as_str());
        Ok(one(self.conn(), query, |row| get(row, "messages")).await?.unwrap_or_default())
    }
    async fn outbox_ended(
        &mut self,
        municipality: MunicipalityId,
        since: DateTime<Utc>,
        limit: i64,
    ) -> StoreResult<Vec<Result<OutboxRow, OutboxId>>> {
        let query = sqlx::query(sql::OUTBOX_ENDED).bind(municipality.0).bind(since.timestamp()).bind(limit);
        all(self.conn(), query, read_or_id).await
    }
    async fn outbox_waiting(&mut self, municipality: MunicipalityId, limit: i64) -> StoreResult<Vec<OutboxRow>> {
        let query = sqlx::query(sql::OUTBOX_WAITING).bind(municipality.0).bind(limit);
        Ok(all(self.conn(), query, read_or_id).await?.into_iter().flatten().collect())
    }
    async fn outbox_held(&mut self, municipality: MunicipalityId) -> StoreResult<Vec<OutboxRow>> {
        all(self.conn(), sqlx::query(sql::OUTBOX_HELD).bind(municipality.0), outbox_row).await
    }
}

#[async_trait]
impl UnsentWrites for Unit<Writing> {
    async fn outbox_hasten(&mut self, now: DateTime<Utc>) -> StoreResult<u64> {
        run(self.conn(), sqlx::query(sql::OUTBOX_HASTEN).bind(now.timestamp())).await
    }
    async fn outbox_settle(
        &mut self,
        municipality: MunicipalityId,
        id: OutboxId,
        now: DateTime<Utc>,
    ) -> StoreResult<bool> {
        let query = sqlx::query(sql::OUTBOX_SETTLE).bind(municipality.0).bind(id.0).bind(now.timestamp());
        Ok(run(self.conn(), query).await? == 1)
    }
    async fn outbox_hold(&mut self, now: DateTime<Utc>) -> StoreResult<u64> {
        run(self.conn(), sqlx::query(sql::OUTBOX_HOLD).bind(now.timestamp())).await
    }
    async fn outbox_release(
        &mut self,
        municipality: MunicipalityId,
        id: OutboxId,
        useful_until: DateTime<Utc>,
    ) -> StoreResult<bool> {
        let query = sqlx::query(sql::OUTBOX_RELEASE).bind(municipality.0).bind(id.0).bind(useful_until.timestamp());
        Ok(run(self.conn(), query).await? == 1)
    }
    async fn outbox_drop(
        &mut self,
        municipality: MunicipalityId,
        id: OutboxId,
        now: DateTime<Utc>,
        why: &str,
    ) -> StoreResult<bool> {
        let query = sqlx::query(sql::OUTBOX_DROP).bind(municipality.0).bind(id.0).bind(now.timestamp()).bind(why);
        Ok(run(self.conn(), query).await? == 1)
    }
}
