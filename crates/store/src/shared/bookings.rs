//! Bookings: writing and changing them. Finding them is next door in `desk`.

use chrono::{DateTime, NaiveDate, Utc};
use mendan_domain::booking::mode::{Mode, Modes};
use mendan_domain::booking::{Channel, Status};
use mendan_domain::ids::{BookingId, ClientId, KindId, MunicipalityId, OfficeId, RoomId, StaffId};
use mendan_domain::language::Language;
use mendan_domain::offer::rules::Group;
use mendan_domain::offer::tick::Interval;
use mendan_service::model::{Booking, Claim, Contact};
use mendan_service::ports::{StoreError, StoreResult};

use super::talk::{DATE, Row, date, get, instant, one, run, run_or_race, word};
use super::{Connection, DIALECT, search, sql};

pub(super) async fn client_upsert(
    conn: &mut Connection,
    municipality: MunicipalityId,
    phone_e164: &str,
    birth_date: NaiveDate,
    new_id: ClientId,
    now: DateTime<Utc>,
) -> StoreResult<ClientId> {
    let birth_date = birth_date.format(DATE).to_string();
    let insert = sqlx::query(sql::CLIENT_INSERT)
        .bind(new_id.0)
        .bind(municipality.0)
        .bind(phone_e164)
        .bind(&birth_date)
        .bind(now.timestamp());
    if run(conn, insert).await? == 1 {
        return Ok(new_id);
    }
    let find = sqlx::query(sql::CLIENT_FIND).bind(municipality.0).bind(phone_e164).bind(&birth_date);
    one(conn, find, |row| Ok(ClientId(get(row, "id")?)))
        .await?
        .ok_or_else(|| StoreError::Busy("the person was deleted in this moment".into()))
}

pub(super) async fn insert(conn: &mut Connection, booking: &Booking) -> StoreResult<bool> {
    let (claim, contact) = (&booking.claim, &booking.contact);
    let query = sqlx::query(sql::BOOKING_INSERT)
        .bind(booking.id.0)
        .bind(booking.municipality.0)
        .bind(&booking.reference)
        .bind(booking.token_version)
        .bind(&booking.token_hash)
        .bind(booking.client.0)
        .bind(booking.kind.0)
        .bind(booking.office.0)
        .bind(claim.staff.0)
        .bind(claim.room.map(|(room, _)| room.0))
        .bind(claim.room.map(|(_, lane)| lane))
        .bind(booking.mode.as_str())
        .bind(booking.status.as_str())
        .bind(booking.open)
        .bind(booking.starts_at.timestamp())
        .bind(booking.ends_at.timestamp())
        .bind(claim.busy.from.timestamp())
        .bind(claim.busy.until.timestamp())
        .bind(booking.sequence)
        .bind(&booking.uid)
        .bind(&booking.join_url)
        .bind(booking.language.tag())
        .bind(booking.channel.as_str())
        .bind(&booking.source)
        .bind(booking.discreet)
        .bind(&booking.consent_version)
        .bind(booking.modes_offered.bits())
        .bind(&contact.family_name)
        .bind(&contact.given_name)
        .bind(&contact.family_kana)
        .bind(&contact.given_kana)
        .bind(&contact.phone_typed)
        .bind(&contact.phone_e164)
        .bind(&contact.phone_last4)
        .bind(&contact.email)
        .bind(contact.birth_date.format(DATE).to_string())
        .bind(&booking.private_sealed)
        .bind(booking.created_at.timestamp())
        .bind(booking.created_by.map(|staff| staff.0))
        .bind(booking.updated_at.timestamp())
        .bind(booking.updated_by.map(|staff| staff.0))
        .bind(&booking.cancel_reason_sealed)
        .bind(claim.joint.map(|staff| staff.0))
        .bind(booking.counted.as_str())
        .bind(booking.version)
        .bind(&booking.token_sealed)
        .bind(search::hash(booking));
    let inserted = run(conn, query).await? == 1;
    if inserted {
        search::write(conn, std::slice::from_ref(booking)).await?;
    }
    Ok(inserted)
}

