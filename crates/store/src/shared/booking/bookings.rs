//! Bookings and the persons they are for.

use async_trait::async_trait;
use chrono::{DateTime, NaiveDate, Utc};
use mendan_domain::ids::{BookingId, ClientId, KindId, MunicipalityId, StaffId};
use mendan_service::booking::repository::{BookingReads, BookingWrites};
use mendan_service::model::{Booking, Listed, MailboxUse};
use mendan_service::ports::{StoreError, StoreResult};

use super::super::desk::search;
use super::super::row::{DATE, all, get, one, run, run_or_race};
use super::super::unit::{Access, Unit, Writing};
use super::super::{DIALECT, sql};
use super::row::booking;

#[async_trait]
impl<K: Access> BookingReads for Unit<K> {
    async fn booking(&mut self, municipality: MunicipalityId, id: BookingId) -> StoreResult<Option<Booking>> {
        let text = if K::LOCKS { DIALECT.booking_locked } else { sql::BOOKING };
        one(self.conn(), sqlx::query(text).bind(municipality.0).bind(id.0), booking).await
    }
    async fn booking_by_token(&mut self, municipality: MunicipalityId, hash: &[u8]) -> StoreResult<Option<Booking>> {
        one(self.conn(), sqlx::query(sql::BOOKING_BY_TOKEN).bind(municipality.0).bind(hash), booking).await
    }
    async fn booking_open_of(&mut self, client: ClientId, kind: KindId) -> StoreResult<Option<Booking>> {
        one(self.conn(), sqlx::query(sql::BOOKING_OPEN_OF).bind(client.0).bind(kind.0), booking).await
    }
    async fn bookings_ahead(
        &mut self,
        municipality: MunicipalityId,
        of: Listed,
        from: DateTime<Utc>,
    ) -> StoreResult<i64> {
        let (office, kind, nurse) = match of {
            Listed::Office(id) => (Some(id.0), None, None),
            Listed::Kind(id) => (None, Some(id.0), None),
            Listed::Staff(id) => (None, None, Some(id.0)),
        };
        let query = sqlx::query(sql::BOOKINGS_AHEAD)
            .bind(municipality.0)
            .bind(from.timestamp())
            .bind(office)
            .bind(kind)
            .bind(nurse);
        Ok(one(self.conn(), query, |row| get(row, "bookings")).await?.unwrap_or(0))
    }
    async fn bookings_of_nurse(
        &mut self,
        municipality: MunicipalityId,
        nurse: StaffId,
        from: DateTime<Utc>,
    ) -> StoreResult<Vec<Booking>> {
        let query = sqlx::query(sql::BOOKINGS_OF_NURSE).bind(municipality.0).bind(from.timestamp()).bind(nurse.0);
        all(self.conn(), query, booking).await
    }
    async fn bookings_between(
        &mut self,
        municipality: MunicipalityId,
        from: DateTime<Utc>,
        until: DateTime<Utc>,
    ) -> StoreResult<Vec<Booking>> {
        let query =
            sqlx::query(sql::BOOKINGS_BETWEEN).bind(municipality.0).bind(from.timestamp()).bind(until.timestamp());
        all(self.conn(), query, booking).await
    }
    async fn booking_beside(
        &mut self,
        client: ClientId,
        from: DateTime<Utc>,
        until: DateTime<Utc>,
    ) -> StoreResult<Option<Booking>> {
        let query = sqlx::query(sql::BOOKING_BESIDE).bind(client.0).bind(from.timestamp()).bind(until.timestamp());
        one(self.conn(), query, booking).await
    }
    async fn bookings_born(
        &mut self,
        municipality: MunicipalityId,
        birth_date: NaiveDate,
        now: DateTime<Utc>,
    ) -> StoreResult<Vec<Booking>> {
        let query = sqlx::query(sql::BOOKINGS_BORN).bind(municipality.0).bind(birth_date.format(DATE).to_string());
        all(self.conn(), query.bind(now.timestamp()), booking).await
    }
    async fn mailbox_use(
        &mut self,
        municipality: MunicipalityId,
        mailbox: &str,
        since: DateTime<Utc>,
    ) -> StoreResult<MailboxUse> {
        let query = sqlx::query(DIALECT.mailbox_use).bind(municipality.0).bind(mailbox).bind(since.timestamp());
        let found = one(self.conn(), query, |row| {
            Ok(MailboxUse { bookings: get(row, "bookings")?, mails: get(row, "mails")?, known: get(row, "known")? })
        });
        Ok(found.await?.unwrap_or_default())
    }
    async fn nurse_of_client(&mut self, client: ClientId) -> StoreResult<Option<StaffId>> {
        one(self.conn(), sqlx::query(sql::NURSE_OF_CLIENT).bind(client.0), |row| Ok(StaffId(get(row, "staff_id")?)))
            .await
    }
}

