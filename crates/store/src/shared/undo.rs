//! What staff did last to a booking, while it can be undone.

use chrono::{DateTime, Utc};
use mendan_domain::ids::{BookingId, HoldId, MunicipalityId};
use mendan_service::model::Undo;
use mendan_service::ports::StoreResult;

use super::talk::{get, instant, one, run};
use super::{Connection, sql};

pub(super) async fn save(conn: &mut Connection, undo: &Undo) -> StoreResult<()> {
    let query = sqlx::query(sql::UNDO_SAVE)
        .bind(undo.booking.0)
        .bind(undo.municipality.0)
        .bind(&undo.action)
        .bind(undo.version)
        .bind(undo.until.timestamp())
        .bind(undo.hold.map(|hold| hold.0))
        .bind(&undo.before_sealed);
    run(conn, query).await.map(drop)
}

pub(super) async fn of(
    conn: &mut Connection,
    municipality: MunicipalityId,
    booking: BookingId,
) -> StoreResult<Option<Undo>> {
    one(conn, sqlx::query(sql::UNDO_OF).bind(municipality.0).bind(booking.0), |row| {
        Ok(Undo {
            booking: BookingId(get(row, "booking_id")?),
            municipality: MunicipalityId(get(row, "municipality_id")?),
            action: get(row, "action")?,
            version: get(row, "version")?,
            until: instant(row, "until_at")?,
            hold: get::<Option<i64>>(row, "hold_id")?.map(HoldId),
            before_sealed: get(row, "before_sealed")?,
        })
    })
    .await
}

pub(super) async fn delete(conn: &mut Connection, booking: BookingId) -> StoreResult<()> {
    run(conn, sqlx::query(sql::UNDO_DELETE).bind(booking.0)).await.map(drop)
}

pub(super) async fn over(conn: &mut Connection, now: DateTime<Utc>) -> StoreResult<bool> {
    let acts = one(conn, sqlx::query(sql::UNDO_OVER).bind(now.timestamp()), |row| get::<i64>(row, "acts")).await?;
    Ok(acts.is_some_and(|acts| acts > 0))
}

pub(super) async fn forget(conn: &mut Connection, now: DateTime<Utc>) -> StoreResult<u64> {
    run(conn, sqlx::query(sql::UNDO_FORGET).bind(now.timestamp())).await
}
