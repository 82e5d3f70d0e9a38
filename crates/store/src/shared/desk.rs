//! Finding bookings: by link, by person, by day. What the desk searches for is next door in `search`.

use chrono::{DateTime, NaiveDate, Utc};
use mendan_domain::ids::{ClientId, KindId, MunicipalityId};
use mendan_service::model::{Booking, MailboxUse};
use mendan_service::ports::StoreResult;

use super::bookings::booking;
use super::talk::{DATE, all, get, one};
use super::{Connection, DIALECT, sql};

pub(super) async fn by_token(
    conn: &mut Connection,
    municipality: MunicipalityId,
    hash: &[u8],
) -> StoreResult<Option<Booking>> {
    one(conn, sqlx::query(sql::BOOKING_BY_TOKEN).bind(municipality.0).bind(hash), booking).await
}

pub(super) async fn open_of(conn: &mut Connection, client: ClientId, kind: KindId) -> StoreResult<Option<Booking>> {
    one(conn, sqlx::query(sql::BOOKING_OPEN_OF).bind(client.0).bind(kind.0), booking).await
}

pub(super) async fn between(
    conn: &mut Connection,
    municipality: MunicipalityId,
    from: DateTime<Utc>,
    until: DateTime<Utc>,
) -> StoreResult<Vec<Booking>> {
    let query = sqlx::query(sql::BOOKINGS_BETWEEN).bind(municipality.0).bind(from.timestamp()).bind(until.timestamp());
    all(conn, query, booking).await
}

pub(super) async fn born(
    conn: &mut Connection,
    municipality: MunicipalityId,
    birth_date: NaiveDate,
    now: DateTime<Utc>,
) -> StoreResult<Vec<Booking>> {
    let query = sqlx::query(sql::BOOKINGS_BORN).bind(municipality.0).bind(birth_date.format(DATE).to_string());
    all(conn, query.bind(now.timestamp()), booking).await
}

pub(super) async fn beside(
    conn: &mut Connection,
    client: ClientId,
    from: DateTime<Utc>,
    until: DateTime<Utc>,
) -> StoreResult<Option<Booking>> {
    let query = sqlx::query(sql::BOOKING_BESIDE).bind(client.0).bind(from.timestamp()).bind(until.timestamp());
    one(conn, query, booking).await
}

pub(super) async fn mailbox_use(
    conn: &mut Connection,
    municipality: MunicipalityId,
    mailbox: &str,
    since: DateTime<Utc>,
) -> StoreResult<MailboxUse> {
    let query = sqlx::query(DIALECT.mailbox_use).bind(municipality.0).bind(mailbox).bind(since.timestamp());
    let found = one(conn, query, |row| {
        Ok(MailboxUse { bookings: get(row, "bookings")?, mails: get(row, "mails")?, known: get(row, "known")? })
    });
    Ok(found.await?.unwrap_or_default())
}
