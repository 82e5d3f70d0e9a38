//! Other times that are kept for somebody whose nurse is absent at hers.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use mendan_domain::ids::{BookingId, ClientId, ClosureId, HoldId, MunicipalityId, OfficeId, StaffId};
use mendan_service::model::{Booking, OfferChoice, OfferSet, OfferState};
use mendan_service::ports::StoreResult;
use mendan_service::rescue::repository::{OfferReads, OfferWrites};
use mendan_service::rescue::set::{OfferChoiceId, OfferSetId};

use super::super::Connection;
use super::super::booking::row::booking;
use super::super::row::{Row, all, get, instant, maybe_instant, run, sql, word};
use super::super::unit::{Access, Unit, Writing};

macro_rules! set_columns {
    () => {
        "id, municipality_id, booking_id, closure_id, state, until_at, made_at, made_by, ended_at"
    };
}

statements! {
    /// Of two who offer at once one writes nothing.
    OFFER_SET_INSERT = concat!(
        "INSERT INTO offer_set (", set_columns!(), ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT DO NOTHING");
    OFFER_CHOICE_INSERT =
        "INSERT INTO offer_choice (id, municipality_id, set_id, hold_id, office_id, staff_id, joint_staff_id, starts_at, ends_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    OFFER_SETS_OF = concat!(
        "SELECT ", set_columns!(), " FROM offer_set WHERE municipality_id = $1 AND booking_id = $2 ORDER BY id");
    OFFER_CHOICES =
        "SELECT id, hold_id, office_id, staff_id, joint_staff_id, starts_at, ends_at FROM offer_choice \
         WHERE municipality_id = $1 AND set_id = $2 ORDER BY starts_at, id";
    OFFERS_DUE = concat!(
        "SELECT ", set_columns!(), " FROM offer_set WHERE state = 'open' AND until_at <= $1 ORDER BY until_at, id LIMIT $2");
    /// Whoever ends it first has ended it.
    OFFER_SET_END =
        "UPDATE offer_set SET state = $3, ended_at = $4 WHERE municipality_id = $1 AND id = $2 AND state = 'open'";
    BOOKINGS_OFFERED = bookings_where!(
        "id IN (SELECT booking_id FROM offer_set WHERE municipality_id = $1 AND state = 'open') ORDER BY starts_at, id");
    NURSES_BEFORE =
        "SELECT staff_id FROM booking WHERE client_id = $1 AND id <> $2 AND status <> 'cancelled' \
         ORDER BY starts_at DESC LIMIT 10";
}

#[async_trait]
impl<K: Access> OfferReads for Unit<K> {
    async fn offer_sets_of(&mut self, municipality: MunicipalityId, booking: BookingId) -> StoreResult<Vec<OfferSet>> {
        let query = sql(OFFER_SETS_OF).bind(municipality.0).bind(booking.0);
        let sets = all(self.conn(), query, set).await?;
        with_choices(self.conn(), sets).await
    }
    async fn offers_due(&mut self, now: DateTime<Utc>, limit: i64) -> StoreResult<Vec<OfferSet>> {
        let sets = all(self.conn(), sql(OFFERS_DUE).bind(now.timestamp()).bind(limit), set).await?;
        with_choices(self.conn(), sets).await
    }
    async fn bookings_offered(&mut self, municipality: MunicipalityId) -> StoreResult<Vec<Booking>> {
        all(self.conn(), sql(BOOKINGS_OFFERED).bind(municipality.0), booking).await
    }
    async fn nurses_before(&mut self, client: ClientId, but: BookingId) -> StoreResult<Vec<StaffId>> {
        let query = sql(NURSES_BEFORE).bind(client.0).bind(but.0);
        all(self.conn(), query, |row| Ok(StaffId(get(row, "staff_id")?))).await
    }
}

#[async_trait]
impl OfferWrites for Unit<Writing> {
    async fn offer_set_insert(&mut self, set: &OfferSet) -> StoreResult<bool> {
        let query = sql(OFFER_SET_INSERT)
            .bind(set.id.0)
            .bind(set.municipality.0)
            .bind(set.booking.0)
            .bind(set.closure.0)
            .bind(set.state.as_str())
            .bind(set.until.timestamp())
            .bind(set.made_at.timestamp())
            .bind(set.made_by.map(|staff| staff.0))
            .bind(set.ended_at.map(|at| at.timestamp()));
        if run(self.conn(), query).await? == 0 {
            return Ok(false);
        }
        for choice in &set.choices {
            let query = sql(OFFER_CHOICE_INSERT)
                .bind(choice.id.0)
                .bind(set.municipality.0)
                .bind(set.id.0)
                .bind(choice.hold.0)
                .bind(choice.office.0)
                .bind(choice.staff.0)
                .bind(choice.joint.map(|staff| staff.0))
                .bind(choice.starts_at.timestamp())
                .bind(choice.ends_at.timestamp());
            run(self.conn(), query).await?;
        }
        self.changed().offered(set.municipality, set.booking);
        Ok(true)
    }
    async fn offer_set_end(&mut self, set: &OfferSet, state: OfferState, now: DateTime<Utc>) -> StoreResult<bool> {
        let query =
            sql(OFFER_SET_END).bind(set.municipality.0).bind(set.id.0).bind(state.as_str()).bind(now.timestamp());
        let ended = run(self.conn(), query).await? == 1;
        if ended {
            self.changed().offered(set.municipality, set.booking);
        }
        Ok(ended)
    }
}

/// With the times of each, the earliest first.
async fn with_choices(conn: &mut Connection, mut sets: Vec<OfferSet>) -> StoreResult<Vec<OfferSet>> {
    for set in &mut sets {
        set.choices = all(conn, sql(OFFER_CHOICES).bind(set.municipality.0).bind(set.id.0), choice).await?;
    }
    Ok(sets)
}

fn set(row: &Row) -> StoreResult<OfferSet> {
    Ok(OfferSet {
        id: OfferSetId(get(row, "id")?),
        municipality: MunicipalityId(get(row, "municipality_id")?),
        booking: BookingId(get(row, "booking_id")?),
        closure: ClosureId(get(row, "closure_id")?),
        state: word(row, "state", OfferState::parse)?,
        until: instant(row, "until_at")?,
        made_at: instant(row, "made_at")?,
        made_by: get::<Option<i64>>(row, "made_by")?.map(StaffId),
        ended_at: maybe_instant(row, "ended_at")?,
        choices: Vec::new(),
    })
}

fn choice(row: &Row) -> StoreResult<OfferChoice> {
    Ok(OfferChoice {
        id: OfferChoiceId(get(row, "id")?),
        hold: HoldId(get(row, "hold_id")?),
        office: OfficeId(get(row, "office_id")?),
        staff: StaffId(get(row, "staff_id")?),
        joint: get::<Option<i64>>(row, "joint_staff_id")?.map(StaffId),
        starts_at: instant(row, "starts_at")?,
        ends_at: instant(row, "ends_at")?,
    })
}
