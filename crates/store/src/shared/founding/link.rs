//! One-time links to the first set-up, and what a city has already.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use mendan_domain::ids::MunicipalityId;
use mendan_domain::staff::Permission;
use mendan_service::founding::link::{FoundingLink, FoundingLinkId};
use mendan_service::founding::repository::{FoundingReads, FoundingWrites};
use mendan_service::ports::StoreResult;

use super::super::row::{Row, get, instant, maybe_instant, one, run, run_or_race, sql};
use super::super::unit::{Access, Unit, Writing};

statements! {
    FOUNDING_LINK =
        "SELECT id, municipality_id, word_hash, created_at, expires_at, session_hash, done_at FROM founding_link \
         WHERE word_hash = $1";
    FOUNDING_SESSION =
        "SELECT id, municipality_id, word_hash, created_at, expires_at, session_hash, done_at FROM founding_link \
         WHERE session_hash = $1";
    FOUNDING_ADMINISTRATOR =
        "SELECT id FROM staff WHERE municipality_id = $1 AND NOT disabled AND NOT here_only AND (role = 'administrator' \
           OR EXISTS (SELECT 1 FROM role WHERE role.municipality_id = $1 AND role.id = staff.role_id \
             AND ' ' || role.permissions || ' ' LIKE $2)) LIMIT 1";
    FOUNDING_TIMES = "SELECT id FROM slot WHERE municipality_id = $1 LIMIT 1";
    FOUNDING_BOOKING = "SELECT id FROM booking WHERE municipality_id = $1 LIMIT 1";
    FOUNDING_OWN_ADDRESS = "SELECT own_address FROM municipality WHERE id = $1";
    FOUNDING_OWN_STAFF_ADDRESS = "SELECT own_staff_address FROM municipality WHERE id = $1";
    FOUNDING_LINKS_END = "DELETE FROM founding_link WHERE municipality_id = $1";
    FOUNDING_LINKS_BEFORE_END = "DELETE FROM founding_link WHERE municipality_id IS NULL";
    FOUNDING_LINK_INSERT =
        "INSERT INTO founding_link (id, municipality_id, word_hash, created_at, expires_at, session_hash, done_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7)";
    FOUNDING_LINK_BEGIN =
        "UPDATE founding_link SET session_hash = $2, expires_at = $3 WHERE id = $1 AND session_hash IS NULL AND done_at IS NULL";
    FOUNDING_LINK_FOUND = "UPDATE founding_link SET municipality_id = $2 WHERE id = $1 AND municipality_id IS NULL";
    FOUNDING_LINK_DONE = "UPDATE founding_link SET done_at = $2 WHERE id = $1 AND done_at IS NULL";
    OWN_ADDRESS_SET = "UPDATE municipality SET own_address = $2 WHERE id = $1";
    STAFF_ADDRESS_SET = "UPDATE municipality SET staff_url = $2, own_staff_address = $3 WHERE id = $1";
}

#[async_trait]
impl<K: Access> FoundingReads for Unit<K> {
    async fn founding_link(&mut self, word_hash: &[u8]) -> StoreResult<Option<FoundingLink>> {
        one(self.conn(), sql(FOUNDING_LINK).bind(word_hash), link).await
    }
    async fn founding_session(&mut self, session_hash: &[u8]) -> StoreResult<Option<FoundingLink>> {
        one(self.conn(), sql(FOUNDING_SESSION).bind(session_hash), link).await
    }
    async fn has_administrator(&mut self, municipality: MunicipalityId) -> StoreResult<bool> {
        let may = format!("% {} %", Permission::ManageStaff.word());
        let query = sql(FOUNDING_ADMINISTRATOR).bind(municipality.0).bind(may);
        Ok(one(self.conn(), query, |_| Ok(())).await?.is_some())
    }
    async fn has_times(&mut self, municipality: MunicipalityId) -> StoreResult<bool> {
        there_is(self, FOUNDING_TIMES, municipality).await
    }
    async fn has_booking(&mut self, municipality: MunicipalityId) -> StoreResult<bool> {
        there_is(self, FOUNDING_BOOKING, municipality).await
    }
    async fn has_own_address(&mut self, municipality: MunicipalityId) -> StoreResult<bool> {
        let query = sql(FOUNDING_OWN_ADDRESS).bind(municipality.0);
        Ok(one(self.conn(), query, |row| get(row, "own_address")).await?.unwrap_or(false))
    }
    async fn has_own_staff_address(&mut self, municipality: MunicipalityId) -> StoreResult<bool> {
        let query = sql(FOUNDING_OWN_STAFF_ADDRESS).bind(municipality.0);
        Ok(one(self.conn(), query, |row| get(row, "own_staff_address")).await?.unwrap_or(false))
    }
}

