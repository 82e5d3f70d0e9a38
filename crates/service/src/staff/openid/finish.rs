//! Somebody comes back from the provider: who it is, and what comes of it. Whatever is not to be believed lets nobody in, and has a line.

use mendan_domain::ids::MunicipalityId;
use mendan_domain::staff::login::login_key;
use serde_json::json;

use super::Provider;
use super::begin::{AttemptRow, Own, Purpose};
use super::link::{OpenIdLink, OpenIdLinkId};
use super::port::{Answer, Identity, Speaks};
use crate::city::catalogue::Catalogue;
use crate::error::Refusal;
use crate::forms::Fields;
use crate::model::StaffMember;
use crate::services::{Context, Services, Unit, Writer};
use crate::staff::arrival::At;
use crate::staff::factor::kind::ProvenBy;
use crate::staff::factor::step::{Coming, Entered};
use crate::staff::sign_in::SignedIn;

/// What a browser brings back.
#[derive(Clone, Copy)]
pub struct Returned<'a> {
    /// The state of its address.
    pub state: &'a str,
    /// Its cookie.
    pub browser: &'a str,
    /// The code; none: the provider says that she did not sign in.
    pub code: Option<&'a str>,
    /// Who says to have sent her (RFC 9207).
    pub issuer: Option<&'a str>,
    /// Where she was told to come back to.
    pub redirect: &'a str,
    /// The cookie of her session, if she has one.
    pub session: Option<&'a str>,
    /// Where she is.
    pub at: At<'a>,
}

/// What came of it.
#[derive(Debug, Clone)]
pub struct Finished {
    /// Whether somebody was sent so from this browser.
    pub known: bool,
    /// What she was sent for.
    pub purpose: Purpose,
    /// What went along.
    pub along: Fields,
    /// What she has now, or why not.
    pub came: Result<Came, Failed>,
}

/// What she has now.
#[derive(Clone)]
pub enum Came {
    /// She is in, or half-way.
    In(Entered, Box<StaffMember>),
    /// The provider's account is hers; the session goes on under this cookie.
    Linked(String),
    /// It is her; the session goes on under this cookie.
    Proven(String),
}

impl std::fmt::Debug for Came {
    /// Cookies are in it.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Came(..)")
    }
}

/// Why she has not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Failed {
    /// It was too long ago, of another browser, or used before.
    Over,
    /// The provider says that she did not sign in.
    Denied,
    /// The provider is down, or set wrong.
    Down,
    /// What it says is not to be believed.
    Wrong,
    /// Nobody here is known by that account, or not any more.
    Unknown,
    /// That account is a colleague's.
    Taken,
    /// It is her, but that is not enough here.
    NotEnough,
}

impl Failed {
    /// The word by which pages and the log say it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Over => "over",
            Self::Denied => "denied",
            Self::Down => "down",
            Self::Wrong => "wrong",
            Self::Unknown => "unknown",
            Self::Taken => "taken",
            Self::NotEnough => "not_enough",
        }
    }
}

/// What came of it.
type Outcome = Result<Came, Failed>;

impl Services {
    /// Somebody comes back from the provider.
    pub async fn openid_finish(
        &self,
        city: MunicipalityId,
        returned: &Returned<'_>,
        speaks: &dyn Speaks,
    ) -> Result<Finished, Refusal> {
        let taken = self.attempt_taken(city, (returned.state, returned.browser)).await?;
        let Some(attempt) = taken else {
            let (purpose, along) = (Purpose::SignIn, Fields::default());
            return Ok(Finished { known: false, purpose, along, came: Err(Failed::Over) });
        };
        let along = serde_json::from_str(&attempt.along).unwrap_or_default();
        let came = self.came_back(city, returned, &attempt, speaks).await?;
        if let Err(failed) = came {
            self.note_openid_failure(city, returned, failed).await;
        }
        Ok(Finished { known: true, purpose: attempt.purpose, along, came })
    }

    async fn came_back(
        &self,
        city: MunicipalityId,
        returned: &Returned<'_>,
        attempt: &AttemptRow,
        speaks: &dyn Speaks,
    ) -> Result<Outcome, Refusal> {
        // Set anew or taken away meanwhile: she begins again, with what is true now.
        let Some((provider, _)) = self.provider_of(city).await?.filter(|(_, version)| *version == attempt.version)
        else {
            return Ok(Err(Failed::Over));
        };
        let Some(code) = returned.code else { return Ok(Err(Failed::Denied)) };
        let own = Own::of(returned.state, returned.browser);
        let answer = Answer {
            redirect: returned.redirect,
            code,
            issuer: returned.issuer,
            nonce: &own.nonce,
            verifier: &own.verifier,
            now: self.now(),
            since: (attempt.purpose == Purpose::Again).then_some(attempt.created_at),
        };
        let identity = match speaks.who(&provider, &answer).await {
            Ok(identity) => identity,
            Err(trouble) => {
                tracing::warn!(trouble = trouble.as_str(), "what an identity provider answered lets nobody in");
                return Ok(Err(if trouble.is_wrong() { Failed::Wrong } else { Failed::Down }));
            }
        };
        let known = (&provider, &identity);
        match attempt.purpose {
            Purpose::SignIn => self.openid_come_in(city, known, returned).await,
            Purpose::Link | Purpose::Again => {
                let token = returned.session.unwrap_or_default();
                let signed_in = match self.session(city, token).await {
                    // She has signed out meanwhile, or somebody else has signed in.
                    Err(Refusal::NotFound) => return Ok(Err(Failed::Over)),
                    signed_in => signed_in?,
                };
                if attempt.session_hash.as_ref() != Some(&signed_in.session.token_hash) {
                    return Ok(Err(Failed::Over));
                }
                if attempt.purpose == Purpose::Link {
                    self.openid_link(&signed_in, known, returned).await
                } else {
                    self.openid_prove(&signed_in, known, returned).await
                }
            }
        }
    }

