//! Mail addresses of members of staff, and their one-time links.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use mendan_domain::ids::{MunicipalityId, OutboxId, StaffId};
use mendan_service::model::OutboxState;
use mendan_service::ports::StoreResult;
use mendan_service::staff::link::{LinkKind, StaffLink, StaffLinkId};
use mendan_service::staff::repository::{LinkReads, LinkWrites};

use super::super::row::{Row, all, get, instant, maybe_word, one, run, sql, word};
use super::super::unit::{Access, Unit, Writing};

statements! {
    STAFF_MAIL = "SELECT sealed FROM staff_address WHERE municipality_id = $1 AND staff_id = $2";
    STAFF_MAILS = "SELECT staff_id, sealed FROM staff_address WHERE municipality_id = $1 ORDER BY staff_id";
    STAFF_MAIL_SET =
        "INSERT INTO staff_address (staff_id, municipality_id, sealed) VALUES ($2, $1, $3) \
         ON CONFLICT (staff_id) DO UPDATE SET sealed = excluded.sealed WHERE staff_address.municipality_id = $1";
    STAFF_LINK =
        "SELECT id, municipality_id, staff_id, kind, word_hash, made_at, expires_at, letter_id FROM staff_link WHERE word_hash = $1";
    STAFF_LINK_OF =
        "SELECT id, municipality_id, staff_id, kind, word_hash, made_at, expires_at, letter_id FROM staff_link \
         WHERE municipality_id = $1 AND id = $2";
    STAFF_LINKS =
        "SELECT l.id, l.municipality_id, l.staff_id, l.kind, l.word_hash, l.made_at, l.expires_at, l.letter_id, o.state \
         FROM staff_link AS l LEFT JOIN outbox AS o ON o.id = l.letter_id AND o.municipality_id = l.municipality_id \
         WHERE l.municipality_id = $1 AND l.kind = $2 ORDER BY l.id";
    LETTERS_TO_STAFF =
        "SELECT COUNT(*) AS letters FROM outbox WHERE staff_id = $2 AND municipality_id = $1 AND kind = $3 AND created_at >= $4";
    STAFF_LINK_INSERT =
        "INSERT INTO staff_link (id, municipality_id, staff_id, kind, word_hash, made_at, expires_at, letter_id) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    /// Of two who use the same at once one finds it gone.
    STAFF_LINK_TAKE = "DELETE FROM staff_link WHERE id = $1";
    STAFF_LINKS_END =
        "DELETE FROM staff_link WHERE municipality_id = $1 AND staff_id = $2 AND kind = COALESCE($3, kind)";
}

#[async_trait]
impl<K: Access> LinkReads for Unit<K> {
    async fn staff_mail(&mut self, municipality: MunicipalityId, staff: StaffId) -> StoreResult<Option<Vec<u8>>> {
        one(self.conn(), sql(STAFF_MAIL).bind(municipality.0).bind(staff.0), |row| get(row, "sealed")).await
    }
    async fn staff_mails(&mut self, municipality: MunicipalityId) -> StoreResult<Vec<(StaffId, Vec<u8>)>> {
        let both = |row: &Row| Ok((StaffId(get(row, "staff_id")?), get(row, "sealed")?));
        all(self.conn(), sql(STAFF_MAILS).bind(municipality.0), both).await
    }
    async fn staff_link(&mut self, word_hash: &[u8]) -> StoreResult<Option<StaffLink>> {
        one(self.conn(), sql(STAFF_LINK).bind(word_hash), link).await
    }
    async fn staff_link_of(&mut self, municipality: MunicipalityId, id: StaffLinkId) -> StoreResult<Option<StaffLink>> {
        one(self.conn(), sql(STAFF_LINK_OF).bind(municipality.0).bind(id.0), link).await
    }
    async fn staff_links(
        &mut self,
        municipality: MunicipalityId,
        kind: LinkKind,
    ) -> StoreResult<Vec<(StaffLink, Option<OutboxState>)>> {
        let both = |row: &Row| Ok((link(row)?, maybe_word(row, "state", OutboxState::parse)?));
        all(self.conn(), sql(STAFF_LINKS).bind(municipality.0).bind(kind.as_str()), both).await
    }
    async fn letters_to_staff(
        &mut self,
        municipality: MunicipalityId,
        staff: StaffId,
        kind: &str,
        since: DateTime<Utc>,
    ) -> StoreResult<i64> {
        let query = sql(LETTERS_TO_STAFF).bind(municipality.0).bind(staff.0).bind(kind).bind(since.timestamp());
        Ok(one(self.conn(), query, |row| get(row, "letters")).await?.unwrap_or(0))
    }
}

#[async_trait]
impl LinkWrites for Unit<Writing> {
    async fn staff_mail_set(&mut self, municipality: MunicipalityId, staff: StaffId, sealed: &[u8]) -> StoreResult<()> {
        run(self.conn(), sql(STAFF_MAIL_SET).bind(municipality.0).bind(staff.0).bind(sealed)).await.map(drop)
    }
    async fn staff_link_replace(&mut self, link: &StaffLink) -> StoreResult<()> {
        self.staff_links_end(link.municipality, link.staff, Some(link.kind)).await?;
        let query = sql(STAFF_LINK_INSERT)
            .bind(link.id.0)
            .bind(link.municipality.0)
            .bind(link.staff.0)
            .bind(link.kind.as_str())
            .bind(&link.word_hash)
            .bind(link.made_at.timestamp())
            .bind(link.expires_at.timestamp())
            .bind(link.letter.map(|letter| letter.0));
        run(self.conn(), query).await.map(drop)
    }
    async fn staff_link_take(&mut self, id: StaffLinkId) -> StoreResult<bool> {
        Ok(run(self.conn(), sql(STAFF_LINK_TAKE).bind(id.0)).await? == 1)
    }
    async fn staff_links_end(
        &mut self,
        municipality: MunicipalityId,
        staff: StaffId,
        kind: Option<LinkKind>,
    ) -> StoreResult<u64> {
        let query = sql(STAFF_LINKS_END).bind(municipality.0).bind(staff.0).bind(kind.map(LinkKind::as_str));
        run(self.conn(), query).await
    }
}

fn link(row: &Row) -> StoreResult<StaffLink> {
    Ok(StaffLink {
        id: StaffLinkId(get(row, "id")?),
        municipality: MunicipalityId(get(row, "municipality_id")?),
        staff: StaffId(get(row, "staff_id")?),
        kind: word(row, "kind", LinkKind::parse)?,
        word_hash: get(row, "word_hash")?,
        made_at: instant(row, "made_at")?,
        expires_at: instant(row, "expires_at")?,
        letter: get::<Option<i64>>(row, "letter_id")?.map(OutboxId),
    })
}
