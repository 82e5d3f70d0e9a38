//! What a municipality offers: its catalogue, published times, and what of them is taken.

use std::collections::HashMap;

use chrono::{DateTime, Datelike as _, Duration, NaiveDate, Utc};
use mendan_domain::booking::mode::Modes;
use mendan_domain::ids::{ClientId, KindId, MunicipalityId, OfficeId, RoomId, StaffId};
use mendan_domain::offer::closed::ClosedDays;
use mendan_domain::offer::rules::Group;
use mendan_domain::offer::tick::Interval;
use mendan_domain::offer::{Buffers, NurseTime, TakenTime};
use mendan_domain::staff::Profession;
use mendan_service::city::catalogue::{Catalogue, Kind, Municipality, Office, Room};
use mendan_service::model::{Candidate, Owner, Standing};
use mendan_service::ports::{StoreError, StoreResult};

use super::talk::{Row, all, get, instant, json, one, run, word};
use super::{Connection, DIALECT, WRITES_ALONE, closed, leaflets, setup, sql, staff};

/// Nothing is kept for longer: eight hours and two buffers of two (checks of the tables), rounded outwards to ticks.
pub(super) const LONGEST_CLAIM: Duration = Duration::minutes(12 * 60 + 10);
/// Bookings this near count for whose turn it is.
const FAIR_WITHIN: Duration = Duration::days(7);
/// Between the words of a list of professions.
pub(super) const BETWEEN_WORDS: char = ' ';

pub(super) async fn municipalities(conn: &mut Connection) -> StoreResult<Vec<Municipality>> {
    all(conn, sqlx::query(sql::MUNICIPALITIES), municipality).await
}

pub(super) async fn catalogue(conn: &mut Connection, id: MunicipalityId) -> StoreResult<Option<Catalogue>> {
    let found = one(conn, sqlx::query(sql::MUNICIPALITY).bind(id.0), |row| {
        Ok((municipality(row)?, get(row, "year_end_closed")?, get(row, "setup_version")?))
    });
    let Some((municipality, year_end, version)) = found.await? else { return Ok(None) };
    // First: a version may be older than what it stands for, never newer, so that a form is refused rather than done to
    // something else than it showed.
    let versions = setup::versions(conn, id).await?;
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
    let (closures, holidays) = (closed::closures(conn, id).await?, closed::holidays(conn, id).await?);
    let closed = ClosedDays { closures, holidays, year_end };
    let leaflets = leaflets::all_of(conn, id).await?;
    Ok(Some(Catalogue { municipality, offices, kinds, leaflets, staff, closed, versions, version }))
}

pub(super) async fn standing(
    conn: &mut Connection,
    municipality: MunicipalityId,
    (from, until): (DateTime<Utc>, DateTime<Utc>),
    now: DateTime<Utc>,
    except: Option<Owner>,
) -> StoreResult<Standing> {
    let (booking, hold) = match except {
        Some(Owner::Booking(id)) => (id.0, 0),
        Some(Owner::Hold(id)) => (0, id.0),
        None => (0, 0),
    };
    let query = sqlx::query(sql::STANDING)
        .bind(municipality.0)
        .bind(from.timestamp())
        .bind(until.timestamp())
        .bind((from - LONGEST_CLAIM).timestamp())
        .bind(now.timestamp())
        .bind(booking)
        .bind(hold);
    let standing = one(conn, query, |row| {
        let mut taken = Vec::new();
        for column in ["bookings", "holds"] {
            let text: Option<&str> = get(row, column)?;
            for entry in text.unwrap_or_default().split(';').filter(|entry| !entry.is_empty()) {
                taken.push(taken_time(entry).ok_or_else(|| StoreError::Corrupt(format!("column {column}")))?);
            }
        }
        Ok(Standing { slots_version: get::<Option<i64>>(row, "slots_version")?.unwrap_or_default(), taken })
    });
    Ok(standing.await?.unwrap_or(Standing { slots_version: 0, taken: Vec::new() }))
}

