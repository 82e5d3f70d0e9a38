//! Whom staff have to telephone.

use chrono::{DateTime, Utc};
use mendan_domain::ids::{BookingId, CallId, MunicipalityId, OutboxId, StaffId};
use mendan_service::model::{Booking, Call, CallOutcome, CallReason};
use mendan_service::ports::{StoreError, StoreResult};

use super::bookings::booking;
use super::talk::{Row, all, get, instant, maybe_instant, one, run, word};
use super::{Connection, sql};

pub(super) async fn ensure(conn: &mut Connection, call: &Call) -> StoreResult<()> {
    let query = sqlx::query(sql::CALL_ENSURE)
        .bind(call.id.0)
        .bind(call.municipality.0)
        .bind(call.booking.0)
        .bind(call.reason.as_str())
        .bind(&call.cause)
        .bind(&call.detail)
        .bind(call.next_at.timestamp())
        .bind(call.attempts)
        .bind(call.outcome.map(CallOutcome::as_str))
        .bind(call.done_at.map(|at| at.timestamp()))
        .bind(call.staff.map(|staff| staff.0))
        .bind(call.created_at.timestamp())
        .bind(call.version);
    run(conn, query).await.map(drop)
}

pub(super) async fn open(conn: &mut Connection, municipality: MunicipalityId) -> StoreResult<Vec<Call>> {
    all(conn, sqlx::query(sql::CALLS_OPEN).bind(municipality.0), call).await
}

pub(super) async fn done(
    conn: &mut Connection,
    municipality: MunicipalityId,
    since: DateTime<Utc>,
) -> StoreResult<Vec<Call>> {
    all(conn, sqlx::query(sql::CALLS_DONE).bind(municipality.0).bind(since.timestamp()), call).await
}

pub(super) async fn waiting(conn: &mut Connection, municipality: MunicipalityId) -> StoreResult<i64> {
    let query = sqlx::query(sql::CALLS_WAITING).bind(municipality.0);
    Ok(one(conn, query, |row| get(row, "calls")).await?.unwrap_or(0))
}

pub(super) async fn by_id(
    conn: &mut Connection,
    municipality: MunicipalityId,
    id: CallId,
) -> StoreResult<Option<Call>> {
    one(conn, sqlx::query(sql::CALL).bind(municipality.0).bind(id.0), call).await
}

pub(super) async fn of(conn: &mut Connection, booking: BookingId) -> StoreResult<Vec<Call>> {
    all(conn, sqlx::query(sql::CALLS_OF).bind(booking.0), call).await
}

pub(super) async fn update(conn: &mut Connection, call: &Call) -> StoreResult<bool> {
    let query = sqlx::query(sql::CALL_UPDATE)
        .bind(call.municipality.0)
        .bind(call.id.0)
        .bind(call.version)
        .bind(call.version - 1)
        .bind(call.next_at.timestamp())
        .bind(call.attempts)
        .bind(call.outcome.map(CallOutcome::as_str))
        .bind(call.done_at.map(|at| at.timestamp()))
        .bind(call.staff.map(|staff| staff.0));
    Ok(run(conn, query).await? == 1)
}

pub(super) async fn reopen(conn: &mut Connection, booking: BookingId, since: DateTime<Utc>) -> StoreResult<u64> {
    run(conn, sqlx::query(sql::CALLS_REOPEN).bind(booking.0).bind(since.timestamp())).await
}

pub(super) async fn bookings(conn: &mut Connection, municipality: MunicipalityId) -> StoreResult<Vec<Booking>> {
    all(conn, sqlx::query(sql::BOOKINGS_TO_CALL).bind(municipality.0), booking).await
}

pub(super) async fn mails_refused(
    conn: &mut Connection,
    since: DateTime<Utc>,
    now: DateTime<Utc>,
) -> StoreResult<Vec<(OutboxId, MunicipalityId, BookingId)>> {
    let query = sqlx::query(sql::MAILS_REFUSED).bind(since.timestamp()).bind(now.timestamp());
    all(conn, query, |row| {
        let city = MunicipalityId(get(row, "municipality_id")?);
        Ok((OutboxId(get(row, "id")?), city, BookingId(get(row, "booking_id")?)))
    })
    .await
}

fn call(row: &Row) -> StoreResult<Call> {
    let outcome: Option<&str> = get(row, "outcome")?;
    let unknown = || StoreError::Corrupt("column outcome".to_owned());
    Ok(Call {
        id: CallId(get(row, "id")?),
        municipality: MunicipalityId(get(row, "municipality_id")?),
        booking: BookingId(get(row, "booking_id")?),
        reason: word(row, "reason", CallReason::parse)?,
        cause: get(row, "cause")?,
        detail: get(row, "detail")?,
        next_at: instant(row, "next_at")?,
        attempts: get(row, "attempts")?,
        outcome: outcome.map(|word| CallOutcome::parse(word).ok_or_else(unknown)).transpose()?,
        done_at: maybe_instant(row, "done_at")?,
        staff: get::<Option<i64>>(row, "staff_id")?.map(StaffId),
        created_at: instant(row, "created_at")?,
        version: get(row, "version")?,
    })
}
