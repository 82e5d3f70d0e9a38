//! Messages waiting to leave. Whoever finishes a row must still have it.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use mendan_domain::ids::{BookingId, MunicipalityId, OutboxId};
use mendan_service::message::repository::{OutboxReads, OutboxWrites};
use mendan_service::model::{Claimed, Failure, MessageKind, OutboxRow, OutboxState, Unreadable};
use mendan_service::ports::StoreResult;

use super::super::row::{Row, all, get, instant, maybe_instant, maybe_word, one, run, to_json, word};
use super::super::unit::{Access, Unit, Writing};
use super::super::{ENGINE, classify};

/// What a claim looks for: rows due, and rows whose worker has been silent for too long.
macro_rules! outbox_due {
    () => {
        "state IN ('pending', 'leased') AND due_at <= $2 AND (state = 'pending' OR lease_until <= $2) AND held_at IS NULL \
         ORDER BY due_at, id LIMIT $4"
    };
}

statements! {
    OUTBOX_SUPERSEDE =
        "UPDATE outbox SET state = 'superseded', finished_at = $2, lease_owner = NULL, lease_until = NULL \
         WHERE booking_id = $1 AND state IN ('pending', 'leased')";
    OUTBOX_RESTORE =
        "UPDATE outbox SET state = 'pending', version = $2, finished_at = NULL WHERE id = $1 AND state = 'superseded'";
    OUTBOX_RENEW = "UPDATE outbox SET lease_until = $3 WHERE id = $2 AND state = 'leased' AND lease_owner = $1";
    OUTBOX_STAMP =
        "UPDATE outbox SET stamped_at = COALESCE(stamped_at, $3), attempts = attempts + 1 \
         WHERE id = $2 AND state = 'leased' AND lease_owner = $1";
    OUTBOX_FINISH =
        "UPDATE outbox SET state = $3, last_error = $4, finished_at = $5, failure = $6, lease_owner = NULL, lease_until = NULL \
         WHERE id = $2 AND state = 'leased' AND lease_owner = $1";
    OUTBOX_RETRY =
        "UPDATE outbox SET state = 'pending', due_at = $3, last_error = $4, failure = $5, lease_owner = NULL, lease_until = NULL \
         WHERE id = $2 AND state = 'leased' AND lease_owner = $1";
    OUTBOX_FREE_LEASES =
        "UPDATE outbox SET state = 'pending', lease_owner = NULL, lease_until = NULL \
         WHERE state IN ('pending', 'leased') AND state = 'leased'";
    OUTBOX_IS_DUE =
        "SELECT EXISTS (SELECT 1 FROM outbox WHERE state IN ('pending', 'leased') AND due_at <= $1 \
           AND (state = 'pending' OR lease_until <= $1) AND held_at IS NULL) AS due";
    OUTBOX_ROW = concat!("SELECT ", outbox_read!(), " FROM outbox WHERE municipality_id = $1 AND id = $2");
    OUTBOX_OF = concat!("SELECT ", outbox_read!(), " FROM outbox WHERE booking_id = $1 ORDER BY created_at, id");
    /// What waits, and what has ended since $1.
    OUTBOX_COUNTS =
        "SELECT state, COUNT(*) AS messages FROM outbox WHERE state IN ('pending', 'leased') GROUP BY state \
         UNION ALL SELECT state, COUNT(*) FROM outbox WHERE finished_at >= $1 AND state NOT IN ('pending', 'leased') \
         GROUP BY state ORDER BY state";
    /// Messages as one JSON text, their columns in order.
    OUTBOX_INSERT {
        sqlite: concat!(
            "INSERT INTO outbox (", outbox_columns!(), ") \
             SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6, value ->> 7, \
               value ->> 8, value ->> 9, value ->> 10, value ->> 11, value ->> 12, value ->> 13, value ->> 14, value ->> 15, \
               value ->> 16 FROM json_each($1) WHERE TRUE ON CONFLICT (dedupe_key) DO NOTHING"),
        postgres: concat!(
            "INSERT INTO outbox (", outbox_columns!(), ") \
             SELECT (entry ->> 0)::BIGINT, (entry ->> 1)::BIGINT, (entry ->> 2)::BIGINT, entry ->> 3, (entry ->> 4)::BIGINT, \
               entry ->> 5, entry ->> 6, (entry ->> 7)::BIGINT, (entry ->> 8)::BIGINT, entry ->> 9, (entry ->> 10)::BIGINT, \
               entry ->> 11, (entry ->> 12)::BIGINT, (entry ->> 13)::BIGINT, entry ->> 14, entry ->> 15, (entry ->> 16)::BIGINT \
             FROM json_array_elements(CAST($1 AS TEXT)::JSON) AS messages (entry) ON CONFLICT (dedupe_key) DO NOTHING")
    }
    /// Takes due messages for a worker.
    OUTBOX_CLAIM {
        sqlite: concat!(
            "UPDATE outbox SET state = 'leased', lease_owner = $1, lease_until = $3 \
             WHERE id IN (SELECT id FROM outbox WHERE ", outbox_due!(), ") RETURNING ", outbox_read!()),
        postgres: concat!(
            "WITH due AS MATERIALIZED (SELECT id AS due_id FROM outbox WHERE ", outbox_due!(), " FOR UPDATE SKIP LOCKED) \
             UPDATE outbox SET state = 'leased', lease_owner = $1, lease_until = $3 FROM due WHERE id = due_id \
             RETURNING ", outbox_read!())
    }
}

