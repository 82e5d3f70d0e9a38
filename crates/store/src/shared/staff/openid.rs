//! Identity providers of cities, accounts there, and who was sent to one.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use mendan_domain::ids::{MunicipalityId, StaffId};
use mendan_service::ports::StoreResult;
use mendan_service::staff::openid::OpenIdRow;
use mendan_service::staff::openid::begin::{AttemptRow, Purpose};
use mendan_service::staff::openid::link::{OpenIdLink, OpenIdLinkId};
use mendan_service::staff::repository::{OpenIdReads, OpenIdWrites};

use super::super::row::{Row, all, get, instant, maybe_instant, one, run, sql, word};
use super::super::unit::{Access, Unit, Writing};

statements! {
    OPENID = "SELECT municipality_id, provider_sealed, former_sealed, version, changed_at, changed_by FROM openid WHERE municipality_id = $1";
    OPENID_SAVE =
        "INSERT INTO openid (municipality_id, provider_sealed, version, changed_at, changed_by, former_sealed) \
         VALUES ($1, $2, $3, $4, $5, $6) \
         ON CONFLICT (municipality_id) DO UPDATE SET provider_sealed = excluded.provider_sealed, version = excluded.version, \
           changed_at = excluded.changed_at, changed_by = excluded.changed_by, former_sealed = excluded.former_sealed";
    OPENID_FORGET_FORMER = "UPDATE openid SET former_sealed = NULL WHERE municipality_id = $1 AND version = $2";
    OPENID_LINK =
        "SELECT id, municipality_id, staff_id, issuer, subject, made_at, used_at FROM openid_link \
         WHERE municipality_id = $1 AND issuer = $2 AND subject = $3";
    OPENID_LINKS =
        "SELECT id, municipality_id, staff_id, issuer, subject, made_at, used_at FROM openid_link \
         WHERE staff_id = $1 AND municipality_id = $2 ORDER BY id";
    OPENID_LINK_INSERT =
        "INSERT INTO openid_link (id, municipality_id, staff_id, issuer, subject, made_at, used_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING";
    OPENID_LINK_USED = "UPDATE openid_link SET used_at = $2 WHERE id = $1";
    OPENID_LINK_DELETE = "DELETE FROM openid_link WHERE id = $1 AND municipality_id = $2";
    OPENID_LINKS_DELETE = "DELETE FROM openid_link WHERE staff_id = $1 AND municipality_id = $2";
    OPENID_ATTEMPT =
        "SELECT state_hash, municipality_id, browser_hash, purpose, session_hash, version, along, created_at FROM openid_attempt \
         WHERE state_hash = $1 AND municipality_id = $2";
    OPENID_ATTEMPT_INSERT =
        "INSERT INTO openid_attempt (state_hash, municipality_id, browser_hash, purpose, session_hash, version, along, created_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    /// Of two that come with the same at once one finds it gone.
    OPENID_ATTEMPT_TAKE = "DELETE FROM openid_attempt WHERE state_hash = $1 AND municipality_id = $2";
}

#[async_trait]
impl<K: Access> OpenIdReads for Unit<K> {
    async fn openid(&mut self, municipality: MunicipalityId) -> StoreResult<Option<OpenIdRow>> {
        one(self.conn(), sql(OPENID).bind(municipality.0), provider).await
    }
    async fn openid_link(
        &mut self,
        municipality: MunicipalityId,
        issuer: &str,
        subject: &str,
    ) -> StoreResult<Option<OpenIdLink>> {
        one(self.conn(), sql(OPENID_LINK).bind(municipality.0).bind(issuer).bind(subject), link).await
    }
    async fn openid_links(&mut self, municipality: MunicipalityId, staff: StaffId) -> StoreResult<Vec<OpenIdLink>> {
        all(self.conn(), sql(OPENID_LINKS).bind(staff.0).bind(municipality.0), link).await
    }
    async fn openid_attempt(
        &mut self,
        municipality: MunicipalityId,
        state_hash: &[u8],
    ) -> StoreResult<Option<AttemptRow>> {
        one(self.conn(), sql(OPENID_ATTEMPT).bind(state_hash).bind(municipality.0), attempt).await
    }
}

