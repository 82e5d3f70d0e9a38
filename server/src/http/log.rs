//! One line per request: id, method, route, status, milliseconds. Never the path itself (it may hold a link's token).

use std::time::Instant;

use axum::extract::{MatchedPath, Request};
use axum::middleware::Next;
use axum::response::Response;
use http::{HeaderName, HeaderValue};
use mendan_service::ports::Entropy as _;
use tower_http::request_id::{MakeRequestId, RequestId};
use tracing::Instrument as _;

use crate::ports::SystemEntropy;

/// What an answer tells its id in.
const HEADER: HeaderName = HeaderName::from_static("x-request-id");

/// Ids of 64 random bits.
#[derive(Debug, Clone, Copy)]
pub struct RandomIds;

impl MakeRequestId for RandomIds {
    fn make_request_id<B>(&mut self, _request: &http::Request<B>) -> Option<RequestId> {
        let mut octets = [0_u8; 8];
        SystemEntropy.fill(&mut octets);
        let id = base16ct::lower::encode_string(&octets);
        HeaderValue::from_str(&id).ok().map(RequestId::new)
    }
}

/// An id that comes along is nobody's: whoever asks does not write in our log, and no two answers have one id.
pub async fn ids_are_ours(mut request: Request) -> Request {
    request.headers_mut().remove(HEADER);
    request
}

/// Logs and counts the request under its id.
pub async fn requests(request: Request, next: Next) -> Response {
    let begun = Instant::now();
    let id = request.extensions().get::<RequestId>().and_then(|id| id.header_value().to_str().ok());
    let span = tracing::info_span!("request", id = id.unwrap_or_default());
    let method = request.method().clone();
    let route = request.extensions().get::<MatchedPath>().map_or("(none)", MatchedPath::as_str).to_owned();
    let response = next.run(request).instrument(span.clone()).await;
    let (status, elapsed) = (response.status().as_u16(), begun.elapsed());
    let millis = u64::try_from(elapsed.as_millis()).unwrap_or(u64::MAX);
    span.in_scope(|| tracing::info!(%method, route, status, millis, "answered"));
    super::metrics::answered(method.as_str(), &route, status, elapsed);
    response
}
