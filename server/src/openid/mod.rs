//! Speaks `OpenID` Connect with the identity providers of cities: reads what one says of itself, sends people there, and reads who comes
//! back. What comes of it the service decides ([`mendan_service::staff::openid`]). Nothing is kept between two questions, so that a key
//! that a provider has changed is known at once.

mod discovery;
mod token;
mod wire;

use std::time::Duration;

use async_trait::async_trait;
use ipnet::IpNet;
use mendan_service::staff::openid::Provider;
use mendan_service::staff::openid::port::{Answer, Asking, Found, Identity, Speaks, Trouble};
use openidconnect::core::{CoreAuthPrompt, CoreAuthenticationFlow, CoreClient};
use openidconnect::{
    AuthUrl, ClientId, ClientSecret, CsrfToken, IssuerUrl, JsonWebKeySet, Nonce, PkceCodeChallenge, PkceCodeVerifier,
    RedirectUrl, Scope,
};

use self::wire::Wire;
use crate::config::ConfigError;

/// What we ask to be told of people.
const SCOPES: [&str; 2] = ["profile", "email"];

/// Speaks with them.
pub struct Providers {
    wire: Wire,
}

impl Providers {
    /// Of the public network, and of those the operator names.
    ///
    /// # Errors
    /// When the system's certificate authorities cannot be read.
    pub fn within(networks: Vec<IpNet>) -> Result<Self, ConfigError> {
        Ok(Self { wire: Wire::within(networks).map_err(|error| ConfigError(format!("identity providers: {error}")))? })
    }
}

#[async_trait]
impl Speaks for Providers {
    async fn look(&self, provider: &Provider) -> Result<Found, Trouble> {
        let said = self.wire.discovered(provider).await?;
        self.wire.keys(&said).await?;
        Ok(Found { signs_in_at: said.authorization.to_string(), signs_out_at: said.end_session.map(String::from) })
    }

    async fn lead(&self, provider: &Provider, asking: &Asking<'_>) -> Result<String, Trouble> {
        let said = self.wire.discovered(provider).await?;
        let client =
            CoreClient::new(ClientId::new(provider.client_id.clone()), issuer(provider)?, JsonWebKeySet::default())
                .set_auth_uri(AuthUrl::from_url(said.authorization))
                .set_redirect_uri(redirect(asking.redirect)?);
        let challenge =
            PkceCodeChallenge::from_code_verifier_sha256(&PkceCodeVerifier::new(asking.verifier.to_owned()));
        let (state, nonce) = (asking.state.to_owned(), asking.nonce.to_owned());
        let request = client
            .authorize_url(
                CoreAuthenticationFlow::AuthorizationCode,
                move || CsrfToken::new(state.clone()),
                move || Nonce::new(nonce.clone()),
            )
            .add_scopes(SCOPES.map(|scope| Scope::new(scope.to_owned())))
            .set_pkce_challenge(challenge);
        let request =
            if asking.anew { request.add_prompt(CoreAuthPrompt::Login).set_max_age(Duration::ZERO) } else { request };
        Ok(request.url().0.to_string())
    }

    async fn who(&self, provider: &Provider, answer: &Answer<'_>) -> Result<Identity, Trouble> {
        let said = self.wire.discovered(provider).await?;
        let named = answer.issuer.is_some_and(|issuer| issuer == provider.issuer);
        // RFC 9207: whoever mixes up providers is not believed; one that says that it names itself does.
        if !named && (answer.issuer.is_some() || said.names_itself) {
            return Err(Trouble::Token);
        }
        let token = self.wire.redeemed(provider, &said, answer).await?;
        let keys = self.wire.keys(&said).await?;
        token::read(&token, keys, (provider, answer))
    }
}

fn issuer(provider: &Provider) -> Result<IssuerUrl, Trouble> {
    IssuerUrl::new(provider.issuer.clone()).map_err(|_| Trouble::NotOpenId)
}

fn redirect(address: &str) -> Result<RedirectUrl, Trouble> {
    RedirectUrl::new(address.to_owned()).map_err(|_| Trouble::NotOpenId)
}

fn secret(provider: &Provider) -> ClientSecret {
    ClientSecret::new(provider.client_secret.clone())
}
