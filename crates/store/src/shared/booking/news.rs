//! What nurses are told of their day.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use mendan_domain::ids::{BookingId, MunicipalityId, NewsId, OfficeId, StaffId};
use mendan_service::booking::repository::{NewsReads, NewsWrites};
use mendan_service::model::{DayNews, NewsRow};
use mendan_service::ports::StoreResult;

use super::super::row::{Row, all, get, instant, maybe_instant, one, run, sql, word};
use super::super::unit::{Access, Unit, Writing};

macro_rules! news_columns {
    () => {
        "id, municipality_id, staff_id, booking_id, version, what, starts_at, was_at, at, seen_at"
    };
}
macro_rules! news_where {
    ($condition:literal) => {
        concat!("SELECT ", news_columns!(), " FROM staff_news WHERE municipality_id = $1 AND ", $condition)
    };
}

statements! {
    NEWS_INSERT =
        concat!("INSERT INTO staff_news (", news_columns!(), ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)");
    NEWS = news_where!("id = $2");
    NEWS_OF_NURSE = news_where!("staff_id = $2 AND at >= $3 AND seen_at IS NULL ORDER BY at, id LIMIT $4");
    NEWS_OFFICES =
        "SELECT booking.office_id FROM staff_news JOIN booking ON booking.id = staff_news.booking_id \
         WHERE staff_news.municipality_id = $1 AND staff_news.staff_id = $2 AND staff_news.at >= $3 \
         AND staff_news.seen_at IS NULL ORDER BY staff_news.at, staff_news.id LIMIT $4";
    NEWS_OF_BOOKING = news_where!("booking_id = $2 AND version = $3 ORDER BY id");
    NEWS_SEEN =
        "UPDATE staff_news SET seen_at = $4 WHERE municipality_id = $1 AND staff_id = $2 AND id = $3 AND seen_at IS NULL";
    NEWS_DELETE = "DELETE FROM staff_news WHERE municipality_id = $1 AND id = $2";
}

#[async_trait]
impl<K: Access> NewsReads for Unit<K> {
    async fn news(&mut self, municipality: MunicipalityId, id: NewsId) -> StoreResult<Option<NewsRow>> {
        one(self.conn(), sql(NEWS).bind(municipality.0).bind(id.0), news).await
    }
    async fn news_of_nurse(
        &mut self,
        (municipality, nurse): (MunicipalityId, StaffId),
        since: DateTime<Utc>,
        most: i64,
    ) -> StoreResult<Vec<NewsRow>> {
        let query = sql(NEWS_OF_NURSE).bind(municipality.0).bind(nurse.0).bind(since.timestamp()).bind(most);
        all(self.conn(), query, news).await
    }
    async fn news_offices(
        &mut self,
        (municipality, nurse): (MunicipalityId, StaffId),
        since: DateTime<Utc>,
        most: i64,
    ) -> StoreResult<Vec<OfficeId>> {
        let query = sql(NEWS_OFFICES).bind(municipality.0).bind(nurse.0).bind(since.timestamp()).bind(most);
        all(self.conn(), query, |row| Ok(OfficeId(get(row, "office_id")?))).await
    }
    async fn news_of_booking(
        &mut self,
        municipality: MunicipalityId,
        booking: BookingId,
        version: i64,
    ) -> StoreResult<Vec<NewsRow>> {
        let query = sql(NEWS_OF_BOOKING).bind(municipality.0).bind(booking.0).bind(version);
        all(self.conn(), query, news).await
    }
}

#[async_trait]
impl NewsWrites for Unit<Writing> {
    async fn news_insert(&mut self, row: &NewsRow) -> StoreResult<()> {
        let query = sql(NEWS_INSERT)
            .bind(row.id.0)
            .bind(row.municipality.0)
            .bind(row.staff.0)
            .bind(row.booking.0)
            .bind(row.version)
            .bind(row.what.as_str())
            .bind(row.starts_at.timestamp())
            .bind(row.was_at.map(|at| at.timestamp()))
            .bind(row.at.timestamp())
            .bind(row.seen_at.map(|at| at.timestamp()));
        run(self.conn(), query).await.map(drop)
    }
    async fn news_seen(
        &mut self,
        (municipality, nurse): (MunicipalityId, StaffId),
        id: NewsId,
        at: DateTime<Utc>,
    ) -> StoreResult<bool> {
        let query = sql(NEWS_SEEN).bind(municipality.0).bind(nurse.0).bind(id.0).bind(at.timestamp());
        Ok(run(self.conn(), query).await? == 1)
    }
    async fn news_delete(&mut self, municipality: MunicipalityId, id: NewsId) -> StoreResult<()> {
        run(self.conn(), sql(NEWS_DELETE).bind(municipality.0).bind(id.0)).await.map(drop)
    }
}

fn news(row: &Row) -> StoreResult<NewsRow> {
    Ok(NewsRow {
        id: NewsId(get(row, "id")?),
        municipality: MunicipalityId(get(row, "municipality_id")?),
        staff: StaffId(get(row, "staff_id")?),
        booking: BookingId(get(row, "booking_id")?),
        version: get(row, "version")?,
        what: word(row, "what", DayNews::parse)?,
        starts_at: instant(row, "starts_at")?,
        was_at: maybe_instant(row, "was_at")?,
        at: instant(row, "at")?,
        seen_at: maybe_instant(row, "seen_at")?,
    })
}
