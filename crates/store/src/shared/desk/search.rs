//! What the desk looks for.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use mendan_domain::desk::search::{Wanted, terms};
use mendan_domain::ids::MunicipalityId;
use mendan_service::desk::repository::DeskReads;
use mendan_service::model::Booking;
use mendan_service::ports::StoreResult;
use mendan_service::secret::sha256;

use super::super::booking::row::booking;
use super::super::row::{all, get, run, to_json};
use super::super::unit::{Access, Unit};
use super::super::{Connection, ENGINE};

/// Bookings of which each word of a search, in one way of reading it, meets a term; then the best of them, and how many there are.
/// What can still be moved stands first, the soonest on top; then the past, the latest on top. `[[way, word, words, low, high, rare], …]`.
/// Where word 0 is rare, what it leads to is looked at one by one; elsewhere all words are asked, and what all of them lead to counts. The `+` keeps
/// SQLite from walking all bookings of the city instead.
macro_rules! bookings_found {
    ($($met:literal),+) => {
        concat!(
            "SELECT ", booking_columns!(), ", total FROM (\
               SELECT b.id AS found_id, COUNT(*) OVER () AS total, NOT (b.open AND b.ends_at >= $3) AS past, \
                 CASE WHEN b.open AND b.ends_at >= $3 THEN b.starts_at ELSE -b.starts_at END AS place \
               FROM (SELECT DISTINCT met.booking_id FROM (", $($met),+, ") AS met) AS hit \
               JOIN booking AS b ON b.id = hit.booking_id \
               WHERE +b.municipality_id = $1 ORDER BY past, place, found_id LIMIT $4) AS ranked \
             JOIN booking ON booking.id = ranked.found_id ORDER BY past, place, found_id")
    };
}