#[async_trait]
impl OpenIdWrites for Unit<Writing> {
    async fn openid_save(&mut self, row: &OpenIdRow) -> StoreResult<()> {
        let query = sql(OPENID_SAVE)
            .bind(row.municipality.0)
            .bind(&row.provider_sealed)
            .bind(row.version)
            .bind(row.changed_at.timestamp())
            .bind(row.changed_by.map(|id| id.0))
            .bind(&row.former_sealed);
        run(self.conn(), query).await.map(drop)
    }
    async fn openid_forget_former(&mut self, municipality: MunicipalityId, version: i64) -> StoreResult<()> {
        run(self.conn(), sql(OPENID_FORGET_FORMER).bind(municipality.0).bind(version)).await.map(drop)
    }
    async fn openid_link_insert(&mut self, link: &OpenIdLink) -> StoreResult<bool> {
        let query = sql(OPENID_LINK_INSERT)
            .bind(link.id.0)
            .bind(link.municipality.0)
            .bind(link.staff.0)
            .bind(&link.issuer)
            .bind(&link.subject)
            .bind(link.made_at.timestamp())
            .bind(link.used_at.map(|at| at.timestamp()));
        Ok(run(self.conn(), query).await? == 1)
    }
    async fn openid_link_used(&mut self, id: OpenIdLinkId, at: DateTime<Utc>) -> StoreResult<()> {
        run(self.conn(), sql(OPENID_LINK_USED).bind(id.0).bind(at.timestamp())).await.map(drop)
    }
    async fn openid_link_delete(&mut self, municipality: MunicipalityId, id: OpenIdLinkId) -> StoreResult<()> {
        run(self.conn(), sql(OPENID_LINK_DELETE).bind(id.0).bind(municipality.0)).await.map(drop)
    }
    async fn openid_links_delete(&mut self, municipality: MunicipalityId, staff: StaffId) -> StoreResult<()> {
        run(self.conn(), sql(OPENID_LINKS_DELETE).bind(staff.0).bind(municipality.0)).await.map(drop)
    }
    async fn openid_attempt_insert(&mut self, attempt: &AttemptRow) -> StoreResult<()> {
        let query = sql(OPENID_ATTEMPT_INSERT)
            .bind(&attempt.state_hash)
            .bind(attempt.municipality.0)
            .bind(&attempt.browser_hash)
            .bind(attempt.purpose.as_str())
            .bind(&attempt.session_hash)
            .bind(attempt.version)
            .bind(&attempt.along)
            .bind(attempt.created_at.timestamp());
        run(self.conn(), query).await.map(drop)
    }
    async fn openid_attempt_take(&mut self, municipality: MunicipalityId, state_hash: &[u8]) -> StoreResult<bool> {
        Ok(run(self.conn(), sql(OPENID_ATTEMPT_TAKE).bind(state_hash).bind(municipality.0)).await? == 1)
    }
}

fn provider(row: &Row) -> StoreResult<OpenIdRow> {
    Ok(OpenIdRow {
        municipality: MunicipalityId(get(row, "municipality_id")?),
        provider_sealed: get(row, "provider_sealed")?,
        former_sealed: get(row, "former_sealed")?,
        version: get(row, "version")?,
        changed_at: instant(row, "changed_at")?,
        changed_by: get::<Option<i64>>(row, "changed_by")?.map(StaffId),
    })
}

fn link(row: &Row) -> StoreResult<OpenIdLink> {
    Ok(OpenIdLink {
        id: OpenIdLinkId(get(row, "id")?),
        municipality: MunicipalityId(get(row, "municipality_id")?),
        staff: StaffId(get(row, "staff_id")?),
        issuer: get(row, "issuer")?,
        subject: get(row, "subject")?,
        made_at: instant(row, "made_at")?,
        used_at: maybe_instant(row, "used_at")?,
    })
}

fn attempt(row: &Row) -> StoreResult<AttemptRow> {
    Ok(AttemptRow {
        state_hash: get(row, "state_hash")?,
        municipality: MunicipalityId(get(row, "municipality_id")?),
        browser_hash: get(row, "browser_hash")?,
        purpose: word(row, "purpose", Purpose::parse)?,
        session_hash: get(row, "session_hash")?,
        version: get(row, "version")?,
        along: get(row, "along")?,
        created_at: instant(row, "created_at")?,
    })
}