#[async_trait]
impl<K: Access> OutboxReads for Unit<K> {
    async fn outbox_is_due(&mut self, now: DateTime<Utc>) -> StoreResult<bool> {
        let query = sqlx::query(OUTBOX_IS_DUE).bind(now.timestamp());
        Ok(one(self.conn(), query, |row| get(row, "due")).await?.unwrap_or(false))
    }
    async fn outbox_row(&mut self, municipality: MunicipalityId, id: OutboxId) -> StoreResult<Option<OutboxRow>> {
        one(self.conn(), sqlx::query(OUTBOX_ROW).bind(municipality.0).bind(id.0), outbox_row).await
    }
    async fn outbox_of(&mut self, booking: BookingId) -> StoreResult<Vec<OutboxRow>> {
        // A row that cannot be read must not hide the booking it is about.
        Ok(all(self.conn(), sqlx::query(OUTBOX_OF).bind(booking.0), read_or_id).await?.into_iter().flatten().collect())
    }
    async fn outbox_counts(&mut self, since: DateTime<Utc>) -> StoreResult<Vec<(OutboxState, i64)>> {
        let query = sqlx::query(OUTBOX_COUNTS).bind(since.timestamp());
        all(self.conn(), query, |row| Ok((word(row, "state", OutboxState::parse)?, get(row, "messages")?))).await
    }
}