#[async_trait]
impl BookingWrites for Unit<Writing> {
    async fn client_upsert(
        &mut self,
        municipality: MunicipalityId,
        phone_e164: &str,
        birth_date: NaiveDate,
        new_id: ClientId,
        now: DateTime<Utc>,
    ) -> StoreResult<ClientId> {
        let conn = self.conn();
        let birth_date = birth_date.format(DATE).to_string();
        let insert = sqlx::query(sql::CLIENT_INSERT)
            .bind(new_id.0)
            .bind(municipality.0)
            .bind(phone_e164)
            .bind(&birth_date)
            .bind(now.timestamp());
        if run(conn, insert).await? == 1 {
            return Ok(new_id);
        }
        let find = sqlx::query(sql::CLIENT_FIND).bind(municipality.0).bind(phone_e164).bind(&birth_date);
        one(conn, find, |row| Ok(ClientId(get(row, "id")?)))
            .await?
            .ok_or_else(|| StoreError::Busy("the person was deleted in this moment".into()))
    }
    async fn booking_insert(&mut self, booking: &Booking) -> StoreResult<bool> {
        let conn = self.conn();
        let (claim, contact) = (&booking.claim, &booking.contact);
        let query = sqlx::query(sql::BOOKING_INSERT)
            .bind(booking.id.0)
            .bind(booking.municipality.0)
            .bind(&booking.reference)
            .bind(booking.token_version)
            .bind(&booking.token_hash)
            .bind(booking.client.0)
            .bind(booking.kind.0)
            .bind(booking.office.0)
            .bind(claim.staff.0)
            .bind(claim.room.map(|(room, _)| room.0))
            .bind(claim.room.map(|(_, lane)| lane))
            .bind(booking.mode.as_str())
            .bind(booking.status.as_str())
            .bind(booking.open)
            .bind(booking.starts_at.timestamp())
            .bind(booking.ends_at.timestamp())
            .bind(claim.busy.from.timestamp())
            .bind(claim.busy.until.timestamp())
            .bind(booking.sequence)
            .bind(&booking.uid)
            .bind(&booking.join_url)
            .bind(booking.language.tag())
            .bind(booking.channel.as_str())
            .bind(&booking.source)
            .bind(booking.discreet)
            .bind(&booking.consent_version)
            .bind(booking.modes_offered.bits())
            .bind(&contact.family_name)
            .bind(&contact.given_name)
            .bind(&contact.family_kana)
            .bind(&contact.given_kana)
            .bind(&contact.phone_typed)
            .bind(&contact.phone_e164)
            .bind(&contact.phone_last4)
            .bind(&contact.email)
            .bind(contact.birth_date.format(DATE).to_string())
            .bind(&booking.private_sealed)
            .bind(booking.created_at.timestamp())
            .bind(booking.created_by.map(|staff| staff.0))
            .bind(booking.updated_at.timestamp())
            .bind(booking.updated_by.map(|staff| staff.0))
            .bind(&booking.cancel_reason_sealed)
            .bind(claim.joint.map(|staff| staff.0))
            .bind(booking.counted.as_str())
            .bind(booking.version)
            .bind(&booking.token_sealed)
            .bind(search::hash(booking));
        let inserted = run(conn, query).await? == 1;
        if inserted {
            search::write(conn, std::slice::from_ref(booking)).await?;
        }
        Ok(inserted)
    }
    async fn booking_update(&mut self, booking: &Booking) -> StoreResult<bool> {
        let conn = self.conn();
        let (claim, contact) = (&booking.claim, &booking.contact);
        let query = sqlx::query(sql::BOOKING_UPDATE)
            .bind(booking.id.0)
            .bind(booking.municipality.0)
            .bind(booking.version)
            .bind(booking.version - 1)
            .bind(booking.token_version)
            .bind(&booking.token_hash)
            .bind(booking.client.0)
            .bind(booking.office.0)
            .bind(claim.staff.0)
            .bind(claim.room.map(|(room, _)| room.0))
            .bind(claim.room.map(|(_, lane)| lane))
            .bind(booking.mode.as_str())
            .bind(booking.status.as_str())
            .bind(booking.open)
            .bind(booking.starts_at.timestamp())
            .bind(booking.ends_at.timestamp())
            .bind(claim.busy.from.timestamp())
            .bind(claim.busy.until.timestamp())
            .bind(booking.sequence)
            .bind(&booking.join_url)
            .bind(booking.language.tag())
            .bind(booking.discreet)
            .bind(booking.modes_offered.bits())
            .bind(&contact.family_name)
            .bind(&contact.given_name)
            .bind(&contact.family_kana)
            .bind(&contact.given_kana)
            .bind(&contact.phone_typed)
            .bind(&contact.phone_e164)
            .bind(&contact.phone_last4)
            .bind(&contact.email)
            .bind(contact.birth_date.format(DATE).to_string())
            .bind(&booking.private_sealed)
            .bind(booking.updated_at.timestamp())
            .bind(booking.updated_by.map(|staff| staff.0))
            .bind(&booking.cancel_reason_sealed)
            .bind(claim.joint.map(|staff| staff.0))
            .bind(booking.counted.as_str());
        let updated = run_or_race(conn, query).await? == 1;
        if updated {
            search::renew(conn, booking).await?;
        }
        Ok(updated)
    }
    async fn booking_close_past(&mut self, client: ClientId, kind: KindId, now: DateTime<Utc>) -> StoreResult<()> {
        let query = sqlx::query(sql::BOOKING_CLOSE_PAST).bind(client.0).bind(kind.0).bind(now.timestamp());
        run(self.conn(), query).await.map(drop)
    }
}
