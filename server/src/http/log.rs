//! One line per request: id, method, route, status, milliseconds. Never the path itself (it may hold a link's token).

use std::time::Instant;

use axum::extract::{MatchedPath, Request};
use axum::middleware::Next;
use axum::response::Response;
use http::HeaderValue;
use mendan_service::ports::Entropy as _;
use tracing::Instrument as _;

use crate::ports::SystemEntropy;

/// Logs and counts the request and gives it an id.
pub async fn requests(request: Request, next: Next) -> Response {
    let begun = Instant::now();
    let mut octets = [0_u8; 8];
    SystemEntropy.fill(&mut octets);
    let id = mendan_service::secret::hex(&octets);
    let method = request.method().clone();
    let route = request.extensions().get::<MatchedPath>().map_or("(none)", MatchedPath::as_str).to_owned();
    let span = tracing::info_span!("request", %id);
    let mut response = next.run(request).instrument(span.clone()).await;
    let (status, elapsed) = (response.status().as_u16(), begun.elapsed());
    let millis = u64::try_from(elapsed.as_millis()).unwrap_or(u64::MAX);
    span.in_scope(|| tracing::info!(%method, route, status, millis, "answered"));
    super::metrics::answered(method.as_str(), &route, status, elapsed);
    if let Ok(value) = HeaderValue::from_str(&id) {
        response.headers_mut().insert("x-request-id", value);
    }
    response
}