#[async_trait]
impl OutboxWrites for Unit<Writing> {
    async fn outbox_insert(&mut self, rows: &[OutboxRow]) -> StoreResult<()> {
        if rows.is_empty() {
            return Ok(());
        }
        let rows: Vec<_> = rows.iter().map(written).collect();
        run(self.conn(), sqlx::query(OUTBOX_INSERT).bind(to_json(&rows)?)).await.map(drop)
    }
    async fn outbox_supersede(&mut self, booking: BookingId, now: DateTime<Utc>) -> StoreResult<u64> {
        run(self.conn(), sqlx::query(OUTBOX_SUPERSEDE).bind(booking.0).bind(now.timestamp())).await
    }
    async fn outbox_restore(&mut self, id: OutboxId, version: i64) -> StoreResult<()> {
        run(self.conn(), sqlx::query(OUTBOX_RESTORE).bind(id.0).bind(version)).await.map(drop)
    }
    async fn outbox_claim(
        &mut self,
        worker: i64,
        now: DateTime<Utc>,
        lease_until: DateTime<Utc>,
        limit: i64,
    ) -> StoreResult<Claimed> {
        let query =
            sqlx::query(OUTBOX_CLAIM).bind(worker).bind(now.timestamp()).bind(lease_until.timestamp()).bind(limit);
        let mut claimed = Claimed::default();
        for row in query.fetch_all(self.conn()).await.map_err(classify)? {
            match outbox_row(&row) {
                Ok(row) => claimed.rows.push(row),
                // Of a newer version, say. It must not keep the others; whoever claims ends it.
                Err(error) => claimed.unreadable.push(Unreadable {
                    id: OutboxId(get(&row, "id")?),
                    municipality: MunicipalityId(get(&row, "municipality_id")?),
                    why: error.to_string(),
                }),
            }
        }
        claimed.rows.sort_by_key(|row| (row.due_at, row.id));
        Ok(claimed)
    }
    async fn outbox_renew(&mut self, worker: i64, ids: &[OutboxId], lease_until: DateTime<Utc>) -> StoreResult<()> {
        for id in ids {
            run(self.conn(), sqlx::query(OUTBOX_RENEW).bind(worker).bind(id.0).bind(lease_until.timestamp())).await?;
        }
        Ok(())
    }
    async fn outbox_stamp(&mut self, worker: i64, id: OutboxId, at: DateTime<Utc>) -> StoreResult<bool> {
        Ok(run(self.conn(), sqlx::query(OUTBOX_STAMP).bind(worker).bind(id.0).bind(at.timestamp())).await? == 1)
    }
    async fn outbox_finish(
        &mut self,
        worker: i64,
        id: OutboxId,
        (state, failure, error): (OutboxState, Option<Failure>, Option<&str>),
        now: DateTime<Utc>,
    ) -> StoreResult<bool> {
        let query = sqlx::query(OUTBOX_FINISH)
            .bind(worker)
            .bind(id.0)
            .bind(state.as_str())
            .bind(error)
            .bind(now.timestamp())
            .bind(failure.map(Failure::as_str));
        Ok(run(self.conn(), query).await? == 1)
    }
    async fn outbox_retry(
        &mut self,
        worker: i64,
        id: OutboxId,
        due_at: DateTime<Utc>,
        (failure, error): (Option<Failure>, &str),
    ) -> StoreResult<bool> {
        let query = sqlx::query(OUTBOX_RETRY)
            .bind(worker)
            .bind(id.0)
            .bind(due_at.timestamp())
            .bind(error)
            .bind(failure.map(Failure::as_str));
        Ok(run(self.conn(), query).await? == 1)
    }
    async fn outbox_free_leases(&mut self) -> StoreResult<u64> {
        run(self.conn(), sqlx::query(OUTBOX_FREE_LEASES)).await
    }
}

/// The columns of a new row, in their order.
fn written(row: &OutboxRow) -> serde_json::Value {
    serde_json::json!([
        row.id.0,
        row.municipality.0,
        row.booking.0,
        row.kind.as_str(),
        row.version,
        row.recipient,
        row.dedupe_key,
        row.due_at.timestamp(),
        row.useful_until.timestamp(),
        row.state.as_str(),
        row.attempts,
        row.message_id,
        row.stamped_at.map(|at| at.timestamp()),
        row.finished_at.map(|at| at.timestamp()),
        row.last_error,
        row.detail,
        row.created_at.timestamp(),
    ])
}

/// The row; of one that cannot be read, its id.
pub(crate) fn read_or_id(row: &Row) -> StoreResult<Result<OutboxRow, OutboxId>> {
    let id = OutboxId(get(row, "id")?);
    Ok(outbox_row(row)
        .inspect_err(|error| tracing::warn!(outbox = id.0, %error, "a message cannot be read"))
        .map_err(|_| id))
}

pub(crate) fn outbox_row(row: &Row) -> StoreResult<OutboxRow> {
    Ok(OutboxRow {
        id: OutboxId(get(row, "id")?),
        municipality: MunicipalityId(get(row, "municipality_id")?),
        booking: BookingId(get(row, "booking_id")?),
        kind: word(row, "kind", MessageKind::parse)?,
        version: get(row, "version")?,
        recipient: get(row, "recipient")?,
        dedupe_key: get(row, "dedupe_key")?,
        due_at: instant(row, "due_at")?,
        useful_until: instant(row, "useful_until")?,
        state: word(row, "state", OutboxState::parse)?,
        attempts: get(row, "attempts")?,
        message_id: get(row, "message_id")?,
        stamped_at: maybe_instant(row, "stamped_at")?,
        finished_at: maybe_instant(row, "finished_at")?,
        last_error: get(row, "last_error")?,
        detail: get(row, "detail")?,
        created_at: instant(row, "created_at")?,
        failure: maybe_word(row, "failure", Failure::parse)?,
        held_at: maybe_instant(row, "held_at")?,
        settled_at: maybe_instant(row, "settled_at")?,
    })
}
