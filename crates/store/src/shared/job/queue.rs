//! The queue: what is to be done later, messages among it. Whoever finishes a row must still have it.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use mendan_domain::ids::{BookingId, ClientId, MunicipalityId, OutboxId, StaffId};
use mendan_service::job::repository::{QueueReads, QueueWrites};
use mendan_service::model::{About, Claimed, Envelope, Failure, JobRow, OutboxState, Unreadable};
use mendan_service::ports::StoreResult;

use super::super::row::{Query, Row, all, get, instant, maybe_instant, maybe_word, one, rows, run, sql, to_json, word};
use super::super::unit::{Access, Unit, Writing};
use super::super::{Connection, ENGINE};

/// What a claim looks for: rows due, and rows whose worker has been silent for too long.
macro_rules! outbox_due {
    ($outbox:literal, $now:literal, $limit:literal) => {
        concat!(
            "SELECT id AS due_id FROM ",
            $outbox,
            " WHERE state IN ('pending', 'leased') AND due_at <= ",
            $now,
            " AND (state = 'pending' OR lease_until <= ",
            $now,
            ") AND held_at IS NULL ORDER BY due_at, id LIMIT ",
            $limit
        )
    };
}

statements! {
    /// The first row tells. SQLite, left to itself, would look at all that waits, reminders of months to come among it.
    OUTBOX_IS_DUE {
        sqlite: concat!("SELECT COUNT(*) AS due FROM (", outbox_due!("outbox INDEXED BY outbox_due", "$1", "1"), ") AS first"),
        postgres: concat!("SELECT COUNT(*) AS due FROM (", outbox_due!("outbox", "$1", "1"), ") AS first")
    }
    JOB_STANDS = "SELECT COUNT(*) AS rows_found FROM outbox WHERE dedupe_key = $1";
    /// What waits, and what has ended since $1.
    OUTBOX_COUNTS =
        "SELECT state, COUNT(*) AS messages FROM outbox WHERE state IN ('pending', 'leased') GROUP BY state \
         UNION ALL SELECT state, COUNT(*) FROM outbox WHERE finished_at >= $1 AND state NOT IN ('pending', 'leased') \
         GROUP BY state ORDER BY state";
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
    JOBS_OF = concat!("SELECT ", outbox_read!(), " FROM outbox WHERE booking_id = $1 AND job <> 'message' ORDER BY created_at, id");
    JOBS_ENDED = concat!(
        "SELECT ", outbox_read!(), " FROM outbox WHERE municipality_id = $1 AND state IN ('failed', 'expired') \
           AND settled_at IS NULL AND finished_at >= $2 AND job <> 'message' ORDER BY finished_at DESC, id DESC LIMIT $3");
    JOBS_HELD = concat!(
        "SELECT ", outbox_read!(), " FROM outbox WHERE municipality_id = $1 AND held_at IS NOT NULL AND state = 'pending' \
           AND job <> 'message' ORDER BY due_at, id");
    /// Rows as one JSON text, their columns in order.
    JOBS_INSERT {
        sqlite: concat!(
            "INSERT INTO outbox (", outbox_columns!(), ") \
             SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6, value ->> 7, \
               value ->> 8, value ->> 9, value ->> 10, value ->> 11, value ->> 12, value ->> 13, value ->> 14, value ->> 15, \
               value ->> 16, value ->> 17, value ->> 18, value ->> 19 FROM json_each($1) WHERE TRUE ON CONFLICT (dedupe_key) DO NOTHING"),
        postgres: concat!(
            "INSERT INTO outbox (", outbox_columns!(), ") \
             SELECT (entry ->> 0)::BIGINT, (entry ->> 1)::BIGINT, (entry ->> 2)::BIGINT, entry ->> 3, (entry ->> 4)::BIGINT, \
               entry ->> 5, entry ->> 6, (entry ->> 7)::BIGINT, (entry ->> 8)::BIGINT, entry ->> 9, (entry ->> 10)::BIGINT, \
               entry ->> 11, (entry ->> 12)::BIGINT, (entry ->> 13)::BIGINT, entry ->> 14, entry ->> 15, (entry ->> 16)::BIGINT, \
               entry ->> 17, (entry ->> 18)::BIGINT, (entry ->> 19)::BIGINT \
             FROM json_array_elements(CAST($1 AS TEXT)::JSON) AS jobs (entry) ON CONFLICT (dedupe_key) DO NOTHING")
    }
    /// Takes due rows for a worker.
    OUTBOX_CLAIM {
        sqlite: concat!(
            "UPDATE outbox SET state = 'leased', lease_owner = $1, lease_until = $3 \
             WHERE id IN (", outbox_due!("outbox INDEXED BY outbox_due", "$2", "$4"), ") RETURNING ", outbox_read!()),
        postgres: concat!(
            "WITH due AS MATERIALIZED (", outbox_due!("outbox", "$2", "$4"), " FOR UPDATE SKIP LOCKED) \
             UPDATE outbox SET state = 'leased', lease_owner = $1, lease_until = $3 FROM due WHERE id = due_id \
             RETURNING ", outbox_read!())
    }
}

