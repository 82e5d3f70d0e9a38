//! Whom staff have to telephone.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use mendan_domain::ids::{BookingId, CallId, MunicipalityId, OutboxId, StaffId};
use mendan_service::call::repository::{CallReads, CallWrites};
use mendan_service::live::notice::What;
use mendan_service::message::rule::IfRefused;
use mendan_service::model::{Booking, Call, CallOutcome, CallReason, MessageKind};
use mendan_service::ports::{StoreError, StoreResult};

use super::super::ENGINE;
use super::super::booking::row::booking;
use super::super::row::{Row, all, get, instant, maybe_instant, one, run, sql, to_json, word};
use super::super::unit::{Access, Unit, Writing};

macro_rules! call_columns {
    () => {
        "id, municipality_id, booking_id, reason, cause, detail, next_at, attempts, outcome, done_at, staff_id, created_at, version"
    };
}
macro_rules! calls_where {
    ($condition:literal) => {
        concat!("SELECT ", call_columns!(), " FROM call WHERE municipality_id = $1 AND ", $condition)
    };
}
/// Mails whose address was refused, of the kinds after which somebody calls.
macro_rules! mails_refused {
    ($kinds:literal) => {
        concat!(
            "SELECT o.id, o.municipality_id, o.booking_id FROM outbox AS o JOIN booking AS b ON b.id = o.booking_id \
             WHERE o.state = 'failed' AND o.failure = 'recipient' AND o.finished_at >= $1 AND b.ends_at > $2 \
               AND b.email = o.recipient AND o.kind IN (", $kinds, ") \
               AND NOT EXISTS (SELECT 1 FROM call AS c WHERE c.booking_id = o.booking_id AND c.reason = 'mail_refused' \
                 AND (c.done_at IS NULL OR c.cause = 'mail:' || CAST(o.id AS TEXT))) ORDER BY o.id LIMIT 100"
        )
    };
}

statements! {
    /// Whoever was spoken to is not called again for the same cause; what had only settled by itself is open again.
    CALL_ENSURE = concat!(
        "INSERT INTO call (", call_columns!(), ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) \
         ON CONFLICT (booking_id, reason, cause) DO UPDATE SET outcome = NULL, done_at = NULL, next_at = excluded.next_at, \
           version = call.version + 1 WHERE call.outcome = 'settled'");
    CALLS_OPEN = calls_where!("done_at IS NULL ORDER BY next_at, id");
    CALLS_DONE = calls_where!("done_at >= $2 ORDER BY done_at DESC, id DESC LIMIT 50");
    CALLS_WAITING = "SELECT COUNT(*) AS calls FROM call WHERE municipality_id = $1 AND done_at IS NULL";
    CALL = calls_where!("id = $2");
    CALLS_OF = concat!("SELECT ", call_columns!(), " FROM call WHERE booking_id = $1 ORDER BY id");
    CALLS_ABOUT = calls_where!("cause = $2 ORDER BY id");
    CALL_UPDATE =
        "UPDATE call SET next_at = $5, attempts = $6, outcome = $7, done_at = $8, staff_id = $9, version = $3 \
         WHERE municipality_id = $1 AND id = $2 AND version = $4";
    CALLS_REOPEN =
        "UPDATE call SET outcome = NULL, done_at = NULL, version = version + 1 \
         WHERE booking_id = $1 AND outcome = 'settled' AND done_at >= $2";
    BOOKINGS_TO_CALL = bookings_where!(
        "id IN (SELECT booking_id FROM call WHERE municipality_id = $1 AND done_at IS NULL) ORDER BY starts_at, id");
    /// An open entry is enough for all mails of a booking.
    MAILS_REFUSED {
        sqlite: mails_refused!("SELECT value FROM json_each($3)"),
        postgres: mails_refused!("SELECT json_array_elements_text(CAST($3 AS TEXT)::JSON)")
    }
}

#[async_trait]
impl<K: Access> CallReads for Unit<K> {
    async fn calls_open(&mut self, municipality: MunicipalityId) -> StoreResult<Vec<Call>> {
        all(self.conn(), sql(CALLS_OPEN).bind(municipality.0), call).await
    }
    async fn calls_done(&mut self, municipality: MunicipalityId, since: DateTime<Utc>) -> StoreResult<Vec<Call>> {
        all(self.conn(), sql(CALLS_DONE).bind(municipality.0).bind(since.timestamp()), call).await
    }
    async fn calls_waiting(&mut self, municipality: MunicipalityId) -> StoreResult<i64> {
        let query = sql(CALLS_WAITING).bind(municipality.0);
        Ok(one(self.conn(), query, |row| get(row, "calls")).await?.unwrap_or(0))
    }
    async fn call(&mut self, municipality: MunicipalityId, id: CallId) -> StoreResult<Option<Call>> {
        one(self.conn(), sql(CALL).bind(municipality.0).bind(id.0), call).await
    }
    async fn calls_of(&mut self, booking: BookingId) -> StoreResult<Vec<Call>> {
        all(self.conn(), sql(CALLS_OF).bind(booking.0), call).await
    }
    async fn calls_about(&mut self, municipality: MunicipalityId, cause: &str) -> StoreResult<Vec<Call>> {
        all(self.conn(), sql(CALLS_ABOUT).bind(municipality.0).bind(cause), call).await
    }
    async fn bookings_to_call(&mut self, municipality: MunicipalityId) -> StoreResult<Vec<Booking>> {
        all(self.conn(), sql(BOOKINGS_TO_CALL).bind(municipality.0), booking).await
    }
    async fn mails_refused(
        &mut self,
        since: DateTime<Utc>,
        now: DateTime<Utc>,
    ) -> StoreResult<Vec<(OutboxId, MunicipalityId, BookingId)>> {
        let kinds = MessageKind::ALL.into_iter().filter(|kind| kind.rule().if_refused == IfRefused::Call);
        let kinds: Vec<_> = kinds.map(MessageKind::as_str).collect();
        let query = sql(MAILS_REFUSED).bind(since.timestamp()).bind(now.timestamp()).bind(to_json(&kinds)?);
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
        let query = sql(CALL_ENSURE)
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
        run(self.conn(), query).await?;
        self.changed().somewhere(call.municipality, What::Call);
        Ok(())
    }
    async fn call_update(&mut self, call: &Call) -> StoreResult<bool> {
        let query = sql(CALL_UPDATE)
            .bind(call.municipality.0)
            .bind(call.id.0)
            .bind(call.version)
            .bind(call.version - 1)
            .bind(call.next_at.timestamp())
            .bind(call.attempts)
            .bind(call.outcome.map(CallOutcome::as_str))
            .bind(call.done_at.map(|at| at.timestamp()))
            .bind(call.staff.map(|staff| staff.0));
        let updated = run(self.conn(), query).await? == 1;
        self.changed().somewhere(call.municipality, What::Call);
        Ok(updated)
    }
    async fn calls_reopen(&mut self, booking: BookingId, since: DateTime<Utc>) -> StoreResult<u64> {
        run(self.conn(), sql(CALLS_REOPEN).bind(booking.0).bind(since.timestamp())).await
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