statements! {
    /// Says which terms a booking has; touches nothing when it has them already.
    SEARCH_HASH_SET =
        "UPDATE booking SET search_hash = $3 WHERE municipality_id = $1 AND id = $2 AND search_hash <> $3";
    SEARCH_TERMS_DELETE = "DELETE FROM search_term WHERE booking_id = $1";
    BOOKINGS_WITHOUT_TERMS = concat!(
        "SELECT ", booking_columns!(), " FROM booking WHERE search_hash = 0 ORDER BY id LIMIT $1");
    /// What the desk looks for.
    BOOKINGS_FOUND {
        sqlite: bookings_found!(
            "SELECT t.booking_id FROM json_each($2) CROSS JOIN search_term AS t ON t.municipality_id = $1 \
               AND t.term >= json_each.value ->> 3 AND t.term < json_each.value ->> 4 \
             WHERE NOT json_each.value ->> 5 \
             GROUP BY json_each.value ->> 0, t.booking_id \
             HAVING COUNT(DISTINCT json_each.value ->> 1) = MIN(json_each.value ->> 2) \
             UNION ALL SELECT t.booking_id FROM json_each($2) AS first CROSS JOIN search_term AS t ON t.municipality_id = $1 \
               AND t.term >= first.value ->> 3 AND t.term < first.value ->> 4 \
             WHERE first.value ->> 5 AND first.value ->> 1 = 0 AND first.value ->> 2 = (\
               SELECT COUNT(DISTINCT other.value ->> 1) FROM search_term AS own CROSS JOIN json_each($2) AS other \
               WHERE own.booking_id = t.booking_id AND other.value ->> 0 = first.value ->> 0 \
                 AND own.term >= other.value ->> 3 AND own.term < other.value ->> 4)"),
        postgres: bookings_found!(
            "SELECT t.booking_id FROM json_array_elements(CAST($2 AS TEXT)::JSON) AS asked (entry) \
             JOIN search_term AS t ON t.municipality_id = $1 AND t.term >= entry ->> 3 AND t.term < entry ->> 4 \
             WHERE NOT (entry ->> 5)::BOOLEAN \
             GROUP BY entry ->> 0, t.booking_id HAVING COUNT(DISTINCT entry ->> 1) = MIN((entry ->> 2)::BIGINT) \
             UNION ALL SELECT t.booking_id FROM json_array_elements(CAST($2 AS TEXT)::JSON) AS leads (first) \
             JOIN search_term AS t ON t.municipality_id = $1 AND t.term >= first ->> 3 AND t.term < first ->> 4 \
             WHERE (first ->> 5)::BOOLEAN AND first ->> 1 = '0' AND (first ->> 2)::BIGINT = (\
               SELECT COUNT(DISTINCT other ->> 1) FROM search_term AS own \
               JOIN json_array_elements(CAST($2 AS TEXT)::JSON) AS others (other) \
                 ON own.term >= other ->> 3 AND own.term < other ->> 4 \
               WHERE own.booking_id = t.booking_id AND other ->> 0 = first ->> 0)")
    }
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

#[async_trait]
impl<K: Access> DeskReads for Unit<K> {
    async fn bookings_found(
        &mut self,
        municipality: MunicipalityId,
        wanted: &[Wanted],
        now: DateTime<Utc>,
        limit: i64,
    ) -> StoreResult<(Vec<Booking>, i64)> {
        // PostgreSQL answers U+0000 with an error; no term has it.
        let wanted = wanted.iter().filter(|range| !range.low.contains('\0'));
        let rows: Vec<_> =
            wanted.map(|range| (range.way, range.word, range.words, &range.low, &range.high, range.rare)).collect();
        if rows.is_empty() {
            return Ok((Vec::new(), 0));
        }
        let query =
            sqlx::query(BOOKINGS_FOUND).bind(municipality.0).bind(to_json(&rows)?).bind(now.timestamp()).bind(limit);
        let found = all(self.conn(), query, |row| Ok((booking(row)?, get::<i64>(row, "total")?))).await?;
        let total = found.first().map_or(0, |(_, total)| *total);
        Ok((found.into_iter().map(|(booking, _)| booking).collect(), total))
    }
}

/// What a booking's terms are known by without reading them; never 0, which says that it has none yet.
pub(crate) fn hash(of: &Booking) -> i64 {
    let all: Vec<String> = terms(&of.findable()).into_iter().collect();
    let digest = sha256(all.join("\n").as_bytes());
    let first = digest.first_chunk().map_or(1, |octets| i64::from_be_bytes(*octets));
    if first == 0 { 1 } else { first }
}

/// Writes the terms of bookings that have none.
pub(crate) async fn write(conn: &mut Connection, bookings: &[Booking]) -> StoreResult<()> {
    let rows: Vec<_> = bookings
        .iter()
        .flat_map(|of| terms(&of.findable()).into_iter().map(|term| (of.municipality.0, term, of.id.0)))
        .collect();
    run(conn, sqlx::query(SEARCH_TERMS_INSERT).bind(to_json(&rows)?)).await.map(drop)
}

/// Writes the terms of a booking anew, if they are others than before.
pub(crate) async fn renew(conn: &mut Connection, of: &Booking) -> StoreResult<()> {
    let set = sqlx::query(SEARCH_HASH_SET).bind(of.municipality.0).bind(of.id.0).bind(hash(of));
    if run(conn, set).await? == 0 {
        return Ok(());
    }
    run(conn, sqlx::query(SEARCH_TERMS_DELETE).bind(of.id.0)).await?;
    write(conn, std::slice::from_ref(of)).await
}

/// Gives terms to some bookings that have none; 0 when there are no such bookings.
pub(crate) async fn fill(conn: &mut Connection) -> StoreResult<usize> {
    let bookings = all(conn, sqlx::query(BOOKINGS_WITHOUT_TERMS).bind(BATCH), booking).await?;
    for of in &bookings {
        let set = sqlx::query(SEARCH_HASH_SET).bind(of.municipality.0).bind(of.id.0).bind(hash(of));
        run(conn, set).await?;
    }
    if !bookings.is_empty() {
        write(conn, &bookings).await?;
    }
    Ok(bookings.len())
}
