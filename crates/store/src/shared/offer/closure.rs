//! Closed days, absences, and what the city's list says of holidays. They are read with the catalogue.

use async_trait::async_trait;
use chrono::{DateTime, NaiveDate, Utc};
use mendan_domain::ids::{ClosureId, MunicipalityId, OfficeId, StaffId};
use mendan_domain::offer::closed::Closure;
use mendan_service::live::notice::What;
use mendan_service::model::Met;
use mendan_service::offer::repository::{ClosureReads, ClosureWrites};
use mendan_service::ports::StoreResult;
use std::collections::BTreeMap;

use super::super::Connection;
use super::super::row::{DATE, Row, all, date, get, instant, maybe_json, run, sql, to_json};
use super::super::unit::{Access, Unit, Writing};

statements! {
    CLOSURES =
        "SELECT id, office_id, staff_id, first_day, last_day, hours, reason FROM closure \
         WHERE municipality_id = $1 AND last_day >= $2 ORDER BY last_day, id";
    HOLIDAYS = "SELECT day, name FROM holiday WHERE municipality_id = $1 ORDER BY day";
    /// Live bookings that begin in `[$2, $3)`, at an office or of a nurse, counted by their time.
    BOOKINGS_MET =
        "SELECT starts_at, ends_at, COUNT(*) AS number FROM booking \
         WHERE municipality_id = $1 AND starts_at >= $2 AND starts_at < $3 AND status IN ('booked', 'arrived') \
           AND office_id = COALESCE($4, office_id) AND (staff_id = $5 OR joint_staff_id = $5 OR $5 IS NULL) \
         GROUP BY starts_at, ends_at ORDER BY starts_at, ends_at";
    /// Open times likewise.
    TIMES_MET =
        "SELECT starts_at, ends_at, COUNT(*) AS number FROM slot \
         WHERE municipality_id = $1 AND starts_at >= $2 AND starts_at < $3 AND open \
           AND office_id = COALESCE($4, office_id) AND (staff_id = $5 OR $5 IS NULL) \
         GROUP BY starts_at, ends_at ORDER BY starts_at, ends_at";
    HOLIDAYS_CHANGED = "UPDATE municipality SET holidays_version = holidays_version + 1 WHERE id = $1";
    YEAR_END_SET = "UPDATE municipality SET year_end_closed = $2 WHERE id = $1";
    CLOSURE_SAVE =
        "INSERT INTO closure (id, municipality_id, office_id, staff_id, first_day, last_day, hours, reason) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8) \
         ON CONFLICT (id) DO UPDATE SET office_id = excluded.office_id, staff_id = excluded.staff_id, \
           first_day = excluded.first_day, last_day = excluded.last_day, hours = excluded.hours, reason = excluded.reason, \
           version = closure.version + 1 \
         WHERE closure.municipality_id = excluded.municipality_id";
    CLOSURE_DELETE = "DELETE FROM closure WHERE municipality_id = $1 AND id = $2";
    HOLIDAY_SAVE =
        "INSERT INTO holiday (municipality_id, day, name) VALUES ($1, $2, $3) \
         ON CONFLICT (municipality_id, day) DO UPDATE SET name = excluded.name";
    HOLIDAY_DELETE = "DELETE FROM holiday WHERE municipality_id = $1 AND day = $2";
}

#[async_trait]
impl<K: Access> ClosureReads for Unit<K> {
    async fn bookings_met(
        &mut self,
        municipality: MunicipalityId,
        within: (DateTime<Utc>, DateTime<Utc>),
        of: (Option<OfficeId>, Option<StaffId>),
    ) -> StoreResult<Vec<Met>> {
        met(self.conn(), BOOKINGS_MET, municipality, within, of).await
    }
    async fn times_met(
        &mut self,
        municipality: MunicipalityId,
        within: (DateTime<Utc>, DateTime<Utc>),
        of: (Option<OfficeId>, Option<StaffId>),
    ) -> StoreResult<Vec<Met>> {
        met(self.conn(), TIMES_MET, municipality, within, of).await
    }
}

