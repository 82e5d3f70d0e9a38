//! A small identity provider on the loopback, which can misbehave in every way that lets somebody in who is not she.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use axum::extract::{Form, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use openidconnect::core::{CoreEdDsaPrivateSigningKey, CoreHmacKey, CoreJwsSigningAlgorithm};
use openidconnect::{JsonWebKeyId, PrivateSigningKey as _};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use url::Url;

use super::client::Browser;
use super::clock::now;
use super::http::Answer;

/// Who we are there.
pub const CLIENT: &str = "mendan";
/// By what it knows us.
pub const CLIENT_SECRET: &str = "the-secret-of-the-tests";

/// How it behaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Mood {
    /// Well.
    #[default]
    Well,
    /// Answers 503.
    Down,
    /// Leads its own document to another host.
    Leading,
    /// Calls itself otherwise in its document.
    Renamed,
    /// Says what nobody has asked for.
    OtherNonce,
    /// Says nothing of what was asked for.
    NoNonce,
    /// For somebody else.
    OtherAudience,
    /// For us and for somebody else.
    MoreAudiences,
    /// Made for somebody else.
    OtherParty,
    /// Over.
    Expired,
    /// Issued long ago, and good for long.
    Stale,
    /// Issued tomorrow.
    Early,
    /// In the name of another.
    OtherIssuer,
    /// Nobody has signed it.
    Unsigned,
    /// Signed by a key that is not among its keys, under the name of one that is.
    OtherKey,
    /// Signed by the secret that both know.
    SharedKey,
    /// Changed after it was signed.
    Changed,
    /// Of nobody.
    NoSubject,
}

impl Mood {
    /// Those whose tokens are not to be believed.
    pub const WRONG: [Self; 14] = [
        Self::OtherNonce,
        Self::NoNonce,
        Self::OtherAudience,
        Self::MoreAudiences,
        Self::OtherParty,
        Self::Expired,
        Self::Stale,
        Self::Early,
        Self::OtherIssuer,
        Self::Unsigned,
        Self::OtherKey,
        Self::SharedKey,
        Self::Changed,
        Self::NoSubject,
    ];
}

/// Somebody who has signed in there.
#[derive(Debug, Clone, Default)]
pub struct Account {
    /// What the provider calls her.
    pub subject: &'static str,
    /// Further claims.
    pub claims: Vec<(&'static str, Value)>,
    /// Seconds since she showed who she is; none: it does not say.
    pub shown: Option<i64>,
}

impl Account {
    /// Hers.
    pub fn of(subject: &'static str) -> Self {
        Self { subject, claims: Vec::new(), shown: Some(0) }
    }

    /// With that claim.
    pub fn with(mut self, name: &'static str, value: Value) -> Self {
        self.claims.push((name, value));
        self
    }
}

/// What was asked of it for a code.
#[derive(Clone)]
struct Asked {
    nonce: String,
    challenge: String,
    redirect: String,
    account: Account,
}

#[derive(Default)]
struct Inner {
    address: String,
    mood: Mood,
    /// Seconds by which its clock is ahead.
    ahead: i64,
    codes: BTreeMap<String, Asked>,
    given: usize,
}

type Shared = Arc<Mutex<Inner>>;

/// The provider; ends with its test's runtime.
pub struct OpenIdServer {
    inner: Shared,
}

/// An address to which somebody was sent.
pub struct Sent(BTreeMap<String, String>);

impl Sent {
    /// What stands in it.
    pub fn value(&self, name: &str) -> &str {
        self.0.get(name).unwrap_or_else(|| panic!("no {name}: {:?}", self.0))
    }

    /// What stands in it, if it does.
    pub fn maybe(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }
}

impl OpenIdServer {
    /// Starts it.
    pub async fn start() -> Self {
        let inner = Shared::default();
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address: SocketAddr = listener.local_addr().expect("its address");
        inner.lock().unwrap().address = format!("http://{address}");
        let router = Router::new()
            .route("/.well-known/openid-configuration", get(document))
            .route("/keys", get(keys))
            .route("/token", post(token))
            .with_state(Arc::clone(&inner));
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self { inner }
    }

    /// Its issuer.
    pub fn issuer(&self) -> String {
        self.inner.lock().unwrap().address.clone()
    }

