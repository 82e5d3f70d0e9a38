//! What is taken, in one row.

use chrono::{DateTime, Utc};
use mendan_domain::ids::{KindId, MunicipalityId, OfficeId, RoomId, StaffId};
use mendan_domain::offer::TakenTime;
use mendan_domain::offer::rules::Group;
use mendan_domain::offer::tick::Interval;
use mendan_service::model::{Owner, Standing};
use mendan_service::ports::{StoreError, StoreResult};

use super::super::Connection;
use super::super::booking::row::LONGEST_CLAIM;
use super::super::row::{get, one, sql};

/// What keeps others out of a time, one text for each: nurse, second nurse, room, place, busy, kind, office, group, start.
macro_rules! taken_text {
    () => {
        "CAST(staff_id AS TEXT) || ' ' || CAST(COALESCE(joint_staff_id, 0) AS TEXT) || ' ' || \
         CAST(COALESCE(room_id, 0) AS TEXT) || ' ' || CAST(COALESCE(room_lane, 0) AS TEXT) || ' ' || \
         CAST(busy_from AS TEXT) || ' ' || CAST(busy_until AS TEXT) || ' ' || CAST(kind_id AS TEXT) || ' ' || \
         CAST(office_id AS TEXT) || ' ' || "
    };
}

statements! {
    /// What is taken in `[$2, $3)` and not by $6 or $7; $4 is as long before $2 as anything is kept; with the version of the
    /// times of kind $8. One row: the cost of a row is many times that of its text, and a listing asks for thousands.
    STANDING = concat!(
        "SELECT (SELECT slots_version FROM interview_kind WHERE id = $8 AND municipality_id = $1) AS slots_version, \
           (SELECT string_agg(", taken_text!(), "counted || ' ' || CAST(starts_at AS TEXT), ';') FROM booking \
            WHERE municipality_id = $1 AND status <> 'cancelled' AND busy_from > $4 AND busy_from < $3 AND busy_until > $2 \
              AND id <> $6) AS bookings, \
           (SELECT string_agg(", taken_text!(), "'web ' || CAST(starts_at AS TEXT), ';') FROM hold \
            WHERE municipality_id = $1 AND expires_at > $5 AND busy_from > $4 AND busy_from < $3 AND busy_until > $2 \
              AND id <> $7) AS holds");
}

pub(crate) async fn standing(
    conn: &mut Connection,
    (municipality, of): (MunicipalityId, Option<KindId>),
    (from, until): (DateTime<Utc>, DateTime<Utc>),
    now: DateTime<Utc>,
    except: Option<Owner>,
) -> StoreResult<Standing> {
    let (booking, hold) = match except {
        Some(Owner::Booking(id)) => (id.0, 0),
        Some(Owner::Hold(id)) => (0, id.0),
        None => (0, 0),
    };
    let query = sql(STANDING)
        .bind(municipality.0)
        .bind(from.timestamp())
        .bind(until.timestamp())
        .bind((from - LONGEST_CLAIM).timestamp())
        .bind(now.timestamp())
        .bind(booking)
        .bind(hold)
        .bind(of.map(|kind| kind.0));
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
