//! Staff sign in: sessions on the server, one answer for every failure, a line in the audit log for each.

use chrono::{DateTime, Utc};
use mendan_domain::ids::{MunicipalityId, StaffId};
use serde_json::json;

use crate::city::settings::Limits;
use crate::error::Refusal;
use crate::model::{Session, StaffMember};
use crate::sealed::SealedPlace;
use crate::secret::sha256;
use crate::services::{By, Context, Recorded, Services, Staff, Writer};
use crate::staff::arrival::At;
use crate::staff::factor::kind::ProvenBy;
use crate::staff::factor::step::{Coming, Entered};
use crate::staff::password::fits;

/// `seen_at` is written at most so often, seconds.
const SEEN_EVERY: i64 = 300;
/// The same at a computer that several use, where minutes count.
const SEEN_EVERY_SHARED: i64 = 60;
/// How long a request waits until it is written.
const SEEN_PATIENCE: std::time::Duration = std::time::Duration::from_millis(250);

/// A try to sign in.
#[derive(Clone, Copy)]
pub struct Try<'a> {
    /// The name as typed.
    pub login: &'a str,
    /// The password as typed.
    pub password: &'a str,
    /// The cookie of the session this browser has had so far; it ends with the new one.
    pub former: Option<&'a str>,
    /// Where the try came from.
    pub at: At<'a>,
}

/// Signing in and every view have their lines.
const THE_LOG_KNOWS: Recorded = Recorded::not_needed("signing in and every view have their lines");

/// A signed-in member of staff: her session and herself, as both stand in the database. Only looking there makes one.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct SignedIn {
    /// Her session.
    pub session: Session,
    /// Herself.
    pub member: StaffMember,
}

impl Services {
    /// A random salt.
    pub fn salt(&self) -> [u8; 16] {
        let mut salt = [0_u8; 16];
        self.entropy().fill(&mut salt);
        salt
    }

    /// Signs in, or comes half-way where a second factor is asked. `NotFound` whatever was wrong; `TooLate` only to whoever knows a right
    /// password that somebody else made, and that was not used in time. The cookie's value is new each time.
    pub async fn sign_in(&self, city: MunicipalityId, tried: &Try<'_>) -> Result<(Entered, StaffMember), Refusal> {
        self.write(|writer| async move {
            let mut tx = writer.store().read().await?;
            let found = tx.staff_by_login(city, tried.login).await?;
            let (hash, until) = match &found {
                Some(member) => (tx.password_hash(city, member.id).await?, tx.password_until(city, member.id).await?),
                None => (None, None),
            };
            drop(tx);
            // An unknown name costs as much time as a wrong password.
            let fits = fits(tried.password, hash.as_deref()).await? && !writer.is_published(tried.password);
            let Some(member) = found.clone().filter(|member| fits && !member.disabled) else {
                writer.note_failure(city, tried, found.as_ref()).await;
                return Err(Refusal::NotFound);
            };
            if until.is_some_and(|until| until <= writer.now()) {
                writer.note_failure(city, tried, found.as_ref()).await;
                return Err(Refusal::TooLate);
            }
            let context =
                Context::staff_of(writer.catalogue(city).await?, &member).seen_from(Some(tried.at.network.into()));
            let mut tx = writer.begin().await?;
            // Hashing took its time: somebody may have set her another password, or stopped her, meanwhile.
            tx.staff_lock(city, member.id).await?;
            let now = tx.staff_by_login(city, tried.login).await?.filter(|now| now.id == member.id && !now.disabled);
            if now.is_none() || tx.password_hash(city, member.id).await? != hash {
                return Err(Refusal::NotFound);
            }
            let (by, first_password) = (ProvenBy::Password, until.is_some());
            let coming = Coming { former: tried.former, by, first_password, at: tried.at };
            let (entered, recorded) = writer.admit(&mut tx, &context, (&member, coming)).await?;
            tx.commit(recorded).await?;
            Ok((entered, member))
        })
        .await
    }

