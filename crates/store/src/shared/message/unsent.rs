//! Messages that did not leave: what waits for the relay, what ended, what is kept back after a restore.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use mendan_domain::ids::{MunicipalityId, OutboxId};
use mendan_service::message::repository::{UnsentReads, UnsentWrites};
use mendan_service::model::{Failure, OutboxRow};
use mendan_service::ports::StoreResult;

use super::super::row::{all, get, one, run, sql};
use super::super::unit::{Access, Unit, Writing};
use super::outbox::{outbox_row, read_or_id};

statements! {
    /// Of one city; 0 is every city that has no mail server of its own.
    OUTBOX_HASTEN =
        "UPDATE outbox SET due_at = $1 WHERE failure = 'relay' AND state = 'pending' AND held_at IS NULL AND due_at > $1 \
           AND (municipality_id = $2 OR ($2 = 0 AND NOT EXISTS (SELECT 1 FROM mailbox \
             WHERE mailbox.municipality_id = outbox.municipality_id AND mailbox.relay_sealed IS NOT NULL)))";
    /// 0 is every city.
    OUTBOX_COUNT_OF =
        "SELECT COUNT(*) AS messages FROM outbox WHERE failure = $2 AND ($1 = 0 OR municipality_id = $1) \
           AND state IN ('pending', 'leased', 'failed') AND held_at IS NULL AND settled_at IS NULL";
    OUTBOX_ENDED = concat!(
        "SELECT ", outbox_read!(), " FROM outbox WHERE municipality_id = $1 AND state IN ('failed', 'expired') \
           AND settled_at IS NULL AND finished_at >= $2 AND job = 'message' ORDER BY finished_at DESC, id DESC LIMIT $3");
    OUTBOX_WAITING = concat!(
        "SELECT ", outbox_read!(), " FROM outbox WHERE failure = 'relay' AND municipality_id = $1 \
           AND state IN ('pending', 'leased') AND held_at IS NULL AND job = 'message' ORDER BY created_at, id LIMIT $2");
    OUTBOX_SETTLE =
        "UPDATE outbox SET settled_at = $3 WHERE municipality_id = $1 AND id = $2 AND state IN ('failed', 'expired') \
           AND settled_at IS NULL";
    OUTBOX_HOLD =
        "UPDATE outbox SET held_at = $1, state = 'pending', lease_owner = NULL, lease_until = NULL \
         WHERE state IN ('pending', 'leased') AND held_at IS NULL";
    OUTBOX_HELD = concat!(
        "SELECT ", outbox_read!(), " FROM outbox WHERE municipality_id = $1 AND held_at IS NOT NULL AND state = 'pending' \
           AND job = 'message' ORDER BY due_at, id");
    OUTBOX_RELEASE =
        "UPDATE outbox SET held_at = NULL, useful_until = $3 \
         WHERE municipality_id = $1 AND id = $2 AND held_at IS NOT NULL AND state = 'pending'";
    OUTBOX_DROP =
        "UPDATE outbox SET state = 'superseded', finished_at = $3, last_error = $4 \
         WHERE municipality_id = $1 AND id = $2 AND held_at IS NOT NULL AND state = 'pending'";
}

#[async_trait]
impl<K: Access> UnsentReads for Unit<K> {
    async fn outbox_count_of(&mut self, municipality: Option<MunicipalityId>, failure: Failure) -> StoreResult<i64> {
        let city = municipality.map_or(0, |city| city.0);
        let query = sql(OUTBOX_COUNT_OF).bind(city).bind(failure.as_str());
        Ok(one(self.conn(), query, |row| get(row, "messages")).await?.unwrap_or_default())
    }
    async fn outbox_ended(
        &mut self,
        municipality: MunicipalityId,
        since: DateTime<Utc>,
        limit: i64,
    ) -> StoreResult<Vec<Result<OutboxRow, OutboxId>>> {
        let query = sql(OUTBOX_ENDED).bind(municipality.0).bind(since.timestamp()).bind(limit);
        all(self.conn(), query, read_or_id).await
    }
    async fn outbox_waiting(&mut self, municipality: MunicipalityId, limit: i64) -> StoreResult<Vec<OutboxRow>> {
        let query = sql(OUTBOX_WAITING).bind(municipality.0).bind(limit);
        Ok(all(self.conn(), query, read_or_id).await?.into_iter().flatten().collect())
    }
    async fn outbox_held(&mut self, municipality: MunicipalityId) -> StoreResult<Vec<OutboxRow>> {
        all(self.conn(), sql(OUTBOX_HELD).bind(municipality.0), outbox_row).await
    }
}

#[async_trait]
impl UnsentWrites for Unit<Writing> {
    async fn outbox_hasten(&mut self, city: Option<MunicipalityId>, now: DateTime<Utc>) -> StoreResult<u64> {
        let city = city.map_or(0, |city| city.0);
        run(self.conn(), sql(OUTBOX_HASTEN).bind(now.timestamp()).bind(city)).await
    }
    async fn outbox_settle(
        &mut self,
        municipality: MunicipalityId,
        id: OutboxId,
        now: DateTime<Utc>,
    ) -> StoreResult<bool> {
        let query = sql(OUTBOX_SETTLE).bind(municipality.0).bind(id.0).bind(now.timestamp());
        Ok(run(self.conn(), query).await? == 1)
    }
    async fn outbox_hold(&mut self, now: DateTime<Utc>) -> StoreResult<u64> {
        run(self.conn(), sql(OUTBOX_HOLD).bind(now.timestamp())).await
    }
    async fn outbox_release(
        &mut self,
        municipality: MunicipalityId,
        id: OutboxId,
        useful_until: DateTime<Utc>,
    ) -> StoreResult<bool> {
        let query = sql(OUTBOX_RELEASE).bind(municipality.0).bind(id.0).bind(useful_until.timestamp());
        Ok(run(self.conn(), query).await? == 1)
    }
    async fn outbox_drop(
        &mut self,
        municipality: MunicipalityId,
        id: OutboxId,
        now: DateTime<Utc>,
        why: &str,
    ) -> StoreResult<bool> {
        let query = sql(OUTBOX_DROP).bind(municipality.0).bind(id.0).bind(now.timestamp()).bind(why);
        Ok(run(self.conn(), query).await? == 1)
    }
}
