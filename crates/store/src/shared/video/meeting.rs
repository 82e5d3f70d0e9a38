//! Meetings that providers hold for bookings.

use async_trait::async_trait;
use mendan_domain::ids::{BookingId, MunicipalityId, StaffId};
use mendan_service::ports::StoreResult;
use mendan_service::video::meeting::{Meeting, MeetingId, MeetingState, ToldMeeting};
use mendan_service::video::repository::{MeetingReads, MeetingWrites};

use super::super::row::{Row, get, instant, maybe_instant, one, run, sql, word};
use super::super::unit::{Access, Unit, Writing};

macro_rules! meeting_columns {
    () => {
        "id, municipality_id, booking_id, provider, state, remote_id, join_url, staff_id, starts_at, ends_at, created_at"
    };
}

statements! {
    MEETING = concat!("SELECT ", meeting_columns!(), " FROM meeting WHERE municipality_id = $1 AND id = $2");
    MEETING_OF = concat!(
        "SELECT ", meeting_columns!(), " FROM meeting WHERE municipality_id = $1 AND booking_id = $2 AND state <> 'gone' \
         ORDER BY id DESC LIMIT 1");
    MEETING_SAVE = concat!(
        "INSERT INTO meeting (", meeting_columns!(), ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) \
         ON CONFLICT (id) DO UPDATE SET state = excluded.state, remote_id = excluded.remote_id, join_url = excluded.join_url, \
           staff_id = excluded.staff_id, starts_at = excluded.starts_at, ends_at = excluded.ends_at");
}

#[async_trait]
impl<K: Access> MeetingReads for Unit<K> {
    async fn meeting(&mut self, municipality: MunicipalityId, id: MeetingId) -> StoreResult<Option<Meeting>> {
        one(self.conn(), sql(MEETING).bind(municipality.0).bind(id.0), meeting).await
    }
    async fn meeting_of(&mut self, municipality: MunicipalityId, booking: BookingId) -> StoreResult<Option<Meeting>> {
        one(self.conn(), sql(MEETING_OF).bind(municipality.0).bind(booking.0), meeting).await
    }
}

#[async_trait]
impl MeetingWrites for Unit<Writing> {
    async fn meeting_save(&mut self, meeting: &Meeting) -> StoreResult<()> {
        let told = meeting.told;
        let query = sql(MEETING_SAVE)
            .bind(meeting.id.0)
            .bind(meeting.municipality.0)
            .bind(meeting.booking.0)
            .bind(&meeting.provider)
            .bind(meeting.state.as_str())
            .bind(&meeting.remote_id)
            .bind(&meeting.join_url)
            .bind(told.map(|told| told.staff.0))
            .bind(told.map(|told| told.starts_at.timestamp()))
            .bind(told.map(|told| told.ends_at.timestamp()))
            .bind(meeting.created_at.timestamp());
        run(self.conn(), query).await.map(drop)
    }
}

fn meeting(row: &Row) -> StoreResult<Meeting> {
    let staff = get::<Option<i64>>(row, "staff_id")?.map(StaffId);
    let told = match (staff, maybe_instant(row, "starts_at")?, maybe_instant(row, "ends_at")?) {
        (Some(staff), Some(starts_at), Some(ends_at)) => Some(ToldMeeting { staff, starts_at, ends_at }),
        _ => None,
    };
    Ok(Meeting {
        id: MeetingId(get(row, "id")?),
        municipality: MunicipalityId(get(row, "municipality_id")?),
        booking: BookingId(get(row, "booking_id")?),
        provider: get(row, "provider")?,
        state: word(row, "state", MeetingState::parse)?,
        remote_id: get(row, "remote_id")?,
        join_url: get(row, "join_url")?,
        told,
        created_at: instant(row, "created_at")?,
    })
}
