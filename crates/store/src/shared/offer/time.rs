//! Published times, and what of them is taken.

use async_trait::async_trait;
use chrono::{DateTime, Datelike as _, Duration, NaiveDate, Utc};
use mendan_domain::booking::mode::Modes;
use mendan_domain::ids::{KindId, MunicipalityId, NurseSlotId, OfficeId, StaffId};
use mendan_domain::offer::NurseTime;
use mendan_service::model::{Candidate, NurseSlot, Owner, Standing};
use mendan_service::offer::repository::{TimeReads, TimeWrites};
use mendan_service::ports::StoreResult;

use super::super::row::{Row, all, get, instant, one, run, sql};
use super::super::unit::{Access, Unit, Writing};
use super::super::{ENGINE, WRITES_ALONE};
use super::slot::{self, Changed, slot};
use super::standing;

statements! {
    /// Reads the index `slot_offer` alone, in its order.
    TIMES_OF_KIND =
        "SELECT staff_id, starts_at, ends_at, modes, open FROM slot \
         WHERE kind_id = $1 AND office_id = $2 AND starts_at >= $3 ORDER BY starts_at, ends_at, modes, staff_id, id, open";
    CANDIDATES =
        "SELECT s.staff_id, s.starts_at, s.ends_at, s.modes, s.open, \
           (SELECT COUNT(*) FROM booking AS b WHERE b.staff_id = s.staff_id AND b.status <> 'cancelled' \
              AND b.starts_at >= $4 AND b.starts_at <= $5) \
           + (SELECT COUNT(*) FROM booking AS b WHERE b.joint_staff_id = s.staff_id AND b.status <> 'cancelled' \
              AND b.starts_at >= $4 AND b.starts_at <= $5) AS load \
         FROM slot AS s WHERE s.kind_id = $1 AND s.office_id = $2 AND s.starts_at = $3 \
         ORDER BY load, s.staff_id, s.id";
    /// The first published time of `[$2, $3)`, at an office or at any.
    NEXT_TIME =
        "SELECT starts_at FROM slot WHERE municipality_id = $1 AND starts_at >= $2 AND starts_at < $3 \
           AND office_id = COALESCE($4, office_id) ORDER BY starts_at LIMIT 1";
    /// Times that somebody has published and that have not begun, whatever they are for.
    COMING_PLACES =
        "SELECT COUNT(*) AS places FROM (SELECT DISTINCT staff_id, starts_at FROM slot \
         WHERE municipality_id = $1 AND starts_at > $2 AND open) AS t";
    SLOTS_BETWEEN = concat!(
        "SELECT ", slot_columns!(), " FROM slot WHERE municipality_id = $1 AND starts_at >= $2 AND starts_at < $3 \
         ORDER BY starts_at, id");
    SLOTS_SET_OPEN =
        "UPDATE slot SET open = $4 WHERE municipality_id = $1 AND staff_id = $2 AND starts_at = $3 \
         RETURNING kind_id, office_id, starts_at";
    SLOT = concat!("SELECT ", slot_columns!(), " FROM slot WHERE municipality_id = $1 AND id = $2");
    /// Keeps others who book under a rule that counts out of one city's day. SQLite has one writer anyway.
    LOCK_DAY { sqlite: "SELECT $1 AS day", postgres: "SELECT pg_advisory_xact_lock(CAST($1 AS BIGINT))" }
}

/// Bookings this near count for whose turn it is.
const FAIR_WITHIN: Duration = Duration::days(7);

