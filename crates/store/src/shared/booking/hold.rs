//! Times kept while their person types.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use mendan_domain::booking::mode::Mode;
use mendan_domain::ids::{HoldId, KindId, MunicipalityId, OfficeId};
use mendan_service::booking::repository::{HoldReads, HoldWrites};
use mendan_service::model::Hold;
use mendan_service::ports::{StoreError, StoreResult};

use super::super::row::{Row, all, get, instant, one, run, word};
use super::super::unit::{Access, Unit, Writing};
use super::super::{DIALECT, sql};
use super::row::{LONGEST_CLAIM, claim};

#[async_trait]
impl<K: Access> HoldReads for Unit<K> {
    async fn hold_of_browser(
        &mut self,
        municipality: MunicipalityId,
        browser_hash: &[u8],
    ) -> StoreResult<Option<Hold>> {
        let text = if K::LOCKS { DIALECT.hold_of_browser_locked } else { sql::HOLD_OF_BROWSER };
        one(self.conn(), sqlx::query(text).bind(municipality.0).bind(browser_hash), hold).await
    }
    async fn hold(&mut self, id: HoldId) -> StoreResult<Option<Hold>> {
        one(self.conn(), sqlx::query(sql::HOLD).bind(id.0), hold).await
    }
    async fn holds_expired(&mut self, now: DateTime<Utc>, limit: i64) -> StoreResult<Vec<Hold>> {
        let text = if K::LOCKS { DIALECT.holds_expired_locked } else { sql::HOLDS_EXPIRED };
        all(self.conn(), sqlx::query(text).bind(now.timestamp()).bind(limit), hold).await
    }
    async fn holds_between(
        &mut self,
        municipality: MunicipalityId,
        from: DateTime<Utc>,
        until: DateTime<Utc>,
        now: DateTime<Utc>,
    ) -> StoreResult<Vec<Hold>> {
        let query = sqlx::query(sql::HOLDS_BETWEEN)
            .bind(municipality.0)
            .bind(from.timestamp())
            .bind(until.timestamp())
            .bind(now.timestamp())
            .bind((from - LONGEST_CLAIM).timestamp());
        all(self.conn(), query, hold).await
    }
}

#[async_trait]
impl HoldWrites for Unit<Writing> {
    async fn hold_insert(&mut self, hold: &Hold) -> StoreResult<()> {
        let query = sqlx::query(sql::HOLD_INSERT)
            .bind(hold.id.0)
            .bind(hold.municipality.0)
            .bind(&hold.browser_hash)
            .bind(hold.kind.0)
            .bind(hold.office.0)
            .bind(hold.claim.staff.0)
            .bind(hold.claim.room.map(|(room, _)| room.0))
            .bind(hold.claim.room.map(|(_, lane)| lane))
            .bind(hold.mode.as_str())
            .bind(hold.starts_at.timestamp())
            .bind(hold.ends_at.timestamp())
            .bind(hold.claim.busy.from.timestamp())
            .bind(hold.claim.busy.until.timestamp())
            .bind(hold.expires_at.timestamp())
            .bind(hold.extended)
            .bind(&hold.form_key)
            .bind(&hold.draft_sealed)
            .bind(hold.claim.joint.map(|staff| staff.0))
            .bind(hold.chain_since.timestamp());
        if run(self.conn(), query).await? == 1 {
            return Ok(());
        }
        // A double click: the other request wrote the browser's hold first, and the next try will find it.
        Err(StoreError::Busy("the browser has a hold already".into()))
    }
    async fn hold_update(&mut self, hold: &Hold) -> StoreResult<()> {
        let query = sqlx::query(sql::HOLD_UPDATE)
            .bind(hold.id.0)
            .bind(hold.expires_at.timestamp())
            .bind(hold.extended)
            .bind(&hold.draft_sealed);
        run(self.conn(), query).await.map(drop)
    }
    async fn hold_delete(&mut self, id: HoldId) -> StoreResult<()> {
        run(self.conn(), sqlx::query(sql::HOLD_DELETE).bind(id.0)).await.map(drop)
    }
}

fn hold(row: &Row) -> StoreResult<Hold> {
    Ok(Hold {
        id: HoldId(get(row, "id")?),
        municipality: MunicipalityId(get(row, "municipality_id")?),
        browser_hash: get(row, "browser_hash")?,
        kind: KindId(get(row, "kind_id")?),
        office: OfficeId(get(row, "office_id")?),
        claim: claim(row)?,
        mode: word(row, "mode", Mode::parse)?,
        starts_at: instant(row, "starts_at")?,
        ends_at: instant(row, "ends_at")?,
        chain_since: instant(row, "chain_since")?,
        expires_at: instant(row, "expires_at")?,
        extended: get(row, "extended")?,
        form_key: get(row, "form_key")?,
        draft_sealed: get(row, "draft_sealed")?,
    })
}
