//! Whom staff have to telephone.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use mendan_domain::ids::{BookingId, CallId, MunicipalityId, OutboxId, StaffId};
use mendan_service::call::repository::{CallReads, CallWrites};
use mendan_service::model::{Booking, Call, CallOutcome, CallReason};
use mendan_service::ports::{StoreError, StoreResult};

use super::super::booking::row::booking;
use super::super::row::{Row, all, get, instant, maybe_instant, one, run, word};
use super::super::sql;
use super::super::unit::{Access, Unit, Writing};

#[async_trait]
impl<K: Access> CallReads for Unit<K> {
    async fn calls_open(&mut self, municipality: MunicipalityId) -> StoreResult<Vec<Call>> {
        all(self.conn(), sqlx::query(sql::CALLS_OPEN).bind(municipality.0), call).await
    }
    async fn calls_done(&mut self, municipality: MunicipalityId, since: DateTime<Utc>) -> StoreResult<Vec<Call>> {
        all(self.conn(), sqlx::query(sql::CALLS_DONE).bind(municipality.0).bind(since.timestamp()), call).await
    }
    async fn calls_waiting(&mut self, municipality: MunicipalityId) -> StoreResult<i64> {
        let query = sqlx::query(sql::CALLS_WAITING).bind(municipality.0);
        Ok(one(self.conn(), query, |row| get(row, "calls")).await?.unwrap_or(0))
    }
    async fn call(&mut self, municipality: MunicipalityId, id: CallId) -> StoreResult<Option<Call>> {
        one(self.conn(), sqlx::query(sql::CALL).bind(municipality.0).bind(id.0), call).await
    }
    async fn calls_of(&mut self, booking: BookingId) -> StoreResult<Vec<Call>> {
        all(self.conn(), sqlx::query(sql::CALLS_OF).bind(booking.0), call).await
    }
    async fn bookings_to_call(&mut self, municipality: MunicipalityId) -> StoreResult<Vec<Booking>> {
        all(self.conn(), sqlx::query(sql::BOOKINGS_TO_CALL).bind(municipality.0), booking).await
    }
    async fn mails_refused(
        &mut self,
        since: DateTime<Utc>,
        now: DateTime<Utc>,
    ) -> StoreResult<Vec<(OutboxId, MunicipalityId, BookingId)>> {
        let query = sqlx::query(sql::MAILS_REFUSED).bind(since.timestamp()).bind(now.timestamp());
        all(self.conn(), query, |row| {
            let city = MunicipalityId(get(row, "municipality_id")?);
            Ok((OutboxId(get(row, "id")?), city, BookingId(get(row, "booking_id")?)))
        })
        .await
    }
}

#[async_trait]
impl CallWrites for Unit<Writing> {
    async fn call_ensure(&mut self, call: &Call) -> StoreResult<()> {
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
        run(self.conn(), query).await.map(drop)
    }
    async fn call_update(&mut self, call: &Call) -> StoreResult<bool> {
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
        Ok(run(self.conn(), query).await? == 1)
    }
    async fn calls_reopen(&mut self, booking: BookingId, since: DateTime<Utc>) -> StoreResult<u64> {
        run(self.conn(), sqlx::query(sql::CALLS_REOPEN).bind(booking.0).bind(since.timestamp())).await
    }
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