    /// She comes in: through the same admission as by every other way.
    async fn openid_come_in(
        &self,
        city: MunicipalityId,
        (provider, identity): (&Provider, &Identity),
        returned: &Returned<'_>,
    ) -> Result<Outcome, Refusal> {
        self.write(|writer| async move {
            let catalogue = writer.catalogue(city).await?;
            let mut tx = writer.begin().await?;
            let link = tx.openid_link(city, &provider.issuer, &identity.subject).await?;
            let Some(member) = writer.member_known(&mut tx, &catalogue, link.as_ref(), (provider, identity)).await?
            else {
                return Ok(Err(Failed::Unknown));
            };
            let context = Context::staff_of(catalogue, &member).seen_from(Some(returned.at.network.into()));
            if let Some(link) = &link {
                tx.openid_link_used(link.id, writer.now()).await?;
            } else {
                // Known by another account there: which of them is hers only she can say.
                if !tx.openid_link_insert(&writer.new_link(&member, provider, identity)).await? {
                    return Ok(Err(Failed::Unknown));
                }
                let detail = json!({ "by": provider.naming.as_str() });
                let _linked = writer.note_own(&mut tx, &context, "openid_link", &detail).await?;
            }
            let by = proven_by(provider, identity);
            let coming = Coming { former: returned.session, by, first_password: false, at: returned.at };
            let (entered, recorded) = writer.admit(&mut tx, &context, (&member, coming)).await?;
            tx.commit(recorded).await?;
            Ok(Ok(Came::In(entered, Box::new(member))))
        })
        .await
    }

    /// She proves again that it is her, by an account that is linked; what stands for less than she has shown before is not enough.
    async fn openid_prove(
        &self,
        signed_in: &SignedIn,
        (provider, identity): (&Provider, &Identity),
        returned: &Returned<'_>,
    ) -> Result<Outcome, Refusal> {
        let (city, id) = (signed_in.member.municipality, signed_in.member.id);
        self.write(|writer| async move {
            let catalogue = writer.catalogue(city).await?;
            let wanted = catalogue.municipality.settings.factor.required;
            let context = Context::staff_of(catalogue, &signed_in.member).seen_from(Some(returned.at.network.into()));
            let mut tx = writer.begin().await?;
            let link = tx.openid_link(city, &provider.issuer, &identity.subject).await?;
            let Some(link) = link.filter(|link| link.staff == id) else { return Ok(Err(Failed::Unknown)) };
            let by = proven_by(provider, identity);
            if !by.is_second() && (wanted || tx.has_factor(city, id).await?) {
                return Ok(Err(Failed::NotEnough));
            }
            tx.openid_link_used(link.id, writer.now()).await?;
            let token = writer.renewed(&mut tx, &signed_in.session, Some(by)).await?;
            let recorded = writer.note_own(&mut tx, &context, "proven_again", &json!({ "by": by.as_str() })).await?;
            tx.commit(recorded).await?;
            Ok(Ok(Came::Proven(token)))
        })
        .await
    }

    /// A line for what let nobody in; of whom the provider spoke it does not say. A full disk keeps nobody from the answer.
    async fn note_openid_failure(&self, city: MunicipalityId, returned: &Returned<'_>, failed: Failed) {
        let detail = &json!({ "why": failed.as_str() });
        let noted = self.write(|writer| async move {
            let context = Context::resident(writer.catalogue(city).await?).seen_from(Some(returned.at.network.into()));
            let mut tx = writer.begin().await?;
            let recorded = writer.audit(tx.as_mut(), &context, "openid_failed", ("staff", 0), detail).await?;
            Ok(tx.commit(recorded).await?)
        });
        if let Err(refusal) = noted.await {
            tracing::warn!(code = refusal.code(), "a failed sign-in by the provider could not be noted");
        }
    }
}

impl Writer {
    /// The member of that account, as she is at this moment, if she may come in.
    async fn member_known(
        &self,
        tx: &mut Unit,
        catalogue: &Catalogue,
        link: Option<&OpenIdLink>,
        (provider, identity): (&Provider, &Identity),
    ) -> Result<Option<StaffMember>, Refusal> {
        let known = if let Some(link) = link {
            catalogue.staff(link.staff)
        } else {
            let login = provider.login_of(identity).map(login_key);
            login.and_then(|login| catalogue.staff.iter().find(|member| login_key(&member.login) == login))
        };
        let Some(known) = known else { return Ok(None) };
        let city = known.municipality;
        tx.staff_lock(city, known.id).await?;
        let member = tx.staff_by_login(city, &known.login).await?;
        Ok(member.filter(|member| member.id == known.id && !member.disabled))
    }

    pub(super) fn new_link(&self, member: &StaffMember, provider: &Provider, identity: &Identity) -> OpenIdLink {
        OpenIdLink {
            id: OpenIdLinkId(self.new_id()),
            municipality: member.municipality,
            staff: member.id,
            issuer: provider.issuer.clone(),
            subject: identity.subject.clone(),
            made_at: self.now(),
            used_at: Some(self.now()),
        }
    }
}

fn proven_by(provider: &Provider, identity: &Identity) -> ProvenBy {
    if provider.has_second(identity) { ProvenBy::OpenIdSecond } else { ProvenBy::OpenId }
}