    /// A session and its cookie, of somebody who has just proven who she is.
    pub(crate) fn new_session(
        &self,
        member: &StaffMember,
        by: ProvenBy,
        (first_password, at): (bool, At<'_>),
    ) -> (String, Session) {
        let (token, now) = (self.new_token(), self.now());
        let session = Session {
            token_hash: sha256(token.as_bytes()),
            municipality: member.municipality,
            staff: member.id,
            created_at: now,
            seen_at: now,
            state_sealed: None,
            proven_at: now,
            proven_by: by,
            browser: at.browser.to_owned(),
            network: at.network.to_owned(),
            shared: at.shared,
            first_password,
        };
        (token, session)
    }

    /// That session with what another one remembers, sealed for its place.
    pub(crate) fn carried_over(&self, from: &Session, session: Session) -> Result<Session, Refusal> {
        let state = from.state_sealed.as_deref();
        let state = state.map(|sealed| self.open::<serde_json::Value>(&desk(from), sealed)).transpose()?;
        let state_sealed = state.map(|state| self.seal(&desk(&session), &state)).transpose()?;
        Ok(Session { state_sealed, ..session })
    }

    /// Passwords that everybody can read open nothing, unless this is the demo they were published for.
    pub(crate) fn is_published(&self, password: &str) -> bool {
        self.settings().published_passwords.iter().any(|known| known == password)
    }
}

impl Writer {
    /// A line for every failure. What was typed may be a password in the wrong field: of an unknown name only a keyed
    /// digest is kept, which tells two tries for one name from tries for two. A full disk keeps nobody from the answer.
    async fn note_failure(&self, city: MunicipalityId, tried: &Try<'_>, found: Option<&StaffMember>) {
        let name = found.is_none().then(|| self.secret().tag("sign-in name", &tried.login.trim().to_lowercase()));
        let detail = json!({ "unknown_name": name });
        let subject = ("staff", found.map_or(0, |member| member.id.0));
        let noted = async {
            let context = Context::resident(self.catalogue(city).await?).seen_from(Some(tried.at.network.into()));
            let mut tx = self.begin().await?;
            let recorded = self.audit(tx.as_mut(), &context, "sign_in_failed", subject, &detail).await?;
            Ok::<_, Refusal>(tx.commit(recorded).await?)
        };
        if let Err(refusal) = noted.await {
            tracing::warn!(code = refusal.code(), "a failed sign-in could not be noted");
        }
    }
}

impl Services {
    /// Notes that a signed-in member asked for what she may not have.
    pub async fn note_refused(&self, context: &By<Staff>, what: &str) {
        let staff = context.who().id();
        let detail = &json!({ "what": what });
        let noted = self.write(|writer| async move {
            let mut tx = writer.begin().await?;
            let recorded = writer.audit(tx.as_mut(), context, "refused", ("staff", staff.0), detail).await?;
            Ok(tx.commit(recorded).await?)
        });
        if let Err(refusal) = noted.await {
            tracing::warn!(code = refusal.code(), "a refused right could not be noted");
        }
    }

    /// Ends the session of that cookie, if it is one of this city.
    pub async fn sign_out(&self, city: MunicipalityId, token: &str) -> Result<(), Refusal> {
        self.write(|writer| async move {
            let mut tx = writer.begin().await?;
            tx.session_delete(city, &sha256(token.as_bytes())).await?;
            Ok(tx.commit(THE_LOG_KNOWS).await?)
        })
        .await
    }

    /// Who that cookie belongs to, as both stand in the database at this moment. `NotFound` for none, an old one, another city's, or a disabled member.
    pub async fn session(&self, city: MunicipalityId, token: &str) -> Result<SignedIn, Refusal> {
        let signed_in = self.session_unseen(city, token).await?;
        let (session, now) = (&signed_in.session, self.now());
        if (now - session.seen_at).num_seconds() > if session.shared { SEEN_EVERY_SHARED } else { SEEN_EVERY } {
            self.note_seen(session.token_hash.clone(), now).await;
        }
        Ok(signed_in)
    }

    /// The same for what a page that is open asks by itself: it does not count as use of the session, which would never rest.
    pub async fn session_unseen(&self, city: MunicipalityId, token: &str) -> Result<SignedIn, Refusal> {
        let now = self.now();
        let found = self.store().look().await?.session_member(&sha256(token.as_bytes())).await?;
        let (session, member) = found.ok_or(Refusal::NotFound)?;
        if session.municipality != city || member.disabled {
            return Err(Refusal::NotFound);
        }
        if !session.is_open(now, self.catalogue(city).await?.municipality.settings.sessions) {
            return Err(Refusal::NotFound);
        }
        Ok(SignedIn { session, member })
    }

