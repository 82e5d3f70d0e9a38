//! What a municipality offers: its catalogue, published times, and what of them is taken.

use std::collections::HashMap;

use chrono::{DateTime, Duration, Utc};
use mendan_domain::ids::{KindId, MunicipalityId, NurseSlotId, OfficeId, RoomId, StaffId};
use mendan_domain::mode::Modes;
use mendan_domain::offer::{Buffers, RoomClaim, SlotGroup};
use mendan_domain::staff::Profession;
use mendan_domain::tick::Interval;
use mendan_service::catalogue::{Catalogue, Kind, Municipality, Office, Room};
use mendan_service::model::{BusyCount, Candidate};
use mendan_service::ports::StoreResult;

use super::talk::{Row, all, get, instant, json, one, word};
use super::{Connection, DIALECT, sql, staff};

/// Nothing is kept for longer (a check of the tables).
const LONGEST_CLAIM: Duration = Duration::days(1);
/// No slot is longer (a check of the table).
const LONGEST_SLOT: Duration = Duration::hours(8);
/// Bookings this near count for whose turn it is.
const FAIR_WITHIN: Duration = Duration::days(7);
/// Between the words of a list of professions.
pub(super) const BETWEEN_WORDS: char = ' ';

pub(super) async fn municipalities(conn: &mut Connection) -> StoreResult<Vec<Municipality>> {
    all(conn, sqlx::query(sql::MUNICIPALITIES), municipality).await
}

pub(super) async fn catalogue(conn: &mut Connection, id: MunicipalityId) -> StoreResult<Option<Catalogue>> {
    let Some(municipality) = one(conn, sqlx::query(sql::MUNICIPALITY).bind(id.0), municipality).await? else {
        return Ok(None);
    };
    let mut offices = all(conn, sqlx::query(sql::OFFICES).bind(id.0), office).await?;
    let mut rooms: HashMap<OfficeId, Vec<Room>> = HashMap::new();
    for (office, room) in all(conn, sqlx::query(sql::ROOMS).bind(id.0), room).await? {
        rooms.entry(office).or_default().push(room);
    }
    for office in &mut offices {
        office.rooms = rooms.remove(&office.id).unwrap_or_default();
    }
    let kinds = all(conn, sqlx::query(sql::KINDS).bind(id.0), kind).await?;
    let staff = staff::all_of(conn, id).await?;
    Ok(Some(Catalogue { municipality, offices, kinds, staff }))
}

pub(super) async fn published(
    conn: &mut Connection,
    kind: KindId,
    office: OfficeId,
    from: DateTime<Utc>,
    until: DateTime<Utc>,
) -> StoreResult<Vec<(SlotGroup, i64)>> {
    let query = sqlx::query(sql::PUBLISHED).bind(kind.0).bind(office.0).bind(from.timestamp()).bind(until.timestamp());
    all(conn, query, |row| Ok((group(row)?, get(row, "nurses")?))).await
}

pub(super) async fn busy(
    conn: &mut Connection,
    municipality: MunicipalityId,
    kind: &Kind,
    from: DateTime<Utc>,
    until: DateTime<Utc>,
    now: DateTime<Utc>,
) -> StoreResult<Vec<BusyCount>> {
    let (before, after) = (Duration::minutes(kind.buffers.before), Duration::minutes(kind.buffers.after));
    let query = sqlx::query(DIALECT.busy)
        .bind(municipality.0)
        .bind(kind.id.0)
        .bind(from.timestamp())
        .bind(until.timestamp())
        .bind((from - before - LONGEST_CLAIM).timestamp())
        .bind((until + after + LONGEST_SLOT).timestamp())
        .bind(before.num_seconds())
        .bind(after.num_seconds())
        .bind(now.timestamp());
    all(conn, query, |row| {
        Ok(BusyCount { office: OfficeId(get(row, "office_id")?), group: group(row)?, count: get(row, "nurses")? })
    })
    .await
}

pub(super) async fn room_claims(
    conn: &mut Connection,
    municipality: MunicipalityId,
    from: DateTime<Utc>,
    until: DateTime<Utc>,
    now: DateTime<Utc>,
) -> StoreResult<Vec<RoomClaim>> {
    let query = sqlx::query(sql::ROOM_CLAIMS)
        .bind(municipality.0)
        .bind(from.timestamp())
        .bind(until.timestamp())
        .bind((from - LONGEST_CLAIM).timestamp())
        .bind(now.timestamp());
    all(conn, query, |row| {
        let interval = Interval { from: instant(row, "busy_from")?, until: instant(row, "busy_until")? };
        Ok(RoomClaim { room: RoomId(get(row, "room_id")?), lane: get(row, "room_lane")?, interval })
    })
    .await
}

pub(super) async fn candidates(
    conn: &mut Connection,
    kind: KindId,
    office: OfficeId,
    starts_at: DateTime<Utc>,
) -> StoreResult<Vec<Candidate>> {
    let query = sqlx::query(sql::CANDIDATES)
        .bind(kind.0)
        .bind(office.0)
        .bind(starts_at.timestamp())
        .bind((starts_at - FAIR_WITHIN).timestamp())
        .bind((starts_at + FAIR_WITHIN).timestamp());
    all(conn, query, |row| {
        Ok(Candidate {
            slot: NurseSlotId(get(row, "id")?),
            staff: StaffId(get(row, "staff_id")?),
            ends_at: instant(row, "ends_at")?,
            modes: Modes::from_bits(get(row, "modes")?),
            load: get(row, "load")?,
        })
    })
    .await
}

fn group(row: &Row) -> StoreResult<SlotGroup> {
    Ok(SlotGroup {
        starts_at: instant(row, "starts_at")?,
        ends_at: instant(row, "ends_at")?,
        modes: Modes::from_bits(get(row, "modes")?),
    })
}

fn municipality(row: &Row) -> StoreResult<Municipality> {
    Ok(Municipality {
        id: MunicipalityId(get(row, "id")?),
        slug: get(row, "slug")?,
        public_url: get(row, "public_url")?,
        timezone: word(row, "timezone", |name| name.parse().ok())?,
        mail_from: get(row, "mail_from")?,
        phone: get(row, "phone")?,
        video_base_url: get(row, "video_base_url")?,
        consent_version: get(row, "consent_version")?,
        texts: json(row, "texts")?,
    })
}

fn office(row: &Row) -> StoreResult<Office> {
    Ok(Office {
        id: OfficeId(get(row, "id")?),
        slug: get(row, "slug")?,
        kind: get(row, "kind")?,
        mailbox: get(row, "mailbox")?,
        phone: get(row, "phone")?,
        texts: json(row, "texts")?,
        rooms: Vec::new(),
    })
}

fn room(row: &Row) -> StoreResult<(OfficeId, Room)> {
    let room = Room { id: RoomId(get(row, "id")?), name: get(row, "name")?, lanes: get(row, "lanes")? };
    Ok((OfficeId(get(row, "office_id")?), room))
}

fn kind(row: &Row) -> StoreResult<Kind> {
    Ok(Kind {
        id: KindId(get(row, "id")?),
        slug: get(row, "slug")?,
        minutes: get(row, "minutes")?,
        buffers: Buffers { before: get(row, "buffer_before")?, after: get(row, "buffer_after")? },
        modes: Modes::from_bits(get(row, "modes")?),
        professions: word(row, "professions", professions)?,
        texts: json(row, "texts")?,
    })
}

fn professions(words: &str) -> Option<Vec<Profession>> {
    words.split(BETWEEN_WORDS).filter(|word| !word.is_empty()).map(Profession::parse).collect()
}
