//! Refuse writes that another site makes a browser send.
//!
//! Not `tower_http::csrf`, whose rules are looser than what we promise: it lets a foreign `Origin` pass beside `Sec-Fetch-Site:
//! same-origin`, a trusted one beside `cross-site`, and looks at the first of several. Its trusted origins are fixed when the
//! router is made and compared octet by octet; ours are the addresses of cities, which change while the server runs.

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http::header::ORIGIN;
use http::request::Parts;
use http::{HeaderMap, Method, StatusCode};
use mendan_app::context::Outcome;
use url::Url;

use super::authority::leads_to;
use super::city::{City, host};
use super::dead_ends::reads_pages;
use super::doors::door_of;
use super::pages::{Visit, is_for_programs, outcome};
use super::problem::Problem;
use crate::state::AppState;

/// Lets a write pass when it comes from our own pages or from no browser at all.
pub async fn writes(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let safe = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    if safe || ours(&request) {
        return next.run(request).await;
    }
    tracing::warn!("write from a foreign origin refused");
    let (parts, _) = request.into_parts();
    told(&state, &parts).await
}

/// A page for whoever opened ours at another address by mistake; a problem for programs. The session is not asked for.
async fn told(state: &AppState, asked: &Parts) -> Response {
    if is_for_programs(asked.uri.path()) || !reads_pages(&asked.headers) {
        return Problem::foreign_origin().into_response();
    }
    match Visit::of(&asked.uri, &HeaderMap::new(), &asked.extensions) {
        Ok(visit) => outcome(state, &visit, StatusCode::FORBIDDEN, Outcome::ForeignOrigin).await,
        Err(refusal) => Problem::from(refusal).into_response(),
    }
}

fn ours(request: &Request) -> bool {
    let headers = request.headers();
    let cross_site = text(headers, "sec-fetch-site").is_some_and(|site| site == "cross-site");
    let mut origins = headers.get_all(ORIGIN).iter();
    !cross_site && origins.all(|origin| origin.to_str().is_ok_and(|origin| known(request, origin)))
}

/// The city's address at this door, or the very host that was asked.
fn known(request: &Request, origin: &str) -> bool {
    let Ok(origin) = Url::parse(origin) else { return false };
    let (city, door) = (request.extensions().get::<City>(), door_of(request.extensions()));
    let addresses = city.map(|city| door.addresses(&city.0.municipality)).unwrap_or_default();
    if addresses.into_iter().filter_map(|url| Url::parse(url).ok()).any(|url| url.origin() == origin.origin()) {
        return true;
    }
    matches!(origin.scheme(), "http" | "https") && leads_to(host(request.headers(), request.uri()), &origin)
}

fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}
