//! What the staff's calendar shows of many days, and how each of them chose to see it.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use mendan_domain::booking::Status;
use mendan_domain::booking::mode::{Mode, Modes};
use mendan_domain::ids::{MunicipalityId, OfficeId, StaffId};
use mendan_service::calendar::narrowed::{Narrowed, Shown};
use mendan_service::calendar::repository::{BookingCount, CalendarReads, CalendarWrites, FreeCount};
use mendan_service::model::Booking;
use mendan_service::ports::StoreResult;

use super::super::booking::row::booking;
use super::super::row::{Row, all, get, instant, one, run, sql, word};
use super::super::unit::{Access, Unit, Writing};

statements! {
    BOOKINGS_WITHIN = bookings_where!(
        "starts_at >= $2 AND starts_at < $3 AND office_id = COALESCE($4, office_id) \
         AND (staff_id = $5 OR joint_staff_id = $5 OR $5 IS NULL) ORDER BY starts_at, id");
    /// By office, time and state; those of the nurses in $9 (` 1 2 `) each by themselves. Without a name or a number of anybody.
    BOOKINGS_COUNTED =
        "SELECT office_id, starts_at, ends_at, status, \
           CASE WHEN $9 LIKE '% ' || CAST(staff_id AS TEXT) || ' %' THEN staff_id ELSE 0 END AS first_named, \
           CASE WHEN $9 LIKE '% ' || CAST(joint_staff_id AS TEXT) || ' %' THEN joint_staff_id ELSE 0 END AS second_named, \
           COUNT(*) AS number \
         FROM booking WHERE municipality_id = $1 AND starts_at >= $2 AND starts_at < $3 \
           AND office_id = COALESCE($4, office_id) AND (staff_id = $5 OR joint_staff_id = $5 OR $5 IS NULL) \
           AND kind_id = COALESCE($6, kind_id) AND mode = COALESCE($7, mode) AND status = COALESCE($8, status) \
         GROUP BY office_id, starts_at, ends_at, status, first_named, second_named \
         ORDER BY starts_at, office_id, ends_at, status, first_named, second_named";
    /// Open times whose nurse is not taken for the time and its kind's buffers: the guard tells. The kind is looked up for each time,
    /// never the other way round.
    TIMES_COUNTED =
        "SELECT s.office_id, s.starts_at, MIN(s.ends_at) AS soonest_end, \
           CASE WHEN $8 LIKE '% ' || CAST(s.staff_id AS TEXT) || ' %' THEN s.staff_id ELSE 0 END AS first_named, \
           COUNT(DISTINCT s.staff_id) AS number \
         FROM slot AS s CROSS JOIN interview_kind AS k \
         WHERE s.municipality_id = $1 AND s.starts_at >= $2 AND s.starts_at < $3 AND s.open AND k.id = s.kind_id AND k.active \
           AND s.office_id = COALESCE($4, s.office_id) AND (s.staff_id = $5 OR $5 IS NULL) \
           AND s.kind_id = COALESCE($6, s.kind_id) AND ((s.modes & $7) <> 0 OR $7 IS NULL) \
           AND NOT EXISTS (SELECT 1 FROM occupied AS o \
             WHERE o.resource_kind = 1 AND o.resource_id = s.staff_id AND o.lane = 0 \
               AND o.tick >= (s.starts_at - k.buffer_before * 60) / 300 \
               AND o.tick < (s.ends_at + k.buffer_after * 60 + 299) / 300) \
         GROUP BY s.office_id, s.starts_at, first_named ORDER BY s.starts_at, s.office_id, first_named";
    CALENDAR_CHOICE = "SELECT calendar_choice FROM staff WHERE municipality_id = $1 AND id = $2";
    /// The day with all of it is what who never chose has, too.
    CALENDAR_CHOOSE = "UPDATE staff SET calendar_choice = NULLIF($3, '') WHERE municipality_id = $1 AND id = $2";
}