#[async_trait]
impl<K: Access> QueueReads for Unit<K> {
    async fn outbox_is_due(&mut self, now: DateTime<Utc>) -> StoreResult<bool> {
        let query = sql(OUTBOX_IS_DUE).bind(now.timestamp());
        Ok(one(self.conn(), query, |row| get::<i64>(row, "due")).await?.is_some_and(|due| due > 0))
    }
    async fn job_stands(&mut self, dedupe_key: &str) -> StoreResult<bool> {
        let query = sql(JOB_STANDS).bind(dedupe_key);
        Ok(one(self.conn(), query, |row| get::<i64>(row, "rows_found")).await?.is_some_and(|found| found > 0))
    }
    async fn outbox_counts(&mut self, since: DateTime<Utc>) -> StoreResult<Vec<(OutboxState, i64)>> {
        let query = sql(OUTBOX_COUNTS).bind(since.timestamp());
        all(self.conn(), query, |row| Ok((word(row, "state", OutboxState::parse)?, get(row, "messages")?))).await
    }
    async fn jobs_of(&mut self, booking: BookingId) -> StoreResult<Vec<JobRow>> {
        readable(self.conn(), sql(JOBS_OF).bind(booking.0)).await
    }
    async fn jobs_ended(
        &mut self,
        municipality: MunicipalityId,
        since: DateTime<Utc>,
        limit: i64,
    ) -> StoreResult<Vec<JobRow>> {
        let query = sql(JOBS_ENDED).bind(municipality.0).bind(since.timestamp()).bind(limit);
        readable(self.conn(), query).await
    }
    async fn jobs_held(&mut self, municipality: MunicipalityId) -> StoreResult<Vec<JobRow>> {
        readable(self.conn(), sql(JOBS_HELD).bind(municipality.0)).await
    }
}

