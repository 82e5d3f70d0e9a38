//! Bookings and the persons they are for.

use async_trait::async_trait;
use chrono::{DateTime, NaiveDate, Utc};
use mendan_domain::booking::Status;
use mendan_domain::booking::follow_up::FollowUp;
use mendan_domain::booking::mode::Mode;
use mendan_domain::ids::{BookingId, ClientId, KindId, MunicipalityId, OfficeId, RoomId, StaffId};
use mendan_service::booking::repository::{BookingReads, BookingWrites, NextInterview};
use mendan_service::model::{Booking, Course, Listed, MailboxUse};
use mendan_service::ports::{StoreError, StoreResult};

use super::super::ENGINE;
use super::super::feed::feeds;
use super::super::row::{DATE, Query, Row, all, get, instant, one, run, run_or_race, sql, word};
use super::super::unit::{Access, Unit, Writing};
use super::row::booking;
use super::terms;

/// The mailbox of an address, as the index `booking_mailbox` has it; where a character stands, each engine says by its own word.
macro_rules! mailbox {
    ($position:literal) => {
        concat!(
            "lower(CASE WHEN ",
            $position,
            "(email, '+') BETWEEN 2 AND ",
            $position,
            "(email, '@') THEN substr(email, 1, ",
            $position,
            "(email, '+') - 1) || substr(email, ",
            $position,
            "(email, '@')) ELSE email END)"
        )
    };
}
/// Interviews of the nurse $2 in `[$3, $4)` that are not over at $5: whoever is still to come before who is here already.
macro_rules! next_of_nurse {
    ($column:literal) => {
        concat!(
            "SELECT id, office_id, room_id, mode, status, starts_at, ends_at, join_url, \
               CASE status WHEN 'booked' THEN 0 ELSE 1 END AS turn FROM booking \
             WHERE ",
            $column,
            " = $2 AND starts_at >= $3 AND starts_at < $4 AND status <> 'cancelled' \
               AND status IN ('booked', 'arrived') AND ends_at > $5 AND +municipality_id = $1"
        )
    };
}
/// What a mailbox has been used for since $3: bookings, mails that somebody's action sent; and whether we know its owner.
macro_rules! mailbox_use {
    ($position:literal) => {
        concat!(
            "SELECT \
               (SELECT COUNT(*) FROM booking WHERE municipality_id = $1 AND ", mailbox!($position), " = $2 \
                  AND email IS NOT NULL AND created_at >= $3) AS bookings, \
               (SELECT COUNT(*) FROM booking JOIN outbox AS o ON o.booking_id = booking.id \
                WHERE booking.municipality_id = $1 AND ", mailbox!($position), " = $2 AND email IS NOT NULL \
                  AND o.created_at >= $3 AND o.recipient <> '' AND o.kind NOT LIKE 'reminder%' AND o.state <> 'superseded') AS mails, \
               EXISTS (SELECT 1 FROM booking WHERE municipality_id = $1 AND ", mailbox!($position), " = $2 \
                 AND email IS NOT NULL AND (created_by IS NOT NULL OR status IN ('arrived', 'fulfilled'))) AS known"
        )
    };
}