pub(super) async fn update(conn: &mut Connection, booking: &Booking) -> StoreResult<bool> {
    let (claim, contact) = (&booking.claim, &booking.contact);
    let query = sqlx::query(sql::BOOKING_UPDATE)
        .bind(booking.id.0)
        .bind(booking.municipality.0)
        .bind(booking.version)
        .bind(booking.version - 1)
        .bind(booking.token_version)
        .bind(&booking.token_hash)
        .bind(booking.client.0)
        .bind(booking.office.0)
        .bind(claim.staff.0)
        .bind(claim.room.map(|(room, _)| room.0))
        .bind(claim.room.map(|(_, lane)| lane))
        .bind(booking.mode.as_str())
        .bind(booking.status.as_str())
        .bind(booking.open)
        .bind(booking.starts_at.timestamp())
        .bind(booking.ends_at.timestamp())
        .bind(claim.busy.from.timestamp())
        .bind(claim.busy.until.timestamp())
        .bind(booking.sequence)
        .bind(&booking.join_url)
        .bind(booking.language.tag())
        .bind(booking.discreet)
        .bind(booking.modes_offered.bits())
        .bind(&contact.family_name)
        .bind(&contact.given_name)
        .bind(&contact.family_kana)
        .bind(&contact.given_kana)
        .bind(&contact.phone_typed)
        .bind(&contact.phone_e164)
        .bind(&contact.phone_last4)
        .bind(&contact.email)
        .bind(contact.birth_date.format(DATE).to_string())
        .bind(&booking.private_sealed)
        .bind(booking.updated_at.timestamp())
        .bind(booking.updated_by.map(|staff| staff.0))
        .bind(&booking.cancel_reason_sealed)
        .bind(claim.joint.map(|staff| staff.0))
        .bind(booking.counted.as_str());
    let updated = run_or_race(conn, query).await? == 1;
    if updated {
        search::renew(conn, booking).await?;
    }
    Ok(updated)
}

pub(super) async fn close_past(
    conn: &mut Connection,
    client: ClientId,
    kind: KindId,
    now: DateTime<Utc>,
) -> StoreResult<()> {
    let query = sqlx::query(sql::BOOKING_CLOSE_PAST).bind(client.0).bind(kind.0).bind(now.timestamp());
    run(conn, query).await.map(drop)
}

pub(super) async fn by_id(
    conn: &mut Connection,
    lock: bool,
    municipality: MunicipalityId,
    id: BookingId,
) -> StoreResult<Option<Booking>> {
    let text = if lock { DIALECT.booking_locked } else { sql::BOOKING };
    one(conn, sqlx::query(text).bind(municipality.0).bind(id.0), booking).await
}

/// Nurse, room and time of a hold or a booking.
pub(super) fn claim(row: &Row) -> StoreResult<Claim> {
    let room: Option<i64> = get(row, "room_id")?;
    let lane: Option<i64> = get(row, "room_lane")?;
    Ok(Claim {
        staff: StaffId(get(row, "staff_id")?),
        joint: get::<Option<i64>>(row, "joint_staff_id")?.map(StaffId),
        room: room.map(RoomId).zip(lane),
        busy: Interval { from: instant(row, "busy_from")?, until: instant(row, "busy_until")? },
    })
}

pub(super) fn booking(row: &Row) -> StoreResult<Booking> {
    Ok(Booking {
        id: BookingId(get(row, "id")?),
        municipality: MunicipalityId(get(row, "municipality_id")?),
        reference: get(row, "reference")?,
        token_version: get(row, "token_version")?,
        token_hash: get(row, "token_hash")?,
        client: ClientId(get(row, "client_id")?),
        kind: KindId(get(row, "kind_id")?),
        office: OfficeId(get(row, "office_id")?),
        claim: claim(row)?,
        mode: word(row, "mode", Mode::parse)?,
        status: word(row, "status", Status::parse)?,
        open: get(row, "open")?,
        starts_at: instant(row, "starts_at")?,
        ends_at: instant(row, "ends_at")?,
        sequence: get(row, "sequence")?,
        version: get(row, "version")?,
        uid: get(row, "uid")?,
        join_url: get(row, "join_url")?,
        language: word(row, "language", Language::parse)?,
        channel: word(row, "channel", Channel::parse)?,
        counted: word(row, "counted", Group::parse)?,
        source: get(row, "source")?,
        discreet: get(row, "discreet")?,
        consent_version: get(row, "consent_version")?,
        modes_offered: Modes::from_bits(get(row, "modes_offered")?),
        contact: contact(row)?,
        private_sealed: get(row, "private_sealed")?,
        created_at: instant(row, "created_at")?,
        created_by: get::<Option<i64>>(row, "created_by")?.map(StaffId),
        updated_at: instant(row, "updated_at")?,
        updated_by: get::<Option<i64>>(row, "updated_by")?.map(StaffId),
        cancel_reason_sealed: get(row, "cancel_reason_sealed")?,
        token_sealed: get(row, "token_sealed")?,
    })
}

fn contact(row: &Row) -> StoreResult<Contact> {
    Ok(Contact {
        family_name: get(row, "family_name")?,
        given_name: get(row, "given_name")?,
        family_kana: get(row, "family_kana")?,
        given_kana: get(row, "given_kana")?,
        phone_typed: get(row, "phone_typed")?,
        phone_e164: get(row, "phone_e164")?,
        phone_last4: get(row, "phone_last4")?,
        email: get(row, "email")?,
        birth_date: date(row, "birth_date")?,
    })
}