#[async_trait]
impl QueueWrites for Unit<Writing> {
    async fn jobs_insert(&mut self, rows: &[JobRow]) -> StoreResult<()> {
        if rows.is_empty() {
            return Ok(());
        }
        let rows: Vec<_> = rows.iter().map(written).collect();
        run(self.conn(), sql(JOBS_INSERT).bind(to_json(&rows)?)).await.map(drop)
    }
    async fn outbox_claim(
        &mut self,
        worker: i64,
        now: DateTime<Utc>,
        lease_until: DateTime<Utc>,
        limit: i64,
    ) -> StoreResult<Claimed> {
        let query = sql(OUTBOX_CLAIM).bind(worker).bind(now.timestamp()).bind(lease_until.timestamp()).bind(limit);
        let mut claimed = Claimed::default();
        for row in rows(self.conn(), query).await? {
            match job_row(&row) {
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
            run(self.conn(), sql(OUTBOX_RENEW).bind(worker).bind(id.0).bind(lease_until.timestamp())).await?;
        }
        Ok(())
    }
    async fn outbox_stamp(&mut self, worker: i64, id: OutboxId, at: DateTime<Utc>) -> StoreResult<bool> {
        Ok(run(self.conn(), sql(OUTBOX_STAMP).bind(worker).bind(id.0).bind(at.timestamp())).await? == 1)
    }
    async fn outbox_finish(
        &mut self,
        worker: i64,
        id: OutboxId,
        (state, failure, error): (OutboxState, Option<Failure>, Option<&str>),
        now: DateTime<Utc>,
    ) -> StoreResult<bool> {
        let query = sql(OUTBOX_FINISH)
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
        let query = sql(OUTBOX_RETRY)
            .bind(worker)
            .bind(id.0)
            .bind(due_at.timestamp())
            .bind(error)
            .bind(failure.map(Failure::as_str));
        Ok(run(self.conn(), query).await? == 1)
    }
    async fn outbox_free_leases(&mut self) -> StoreResult<u64> {
        run(self.conn(), sql(OUTBOX_FREE_LEASES)).await
    }
}

/// The columns of a new row, in their order.
fn written(row: &JobRow) -> serde_json::Value {
    serde_json::json!([
        row.id.0,
        row.municipality.0,
        row.about.booking.map(|id| id.0),
        row.envelope.kind,
        row.envelope.version,
        row.envelope.recipient,
        row.dedupe_key,
        row.due_at.timestamp(),
        row.useful_until.timestamp(),
        row.state.as_str(),
        row.attempts,
        row.envelope.message_id,
        row.stamped_at.map(|at| at.timestamp()),
        row.finished_at.map(|at| at.timestamp()),
        row.last_error,
        row.payload,
        row.created_at.timestamp(),
        row.job,
        row.about.client.map(|id| id.0),
        row.about.staff.map(|id| id.0),
    ])
}

/// Without rows that cannot be read: they must hide nothing else.
async fn readable(conn: &mut Connection, query: Query<'_>) -> StoreResult<Vec<JobRow>> {
    let rows = all(conn, query, |row| {
        let id: i64 = get(row, "id")?;
        Ok(job_row(row).inspect_err(|error| tracing::warn!(outbox = id, %error, "a job cannot be read")).ok())
    });
    Ok(rows.await?.into_iter().flatten().collect())
}

/// A row of the queue.
pub(crate) fn job_row(row: &Row) -> StoreResult<JobRow> {
    Ok(JobRow {
        id: OutboxId(get(row, "id")?),
        municipality: MunicipalityId(get(row, "municipality_id")?),
        about: About {
            booking: get::<Option<i64>>(row, "booking_id")?.map(BookingId),
            client: get::<Option<i64>>(row, "client_id")?.map(ClientId),
            staff: get::<Option<i64>>(row, "staff_id")?.map(StaffId),
        },
        job: get(row, "job")?,
        payload: get(row, "detail")?,
        envelope: Envelope {
            kind: get(row, "kind")?,
            version: get(row, "version")?,
            recipient: get(row, "recipient")?,
            message_id: get(row, "message_id")?,
        },
        dedupe_key: get(row, "dedupe_key")?,
        due_at: instant(row, "due_at")?,
        useful_until: instant(row, "useful_until")?,
        state: word(row, "state", OutboxState::parse)?,
        attempts: get(row, "attempts")?,
        stamped_at: maybe_instant(row, "stamped_at")?,
        finished_at: maybe_instant(row, "finished_at")?,
        last_error: get(row, "last_error")?,
        created_at: instant(row, "created_at")?,
        failure: maybe_word(row, "failure", Failure::parse)?,
        held_at: maybe_instant(row, "held_at")?,
        settled_at: maybe_instant(row, "settled_at")?,
    })
}
