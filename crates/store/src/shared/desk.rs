//! Finding bookings: by link, by person, by day, and what the desk searches for.

use chrono::{DateTime, Utc};
use mendan_domain::ids::{ClientId, KindId, MunicipalityId};
use mendan_service::model::{Booking, MailboxUse, Search};
use mendan_service::ports::StoreResult;

use super::bookings::booking;
use super::talk::{DATE, Query, all, get, one};
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

pub(super) async fn found(
    conn: &mut Connection,
    municipality: MunicipalityId,
    search: &Search,
    limit: i64,
) -> StoreResult<Vec<Booking>> {
    let query = match search {
        Search::Kana(prefix) => beginning_with(sql::BOOKINGS_BY_KANA, municipality, prefix),
        Search::Name(prefix) => beginning_with(sql::BOOKINGS_BY_NAME, municipality, prefix),
        Search::Last4(digits) => equal_to(sql::BOOKINGS_BY_LAST4, municipality, digits.clone()),
        Search::Birth(date) => equal_to(sql::BOOKINGS_BY_BIRTH, municipality, date.format(DATE).to_string()),
        Search::Reference(reference) => equal_to(sql::BOOKINGS_BY_REFERENCE, municipality, reference.clone()),
    };
    all(conn, query.bind(limit), booking).await
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

/// A range of an index: from the prefix to the last text that begins with it.
fn beginning_with(sql: &'static str, municipality: MunicipalityId, prefix: &str) -> Query<'static> {
    let prefix = without_nul(prefix.to_owned());
    let last = format!("{prefix}\u{10FFFF}");
    sqlx::query(sql).bind(municipality.0).bind(prefix).bind(last)
}

fn equal_to(sql: &'static str, municipality: MunicipalityId, value: String) -> Query<'static> {
    sqlx::query(sql).bind(municipality.0).bind(without_nul(value))
}

/// PostgreSQL answers U+0000 with an error; what was typed into a search field is no reason for one.
fn without_nul(text: String) -> String {
    if text.contains('\0') { text.replace('\0', "\u{FFFD}") } else { text }
}
