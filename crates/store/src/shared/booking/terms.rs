//! The terms of a booking, by which the desk finds it: they are written with it.

use std::collections::BTreeSet;

use mendan_domain::desk::search;
use mendan_service::model::Booking;
use mendan_service::ports::StoreResult;
use mendan_service::secret::sha256;

use super::super::row::{all, run, sql, to_json};
use super::super::{Connection, ENGINE};
use super::row::booking;

statements! {
    /// Says which terms a booking has; touches nothing when it has them already.
    SEARCH_HASH_SET =
        "UPDATE booking SET search_hash = $3 WHERE municipality_id = $1 AND id = $2 AND search_hash <> $3";
    SEARCH_TERMS_DELETE = "DELETE FROM search_term WHERE booking_id = $1";
    BOOKINGS_WITHOUT_TERMS = concat!(
        "SELECT ", booking_columns!(), " FROM booking WHERE search_hash = 0 ORDER BY id LIMIT $1");
    /// Terms of bookings as one JSON text: `[[municipality, term, booking], …]`.
    SEARCH_TERMS_INSERT {
        sqlite:
            "INSERT INTO search_term (municipality_id, term, booking_id) \
             SELECT value ->> 0, value ->> 1, value ->> 2 FROM json_each($1) WHERE TRUE ON CONFLICT DO NOTHING",
        postgres:
            "INSERT INTO search_term (municipality_id, term, booking_id) \
             SELECT (entry ->> 0)::BIGINT, entry ->> 1, (entry ->> 2)::BIGINT \
             FROM json_array_elements(CAST($1 AS TEXT)::JSON) AS terms (entry) ON CONFLICT DO NOTHING"
    }
}

/// Bookings that get their terms in one transaction.
const BATCH: i64 = 500;

/// What a booking's terms are known by without reading them; never 0, which says that it has none yet.
pub(crate) fn hash(terms: &BTreeSet<String>) -> i64 {
    let all: Vec<&str> = terms.iter().map(String::as_str).collect();
    let digest = sha256(all.join("\n").as_bytes());
    let first = digest.first_chunk().map_or(1, |octets| i64::from_be_bytes(*octets));
    if first == 0 { 1 } else { first }
}

/// What a booking is found by.
pub(crate) fn terms(of: &Booking) -> BTreeSet<String> {
    search::terms(&of.findable())
}

/// Writes the terms of bookings that have none.
pub(crate) async fn write(conn: &mut Connection, all: &[(&Booking, BTreeSet<String>)]) -> StoreResult<()> {
    let rows: Vec<_> =
        all.iter().flat_map(|(of, terms)| terms.iter().map(|term| (of.municipality.0, term, of.id.0))).collect();
    run(conn, sql(SEARCH_TERMS_INSERT).bind(to_json(&rows)?)).await.map(drop)
}

/// Writes the terms of a booking anew, if they are others than before.
pub(crate) async fn renew(conn: &mut Connection, of: &Booking) -> StoreResult<()> {
    let terms = terms(of);
    let set = sql(SEARCH_HASH_SET).bind(of.municipality.0).bind(of.id.0).bind(hash(&terms));
    if run(conn, set).await? == 0 {
        return Ok(());
    }
    run(conn, sql(SEARCH_TERMS_DELETE).bind(of.id.0)).await?;
    write(conn, &[(of, terms)]).await
}

/// Gives terms to some bookings that have none; 0 when there are no such bookings.
pub(crate) async fn fill(conn: &mut Connection) -> StoreResult<usize> {
    let bookings = all(conn, sql(BOOKINGS_WITHOUT_TERMS).bind(BATCH), booking).await?;
    let found: Vec<_> = bookings.iter().map(|of| (of, terms(of))).collect();
    for (of, terms) in &found {
        let set = sql(SEARCH_HASH_SET).bind(of.municipality.0).bind(of.id.0).bind(hash(terms));
        run(conn, set).await?;
    }
    if !found.is_empty() {
        write(conn, &found).await?;
    }
    Ok(bookings.len())
}
