//! Staff sign in: argon2id, sessions on the server, one answer for every failure.

use std::sync::Arc;

use argon2::{Argon2, PasswordHasher, PasswordVerifier};
use chrono::Duration;
use mendan_domain::ids::{MunicipalityId, StaffId};
use serde_json::json;
use tokio::sync::OnceCell;

use crate::error::Refusal;
use crate::model::{Session, StaffMember};
use crate::ports::StoreError;
use crate::secret::sha256;
use crate::services::{Actor, Context, Services};

/// A session ends after so many hours without a request.
pub const SESSION_HOURS: i64 = 9;
/// And at the latest after so many hours (a working day).
const SESSION_LIMIT_HOURS: i64 = 14;
/// `seen_at` is written at most so often, seconds.
const SEEN_EVERY: i64 = 300;
/// How long a request waits until it is written.
const SEEN_PATIENCE: std::time::Duration = std::time::Duration::from_millis(250);

/// What unknown names are checked against, so that they cost as much time as known ones.
static NOBODY: OnceCell<String> = OnceCell::const_new();

/// Hashes a password; takes tens of milliseconds, off the async threads.
pub async fn hash_password(password: &str, salt: [u8; 16]) -> Result<String, Refusal> {
    let password = password.to_owned();
    blocking(move || Argon2::default().hash_password_with_salt(password.as_bytes(), &salt).map(|hash| hash.to_string()))
        .await?
        .map_err(|error| Refusal::Internal(StoreError::Corrupt(error.to_string())))
}

async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Refusal> {
    tokio::task::spawn_blocking(work).await.map_err(|error| Refusal::Internal(StoreError::Other(Box::new(error))))
}

impl Services {
    /// A random salt.
    pub fn salt(&self) -> [u8; 16] {
        let mut salt = [0_u8; 16];
        self.entropy().fill(&mut salt);
        salt
    }

    /// Signs in. `NotFound` whatever was wrong. The cookie's value is new each time.
    pub async fn sign_in(
        &self,
        city: MunicipalityId,
        login: &str,
        password: &str,
    ) -> Result<(String, StaffMember), Refusal> {
        let member = self.store().read().await?.staff_by_login(city, login.trim()).await?;
        // An unknown name costs as much time as a wrong password.
        let hash = match &member {
            Some(member) => member.password_hash.clone(),
            None => NOBODY.get_or_try_init(|| hash_password("nobody", self.salt())).await?.clone(),
        };
        let typed = password.to_owned();
        let fits = blocking(move || Argon2::default().verify_password(typed.as_bytes(), hash.as_str()).is_ok()).await?;
        let member = member.filter(|member| fits && !member.disabled).ok_or(Refusal::NotFound)?;
        let token = self.new_token();
        let now = self.now();
        let session = Session {
            token_hash: sha256(token.as_bytes()),
            municipality: city,
            staff: member.id,
            created_at: now,
            seen_at: now,
            state_sealed: None,
        };
        let context = Context { catalogue: self.catalogue(city).await?, actor: Actor::Staff(member.id, member.role) };
        let mut tx = self.store().begin().await?;
        tx.session_insert(&session).await?;
        self.audit(tx.as_mut(), &context, "sign_in", ("staff", member.id.0), &json!({})).await?;
        tx.commit().await?;
        Ok((token, member))
    }

    /// Ends the session of that cookie.
    pub async fn sign_out(&self, token: &str) -> Result<(), Refusal> {
        let mut tx = self.store().begin().await?;
        tx.session_delete(&sha256(token.as_bytes())).await?;
        Ok(tx.commit().await?)
    }

    /// Who that cookie belongs to. `NotFound` for none, an old one, another city's, or a disabled member.
    pub async fn session(&self, city: MunicipalityId, token: &str) -> Result<(Session, StaffMember), Refusal> {
        let now = self.now();
        let session =
            self.store().read().await?.session_find(&sha256(token.as_bytes())).await?.ok_or(Refusal::NotFound)?;
        let alive = now - session.seen_at < Duration::hours(SESSION_HOURS)
            && now - session.created_at < Duration::hours(SESSION_LIMIT_HOURS);
        if session.municipality != city || !alive {
            return Err(Refusal::NotFound);
        }
        let mut tx = self.store().read().await?;
        let catalogue = tx.catalogue(city).await?.ok_or(Refusal::NotFound)?;
        drop(tx);
        let member =
            catalogue.staff(session.staff).filter(|member| !member.disabled).cloned().ok_or(Refusal::NotFound)?;
        if (now - session.seen_at).num_seconds() > SEEN_EVERY {
            self.note_seen(Session { seen_at: now, ..session.clone() }).await;
        }
        Ok((session, member))
    }

    /// Notes that the session is used. Looking does not wait for it and does not fail with it: the next request notes it again.
    async fn note_seen(&self, seen: Session) {
        let store = Arc::clone(self.store());
        let noting = tokio::spawn(async move {
            let mut tx = store.begin().await?;
            tx.session_update(&seen).await?;
            tx.commit().await
        });
        if let Ok(Ok(Err(error))) = tokio::time::timeout(SEEN_PATIENCE, noting).await {
            tracing::debug!(%error, "use of a session not noted");
        }
    }

    /// Whose session that cookie was, even when it has ended: for what she had typed, never to let her in.
    pub async fn owner_of_session(&self, city: MunicipalityId, token: &str) -> Option<StaffId> {
        let session = self.store().read().await.ok()?.session_find(&sha256(token.as_bytes())).await.ok()??;
        Some(session.staff).filter(|_| session.municipality == city)
    }

    /// Keeps the desk's state (what was searched) on the asker's own session, sealed.
    pub async fn keep_desk_state<T: serde::Serialize + Sync>(
        &self,
        context: &Context,
        session: &Session,
        state: &T,
    ) -> Result<(), Refusal> {
        owns(context, session)?;
        let changed = Session { state_sealed: Some(self.seal("desk", state)), ..session.clone() };
        let mut tx = self.store().begin().await?;
        tx.session_update(&changed).await?;
        Ok(tx.commit().await?)
    }

    /// The desk's state, of the asker's own session.
    pub fn desk_state<T: serde::de::DeserializeOwned>(&self, context: &Context, session: &Session) -> Option<T> {
        owns(context, session).ok()?;
        self.open("desk", session.state_sealed.as_deref()?)
    }
}

/// What was typed into a session is nobody else's business, not even a colleague's.
fn owns(context: &Context, session: &Session) -> Result<(), Refusal> {
    let hers = context.staff()? == session.staff && context.municipality() == session.municipality;
    if hers { Ok(()) } else { Err(Refusal::NotFound) }
}
