//! Where she is signed in: she sees it and ends what she does not know, and whoever manages the staff ends all of a member's.

use base16ct::lower::encode_string as hex;
use chrono::{DateTime, Utc};
use mendan_domain::ids::StaffId;
use serde_json::json;

use crate::error::Refusal;
use crate::expected::Expected;
use crate::model::Session;
use crate::services::permit::{Permit, asked::ManageStaff};
use crate::services::{By, Services, Staff};
use crate::staff::factor::kind::ProvenBy;
use crate::staff::sign_in::owns;

/// What a session is named by on her page: neither its cookie nor what is kept of it.
const PURPOSE: &str = "session on her page";

/// One of her sessions that is open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenSession {
    /// Its name on her page; opens nothing.
    pub name: String,
    /// In which browser, coarsely; empty where that is not known.
    pub browser: String,
    /// From where, no finer than a neighbourhood; empty where that is not known.
    pub network: String,
    /// When she signed in.
    pub created_at: DateTime<Utc>,
    /// Her last request.
    pub seen_at: DateTime<Utc>,
    /// By what it was proven last.
    pub proven_by: ProvenBy,
    /// At a computer that several use.
    pub shared: bool,
    /// It is the one that asks.
    pub here: bool,
}

impl Services {
    /// Her open sessions: this one first, then the one used last.
    pub async fn own_sessions(&self, context: &By<Staff>, session: &Session) -> Result<Vec<OpenSession>, Refusal> {
        owns(context, session)?;
        let all = self.store().look().await?.sessions_of_staff(context.municipality(), context.who().id()).await?;
        let limits = context.catalogue.municipality.settings.sessions;
        let open = all.into_iter().filter(|one| one.is_open(self.now(), limits));
        let mut all: Vec<OpenSession> = open
            .map(|one| OpenSession {
                name: self.secret().tag(PURPOSE, &written(&one)),
                here: one.token_hash == session.token_hash,
                browser: one.browser,
                network: one.network,
                created_at: one.created_at,
                seen_at: one.seen_at,
                proven_by: one.proven_by,
                shared: one.shared,
            })
            .collect();
        all.sort_by_key(|one| !one.here);
        Ok(all)
    }

    /// Ends the one of her sessions that has that name. `NotFound`: she has none, whoever else may.
    pub async fn own_session_end(&self, context: &By<Staff>, session: &Session, name: &str) -> Result<(), Refusal> {
        self.write(|writer| async move {
            owns(context, session)?;
            let (city, id) = (context.municipality(), context.who().id());
            let mut tx = writer.begin().await?;
            let all = tx.sessions_of_staff(city, id).await?;
            let named = all.iter().find(|one| writer.secret().is_tag(PURPOSE, &written(one), name));
            tx.session_delete(city, &named.ok_or(Refusal::NotFound)?.token_hash).await?;
            let detail = json!({ "which": "one" });
            let recorded = writer.audit(tx.as_mut(), context, "session_end", ("staff", id.0), &detail).await?;
            Ok(tx.commit(recorded).await?)
        })
        .await
    }

    /// Ends all of her sessions but this one, and wherever her password was shown and not yet her factor.
    pub async fn own_sessions_end_others(&self, context: &By<Staff>, session: &Session) -> Result<(), Refusal> {
        self.write(|writer| async move {
            owns(context, session)?;
            let id = context.who().id();
            let mut tx = writer.begin().await?;
            tx.other_sessions_delete(id, &session.token_hash).await?;
            let detail = json!({ "which": "others" });
            let recorded = writer.audit(tx.as_mut(), context, "session_end", ("staff", id.0), &detail).await?;
            Ok(tx.commit(recorded).await?)
        })
        .await
    }

    /// Says whether several use the computer that she is at: her session there rests for minutes then.
    pub async fn own_session_share(&self, context: &By<Staff>, session: &Session, shared: bool) -> Result<(), Refusal> {
        self.write(|writer| async move {
            owns(context, session)?;
            let mut tx = writer.begin().await?;
            tx.session_share(&session.token_hash, shared).await?;
            let (id, detail) = (context.who().id(), json!({ "shared": shared }));
            let recorded = writer.audit(tx.as_mut(), context, "browser_shared", ("staff", id.0), &detail).await?;
            Ok(tx.commit(recorded).await?)
        })
        .await
    }

    /// Ends all sessions of a member: a computer was lost, or left open somewhere. She may sign in again.
    pub async fn member_sessions_end(
        &self,
        context: &Permit<ManageStaff>,
        id: StaffId,
        expected: Expected,
    ) -> Result<(), Refusal> {
        self.write(|writer| async move {
            let (mut tx, _, _) = writer.begin_for(context, id, expected, "sessions").await?;
            tx.sessions_of_staff_delete(id).await?;
            let recorded = writer.audit(tx.as_mut(), context, "sessions_ended", ("staff", id.0), &json!({})).await?;
            writer.commit_setup(tx, recorded, context.municipality()).await
        })
        .await
    }
}

/// The digest that is kept of a session, as a text.
fn written(session: &Session) -> String {
    hex(&session.token_hash)
}
