//! Who is signed in.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use mendan_domain::ids::{MunicipalityId, StaffId};
use mendan_service::model::{Session, StaffMember};
use mendan_service::ports::StoreResult;
use mendan_service::staff::factor::kind::ProvenBy;
use mendan_service::staff::repository::{SessionReads, SessionWrites};

use super::super::row::{Row, all, get, instant, one, run, sql, word};
use super::super::unit::{Access, Unit, Writing};
use super::member;

statements! {
    SESSION_INSERT = concat!(
        "INSERT INTO session (municipality_id, ", session_columns!(), ") \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)");
    SESSION_FIND = concat!("SELECT municipality_id, ", session_columns!(), " FROM session WHERE token_hash = $1");
    SESSIONS_OF_STAFF = concat!(
        "SELECT municipality_id, ", session_columns!(), " FROM session \
         WHERE municipality_id = $1 AND staff_id = $2 ORDER BY seen_at DESC, token_hash");
    /// Every request of staff asks this, and nothing else about who she is: her offices come as one text.
    SESSION_MEMBER = concat!(
        "SELECT ", session_columns!(), ", ", staff_read!(), ", \
           (SELECT string_agg(CAST(office_id AS TEXT), ' ') FROM staff_office WHERE staff_office.staff_id = staff.id) AS offices \
         FROM session JOIN staff USING (municipality_id) WHERE token_hash = $1 AND staff.id = session.staff_id");
    SESSION_UPDATE = "UPDATE session SET seen_at = $2, state_sealed = $3 WHERE token_hash = $1";
    /// The state stays: whoever only looks has read it before somebody else wrote it.
    SESSION_SEEN = "UPDATE session SET seen_at = $2 WHERE token_hash = $1";
    SESSION_DELETE = "DELETE FROM session WHERE municipality_id = $1 AND token_hash = $2";
    SESSION_RENEW =
        "UPDATE session SET token_hash = $2, seen_at = $3, state_sealed = $4, proven_at = $5, proven_by = $6, first_password = $7 \
         WHERE token_hash = $1";
    SESSION_SHARE = "UPDATE session SET shared = $2 WHERE token_hash = $1";
    OTHER_SESSIONS_DELETE = "DELETE FROM session WHERE staff_id = $1 AND token_hash <> $2";
    STEPS_OF_STAFF_DELETE = "DELETE FROM sign_in_step WHERE staff_id = $1";
    SESSIONS_OF_STAFF_DELETE = "DELETE FROM session WHERE staff_id = $1";
}

#[async_trait]
impl<K: Access> SessionReads for Unit<K> {
    async fn session_find(&mut self, token_hash: &[u8]) -> StoreResult<Option<Session>> {
        one(self.conn(), sql(SESSION_FIND).bind(token_hash), session).await
    }
    async fn session_member(&mut self, token_hash: &[u8]) -> StoreResult<Option<(Session, StaffMember)>> {
        one(self.conn(), sql(SESSION_MEMBER).bind(token_hash), |row| Ok((session(row)?, member::with_offices(row)?)))
            .await
    }
    async fn sessions_of_staff(&mut self, municipality: MunicipalityId, staff: StaffId) -> StoreResult<Vec<Session>> {
        all(self.conn(), sql(SESSIONS_OF_STAFF).bind(municipality.0).bind(staff.0), session).await
    }
}

#[async_trait]
impl SessionWrites for Unit<Writing> {
    async fn session_insert(&mut self, session: &Session) -> StoreResult<()> {
        let query = sql(SESSION_INSERT)
            .bind(session.municipality.0)
            .bind(&session.token_hash)
            .bind(session.staff.0)
            .bind(session.created_at.timestamp())
            .bind(session.seen_at.timestamp())
            .bind(&session.state_sealed)
            .bind(session.proven_at.timestamp())
            .bind(session.proven_by.as_str())
            .bind(&session.browser)
            .bind(&session.network)
            .bind(session.shared)
            .bind(session.first_password);
        run(self.conn(), query).await.map(drop)
    }
    async fn session_share(&mut self, token_hash: &[u8], shared: bool) -> StoreResult<()> {
        run(self.conn(), sql(SESSION_SHARE).bind(token_hash).bind(shared)).await.map(drop)
    }
    async fn session_renew(&mut self, token_hash: &[u8], session: &Session) -> StoreResult<bool> {
        let query = sql(SESSION_RENEW)
            .bind(token_hash)
            .bind(&session.token_hash)
            .bind(session.seen_at.timestamp())
            .bind(&session.state_sealed)
            .bind(session.proven_at.timestamp())
            .bind(session.proven_by.as_str())
            .bind(session.first_password);
        let renewed = run(self.conn(), query).await? == 1;
        self.changed().session_ended(token_hash);
        Ok(renewed)
    }
    async fn other_sessions_delete(&mut self, staff: StaffId, token_hash: &[u8]) -> StoreResult<()> {
        run(self.conn(), sql(STEPS_OF_STAFF_DELETE).bind(staff.0)).await?;
        run(self.conn(), sql(OTHER_SESSIONS_DELETE).bind(staff.0).bind(token_hash)).await?;
        self.changed().sessions_ended(staff.0);
        Ok(())
    }
    async fn session_update(&mut self, session: &Session) -> StoreResult<()> {
        let query =
            sql(SESSION_UPDATE).bind(&session.token_hash).bind(session.seen_at.timestamp()).bind(&session.state_sealed);
        run(self.conn(), query).await.map(drop)
    }
    async fn session_seen(&mut self, token_hash: &[u8], at: DateTime<Utc>) -> StoreResult<()> {
        run(self.conn(), sql(SESSION_SEEN).bind(token_hash).bind(at.timestamp())).await.map(drop)
    }
    async fn session_delete(&mut self, municipality: MunicipalityId, token_hash: &[u8]) -> StoreResult<()> {
        run(self.conn(), sql(SESSION_DELETE).bind(municipality.0).bind(token_hash)).await?;
        self.changed().session_ended(token_hash);
        Ok(())
    }
    async fn sessions_of_staff_delete(&mut self, staff: StaffId) -> StoreResult<()> {
        run(self.conn(), sql(STEPS_OF_STAFF_DELETE).bind(staff.0)).await?;
        run(self.conn(), sql(SESSIONS_OF_STAFF_DELETE).bind(staff.0)).await?;
        self.changed().sessions_ended(staff.0);
        Ok(())
    }
}

fn session(row: &Row) -> StoreResult<Session> {
    Ok(Session {
        token_hash: get(row, "token_hash")?,
        municipality: MunicipalityId(get(row, "municipality_id")?),
        staff: StaffId(get(row, "staff_id")?),
        created_at: instant(row, "created_at")?,
        seen_at: instant(row, "seen_at")?,
        state_sealed: get(row, "state_sealed")?,
        proven_at: instant(row, "proven_at")?,
        proven_by: word(row, "proven_by", ProvenBy::parse)?,
        browser: get(row, "browser")?,
        network: get(row, "network")?,
        shared: get(row, "shared")?,
        first_password: get(row, "first_password")?,
    })
}