statements! {
    NURSE_OF_CLIENT =
        "SELECT staff_id FROM booking WHERE client_id = $1 AND status <> 'cancelled' ORDER BY starts_at DESC LIMIT 1";
    CLIENT_INSERT =
        "INSERT INTO client (id, municipality_id, phone_e164, birth_date, created_at) VALUES ($1, $2, $3, $4, $5) \
         ON CONFLICT (municipality_id, phone_e164, birth_date) DO NOTHING";
    CLIENT_FIND = "SELECT id FROM client WHERE municipality_id = $1 AND phone_e164 = $2 AND birth_date = $3";
    BOOKING_INSERT = concat!(
        "INSERT INTO booking (", booking_columns!(), ", search_hash) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, \
           $24, $25, $26, $27, $28, $29, $30, $31, $32, $33, $34, $35, $36, $37, $38, $39, $40, $41, $42, $43, $44, $45, $46, $47, $48, $49, $50, \
           $51, $52, $53, $54) \
         ON CONFLICT DO NOTHING");
    /// The last line keeps "one open booking per kind" without an error that would end the transaction.
    BOOKING_UPDATE =
        "UPDATE booking SET token_version = $5, token_hash = $6, client_id = $7, office_id = $8, staff_id = $9, \
           room_id = $10, room_lane = $11, mode = $12, status = $13, open = $14, starts_at = $15, ends_at = $16, \
           busy_from = $17, busy_until = $18, sequence = $19, join_url = $20, language = $21, discreet = $22, \
           modes_offered = $23, family_name = $24, given_name = $25, family_kana = $26, given_kana = $27, \
           phone_typed = $28, phone_e164 = $29, phone_last4 = $30, email = $31, birth_date = $32, private_sealed = $33, \
           updated_at = $34, updated_by = $35, cancel_reason_sealed = $36, joint_staff_id = $37, counted = $38, \
           arrived_at = $39, started_at = $40, ended_at = $41, follow_up = $42, note_sealed = $43, noted_at = $44, \
           noted_by = $45, version = $3 \
         WHERE id = $1 AND municipality_id = $2 AND version = $4 \
           AND (NOT $14 OR NOT EXISTS (SELECT 1 FROM booking AS other \
             WHERE other.client_id = $7 AND other.kind_id = booking.kind_id AND other.open AND other.id <> $1))";
    BOOKING_CLOSE_PAST =
        "UPDATE booking SET open = FALSE, version = version + 1 WHERE client_id = $1 AND kind_id = $2 AND open AND ends_at <= $3";
    BOOKING = bookings_where!("id = $2");
    BOOKING_BY_TOKEN = bookings_where!("token_hash = $2");
    BOOKING_OPEN_OF =
        concat!("SELECT ", booking_columns!(), " FROM booking WHERE client_id = $1 AND kind_id = $2 AND open");
    /// Those that nobody has held or called off, a page at a time: behind the one that began at $2 and has the id $3.
    BOOKINGS_TO_COME = bookings_where!(
        "starts_at >= $2 AND (starts_at > $2 OR id > $3) AND status = 'booked' ORDER BY starts_at, id LIMIT $4");
    BOOKINGS_BETWEEN = bookings_where!("starts_at >= $2 AND starts_at < $3 ORDER BY starts_at, id");
    /// How many lie ahead: at an office, of a kind, or of a nurse.
    BOOKINGS_AHEAD =
        "SELECT COUNT(*) AS bookings FROM booking WHERE municipality_id = $1 AND starts_at >= $2 AND status <> 'cancelled' \
           AND office_id = COALESCE($3, office_id) AND kind_id = COALESCE($4, kind_id) \
           AND (staff_id = $5 OR joint_staff_id = $5 OR $5 IS NULL)";
    BOOKINGS_OF_NURSE = bookings_where!(
        "starts_at >= $2 AND status = 'booked' AND (staff_id = $3 OR joint_staff_id = $3) ORDER BY starts_at, id");
    /// Another time of hers that meets `[$2, $3)`.
    BOOKING_BESIDE = concat!(
        "SELECT ", booking_columns!(), " FROM booking WHERE client_id = $1 AND status <> 'cancelled' AND starts_at < $3 \
           AND ends_at > $2 ORDER BY starts_at, id LIMIT 1");
    /// Hers besides that one, the latest first.
    BOOKINGS_OF_CLIENT = concat!(
        "SELECT ", booking_columns!(), " FROM booking WHERE client_id = $1 AND id <> $2 ORDER BY starts_at DESC, id DESC LIMIT $3");
    NEXT_OF_NURSE = concat!(
        next_of_nurse!("staff_id"), " UNION ALL ", next_of_nurse!("joint_staff_id"), " ORDER BY turn, starts_at, id LIMIT $6");
    BOOKINGS_BORN = bookings_where!("birth_date = $2 AND open AND ends_at > $3 ORDER BY starts_at, id");
    /// What a mailbox has been used for.
    MAILBOX_USE { sqlite: mailbox_use!("instr"), postgres: mailbox_use!("strpos") }
    /// A booking, kept from others until the transaction ends. SQLite has one writer anyway.
    BOOKING_LOCKED { sqlite: BOOKING, postgres: concat!(bookings_where!("id = $2"), " FOR UPDATE") }
}

