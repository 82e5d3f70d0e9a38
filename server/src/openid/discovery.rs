//! What a provider says of itself (`OpenID` Connect Discovery), as far as we need it, and its keys.

use mendan_service::staff::openid::Provider;
use mendan_service::staff::openid::form::is_safe;
use mendan_service::staff::openid::port::Trouble;
use openidconnect::core::{CoreJsonWebKeySet, CoreJwsSigningAlgorithm};
use serde::Deserialize;
use url::Url;

use super::wire::Wire;

/// How a provider may sign: by a key of its own. Nothing that is signed by what both know, and nothing unsigned.
pub(super) const SIGNATURES: [CoreJwsSigningAlgorithm; 9] = [
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha384,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha512,
    CoreJwsSigningAlgorithm::RsaSsaPssSha256,
    CoreJwsSigningAlgorithm::RsaSsaPssSha384,
    CoreJwsSigningAlgorithm::RsaSsaPssSha512,
    CoreJwsSigningAlgorithm::EcdsaP256Sha256,
    CoreJwsSigningAlgorithm::EcdsaP384Sha384,
    CoreJwsSigningAlgorithm::EdDsa,
];

/// The document.
#[derive(Deserialize)]
struct Document {
    issuer: String,
    authorization_endpoint: Url,
    token_endpoint: Url,
    jwks_uri: Url,
    end_session_endpoint: Option<Url>,
    #[serde(default)]
    id_token_signing_alg_values_supported: Vec<String>,
    /// Who says nothing of it may know it: of large providers some do not say so.
    code_challenge_methods_supported: Option<Vec<String>>,
    token_endpoint_auth_methods_supported: Option<Vec<String>>,
    #[serde(default)]
    authorization_response_iss_parameter_supported: bool,
}

/// What we need of it.
pub(super) struct Said {
    /// Where people are sent.
    pub(super) authorization: Url,
    /// Where codes are redeemed.
    pub(super) token: Url,
    /// Where its keys are.
    pub(super) keys: Url,
    /// Where people sign out.
    pub(super) end_session: Option<Url>,
    /// It wants our secret in the form, and not in the head.
    pub(super) secret_in_form: bool,
    /// It names itself when it sends people back (RFC 9207).
    pub(super) names_itself: bool,
}

impl Wire {
    /// What the provider says of itself, if it is the one that was set.
    pub(super) async fn discovered(&self, provider: &Provider) -> Result<Said, Trouble> {
        let place = format!("{}/.well-known/openid-configuration", provider.issuer.trim_end_matches('/'));
        let octets = self.read(&Url::parse(&place).map_err(|_| Trouble::NotOpenId)?).await?;
        said(serde_json::from_slice(&octets).map_err(|_| Trouble::NotOpenId)?, provider)
    }

    /// Its keys.
    pub(super) async fn keys(&self, said: &Said) -> Result<CoreJsonWebKeySet, Trouble> {
        let octets = self.read(&said.keys).await?;
        serde_json::from_slice(&octets).map_err(|_| Trouble::NotOpenId)
    }
}

fn said(document: Document, provider: &Provider) -> Result<Said, Trouble> {
    if document.issuer != provider.issuer {
        return Err(Trouble::OtherIssuer);
    }
    let places = [&document.authorization_endpoint, &document.token_endpoint, &document.jwks_uri];
    if !places.into_iter().chain(&document.end_session_endpoint).all(is_safe) {
        return Err(Trouble::NotOpenId);
    }
    if document.code_challenge_methods_supported.is_some_and(|methods| !methods.iter().any(|method| method == "S256")) {
        return Err(Trouble::NoPkce);
    }
    let known = |name: &String| SIGNATURES.iter().any(|known| word(known) == *name);
    if !document.id_token_signing_alg_values_supported.iter().any(known) {
        return Err(Trouble::NoSignature);
    }
    let methods = document.token_endpoint_auth_methods_supported.unwrap_or_else(|| vec!["client_secret_basic".into()]);
    let takes = |method: &str| methods.iter().any(|known| known == method);
    Ok(Said {
        authorization: document.authorization_endpoint,
        token: document.token_endpoint,
        keys: document.jwks_uri,
        end_session: document.end_session_endpoint,
        secret_in_form: takes("client_secret_post") && !takes("client_secret_basic"),
        names_itself: document.authorization_response_iss_parameter_supported,
    })
}

fn word(signature: &CoreJwsSigningAlgorithm) -> String {
    serde_json::to_value(signature).ok().and_then(|word| word.as_str().map(str::to_owned)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn read(change: impl FnOnce(&mut Value)) -> Result<Said, Trouble> {
        let mut document = json!({
            "issuer": "https://id.example",
            "authorization_endpoint": "https://id.example/authorize",
            "token_endpoint": "https://token.example/token",
            "jwks_uri": "https://id.example/keys",
            "id_token_signing_alg_values_supported": ["HS256", "RS256"],
        });
        change(&mut document);
        let provider = Provider { issuer: "https://id.example".into(), ..Provider::default() };
        said(serde_json::from_value(document).map_err(|_| Trouble::NotOpenId)?, &provider)
    }

    #[test]
    fn a_document_says_what_is_needed_or_what_is_missing() {
        let fine = read(|_| {}).unwrap_or_else(|trouble| panic!("{trouble}"));
        assert!(!fine.secret_in_form && !fine.names_itself && fine.end_session.is_none());
        let wrong = |change: fn(&mut Value)| read(change).err();
        assert_eq!(wrong(|d| d["issuer"] = json!("https://id.example/")), Some(Trouble::OtherIssuer));
        assert_eq!(wrong(|d| d["token_endpoint"] = json!("http://id.example/token")), Some(Trouble::NotOpenId));
        assert_eq!(wrong(|d| d["jwks_uri"] = json!("file:///etc/passwd")), Some(Trouble::NotOpenId));
        assert_eq!(wrong(|d| d["jwks_uri"] = Value::Null), Some(Trouble::NotOpenId));
        assert_eq!(wrong(|d| d["code_challenge_methods_supported"] = json!(["plain"])), Some(Trouble::NoPkce));
        for signatures in [json!([]), json!(["none"]), json!(["HS256"])] {
            let found = read(|d| d["id_token_signing_alg_values_supported"] = signatures).err();
            assert_eq!(found, Some(Trouble::NoSignature));
        }
    }

    #[test]
    fn signatures_have_the_words_of_the_standard() {
        let words: Vec<String> = SIGNATURES.iter().map(word).collect();
        assert_eq!(words, ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "EdDSA"]);
    }
}