    /// What a server of ours is told so that it may be asked.
    pub fn settings() -> Vec<(&'static str, String)> {
        vec![("MENDAN_OPENID_NETWORKS", "127.0.0.0/8".to_owned())]
    }

    /// From now on it behaves so.
    pub fn is(&self, mood: Mood) {
        self.inner.lock().unwrap().mood = mood;
    }

    /// Its clock is ahead by so many seconds, as that of the server it speaks to.
    pub fn is_ahead(&self, seconds: i64) {
        self.inner.lock().unwrap().ahead = seconds;
    }

    /// Somebody signs in there who was sent with that; the code she is given.
    pub fn code(&self, sent: &Sent, account: &Account) -> String {
        let mut inner = self.inner.lock().unwrap();
        inner.given += 1;
        let code = format!("code-{}", inner.given);
        let asked = Asked {
            nonce: sent.value("nonce").to_owned(),
            challenge: sent.value("code_challenge").to_owned(),
            redirect: sent.value("redirect_uri").to_owned(),
            account: account.clone(),
        };
        inner.codes.insert(code.clone(), asked);
        code
    }

    /// Where her browser is led to from there.
    pub fn leads_back(&self, sent: &Sent, account: &Account) -> String {
        let code = self.code(sent, account);
        let pairs = [("code", code.as_str()), ("state", sent.value("state")), ("iss", &self.issuer())];
        let query = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
        let back = Url::parse(sent.value("redirect_uri")).expect("an address");
        format!("{}?{query}", back.path())
    }

    /// Where a page that leads here leads to.
    #[track_caller]
    pub fn sent(&self, page: &Answer) -> Sent {
        let refresh = page.header("refresh").unwrap_or_else(|| panic!("it leads nowhere: {}", page.text()));
        let address = refresh.split_once("url=").expect("an address").1;
        let address = Url::parse(address).expect("an address");
        assert!(address.as_str().starts_with(&format!("{}/in?", self.issuer())), "{address}");
        Sent(address.query_pairs().into_owned().collect())
    }

    /// Somebody presses that button of ours, signs in here, and is led back.
    pub async fn there_and_back(
        &self,
        browser: &Browser,
        (path, fields): (&str, &[(&str, &str)]),
        account: &Account,
    ) -> Answer {
        let page = browser.post(path, fields).await.expect(200);
        let sent = self.sent(&page);
        browser.get(&self.leads_back(&sent, account)).await
    }
}

fn key(seed: u8, name: &str) -> CoreEdDsaPrivateSigningKey {
    // PKCS #8, version 1, of Ed25519: a fixed head and the seed.
    let head = b"\x30\x2e\x02\x01\x00\x30\x05\x06\x03\x2b\x65\x70\x04\x22\x04\x20";
    let body = STANDARD.encode([head.as_slice(), &[seed; 32]].concat());
    let label = "PRIVATE KEY";
    let pem = format!("-----BEGIN {label}-----\n{body}\n-----END {label}-----\n");
    CoreEdDsaPrivateSigningKey::from_ed25519_pem(&pem, Some(JsonWebKeyId::new(name.to_owned()))).expect("a key")
}

async fn document(State(inner): State<Shared>) -> Response {
    let (address, mood) = {
        let inner = inner.lock().unwrap();
        (inner.address.clone(), inner.mood)
    };
    match mood {
        Mood::Down => return StatusCode::SERVICE_UNAVAILABLE.into_response(),
        Mood::Leading => return Redirect::temporary("http://169.254.169.254/latest").into_response(),
        _ => {}
    }
    let issuer = if mood == Mood::Renamed { "https://id.other.example" } else { &address };
    Json(json!({
        "issuer": issuer,
        "authorization_endpoint": format!("{address}/in"),
        "token_endpoint": format!("{address}/token"),
        "jwks_uri": format!("{address}/keys"),
        "end_session_endpoint": format!("{address}/out"),
        "id_token_signing_alg_values_supported": ["EdDSA", "HS256", "none"],
        "code_challenge_methods_supported": ["S256"],
        "authorization_response_iss_parameter_supported": true,
    }))
    .into_response()
}

async fn keys() -> Json<Value> {
    let known = serde_json::to_value(key(1, "one").as_verification_key()).expect("a key");
    // One that nobody understands is in nobody's way.
    Json(json!({ "keys": [known, { "kty": "of-tomorrow", "kid": "two" }] }))
}

fn refused(status: StatusCode, error: &str) -> Response {
    (status, Json(json!({ "error": error }))).into_response()
}

async fn token(
    State(inner): State<Shared>,
    headers: HeaderMap,
    Form(form): Form<BTreeMap<String, String>>,
) -> Response {
    let known = format!("Basic {}", STANDARD.encode(format!("{CLIENT}:{CLIENT_SECRET}")));
    if headers.get("authorization").is_none_or(|given| given.as_bytes() != known.as_bytes()) {
        return refused(StatusCode::UNAUTHORIZED, "invalid_client");
    }
    let mut inner = inner.lock().unwrap();
    if inner.mood == Mood::Down {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    }
    let given = |name: &str| form.get(name).map(String::as_str).unwrap_or_default();
    // Each for once, and only for whoever knows what the digest was of.
    let Some(asked) = inner.codes.remove(given("code")) else {
        return refused(StatusCode::BAD_REQUEST, "invalid_grant");
    };
    let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(given("code_verifier")));
    if challenge != asked.challenge || given("redirect_uri") != asked.redirect {
        return refused(StatusCode::BAD_REQUEST, "invalid_grant");
    }
    let token = signed(&inner, &asked);
    Json(json!({ "access_token": "x", "token_type": "Bearer", "expires_in": 60, "id_token": token })).into_response()
}

