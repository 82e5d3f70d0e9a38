//! What a page asks that nobody looks at: its stream, and itself again when it was told of a change. That is no use of a session, and the same
//! look is noted once a minute. Whoever says so of a request of her own makes her session rest sooner, and nothing else.

use axum::extract::MatchedPath;
use http::{Extensions, HeaderMap, HeaderName, Method};

/// Where a page listens.
pub const EVENTS: &str = "/staff/events";
/// What a page says that fetches itself again.
pub const REFRESH: HeaderName = HeaderName::from_static("mendan-refresh");

/// Whether a page asks by itself.
pub fn is_so(method: &Method, headers: &HeaderMap, extensions: &Extensions) -> bool {
    let listens = extensions.get::<MatchedPath>().is_some_and(|matched| matched.as_str() == EVENTS);
    matches!(*method, Method::GET | Method::HEAD) && (listens || headers.contains_key(REFRESH))
}
