//! The identity provider of each city that has one: it is reached, and calls itself as it was set. Nobody is sent there.

use async_trait::async_trait;
use mendan_service::city::catalogue::Municipality;
use mendan_service::ports::StoreError;
use mendan_service::staff::openid::port::Trouble;
use mendan_service::{Context, Refusal};
use mendan_words::Doctor;

use super::around::Around;
use super::check::{Check, Finding};
use crate::openid::Providers;

/// See the file's head.
pub struct OpenId;

#[async_trait]
impl Check for OpenId {
    fn name(&self) -> &'static str {
        "openid"
    }

    fn title(&self, t: &Doctor) -> &'static str {
        t.openid
    }

    async fn look(&self, around: &Around) -> Finding {
        let t = around.t;
        if around.services.is_err() {
            return Finding::unknown(t.database_first, t.records_unknown_do);
        }
        let providers = match Providers::within(around.config.openid_networks.clone()) {
            Ok(providers) => providers,
            Err(error) => return Finding::unknown(error.to_string(), t.records_unknown_do),
        };
        let of_cities = around.cities.iter().map(|city| of_city(around, city, &providers));
        let found = futures::future::join_all(of_cities).await;
        Finding::of(found.into_iter().flatten(), || Finding::good(t.openid_none))
    }
}

/// Nothing of a city that has none.
async fn of_city(around: &Around, city: &Municipality, providers: &Providers) -> Option<Finding> {
    let t = around.t;
    let services = around.services.as_ref().ok()?;
    let looked = async {
        let context = Context::system(services.catalogue(city.id).await?);
        services.openid_look(&context, providers).await
    };
    Some(match looked.await {
        Ok(None) => return None,
        Ok(Some((issuer, Ok(_)))) => Finding::good(t.openid_good(issuer)),
        Ok(Some((issuer, Err(trouble)))) => wrong(t, &issuer, trouble),
        Err(Refusal::Internal(StoreError::Sealed(_))) => Finding::mend(t.openid_unread, t.openid_unread_do),
        Err(refusal) => Finding::unknown(refusal.to_string(), t.records_unknown_do),
    })
}

fn wrong(t: &Doctor, issuer: &str, trouble: Trouble) -> Finding {
    match trouble {
        Trouble::NoName => Finding::mend(t.openid_no_name(issuer), t.openid_unreachable_do),
        Trouble::NotAllowed => Finding::mend(t.openid_not_allowed(issuer), t.openid_not_allowed_do),
        Trouble::Unreachable | Trouble::Silent => Finding::mend(t.openid_unreachable(issuer), t.openid_unreachable_do),
        Trouble::Status => Finding::mend(t.openid_status(issuer), t.openid_do),
        Trouble::OtherIssuer => Finding::mend(t.openid_other_issuer(issuer), t.openid_do),
        Trouble::NotOpenId
        | Trouble::NoPkce
        | Trouble::NoSignature
        | Trouble::Client
        | Trouble::Code
        | Trouble::Token
        | Trouble::NotAnew
        | Trouble::TooMany => Finding::mend(t.openid_unfit(issuer), t.openid_do),
    }
}
