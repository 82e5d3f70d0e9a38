//! The messages of bookings: rows of the queue whose job is to send one.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use mendan_domain::ids::{BookingId, MunicipalityId, OutboxId};
use mendan_service::job::repository::QueueWrites as _;
use mendan_service::message::repository::{OutboxReads, OutboxWrites};
use mendan_service::model::{JobRow, OutboxRow};
use mendan_service::ports::StoreResult;

use super::super::job::queue::job_row;
use super::super::row::{Row, all, get, one, run, sql};
use super::super::unit::{Access, Unit, Writing};

statements! {
    OUTBOX_SUPERSEDE =
        "UPDATE outbox SET state = 'superseded', finished_at = $2, lease_owner = NULL, lease_until = NULL \
         WHERE booking_id = $1 AND state IN ('pending', 'leased') AND job = 'message'";
    OUTBOX_REPLACE =
        "UPDATE outbox SET state = 'superseded', finished_at = $3, last_error = $4 \
         WHERE municipality_id = $1 AND id = $2 AND state = 'pending' AND held_at IS NULL";
    OUTBOX_RESTORE =
        "UPDATE outbox SET state = 'pending', version = $2, finished_at = NULL WHERE id = $1 AND state = 'superseded'";
    OUTBOX_ROW = concat!("SELECT ", outbox_read!(), " FROM outbox WHERE municipality_id = $1 AND id = $2 AND job = 'message'");
    OUTBOX_OF = concat!("SELECT ", outbox_read!(), " FROM outbox WHERE booking_id = $1 AND job = 'message' ORDER BY created_at, id");
}

#[async_trait]
impl<K: Access> OutboxReads for Unit<K> {
    async fn outbox_row(&mut self, municipality: MunicipalityId, id: OutboxId) -> StoreResult<Option<OutboxRow>> {
        one(self.conn(), sql(OUTBOX_ROW).bind(municipality.0).bind(id.0), outbox_row).await
    }
    async fn outbox_of(&mut self, booking: BookingId) -> StoreResult<Vec<OutboxRow>> {
        // A row that cannot be read must not hide the booking it is about.
        Ok(all(self.conn(), sql(OUTBOX_OF).bind(booking.0), read_or_id).await?.into_iter().flatten().collect())
    }
}

#[async_trait]
impl OutboxWrites for Unit<Writing> {
    async fn outbox_insert(&mut self, rows: &[OutboxRow]) -> StoreResult<()> {
        let rows: Vec<JobRow> = rows.iter().map(OutboxRow::job).collect();
        self.jobs_insert(&rows).await
    }
    async fn outbox_supersede(&mut self, booking: BookingId, now: DateTime<Utc>) -> StoreResult<u64> {
        run(self.conn(), sql(OUTBOX_SUPERSEDE).bind(booking.0).bind(now.timestamp())).await
    }
    async fn outbox_replace(
        &mut self,
        municipality: MunicipalityId,
        id: OutboxId,
        now: DateTime<Utc>,
        why: &str,
    ) -> StoreResult<bool> {
        let query = sql(OUTBOX_REPLACE).bind(municipality.0).bind(id.0).bind(now.timestamp()).bind(why);
        Ok(run(self.conn(), query).await? == 1)
    }
    async fn outbox_restore(&mut self, id: OutboxId, version: i64) -> StoreResult<()> {
        run(self.conn(), sql(OUTBOX_RESTORE).bind(id.0).bind(version)).await.map(drop)
    }
}

/// The row; of one that cannot be read, its id.
pub(crate) fn read_or_id(row: &Row) -> StoreResult<Result<OutboxRow, OutboxId>> {
    let id = OutboxId(get(row, "id")?);
    Ok(outbox_row(row)
        .inspect_err(|error| tracing::warn!(outbox = id.0, %error, "a message cannot be read"))
        .map_err(|_| id))
}

pub(crate) fn outbox_row(row: &Row) -> StoreResult<OutboxRow> {
    OutboxRow::read(job_row(row)?)
}
