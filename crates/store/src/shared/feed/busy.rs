//! Calendars that members of staff have elsewhere. When they are busy is read with the catalogue.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use mendan_domain::ids::{MunicipalityId, StaffId};
use mendan_domain::offer::busy::{BusyDay, BusyTimes};
use mendan_service::feed::port::Trouble;
use mendan_service::feed::repository::{BusyReads, BusyWrites};
use mendan_service::feed::source::SourceRow;
use mendan_service::ports::StoreResult;

use super::super::Connection;
use super::super::row::{Row, all, get, instant, json, maybe_instant, maybe_word, one, run, sql, to_json};
use super::super::unit::{Access, Unit, Writing};

statements! {
    BUSY_TIMES = "SELECT staff_id, busy FROM busy_source WHERE municipality_id = $1 ORDER BY staff_id";
    BUSY_SOURCE =
        "SELECT municipality_id, staff_id, version, address_sealed, etag, busy, made_at, read_at, failures, failure, next_at \
         FROM busy_source WHERE municipality_id = $1 AND staff_id = $2";
    BUSY_DUE =
        "SELECT municipality_id, staff_id, version, address_sealed, etag, busy, made_at, read_at, failures, failure, next_at \
         FROM busy_source WHERE next_at <= $1 ORDER BY next_at LIMIT $2";
    BUSY_SAVE =
        "INSERT INTO busy_source (staff_id, municipality_id, version, address_sealed, etag, busy, made_at, read_at, failures, failure, next_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) \
         ON CONFLICT (staff_id) DO UPDATE SET version = excluded.version, address_sealed = excluded.address_sealed, \
           etag = excluded.etag, busy = excluded.busy, made_at = excluded.made_at, read_at = excluded.read_at, \
           failures = excluded.failures, failure = excluded.failure, next_at = excluded.next_at \
         WHERE busy_source.municipality_id = $2";
    BUSY_READ =
        "UPDATE busy_source SET etag = $4, busy = $5, read_at = $6, failures = $7, failure = $8, next_at = $9 \
         WHERE municipality_id = $1 AND staff_id = $2 AND version = $3";
    BUSY_LEASE =
        "UPDATE busy_source SET next_at = $5 WHERE municipality_id = $1 AND staff_id = $2 AND version = $3 AND next_at = $4";
    BUSY_DELETE = "DELETE FROM busy_source WHERE municipality_id = $1 AND staff_id = $2";
}

#[async_trait]
impl<K: Access> BusyReads for Unit<K> {
    async fn busy_source(&mut self, municipality: MunicipalityId, staff: StaffId) -> StoreResult<Option<SourceRow>> {
        one(self.conn(), sql(BUSY_SOURCE).bind(municipality.0).bind(staff.0), source).await
    }
    async fn busy_due(&mut self, now: DateTime<Utc>, limit: i64) -> StoreResult<Vec<SourceRow>> {
        all(self.conn(), sql(BUSY_DUE).bind(now.timestamp()).bind(limit), source).await
    }
}

#[async_trait]
impl BusyWrites for Unit<Writing> {
    async fn busy_save(&mut self, row: &SourceRow) -> StoreResult<()> {
        let query = sql(BUSY_SAVE)
            .bind(row.staff.0)
            .bind(row.municipality.0)
            .bind(row.version)
            .bind(&row.address_sealed)
            .bind(&row.etag)
            .bind(to_json(&row.busy)?)
            .bind(row.made_at.timestamp())
            .bind(row.read_at.map(|at| at.timestamp()))
            .bind(row.failures)
            .bind(row.failure.map(Trouble::as_str))
            .bind(row.next_at.map(|at| at.timestamp()));
        run(self.conn(), query).await.map(drop)
    }
    async fn busy_read(&mut self, row: &SourceRow) -> StoreResult<bool> {
        let query = sql(BUSY_READ)
            .bind(row.municipality.0)
            .bind(row.staff.0)
            .bind(row.version)
            .bind(&row.etag)
            .bind(to_json(&row.busy)?)
            .bind(row.read_at.map(|at| at.timestamp()))
            .bind(row.failures)
            .bind(row.failure.map(Trouble::as_str))
            .bind(row.next_at.map(|at| at.timestamp()));
        Ok(run(self.conn(), query).await? == 1)
    }
    async fn busy_lease(&mut self, row: &SourceRow, until: DateTime<Utc>) -> StoreResult<bool> {
        let query = sql(BUSY_LEASE)
            .bind(row.municipality.0)
            .bind(row.staff.0)
            .bind(row.version)
            .bind(row.next_at.map(|at| at.timestamp()))
            .bind(until.timestamp());
        Ok(run(self.conn(), query).await? == 1)
    }
    async fn busy_delete(&mut self, municipality: MunicipalityId, staff: StaffId) -> StoreResult<()> {
        run(self.conn(), sql(BUSY_DELETE).bind(municipality.0).bind(staff.0)).await.map(drop)
    }
}

/// When the city's members are busy.
pub(crate) async fn busy_times(conn: &mut Connection, municipality: MunicipalityId) -> StoreResult<BusyTimes> {
    let hers = |row: &Row| Ok((StaffId(get(row, "staff_id")?), json::<Vec<BusyDay>>(row, "busy")?));
    Ok(BusyTimes::new(all(conn, sql(BUSY_TIMES).bind(municipality.0), hers).await?))
}

fn source(row: &Row) -> StoreResult<SourceRow> {
    Ok(SourceRow {
        municipality: MunicipalityId(get(row, "municipality_id")?),
        staff: StaffId(get(row, "staff_id")?),
        version: get(row, "version")?,
        address_sealed: get(row, "address_sealed")?,
        etag: get(row, "etag")?,
        busy: json(row, "busy")?,
        made_at: instant(row, "made_at")?,
        read_at: maybe_instant(row, "read_at")?,
        failures: get(row, "failures")?,
        failure: maybe_word(row, "failure", Trouble::parse)?,
        next_at: maybe_instant(row, "next_at")?,
    })
}