impl<K: Access> Unit<K> {
    /// Where it stands is remembered, for when it is changed.
    fn seen(&mut self, found: Option<Booking>) -> Option<Booking> {
        if let (Some(changes), Some(booking)) = (self.reading(), &found) {
            changes.saw_booking(booking);
        }
        found
    }

    fn all_seen(&mut self, found: Vec<Booking>) -> Vec<Booking> {
        if let Some(changes) = self.reading() {
            for booking in &found {
                changes.saw_booking(booking);
            }
        }
        found
    }
}

#[async_trait]
impl<K: Access> BookingReads for Unit<K> {
    async fn booking(&mut self, municipality: MunicipalityId, id: BookingId) -> StoreResult<Option<Booking>> {
        let text = if K::LOCKS { BOOKING_LOCKED } else { BOOKING };
        let found = one(self.conn(), sql(text).bind(municipality.0).bind(id.0), booking).await?;
        Ok(self.seen(found))
    }
    async fn booking_by_token(&mut self, municipality: MunicipalityId, hash: &[u8]) -> StoreResult<Option<Booking>> {
        let found = one(self.conn(), sql(BOOKING_BY_TOKEN).bind(municipality.0).bind(hash), booking).await?;
        Ok(self.seen(found))
    }
    async fn booking_open_of(&mut self, client: ClientId, kind: KindId) -> StoreResult<Option<Booking>> {
        let found = one(self.conn(), sql(BOOKING_OPEN_OF).bind(client.0).bind(kind.0), booking).await?;
        Ok(self.seen(found))
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
        let query = sql(BOOKINGS_AHEAD).bind(municipality.0).bind(from.timestamp()).bind(office).bind(kind).bind(nurse);
        Ok(one(self.conn(), query, |row| get(row, "bookings")).await?.unwrap_or(0))
    }
    async fn bookings_of_nurse(
        &mut self,
        municipality: MunicipalityId,
        nurse: StaffId,
        from: DateTime<Utc>,
    ) -> StoreResult<Vec<Booking>> {
        let query = sql(BOOKINGS_OF_NURSE).bind(municipality.0).bind(from.timestamp()).bind(nurse.0);
        let found = all(self.conn(), query, booking).await?;
        Ok(self.all_seen(found))
    }
    async fn bookings_between(
        &mut self,
        municipality: MunicipalityId,
        from: DateTime<Utc>,
        until: DateTime<Utc>,
    ) -> StoreResult<Vec<Booking>> {
        let query = sql(BOOKINGS_BETWEEN).bind(municipality.0).bind(from.timestamp()).bind(until.timestamp());
        let found = all(self.conn(), query, booking).await?;
        Ok(self.all_seen(found))
    }
    async fn bookings_to_come(
        &mut self,
        municipality: MunicipalityId,
        (from, behind): (DateTime<Utc>, BookingId),
        most: i64,
    ) -> StoreResult<Vec<Booking>> {
        let query = sql(BOOKINGS_TO_COME).bind(municipality.0).bind(from.timestamp()).bind(behind.0).bind(most);
        let found = all(self.conn(), query, booking).await?;
        Ok(self.all_seen(found))
    }
    async fn booking_beside(
        &mut self,
        client: ClientId,
        from: DateTime<Utc>,
        until: DateTime<Utc>,
    ) -> StoreResult<Option<Booking>> {
        let query = sql(BOOKING_BESIDE).bind(client.0).bind(from.timestamp()).bind(until.timestamp());
        one(self.conn(), query, booking).await
    }
    async fn bookings_of_client(&mut self, client: ClientId, but: BookingId, most: i64) -> StoreResult<Vec<Booking>> {
        all(self.conn(), sql(BOOKINGS_OF_CLIENT).bind(client.0).bind(but.0).bind(most), booking).await
    }
    async fn next_of_nurse(
        &mut self,
        (municipality, nurse): (MunicipalityId, StaffId),
        (from, until): (DateTime<Utc>, DateTime<Utc>),
        now: DateTime<Utc>,
        most: i64,
    ) -> StoreResult<Vec<NextInterview>> {
        let query =
            sql(NEXT_OF_NURSE).bind(municipality.0).bind(nurse.0).bind(from.timestamp()).bind(until.timestamp());
        all(self.conn(), query.bind(now.timestamp()).bind(most), next).await
    }
    async fn bookings_born(
        &mut self,
        municipality: MunicipalityId,
        birth_date: NaiveDate,
        now: DateTime<Utc>,
    ) -> StoreResult<Vec<Booking>> {
        let query = sql(BOOKINGS_BORN).bind(municipality.0).bind(birth_date.format(DATE).to_string());
        all(self.conn(), query.bind(now.timestamp()), booking).await
    }
    async fn mailbox_use(
        &mut self,
        municipality: MunicipalityId,
        mailbox: &str,
        since: DateTime<Utc>,
    ) -> StoreResult<MailboxUse> {
        let query = sql(MAILBOX_USE).bind(municipality.0).bind(mailbox).bind(since.timestamp());
        let found = one(self.conn(), query, |row| {
            Ok(MailboxUse { bookings: get(row, "bookings")?, mails: get(row, "mails")?, known: get(row, "known")? })
        });
        Ok(found.await?.unwrap_or_default())
    }
    async fn nurse_of_client(&mut self, client: ClientId) -> StoreResult<Option<StaffId>> {
        one(self.conn(), sql(NURSE_OF_CLIENT).bind(client.0), |row| Ok(StaffId(get(row, "staff_id")?))).await
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
        let insert = sql(CLIENT_INSERT)
            .bind(new_id.0)
            .bind(municipality.0)
            .bind(phone_e164)
            .bind(&birth_date)
            .bind(now.timestamp());
        if run(conn, insert).await? == 1 {
            return Ok(new_id);
        }
        let find = sql(CLIENT_FIND).bind(municipality.0).bind(phone_e164).bind(&birth_date);
        one(conn, find, |row| Ok(ClientId(get(row, "id")?)))
            .await?
            .ok_or_else(|| StoreError::Busy("the person was deleted in this moment".into()))
    }
    async fn booking_insert(&mut self, booking: &Booking) -> StoreResult<bool> {
        let conn = self.conn();
        let (claim, contact) = (&booking.claim, &booking.contact);
        let found_by = terms::terms(booking);
        let query = sql(BOOKING_INSERT)
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
            .bind(&booking.token_sealed);
        let query = course(query, &booking.course).bind(terms::hash(&found_by));
        let inserted = run(conn, query).await? == 1;
        if inserted {
            terms::write(conn, &[(booking, found_by)]).await?;
            self.changed().booked(booking);
        }
        Ok(inserted)
    }
    async fn booking_update(&mut self, booking: &Booking) -> StoreResult<bool> {
        let conn = self.conn();
        let (claim, contact) = (&booking.claim, &booking.contact);
        let query = sql(BOOKING_UPDATE)
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
        feeds::note_former(conn, booking).await?;
        let updated = run_or_race(conn, course(query, &booking.course)).await? == 1;
        if updated {
            terms::renew(conn, booking).await?;
            self.changed().rebooked(booking);
        }
        Ok(updated)
    }
    async fn booking_close_past(&mut self, client: ClientId, kind: KindId, now: DateTime<Utc>) -> StoreResult<()> {
        let query = sql(BOOKING_CLOSE_PAST).bind(client.0).bind(kind.0).bind(now.timestamp());
        run(self.conn(), query).await.map(drop)
    }
}

fn next(row: &Row) -> StoreResult<NextInterview> {
    Ok(NextInterview {
        booking: BookingId(get(row, "id")?),
        office: OfficeId(get(row, "office_id")?),
        room: get::<Option<i64>>(row, "room_id")?.map(RoomId),
        mode: word(row, "mode", Mode::parse)?,
        status: word(row, "status", Status::parse)?,
        starts_at: instant(row, "starts_at")?,
        ends_at: instant(row, "ends_at")?,
        join_url: get(row, "join_url")?,
    })
}

/// With what became of a booking, in the order of its columns.
fn course<'q>(query: Query<'q>, course: &'q Course) -> Query<'q> {
    let at = |moment: Option<DateTime<Utc>>| moment.map(|at| at.timestamp());
    let note = course.note.as_ref();
    query
        .bind(at(course.arrived_at))
        .bind(at(course.started_at))
        .bind(at(course.ended_at))
        .bind(course.follow_up.map(FollowUp::as_str))
        .bind(note.map(|note| note.sealed.as_slice()))
        .bind(note.map(|note| note.at.timestamp()))
        .bind(note.and_then(|note| note.by).map(|staff| staff.0))
}
