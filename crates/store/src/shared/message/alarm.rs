//! What an administrator must know.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use mendan_domain::ids::{AlarmId, MunicipalityId};
use mendan_service::message::repository::{AlarmReads, AlarmWrites};
use mendan_service::model::{Alarm, AlarmCode};
use mendan_service::ports::StoreResult;

use super::super::row::{Row, all, get, instant, run, sql};
use super::super::unit::{Access, Unit, Writing};

statements! {
    ALARM_RAISE =
        "INSERT INTO alarm (id, municipality_id, code, subject, detail, raised_at, last_seen_at, count) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8) \
         ON CONFLICT (COALESCE(municipality_id, 0), code, subject) DO UPDATE SET \
           detail = excluded.detail, last_seen_at = excluded.last_seen_at, cleared_at = NULL, \
           raised_at = CASE WHEN alarm.cleared_at IS NULL THEN alarm.raised_at ELSE excluded.raised_at END, \
           count = CASE WHEN alarm.cleared_at IS NULL THEN alarm.count + excluded.count ELSE excluded.count END";
    /// 0 is every city.
    ALARM_CLEAR =
        "UPDATE alarm SET cleared_at = $4 \
         WHERE COALESCE(municipality_id, 0) = $1 AND code = $2 AND subject = $3 AND cleared_at IS NULL";
    ALARMS =
        "SELECT id, municipality_id, code, subject, detail, raised_at, last_seen_at, count FROM alarm \
         WHERE cleared_at IS NULL ORDER BY raised_at, id";
}

#[async_trait]
impl<K: Access> AlarmReads for Unit<K> {
    async fn alarms(&mut self) -> StoreResult<Vec<Alarm>> {
        all(self.conn(), sql(ALARMS), alarm).await
    }
}

#[async_trait]
impl AlarmWrites for Unit<Writing> {
    async fn alarm_raise(&mut self, alarm: &Alarm) -> StoreResult<()> {
        let query = sql(ALARM_RAISE)
            .bind(alarm.id.0)
            .bind(alarm.municipality.map(|city| city.0))
            .bind(&alarm.code)
            .bind(&alarm.subject)
            .bind(&alarm.detail)
            .bind(alarm.raised_at.timestamp())
            .bind(alarm.last_seen_at.timestamp())
            .bind(alarm.count);
        run(self.conn(), query).await.map(drop)
    }
    async fn alarm_clear(
        &mut self,
        municipality: Option<MunicipalityId>,
        code: AlarmCode,
        subject: &str,
        now: DateTime<Utc>,
    ) -> StoreResult<bool> {
        let city = municipality.map_or(0, |city| city.0);
        let query = sql(ALARM_CLEAR).bind(city).bind(code.as_str()).bind(subject).bind(now.timestamp());
        Ok(run(self.conn(), query).await? == 1)
    }
}

fn alarm(row: &Row) -> StoreResult<Alarm> {
    Ok(Alarm {
        id: AlarmId(get(row, "id")?),
        municipality: get::<Option<i64>>(row, "municipality_id")?.map(MunicipalityId),
        code: get(row, "code")?,
        subject: get(row, "subject")?,
        detail: get(row, "detail")?,
        raised_at: instant(row, "raised_at")?,
        last_seen_at: instant(row, "last_seen_at")?,
        count: get(row, "count")?,
    })
}