fn claims(inner: &Inner, asked: &Asked) -> Value {
    let now = now() + inner.ahead;
    let mut claims = json!({
        "iss": inner.address,
        "sub": asked.account.subject,
        "aud": CLIENT,
        "iat": now,
        "exp": now + 300,
        "nonce": asked.nonce,
    });
    if let Some(ago) = asked.account.shown {
        claims["auth_time"] = json!(now - ago);
    }
    for (name, value) in &asked.account.claims {
        claims[*name] = value.clone();
    }
    match inner.mood {
        Mood::OtherNonce => claims["nonce"] = json!("of-somebody-else"),
        Mood::NoNonce => drop(claims.as_object_mut().map(|claims| claims.remove("nonce"))),
        Mood::OtherAudience => claims["aud"] = json!("another"),
        Mood::MoreAudiences => claims["aud"] = json!([CLIENT, "another"]),
        Mood::OtherParty => claims["azp"] = json!("another"),
        Mood::Expired => claims["exp"] = json!(now - 120),
        Mood::Stale => claims["iat"] = json!(now - 3600),
        Mood::Early => claims["iat"] = json!(now + 86_400),
        Mood::OtherIssuer => claims["iss"] = json!("https://id.other.example"),
        Mood::NoSubject => claims["sub"] = json!(""),
        _ => {}
    }
    claims
}

fn signed(inner: &Inner, asked: &Asked) -> String {
    let algorithm = match inner.mood {
        Mood::Unsigned => "none",
        Mood::SharedKey => "HS256",
        _ => "EdDSA",
    };
    let encoded = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    let head = encoded(&json!({ "alg": algorithm, "kid": "one", "typ": "JWT" }));
    let claims = claims(inner, asked);
    let said = format!("{head}.{}", encoded(&claims));
    let signature = match inner.mood {
        Mood::Unsigned => return format!("{said}."),
        Mood::SharedKey => CoreHmacKey::new(CLIENT_SECRET)
            .sign(&CoreJwsSigningAlgorithm::HmacSha256, said.as_bytes())
            .expect("a signature"),
        mood => {
            let key = key(if mood == Mood::OtherKey { 2 } else { 1 }, "one");
            key.sign(&CoreJwsSigningAlgorithm::EdDsa, said.as_bytes()).expect("a signature")
        }
    };
    let said = if inner.mood == Mood::Changed {
        let mut other = claims;
        other["sub"] = json!("somebody-else");
        format!("{head}.{}", encoded(&other))
    } else {
        said
    };
    format!("{said}.{}", URL_SAFE_NO_PAD.encode(signature))
}
