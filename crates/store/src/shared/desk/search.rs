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
use super::super::{Connection, DIALECT, sql};

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
        let rows: Vec<_> = wanted.map(|range| (range.way, range.word, range.words, &range.low, &range.high)).collect();
        if rows.is_empty() {
            return Ok((Vec::new(), 0));
        }
        let query = sqlx::query(DIALECT.bookings_found)
            .bind(municipality.0)
            .bind(to_json(&rows)?)
            .bind(now.timestamp())
            .bind(limit);
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
    run(conn, sqlx::query(DIALECT.search_terms_insert).bind(to_json(&rows)?)).await.map(drop)
}

/// Writes the terms of a booking anew, if they are others than before.
pub(crate) async fn renew(conn: &mut Connection, of: &Booking) -> StoreResult<()> {
    let set = sqlx::query(sql::SEARCH_HASH_SET).bind(of.municipality.0).bind(of.id.0).bind(hash(of));
    if run(conn, set).await? == 0 {
        return Ok(());
    }
    run(conn, sqlx::query(sql::SEARCH_TERMS_DELETE).bind(of.id.0)).await?;
    write(conn, std::slice::from_ref(of)).await
}

/// Gives terms to some bookings that have none; 0 when there are no such bookings.
pub(crate) async fn fill(conn: &mut Connection) -> StoreResult<usize> {
    let bookings = all(conn, sqlx::query(sql::BOOKINGS_WITHOUT_TERMS).bind(BATCH), booking).await?;
    for of in &bookings {
        let set = sqlx::query(sql::SEARCH_HASH_SET).bind(of.municipality.0).bind(of.id.0).bind(hash(of));
        run(conn, set).await?;
    }
    if !bookings.is_empty() {
        write(conn, &bookings).await?;
    }
    Ok(bookings.len())
}