#[async_trait]
impl<K: Access> TimeReads for Unit<K> {
    async fn standing(
        &mut self,
        (municipality, kind): (MunicipalityId, Option<KindId>),
        window: (DateTime<Utc>, DateTime<Utc>),
        now: DateTime<Utc>,
        except: Option<Owner>,
    ) -> StoreResult<Standing> {
        standing::standing(self.conn(), (municipality, kind), window, now, except).await
    }
    async fn times_of_kind(
        &mut self,
        kind: KindId,
        office: OfficeId,
        from: DateTime<Utc>,
    ) -> StoreResult<Vec<NurseTime>> {
        let query = sql(TIMES_OF_KIND).bind(kind.0).bind(office.0).bind(from.timestamp());
        all(self.conn(), query, time).await
    }
    async fn candidates(
        &mut self,
        kind: KindId,
        office: OfficeId,
        starts_at: DateTime<Utc>,
    ) -> StoreResult<Vec<Candidate>> {
        let query = sql(CANDIDATES)
            .bind(kind.0)
            .bind(office.0)
            .bind(starts_at.timestamp())
            .bind((starts_at - FAIR_WITHIN).timestamp())
            .bind((starts_at + FAIR_WITHIN).timestamp());
        all(self.conn(), query, |row| Ok(Candidate { time: time(row)?, load: get(row, "load")? })).await
    }
    async fn slots_between(
        &mut self,
        municipality: MunicipalityId,
        from: DateTime<Utc>,
        until: DateTime<Utc>,
    ) -> StoreResult<Vec<NurseSlot>> {
        let query = sql(SLOTS_BETWEEN).bind(municipality.0).bind(from.timestamp()).bind(until.timestamp());
        all(self.conn(), query, slot).await
    }
    async fn slot_of(&mut self, municipality: MunicipalityId, id: NurseSlotId) -> StoreResult<Option<NurseSlot>> {
        one(self.conn(), sql(SLOT).bind(municipality.0).bind(id.0), slot).await
    }
    async fn next_time(
        &mut self,
        municipality: MunicipalityId,
        (from, until): (DateTime<Utc>, DateTime<Utc>),
        office: Option<OfficeId>,
    ) -> StoreResult<Option<DateTime<Utc>>> {
        let query = sql(NEXT_TIME)
            .bind(municipality.0)
            .bind(from.timestamp())
            .bind(until.timestamp())
            .bind(office.map(|office| office.0));
        one(self.conn(), query, |row| instant(row, "starts_at")).await
    }
    async fn coming_places(&mut self, municipality: MunicipalityId, now: DateTime<Utc>) -> StoreResult<i64> {
        let query = sql(COMING_PLACES).bind(municipality.0).bind(now.timestamp());
        Ok(one(self.conn(), query, |row| get(row, "places")).await?.unwrap_or(0))
    }
}

#[async_trait]
impl TimeWrites for Unit<Writing> {
    async fn lock_day(&mut self, municipality: MunicipalityId, date: NaiveDate) -> StoreResult<()> {
        if WRITES_ALONE {
            return Ok(());
        }
        // Two cities or days that meet in one number only wait for each other.
        let key = municipality.0.wrapping_mul(1_000_003).wrapping_add(i64::from(date.num_days_from_ce()));
        run(self.conn(), sql(LOCK_DAY).bind(key)).await.map(drop)
    }
    async fn slots_insert(&mut self, municipality: MunicipalityId, slots: &[NurseSlot]) -> StoreResult<u64> {
        slot::insert(self, municipality, slots).await
    }
    async fn slots_change(&mut self, municipality: MunicipalityId, slots: &[NurseSlot]) -> StoreResult<u64> {
        slot::change(self, municipality, slots).await
    }
    async fn slots_delete(&mut self, municipality: MunicipalityId, slots: &[NurseSlotId]) -> StoreResult<u64> {
        slot::delete(self, municipality, slots).await
    }
    async fn slots_open_each(
        &mut self,
        municipality: MunicipalityId,
        slots: &[NurseSlotId],
        open: bool,
    ) -> StoreResult<u64> {
        slot::open_each(self, municipality, slots, open).await
    }
    async fn slots_set_open(
        &mut self,
        municipality: MunicipalityId,
        staff: StaffId,
        starts_at: DateTime<Utc>,
        open: bool,
    ) -> StoreResult<u64> {
        let query = sql(SLOTS_SET_OPEN).bind(municipality.0).bind(staff.0).bind(starts_at.timestamp()).bind(open);
        let mut changed = Changed::default();
        changed.run(self.conn(), query).await?;
        changed.done(self, municipality).await
    }
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
