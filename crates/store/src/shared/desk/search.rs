//! What the desk looks for.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use mendan_domain::desk::search::Wanted;
use mendan_domain::ids::{MunicipalityId, OfficeId};
use mendan_service::desk::repository::DeskReads;
use mendan_service::model::Booking;
use mendan_service::ports::StoreResult;

use super::super::ENGINE;
use super::super::booking::row::booking;
use super::super::row::{all, get, sql, to_json};
use super::super::unit::{Access, Unit};

/// Bookings of which each word of a search, in one way of reading it, meets a term; then the best of them, and how many there are,
/// at the offices of $5 (` 1 2 `) or, where that is empty, at all.
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
               WHERE +b.municipality_id = $1 AND ($5 = '' OR $5 LIKE '% ' || CAST(b.office_id AS TEXT) || ' %') ORDER BY past, place, found_id LIMIT $4) AS ranked \
             JOIN booking ON booking.id = ranked.found_id ORDER BY past, place, found_id")
    };
}

statements! {
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
}

#[async_trait]
impl<K: Access> DeskReads for Unit<K> {
    async fn bookings_found(
        &mut self,
        municipality: MunicipalityId,
        wanted: &[Wanted],
        now: DateTime<Utc>,
        (limit, offices): (i64, Option<&[OfficeId]>),
    ) -> StoreResult<(Vec<Booking>, i64)> {
        // PostgreSQL answers U+0000 with an error; no term has it.
        let wanted = wanted.iter().filter(|range| !range.low.contains('\0'));
        let rows: Vec<_> =
            wanted.map(|range| (range.way, range.word, range.words, &range.low, &range.high, range.rare)).collect();
        if rows.is_empty() {
            return Ok((Vec::new(), 0));
        }
        // Each between spaces; none reached is a space, and not nothing, which is all.
        let offices = offices.map(|all| all.iter().fold(" ".to_owned(), |text, office| format!("{text}{office} ")));
        let query = sql(BOOKINGS_FOUND)
            .bind(municipality.0)
            .bind(to_json(&rows)?)
            .bind(now.timestamp())
            .bind(limit)
            .bind(offices.unwrap_or_default());
        let found = all(self.conn(), query, |row| Ok((booking(row)?, get::<i64>(row, "total")?))).await?;
        let total = found.first().map_or(0, |(_, total)| *total);
        Ok((found.into_iter().map(|(booking, _)| booking).collect(), total))
    }
}
