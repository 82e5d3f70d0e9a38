//! What speaks to identity providers, in tests: one that says of everybody who comes back what it was told to say.

use std::collections::BTreeMap;
use std::sync::Mutex;

use async_trait::async_trait;
use mendan_domain::ids::MunicipalityId;
use mendan_service::forms::Fields;
use mendan_service::model::Session;
use mendan_service::staff::openid::Provider as Settings;
use mendan_service::staff::openid::begin::{Leaving, Purpose};
use mendan_service::staff::openid::finish::{Finished, Returned};
use mendan_service::staff::openid::form::ProviderForm;
use mendan_service::staff::openid::port::{Answer, Asking, Found, Identity, Speaks, Trouble};
use mendan_service::{Refusal, Services};

use crate::support::one::NETWORK;

/// Where people come back to.
pub const REDIRECT: &str = "https://kaku.example/staff/sign-in/openid/callback";

/// What is known of somebody who was sent: her state is her code.
type Known = (String, String, bool);

/// A provider.
#[derive(Default)]
pub struct Provider {
    /// Of whom it speaks, or what is wrong.
    says: Mutex<Option<Result<Identity, Trouble>>>,
    sent: Mutex<BTreeMap<String, Known>>,
}

impl Provider {
    /// From now on it speaks of that account.
    pub fn says(&self, identity: Identity) {
        *self.says.lock().unwrap() = Some(Ok(identity));
    }

    /// From now on that is wrong.
    pub fn fails(&self, trouble: Trouble) {
        *self.says.lock().unwrap() = Some(Err(trouble));
    }
}

/// An account.
pub fn account(subject: &str) -> Identity {
    Identity { subject: subject.into(), ..Identity::default() }
}

/// The settings of a provider, as typed.
pub fn typed(more: &[(&str, &str)]) -> ProviderForm {
    let mut fields = vec![
        ("issuer", "https://id.example"),
        ("client_id", "mendan"),
        ("client_password", "himitsu"),
        ("label", "架空認証"),
        ("naming", "nothing"),
    ];
    fields.retain(|(name, _)| more.iter().all(|(other, _)| other != name));
    let all = fields.iter().chain(more).map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    ProviderForm::typed(&Fields::new(all.collect()))
}

#[async_trait]
impl Speaks for Provider {
    async fn look(&self, _: &Settings) -> Result<Found, Trouble> {
        match &*self.says.lock().unwrap() {
            Some(Err(trouble)) => Err(*trouble),
            _ => Ok(Found { signs_in_at: "https://id.example/in".into(), signs_out_at: None }),
        }
    }

    async fn lead(&self, provider: &Settings, asking: &Asking<'_>) -> Result<String, Trouble> {
        if let Some(Err(trouble)) = &*self.says.lock().unwrap() {
            return Err(*trouble);
        }
        let known = (asking.nonce.to_owned(), asking.verifier.to_owned(), asking.anew);
        self.sent.lock().unwrap().insert(asking.state.to_owned(), known);
        Ok(format!("{}/in?state={}", provider.issuer, asking.state))
    }

    async fn who(&self, _: &Settings, answer: &Answer<'_>) -> Result<Identity, Trouble> {
        let known = self.sent.lock().unwrap().remove(answer.code).ok_or(Trouble::Code)?;
        let (nonce, verifier, anew) = known;
        if nonce != answer.nonce || verifier != answer.verifier || anew != answer.since.is_some() {
            return Err(Trouble::Token);
        }
        self.says.lock().unwrap().clone().unwrap_or(Err(Trouble::Token))
    }
}

/// Somebody on her way: her state and her browser's cookie.
pub type Way = (String, String);

/// Sends somebody.
pub async fn send(
    services: &Services,
    city: MunicipalityId,
    (purpose, session): (Purpose, Option<&Session>),
    provider: &Provider,
) -> Result<Way, Refusal> {
    let along = Fields::of([("next", "/staff/calls".to_owned())]);
    let leaving = Leaving { purpose, session, along: &along, redirect: REDIRECT };
    let sent = services.openid_begin(city, &leaving, provider).await?.unwrap();
    let state = sent.address.rsplit_once('=').unwrap().1.to_owned();
    Ok((state, sent.browser))
}

/// She comes back.
pub async fn come_back(
    services: &Services,
    city: MunicipalityId,
    (way, session): (&Way, Option<&str>),
    provider: &Provider,
) -> Finished {
    let returned = Returned {
        state: &way.0,
        browser: &way.1,
        code: Some(&way.0),
        issuer: None,
        redirect: REDIRECT,
        session,
        at: NETWORK.into(),
    };
    services.openid_finish(city, &returned, provider).await.unwrap()
}
