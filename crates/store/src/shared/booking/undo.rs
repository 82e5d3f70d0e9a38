//! What staff did last, while it can be undone.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use mendan_domain::ids::{BookingId, HoldId, MunicipalityId};
use mendan_service::booking::repository::{UndoReads, UndoWrites};
use mendan_service::model::Undo;
use mendan_service::ports::StoreResult;

use super::super::row::{get, instant, one, run, sql};
use super::super::unit::{Access, Unit, Writing};

statements! {
    UNDO_SAVE =
        "INSERT INTO undo (booking_id, municipality_id, action, version, until_at, hold_id, before_sealed) \
         VALUES ($1, $2, $3, $4, $5, $6, $7) \
         ON CONFLICT (booking_id) DO UPDATE SET action = excluded.action, version = excluded.version, \
           until_at = excluded.until_at, hold_id = excluded.hold_id, before_sealed = excluded.before_sealed";
    UNDO_OF =
        "SELECT booking_id, municipality_id, action, version, until_at, hold_id, before_sealed FROM undo \
         WHERE municipality_id = $1 AND booking_id = $2";
    UNDO_DELETE = "DELETE FROM undo WHERE booking_id = $1";
    UNDO_OVER = "SELECT COUNT(*) AS acts FROM undo WHERE until_at <= $1";
    UNDO_FORGET = "DELETE FROM undo WHERE until_at <= $1";
}

#[async_trait]
impl<K: Access> UndoReads for Unit<K> {
    async fn undo_of(&mut self, municipality: MunicipalityId, booking: BookingId) -> StoreResult<Option<Undo>> {
        one(self.conn(), sql(UNDO_OF).bind(municipality.0).bind(booking.0), |row| {
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
    async fn undo_over(&mut self, now: DateTime<Utc>) -> StoreResult<bool> {
        let acts = one(self.conn(), sql(UNDO_OVER).bind(now.timestamp()), |row| get::<i64>(row, "acts")).await?;
        Ok(acts.is_some_and(|acts| acts > 0))
    }
}

#[async_trait]
impl UndoWrites for Unit<Writing> {
    async fn undo_save(&mut self, undo: &Undo) -> StoreResult<()> {
        let query = sql(UNDO_SAVE)
            .bind(undo.booking.0)
            .bind(undo.municipality.0)
            .bind(&undo.action)
            .bind(undo.version)
            .bind(undo.until.timestamp())
            .bind(undo.hold.map(|hold| hold.0))
            .bind(&undo.before_sealed);
        run(self.conn(), query).await.map(drop)
    }
    async fn undo_delete(&mut self, booking: BookingId) -> StoreResult<()> {
        run(self.conn(), sql(UNDO_DELETE).bind(booking.0)).await.map(drop)
    }
    async fn undo_forget(&mut self, now: DateTime<Utc>) -> StoreResult<u64> {
        run(self.conn(), sql(UNDO_FORGET).bind(now.timestamp())).await
    }
}
