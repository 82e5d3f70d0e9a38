//! Addresses of members' interviews, what stands there, and what was hers before.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use mendan_domain::booking::Status;
use mendan_domain::booking::mode::Mode;
use mendan_domain::ids::{BookingId, KindId, MunicipalityId, OfficeId, RoomId, StaffId};
use mendan_service::feed::content::{Interview, Standing};
use mendan_service::feed::link::FeedRow;
use mendan_service::feed::repository::{FeedReads, FeedWrites};
use mendan_service::model::Booking;
use mendan_service::ports::StoreResult;

use super::super::Connection;
use super::super::row::{Query, Row, all, get, instant, one, run, sql, word};
use super::super::unit::{Access, Unit, Writing};

statements! {
    FEED = "SELECT municipality_id, staff_id, version, token_hash, made_at FROM calendar_feed WHERE municipality_id = $1 AND staff_id = $2";
    FEED_BY_TOKEN =
        "SELECT municipality_id, staff_id, version, token_hash, made_at FROM calendar_feed WHERE municipality_id = $1 AND token_hash = $2";
    FEED_SAVE =
        "INSERT INTO calendar_feed (staff_id, municipality_id, version, token_hash, made_at) VALUES ($1, $2, $3, $4, $5) \
         ON CONFLICT (staff_id) DO UPDATE SET version = excluded.version, token_hash = excluded.token_hash, \
           made_at = excluded.made_at WHERE calendar_feed.municipality_id = $2";
    FEED_DELETE = "DELETE FROM calendar_feed WHERE municipality_id = $1 AND staff_id = $2";
    /// Of whom they are is not read.
    FEED_INTERVIEWS =
        "SELECT id, uid, version, updated_at AS modified_at, starts_at, ends_at, kind_id, mode, office_id, room_id, discreet, status \
         FROM booking WHERE municipality_id = $1 AND starts_at >= $3 AND starts_at < $4 AND (staff_id = $2 OR joint_staff_id = $2)";
    /// As she knew them: where they are by now is nobody's business of hers.
    FEED_FORMER =
        "SELECT b.id, b.uid, f.version, f.lost_at AS modified_at, f.starts_at, f.ends_at, b.kind_id, b.mode, b.office_id, b.room_id, \
           b.discreet, b.status \
         FROM former_interview AS f JOIN booking AS b ON b.id = f.booking_id \
         WHERE f.municipality_id = $1 AND f.staff_id = $2 AND f.starts_at >= $3 AND f.starts_at < $4 \
           AND b.staff_id <> $2 AND (b.joint_staff_id IS NULL OR b.joint_staff_id <> $2)";
    /// Whoever has the booking until now, and will not have it when it is written.
    FORMER_NOTE =
        "INSERT INTO former_interview (booking_id, staff_id, municipality_id, starts_at, ends_at, version, lost_at) \
         SELECT b.id, s.id, b.municipality_id, b.starts_at, b.ends_at, CAST($4 AS BIGINT), CAST($5 AS BIGINT) \
         FROM booking AS b JOIN staff AS s ON s.id IN (b.staff_id, b.joint_staff_id) \
         WHERE b.id = $1 AND b.municipality_id = $2 AND b.version = $3 AND s.id NOT IN ($6, $7) \
         ON CONFLICT (booking_id, staff_id) DO UPDATE SET starts_at = excluded.starts_at, ends_at = excluded.ends_at, \
           version = excluded.version, lost_at = excluded.lost_at";
}

#[async_trait]
impl<K: Access> FeedReads for Unit<K> {
    async fn feed_of(&mut self, municipality: MunicipalityId, staff: StaffId) -> StoreResult<Option<FeedRow>> {
        one(self.conn(), sql(FEED).bind(municipality.0).bind(staff.0), feed).await
    }
    async fn feed_by_token(&mut self, municipality: MunicipalityId, hash: &[u8]) -> StoreResult<Option<FeedRow>> {
        one(self.conn(), sql(FEED_BY_TOKEN).bind(municipality.0).bind(hash), feed).await
    }
    async fn feed_interviews(
        &mut self,
        municipality: MunicipalityId,
        staff: StaffId,
        (from, until): (DateTime<Utc>, DateTime<Utc>),
    ) -> StoreResult<Vec<Interview>> {
        let conn = self.conn();
        let asked = |text: &'static str| -> Query<'static> {
            sql(text).bind(municipality.0).bind(staff.0).bind(from.timestamp()).bind(until.timestamp())
        };
        let mut interviews = all(conn, asked(FEED_INTERVIEWS), hers).await?;
        interviews.extend(all(conn, asked(FEED_FORMER), anothers).await?);
        Ok(interviews)
    }
}

#[async_trait]
impl FeedWrites for Unit<Writing> {
    async fn feed_save(&mut self, row: &FeedRow) -> StoreResult<()> {
        let query = sql(FEED_SAVE)
            .bind(row.staff.0)
            .bind(row.municipality.0)
            .bind(row.version)
            .bind(&row.token_hash)
            .bind(row.made_at.timestamp());
        run(self.conn(), query).await.map(drop)
    }
    async fn feed_delete(&mut self, municipality: MunicipalityId, staff: StaffId) -> StoreResult<()> {
        run(self.conn(), sql(FEED_DELETE).bind(municipality.0).bind(staff.0)).await.map(drop)
    }
}

/// Before a booking is written: notes whose it is no more. Whoever writes bookings comes by here, so nobody can forget it.
pub(crate) async fn note_former(conn: &mut Connection, booking: &Booking) -> StoreResult<()> {
    let claim = &booking.claim;
    let query = sql(FORMER_NOTE)
        .bind(booking.id.0)
        .bind(booking.municipality.0)
        .bind(booking.version - 1)
        .bind(booking.version)
        .bind(booking.updated_at.timestamp())
        .bind(claim.staff.0)
        .bind(claim.joint.unwrap_or(claim.staff).0);
    run(conn, query).await.map(drop)
}

fn feed(row: &Row) -> StoreResult<FeedRow> {
    Ok(FeedRow {
        municipality: MunicipalityId(get(row, "municipality_id")?),
        staff: StaffId(get(row, "staff_id")?),
        version: get(row, "version")?,
        token_hash: get(row, "token_hash")?,
        made_at: instant(row, "made_at")?,
    })
}

fn hers(row: &Row) -> StoreResult<Interview> {
    let gone = word(row, "status", Status::parse)? == Status::Cancelled;
    interview(row, if gone { Standing::CalledOff } else { Standing::Hers })
}

fn anothers(row: &Row) -> StoreResult<Interview> {
    interview(row, Standing::Anothers)
}

fn interview(row: &Row, standing: Standing) -> StoreResult<Interview> {
    Ok(Interview {
        booking: BookingId(get(row, "id")?),
        uid: get(row, "uid")?,
        version: get(row, "version")?,
        modified_at: instant(row, "modified_at")?,
        starts_at: instant(row, "starts_at")?,
        ends_at: instant(row, "ends_at")?,
        kind: KindId(get(row, "kind_id")?),
        mode: word(row, "mode", Mode::parse)?,
        office: OfficeId(get(row, "office_id")?),
        room: get::<Option<i64>>(row, "room_id")?.map(RoomId),
        discreet: get(row, "discreet")?,
        standing,
    })
}