#[async_trait]
impl FoundingWrites for Unit<Writing> {
    async fn founding_link_replace(&mut self, link: &FoundingLink) -> StoreResult<()> {
        let conn = self.conn();
        run(conn, sql(FOUNDING_LINKS_BEFORE_END)).await?;
        if let Some(city) = link.municipality {
            run(conn, sql(FOUNDING_LINKS_END).bind(city.0)).await?;
        }
        let query = sql(FOUNDING_LINK_INSERT)
            .bind(link.id.0)
            .bind(link.municipality.map(|city| city.0))
            .bind(&link.word_hash)
            .bind(link.created_at.timestamp())
            .bind(link.expires_at.timestamp())
            .bind(&link.session_hash)
            .bind(link.done_at.map(|at| at.timestamp()));
        run(conn, query).await.map(drop)
    }
    async fn founding_link_begin(
        &mut self,
        id: FoundingLinkId,
        session_hash: &[u8],
        expires_at: DateTime<Utc>,
    ) -> StoreResult<bool> {
        let query = sql(FOUNDING_LINK_BEGIN).bind(id.0).bind(session_hash).bind(expires_at.timestamp());
        Ok(run(self.conn(), query).await? == 1)
    }
    async fn founding_link_found(&mut self, id: FoundingLinkId, municipality: MunicipalityId) -> StoreResult<bool> {
        Ok(run(self.conn(), sql(FOUNDING_LINK_FOUND).bind(id.0).bind(municipality.0)).await? == 1)
    }
    async fn founding_link_done(&mut self, id: FoundingLinkId, at: DateTime<Utc>) -> StoreResult<bool> {
        Ok(run(self.conn(), sql(FOUNDING_LINK_DONE).bind(id.0).bind(at.timestamp())).await? == 1)
    }
    async fn own_address_set(&mut self, municipality: MunicipalityId, own: bool) -> StoreResult<()> {
        run(self.conn(), sql(OWN_ADDRESS_SET).bind(municipality.0).bind(own)).await.map(drop)
    }
    async fn staff_address_set(
        &mut self,
        municipality: MunicipalityId,
        address: Option<&str>,
        own: bool,
    ) -> StoreResult<()> {
        let query = sql(STAFF_ADDRESS_SET).bind(municipality.0).bind(address).bind(own);
        run_or_race(self.conn(), query).await.map(drop)
    }
}

async fn there_is<K: Access>(
    unit: &mut Unit<K>,
    statement: &'static str,
    municipality: MunicipalityId,
) -> StoreResult<bool> {
    Ok(one(unit.conn(), sql(statement).bind(municipality.0), |_| Ok(())).await?.is_some())
}

fn link(row: &Row) -> StoreResult<FoundingLink> {
    Ok(FoundingLink {
        id: FoundingLinkId(get(row, "id")?),
        municipality: get::<Option<i64>>(row, "municipality_id")?.map(MunicipalityId),
        word_hash: get(row, "word_hash")?,
        created_at: instant(row, "created_at")?,
        expires_at: instant(row, "expires_at")?,
        session_hash: get(row, "session_hash")?,
        done_at: maybe_instant(row, "done_at")?,
    })
}
