//! Headers every answer carries. Scripts run only from our own files or with this answer's nonce.

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use base64::Engine as _;
use http::HeaderValue;
use http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderName, STRICT_TRANSPORT_SECURITY};
use mendan_service::ports::Entropy as _;

use super::doors::door_of;
use crate::ports::SystemEntropy;
use crate::state::AppState;

/// The nonce of this answer's scripts.
#[derive(Debug, Clone)]
pub struct CspNonce(pub String);

const FIXED: [(&str, &str); 6] = [
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "same-origin"),
    ("x-frame-options", "DENY"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("permissions-policy", "geolocation=(), camera=(), microphone=(), payment=(), usb=()"),
];

/// RFC 6797: from the first answer on a browser asks over TLS only. Ignored where the answer itself came without.
pub const TLS_ONLY: HeaderValue = HeaderValue::from_static("max-age=31536000");

/// Adds the headers; an answer that set one itself keeps its own.
pub async fn headers(State(state): State<AppState>, mut request: Request, next: Next) -> Response {
    let mut octets = [0_u8; 16];
    SystemEntropy.fill(&mut octets);
    let nonce = base64::engine::general_purpose::STANDARD_NO_PAD.encode(octets);
    request.extensions_mut().insert(CspNonce(nonce.clone()));
    let door = door_of(request.extensions());
    let mut response = next.run(request).await;
    let html = response.headers().get(CONTENT_TYPE).is_some_and(|t| t.as_bytes().starts_with(b"text/html"));
    let headers = response.headers_mut();
    for (name, value) in FIXED {
        headers.entry(HeaderName::from_static(name)).or_insert(HeaderValue::from_static(value));
    }
    if state.config.by_tls(door) {
        headers.entry(STRICT_TRANSPORT_SECURITY).or_insert(TLS_ONLY);
    }
    // Whatever is not a built file may be personal.
    headers.entry(CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    let policy = if html { html_policy(&nonce) } else { "default-src 'none'; frame-ancestors 'none'".to_owned() };
    if let Ok(policy) = HeaderValue::from_str(&policy) {
        headers.entry(CONTENT_SECURITY_POLICY).or_insert(policy);
    }
    response
}

fn html_policy(nonce: &str) -> String {
    format!(
        "default-src 'none'; script-src 'self' 'nonce-{nonce}' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self'; \
         font-src 'self'; connect-src 'self'; manifest-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; \
         frame-ancestors 'none'"
    )
}
