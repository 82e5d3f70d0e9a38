//! A code becomes a token, and the token somebody: only if all of it is as it must be.

use chrono::Duration;
use mendan_service::staff::openid::Provider;
use mendan_service::staff::openid::port::{Answer, Identity, Trouble};
use openidconnect::core::{
    CoreClient, CoreErrorResponseType, CoreIdToken, CoreIdTokenClaims, CoreIdTokenVerifier, CoreJsonWebKeySet,
};
use openidconnect::{
    AuthType, AuthorizationCode, ClientId, JsonWebKeySet, Nonce, PkceCodeVerifier, RequestTokenError,
    TokenResponse as _, TokenUrl,
};

use super::discovery::{SIGNATURES, Said};
use super::wire::Wire;
use super::{issuer, redirect, secret};

/// Seconds by which clocks may differ.
const SKEW: i64 = 60;
/// Minutes for which a token that was just redeemed may have been on its way.
const FRESH: i64 = 10;
/// Longest name that a provider may have for somebody: `OpenID` Connect Core, 2.
const LONGEST_SUBJECT: usize = 255;

impl Wire {
    /// Redeems the code.
    pub(super) async fn redeemed(
        &self,
        provider: &Provider,
        said: &Said,
        answer: &Answer<'_>,
    ) -> Result<CoreIdToken, Trouble> {
        let how = if said.secret_in_form { AuthType::RequestBody } else { AuthType::BasicAuth };
        let client =
            CoreClient::new(ClientId::new(provider.client_id.clone()), issuer(provider)?, JsonWebKeySet::default())
                .set_client_secret(secret(provider))
                .set_auth_type(how)
                .set_token_uri(TokenUrl::from_url(said.token.clone()))
                .set_redirect_uri(redirect(answer.redirect)?);
        let asked = client
            .exchange_code(AuthorizationCode::new(answer.code.to_owned()))
            .set_pkce_verifier(PkceCodeVerifier::new(answer.verifier.to_owned()))
            .request_async(self)
            .await;
        let token = asked.map_err(|error| match error {
            RequestTokenError::Request(trouble) => trouble,
            RequestTokenError::ServerResponse(said) => match said.error() {
                CoreErrorResponseType::InvalidClient | CoreErrorResponseType::UnauthorizedClient => Trouble::Client,
                _ => Trouble::Code,
            },
            // A token that is none, say.
            RequestTokenError::Parse(..) | RequestTokenError::Other(_) => Trouble::Token,
        })?;
        token.id_token().cloned().ok_or(Trouble::NotOpenId)
    }
}

/// Who it is, by a token that is signed by one of these keys, for us, now, and for this very question.
pub(super) fn read(
    token: &CoreIdToken,
    keys: CoreJsonWebKeySet,
    (provider, answer): (&Provider, &Answer<'_>),
) -> Result<Identity, Trouble> {
    let (now, skew) = (answer.now, Duration::seconds(SKEW));
    let client = ClientId::new(provider.client_id.clone());
    // Our secret is no key here: a token that is signed by it proves nothing.
    let verifier = CoreIdTokenVerifier::new_public_client(client, issuer(provider)?, keys)
        .set_allowed_algs(SIGNATURES)
        .set_time_fn(move || now - skew)
        .set_issue_time_verifier_fn(move |at| {
            let fresh = at <= now + skew && at >= now - Duration::minutes(FRESH);
            if fresh { Ok(()) } else { Err("issued at another time".to_owned()) }
        });
    let claims = token.claims(&verifier, &Nonce::new(answer.nonce.to_owned())).map_err(|error| {
        // What it says may name somebody: the kind of fault alone is told.
        tracing::warn!(fault = fault(&error), "an identity provider's token is not to be believed");
        Trouble::Token
    })?;
    if !is_for_us(claims, provider) {
        return Err(Trouble::Token);
    }
    if answer.since.is_some_and(|since| claims.auth_time().is_none_or(|at| at < since - skew)) {
        return Err(Trouble::NotAnew);
    }
    identity(claims)
}

/// Core 3.1.3.7, 4 and 5: whoever else it is for, it was made for us.
fn is_for_us(claims: &CoreIdTokenClaims, provider: &Provider) -> bool {
    match claims.authorized_party() {
        Some(party) => party.as_str() == provider.client_id,
        None => claims.audiences().len() == 1,
    }
}

fn identity(claims: &CoreIdTokenClaims) -> Result<Identity, Trouble> {
    let subject = claims.subject().as_str();
    if subject.is_empty() || subject.len() > LONGEST_SUBJECT {
        return Err(Trouble::Token);
    }
    let verified = claims.email_verified() == Some(true);
    Ok(Identity {
        subject: subject.to_owned(),
        preferred_username: claims.preferred_username().map(|name| name.as_str().to_owned()),
        verified_email: claims.email().filter(|_| verified).map(|email| email.as_str().to_owned()),
        methods: claims.auth_method_refs().into_iter().flatten().map(|word| word.as_str().to_owned()).collect(),
        class: claims.auth_context_ref().map(|word| word.as_str().to_owned()),
    })
}

/// The kind of what is wrong with a token.
fn fault(error: &openidconnect::ClaimsVerificationError) -> &'static str {
    use openidconnect::ClaimsVerificationError as Wrong;
    match error {
        Wrong::Expired(_) => "time",
        Wrong::InvalidAudience(_) => "audience",
        Wrong::InvalidIssuer(_) => "issuer",
        Wrong::InvalidNonce(_) => "nonce",
        Wrong::SignatureVerification(_) => "signature",
        _ => "token",
    }
}
