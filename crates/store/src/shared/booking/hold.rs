//! Times kept while their person types.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use mendan_domain::booking::mode::Mode;
use mendan_domain::ids::{HoldId, KindId, MunicipalityId, OfficeId};
use mendan_service::booking::repository::{HoldReads, HoldWrites};
use mendan_service::model::Hold;
use mendan_service::ports::{StoreError, StoreResult};

use super::super::ENGINE;
use super::super::row::{Row, all, get, instant, one, run, sql, word};
use super::super::unit::{Access, Unit, Writing};
use super::row::{LONGEST_CLAIM, claim};

macro_rules! hold_columns {
    () => {
        "id, municipality_id, browser_hash, kind_id, office_id, staff_id, room_id, room_lane, mode, starts_at, ends_at, \
         busy_from, busy_until, expires_at, extended, form_key, draft_sealed, joint_staff_id, chain_since"
    };
}

statements! {
    HOLD_INSERT = concat!(
        "INSERT INTO hold (", hold_columns!(), ") \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19) \
         ON CONFLICT (municipality_id, browser_hash) DO NOTHING");
    HOLD_UPDATE = "UPDATE hold SET expires_at = $2, extended = $3, draft_sealed = $4 WHERE id = $1";
    HOLD_OF_BROWSER = concat!("SELECT ", hold_columns!(), " FROM hold WHERE municipality_id = $1 AND browser_hash = $2");
    HOLD = concat!("SELECT ", hold_columns!(), " FROM hold WHERE id = $1");
    HOLD_DELETE = "DELETE FROM hold WHERE id = $1";
    HOLDS_EXPIRED = concat!(
        "SELECT ", hold_columns!(), " FROM hold WHERE expires_at <= $1 ORDER BY expires_at, id LIMIT $2");
    HOLDS_BETWEEN = concat!(
        "SELECT ", hold_columns!(), " FROM hold WHERE municipality_id = $1 AND busy_from > $5 AND starts_at >= $2 \
           AND starts_at < $3 AND expires_at > $4 ORDER BY starts_at, id");
    /// A browser's hold, kept likewise.
    HOLD_OF_BROWSER_LOCKED {
        sqlite: HOLD_OF_BROWSER,
        postgres: concat!(
            "SELECT ", hold_columns!(), " FROM hold WHERE municipality_id = $1 AND browser_hash = $2 FOR UPDATE")
    }
    /// Expired holds that nobody is confirming just now.
    HOLDS_EXPIRED_LOCKED {
        sqlite: HOLDS_EXPIRED,
        postgres: concat!(
            "SELECT ", hold_columns!(), " FROM hold WHERE expires_at <= $1 ORDER BY expires_at, id LIMIT $2 \
             FOR UPDATE SKIP LOCKED")
    }
}

impl<K: Access> Unit<K> {
    /// Where they stand is remembered, for when they go.
    fn saw<'h>(&mut self, found: impl IntoIterator<Item = &'h Hold>) {
        if let Some(changes) = self.reading() {
            found.into_iter().for_each(|hold| changes.saw_hold(hold));
        }
    }
}

#[async_trait]
impl<K: Access> HoldReads for Unit<K> {
    async fn hold_of_browser(
        &mut self,
        municipality: MunicipalityId,
        browser_hash: &[u8],
    ) -> StoreResult<Option<Hold>> {
        let text = if K::LOCKS { HOLD_OF_BROWSER_LOCKED } else { HOLD_OF_BROWSER };
        let found = one(self.conn(), sql(text).bind(municipality.0).bind(browser_hash), hold).await?;
        self.saw(&found);
        Ok(found)
    }
    async fn hold(&mut self, id: HoldId) -> StoreResult<Option<Hold>> {
        let found = one(self.conn(), sql(HOLD).bind(id.0), hold).await?;
        self.saw(&found);
        Ok(found)
    }
    async fn holds_expired(&mut self, now: DateTime<Utc>, limit: i64) -> StoreResult<Vec<Hold>> {
        let text = if K::LOCKS { HOLDS_EXPIRED_LOCKED } else { HOLDS_EXPIRED };
        let found = all(self.conn(), sql(text).bind(now.timestamp()).bind(limit), hold).await?;
        self.saw(&found);
        Ok(found)
    }
    async fn holds_between(
        &mut self,
        municipality: MunicipalityId,
        from: DateTime<Utc>,
        until: DateTime<Utc>,
        now: DateTime<Utc>,
    ) -> StoreResult<Vec<Hold>> {
        let query = sql(HOLDS_BETWEEN)
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
        let query = sql(HOLD_INSERT)
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
            self.changed().held(hold);
            return Ok(());
        }
        // A double click: the other request wrote the browser's hold first, and the next try will find it.
        Err(StoreError::Busy("the browser has a hold already".into()))
    }
    async fn hold_update(&mut self, hold: &Hold) -> StoreResult<()> {
        let query = sql(HOLD_UPDATE)
            .bind(hold.id.0)
            .bind(hold.expires_at.timestamp())
            .bind(hold.extended)
            .bind(&hold.draft_sealed);
        run(self.conn(), query).await?;
        self.changed().reheld(hold);
        Ok(())
    }
    async fn hold_delete(&mut self, id: HoldId) -> StoreResult<()> {
        run(self.conn(), sql(HOLD_DELETE).bind(id.0)).await?;
        self.changed().let_go(id);
        Ok(())
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