/// See `taken_text` of the statements.
fn taken_time(entry: &str) -> Option<TakenTime> {
    let mut words = entry.split(' ');
    let mut number = || words.next()?.parse::<i64>().ok();
    let (staff, joint, room, lane) = (number()?, number()?, number()?, number()?);
    let (from, until, kind, office) = (number()?, number()?, number()?, number()?);
    let group = Group::parse(words.next()?)?;
    let starts_at = words.next()?.parse().ok()?;
    let at = |seconds| DateTime::from_timestamp(seconds, 0);
    Some(TakenTime {
        staff: StaffId(staff),
        joint: (joint != 0).then_some(StaffId(joint)),
        place: (room != 0).then_some((RoomId(room), lane)),
        busy: Interval { from: at(from)?, until: at(until)? },
        kind: KindId(kind),
        office: OfficeId(office),
        group,
        starts_at: at(starts_at)?,
    })
}

pub(super) async fn times_of_kind(
    conn: &mut Connection,
    kind: KindId,
    office: OfficeId,
    from: DateTime<Utc>,
) -> StoreResult<Vec<NurseTime>> {
    let query = sqlx::query(sql::TIMES_OF_KIND).bind(kind.0).bind(office.0).bind(from.timestamp());
    all(conn, query, time).await
}

fn time(row: &Row) -> StoreResult<NurseTime> {
    Ok(NurseTime {
        staff: StaffId(get(row, "staff_id")?),
        starts_at: instant(row, "starts_at")?,
        ends_at: instant(row, "ends_at")?,
        modes: Modes::from_bits(get(row, "modes")?),
        open: get(row, "open")?,
    })
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
    all(conn, query, |row| Ok(Candidate { time: time(row)?, load: get(row, "load")? })).await
}

pub(super) async fn lock_day(conn: &mut Connection, municipality: MunicipalityId, date: NaiveDate) -> StoreResult<()> {
    if WRITES_ALONE {
        return Ok(());
    }
    // Two cities or days that meet in one number only wait for each other.
    let key = municipality.0.wrapping_mul(1_000_003).wrapping_add(i64::from(date.num_days_from_ce()));
    run(conn, sqlx::query(DIALECT.lock_day).bind(key)).await.map(drop)
}

pub(super) async fn nurse_of_client(conn: &mut Connection, client: ClientId) -> StoreResult<Option<StaffId>> {
    one(conn, sqlx::query(sql::NURSE_OF_CLIENT).bind(client.0), |row| Ok(StaffId(get(row, "staff_id")?))).await
}

fn municipality(row: &Row) -> StoreResult<Municipality> {
    Ok(Municipality {
        id: MunicipalityId(get(row, "id")?),
        slug: get(row, "slug")?,
        public_url: get(row, "public_url")?,
        timezone: word(row, "timezone", |name| name.parse().ok())?,
        mail_from: get(row, "mail_from")?,
        discreet_mail_from: get(row, "discreet_mail_from")?,
        phone: get(row, "phone")?,
        video_base_url: get(row, "video_base_url")?,
        consent_version: get(row, "consent_version")?,
        large_networks: json(row, "large_networks")?,
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
        hours: json(row, "hours")?,
        active: get(row, "active")?,
    })
}

fn room(row: &Row) -> StoreResult<(OfficeId, Room)> {
    let room = Room {
        id: RoomId(get(row, "id")?),
        name: get(row, "name")?,
        lanes: get(row, "lanes")?,
        active: get(row, "active")?,
    };
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
        rules: json(row, "rules")?,
        active: get(row, "active")?,
        texts: json(row, "texts")?,
    })
}

fn professions(words: &str) -> Option<Vec<Profession>> {
    words.split(BETWEEN_WORDS).filter(|word| !word.is_empty()).map(Profession::parse).collect()
}