#[async_trait]
impl<K: Access> CalendarReads for Unit<K> {
    async fn bookings_within(
        &mut self,
        municipality: MunicipalityId,
        (from, until): (DateTime<Utc>, DateTime<Utc>),
        (office, nurse): (Option<OfficeId>, Option<StaffId>),
    ) -> StoreResult<Vec<Booking>> {
        let query = sql(BOOKINGS_WITHIN)
            .bind(municipality.0)
            .bind(from.timestamp())
            .bind(until.timestamp())
            .bind(office.map(|office| office.0))
            .bind(nurse.map(|nurse| nurse.0));
        all(self.conn(), query, booking).await
    }
    async fn bookings_counted(
        &mut self,
        municipality: MunicipalityId,
        (from, until): (DateTime<Utc>, DateTime<Utc>),
        (of, named): (Narrowed, &[StaffId]),
    ) -> StoreResult<Vec<BookingCount>> {
        let query = sql(BOOKINGS_COUNTED)
            .bind(municipality.0)
            .bind(from.timestamp())
            .bind(until.timestamp())
            .bind(of.office.map(|office| office.0))
            .bind(of.staff.map(|nurse| nurse.0))
            .bind(of.kind.map(|kind| kind.0))
            .bind(of.mode.map(Mode::as_str))
            .bind(of.state.and_then(Shown::status).map(Status::as_str))
            .bind(listed(named));
        all(self.conn(), query, booking_count).await
    }
    async fn times_counted(
        &mut self,
        municipality: MunicipalityId,
        (from, until): (DateTime<Utc>, DateTime<Utc>),
        (of, named): (Narrowed, &[StaffId]),
    ) -> StoreResult<Vec<FreeCount>> {
        let mode = of.mode.map(|mode| [mode].into_iter().collect::<Modes>().bits());
        let query = sql(TIMES_COUNTED)
            .bind(municipality.0)
            .bind(from.timestamp())
            .bind(until.timestamp())
            .bind(of.office.map(|office| office.0))
            .bind(of.staff.map(|nurse| nurse.0))
            .bind(of.kind.map(|kind| kind.0))
            .bind(mode)
            .bind(listed(named));
        all(self.conn(), query, free_count).await
    }
    async fn calendar_choice(&mut self, municipality: MunicipalityId, staff: StaffId) -> StoreResult<Option<String>> {
        let query = sql(CALENDAR_CHOICE).bind(municipality.0).bind(staff.0);
        let kept: Option<Option<String>> = one(self.conn(), query, |row| get(row, "calendar_choice")).await?;
        Ok(kept.flatten())
    }
}

#[async_trait]
impl CalendarWrites for Unit<Writing> {
    async fn calendar_choose(&mut self, municipality: MunicipalityId, staff: StaffId, choice: &str) -> StoreResult<()> {
        run(self.conn(), sql(CALENDAR_CHOOSE).bind(municipality.0).bind(staff.0).bind(choice)).await.map(drop)
    }
}

/// ` 1 2 `; empty: nobody.
fn listed(staff: &[StaffId]) -> String {
    if staff.is_empty() {
        return String::new();
    }
    staff.iter().fold(" ".to_owned(), |listed, id| format!("{listed}{id} "))
}

fn booking_count(row: &Row) -> StoreResult<BookingCount> {
    Ok(BookingCount {
        office: OfficeId(get(row, "office_id")?),
        starts_at: instant(row, "starts_at")?,
        ends_at: instant(row, "ends_at")?,
        status: word(row, "status", Status::parse)?,
        named: [named(row, "first_named")?, named(row, "second_named")?],
        number: get(row, "number")?,
    })
}

fn free_count(row: &Row) -> StoreResult<FreeCount> {
    Ok(FreeCount {
        office: OfficeId(get(row, "office_id")?),
        starts_at: instant(row, "starts_at")?,
        ends_at: instant(row, "soonest_end")?,
        named: named(row, "first_named")?,
        number: get(row, "number")?,
    })
}

fn named(row: &Row, column: &str) -> StoreResult<Option<StaffId>> {
    let id: i64 = get(row, column)?;
    Ok((id != 0).then_some(StaffId(id)))
}