    /// Notes that the session is used. Looking does not wait for it and does not fail with it: the next request notes it again.
    async fn note_seen(&self, token_hash: Vec<u8>, now: DateTime<Utc>) {
        let services = self.clone();
        let noting = tokio::spawn(async move {
            let token_hash = &token_hash;
            let note = |writer: Writer| async move {
                let mut tx = writer.begin().await?;
                tx.session_seen(token_hash, now).await?;
                Ok(tx.commit(THE_LOG_KNOWS).await?)
            };
            services.write(note).await
        });
        if let Ok(Ok(Err(error))) = tokio::time::timeout(SEEN_PATIENCE, noting).await {
            tracing::debug!(%error, "use of a session not noted");
        }
    }

    /// Whose session that cookie was, even when it has ended: for what she had typed, never to let her in.
    pub async fn owner_of_session(&self, city: MunicipalityId, token: &str) -> Option<StaffId> {
        let session = self.store().look().await.ok()?.session_find(&sha256(token.as_bytes())).await.ok()??;
        Some(session.staff).filter(|_| session.municipality == city)
    }

    /// Keeps the desk's state (what was searched) on the asker's own session, sealed.
    pub async fn keep_desk_state<T: serde::Serialize + Sync>(
        &self,
        context: &By<Staff>,
        session: &Session,
        state: &T,
    ) -> Result<(), Refusal> {
        self.write(|writer| async move {
            owns(context, session)?;
            let changed = Session { state_sealed: Some(writer.seal(&desk(session), state)?), ..session.clone() };
            let mut tx = writer.begin().await?;
            tx.session_update(&changed).await?;
            Ok(tx.commit(THE_LOG_KNOWS).await?)
        })
        .await
    }

    /// Makes another desk's state of what the asker's own session remembers at that moment, and keeps that; returns it. Of two that do so
    /// at once the second finds what the first has kept. What cannot be read is nothing: the next one is kept all the same. `Changed`:
    /// the session has ended, or goes on under another cookie.
    pub async fn change_desk_state<T: serde::Serialize + serde::de::DeserializeOwned + Send + Sync>(
        &self,
        context: &By<Staff>,
        session: &Session,
        change: impl Fn(Option<T>) -> T + Send + Sync,
    ) -> Result<T, Refusal> {
        let change = &change;
        self.write(|writer| async move {
            owns(context, session)?;
            let mut tx = writer.begin().await?;
            tx.staff_lock(session.municipality, session.staff).await?;
            let now = tx.session_find(&session.token_hash).await?.ok_or(Refusal::Changed)?;
            let state = change(now.state_sealed.as_deref().and_then(|sealed| writer.open(&desk(&now), sealed).ok()));
            let state_sealed = Some(writer.seal(&desk(&now), &state)?);
            tx.session_update(&Session { state_sealed, ..now }).await?;
            tx.commit(THE_LOG_KNOWS).await?;
            Ok(state)
        })
        .await
    }

    /// The desk's state, of the asker's own session; none while nothing is kept.
    pub fn desk_state<T: serde::de::DeserializeOwned>(
        &self,
        context: &By<Staff>,
        session: &Session,
    ) -> Result<Option<T>, Refusal> {
        owns(context, session)?;
        session.state_sealed.as_deref().map(|sealed| self.open(&desk(session), sealed)).transpose()
    }
}

impl Session {
    /// Whether it has neither rested too long nor become too old, by what its city says.
    pub(super) fn is_open(&self, now: DateTime<Utc>, limits: Limits) -> bool {
        now - self.seen_at < limits.rest(self.shared) && now - self.created_at < limits.last()
    }
}

fn desk(session: &Session) -> SealedPlace {
    SealedPlace::Desk(session.token_hash.clone())
}

/// What was typed into a session is nobody else's business, not even a colleague's.
pub(super) fn owns(context: &By<Staff>, session: &Session) -> Result<(), Refusal> {
    let hers = context.who().id() == session.staff && context.municipality() == session.municipality;
    if hers { Ok(()) } else { Err(Refusal::NotFound) }
}