async fn met(
    conn: &mut Connection,
    text: &'static str,
    municipality: MunicipalityId,
    (from, until): (DateTime<Utc>, DateTime<Utc>),
    (office, nurse): (Option<OfficeId>, Option<StaffId>),
) -> StoreResult<Vec<Met>> {
    let query = sql(text)
        .bind(municipality.0)
        .bind(from.timestamp())
        .bind(until.timestamp())
        .bind(office.map(|office| office.0))
        .bind(nurse.map(|nurse| nurse.0));
    let met = |row: &Row| {
        let (starts_at, ends_at) = (instant(row, "starts_at")?, instant(row, "ends_at")?);
        Ok(Met { starts_at, ends_at, number: get(row, "number")? })
    };
    all(conn, query, met).await
}

#[async_trait]
impl ClosureWrites for Unit<Writing> {
    async fn closure_save(&mut self, municipality: MunicipalityId, closure: &Closure) -> StoreResult<()> {
        let hours = closure.hours.as_ref().map(to_json).transpose()?;
        let query = sql(CLOSURE_SAVE)
            .bind(closure.id.0)
            .bind(municipality.0)
            .bind(closure.office.map(|office| office.0))
            .bind(closure.staff.map(|staff| staff.0))
            .bind(closure.from.format(DATE).to_string())
            .bind(closure.until.format(DATE).to_string())
            .bind(hours)
            .bind(&closure.reason);
        run(self.conn(), query).await?;
        self.changed().closed(municipality, closure);
        Ok(())
    }
    async fn closure_delete(&mut self, municipality: MunicipalityId, id: ClosureId) -> StoreResult<bool> {
        let gone = run(self.conn(), sql(CLOSURE_DELETE).bind(municipality.0).bind(id.0)).await? == 1;
        self.changed().somewhere(municipality, What::Closure);
        Ok(gone)
    }
    async fn holiday_save(
        &mut self,
        municipality: MunicipalityId,
        day: NaiveDate,
        name: Option<&str>,
    ) -> StoreResult<()> {
        let query =
            sql(HOLIDAY_SAVE).bind(municipality.0).bind(day.format(DATE).to_string()).bind(name.map(str::to_owned));
        run(self.conn(), query).await?;
        self.changed().closed_on(municipality, day);
        Ok(())
    }
    async fn holiday_forget(&mut self, municipality: MunicipalityId, day: NaiveDate) -> StoreResult<()> {
        let query = sql(HOLIDAY_DELETE).bind(municipality.0).bind(day.format(DATE).to_string());
        run(self.conn(), query).await?;
        self.changed().closed_on(municipality, day);
        Ok(())
    }
    async fn holidays_changed(&mut self, municipality: MunicipalityId) -> StoreResult<()> {
        run(self.conn(), sql(HOLIDAYS_CHANGED).bind(municipality.0)).await.map(drop)
    }
    async fn year_end_set(&mut self, municipality: MunicipalityId, closed: bool) -> StoreResult<()> {
        run(self.conn(), sql(YEAR_END_SET).bind(municipality.0).bind(closed)).await?;
        self.changed().somewhere(municipality, What::Closure);
        Ok(())
    }
}

pub(crate) async fn closures(
    conn: &mut Connection,
    municipality: MunicipalityId,
    since: NaiveDate,
) -> StoreResult<Vec<Closure>> {
    let query = sql(CLOSURES).bind(municipality.0).bind(since.format(DATE).to_string());
    all(conn, query, closure).await
}

fn closure(row: &Row) -> StoreResult<Closure> {
    Ok(Closure {
        id: ClosureId(get(row, "id")?),
        office: get::<Option<i64>>(row, "office_id")?.map(OfficeId),
        staff: get::<Option<i64>>(row, "staff_id")?.map(StaffId),
        from: date(row, "first_day")?,
        until: date(row, "last_day")?,
        hours: maybe_json(row, "hours")?,
        reason: get(row, "reason")?,
    })
}

pub(crate) async fn holidays(
    conn: &mut Connection,
    municipality: MunicipalityId,
) -> StoreResult<BTreeMap<NaiveDate, Option<String>>> {
    let days = all(conn, sql(HOLIDAYS).bind(municipality.0), |row| Ok((date(row, "day")?, get(row, "name")?)));
    Ok(days.await?.into_iter().collect())
}
