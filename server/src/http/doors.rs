//! Two doors: what is for staff answers at theirs, what is for residents and programs at the public one. Whoever asks at the wrong
//! one, or comes to the staff's from outside their networks, is answered as for what does not exist: the request is turned to
//! where nothing is before any route is looked for.

use axum::Router;
use axum::extract::{Request, State};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse as _, Redirect, Response};
use http::uri::PathAndQuery;
use http::{Extensions, Method, Uri};
use mendan_service::city::address::Door;
use tower::ServiceBuilder;

use super::city::named_peer;
use super::doctor;
use super::pages::is_for_programs;
use super::route::split_language;
use crate::state::AppState;

/// What the doctor asks for.
const HEALTH: &str = "/healthz";
/// Where nothing is, and never will be.
const NOWHERE: &str = "/nowhere";

/// At which door a path answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// Residents' pages, programs.
    Public,
    /// The staff's pages and forms, the first set-up, figures.
    Staff,
    /// Files that pages of both are made of; whether the process lives.
    Both,
}

/// Whose a path is, or the pattern of a route.
pub fn side_of(path: &str) -> Side {
    let mut segments = path.split('/').skip(1);
    match (segments.next(), segments.next()) {
        (Some("staff" | "setup" | "metrics" | "passkey.js" | "hands.js" | "drafts.js" | "live.js"), _) => Side::Staff,
        (Some("healthz" | "readyz" | "pkg" | "favicon.svg"), _) | (Some("city"), Some("colour" | "logo")) => Side::Both,
        _ => Side::Public,
    }
}

/// The door of a request.
pub fn door_of(extensions: &Extensions) -> Door {
    extensions.get::<Door>().copied().unwrap_or_default()
}

/// The application behind a door.
pub fn behind(door: Door, state: AppState, inner: Router) -> Router {
    Router::new().fallback_service(ServiceBuilder::new().layer(from_fn_with_state((state, door), turn)).service(inner))
}

async fn turn(State((state, door)): State<(AppState, Door)>, mut request: Request, next: Next) -> Response {
    request.extensions_mut().insert(door);
    if !answers(&state, door, &request) {
        let uri = nowhere(request.uri());
        *request.uri_mut() = uri;
    }
    next.run(request).await
}

fn answers(state: &AppState, door: Door, request: &Request) -> bool {
    let (side, path) = (side_of(request.uri().path()), request.uri().path());
    let there = match door {
        Door::Only => true,
        Door::Public => side != Side::Staff,
        // Whoever types the name alone is led on, see `start`.
        Door::Staff => side != Side::Public || path == "/",
    };
    let for_staff = door == Door::Staff || side == Side::Staff;
    if path == HEALTH && doctor::asks(&state.config, request.headers()) {
        return true;
    }
    there && (!for_staff || state.config.staff.admits(named_peer(state, request)))
}

/// The same request for what is not there, in its language and for its reader.
fn nowhere(asked: &Uri) -> Uri {
    let path = asked.path();
    let prefix = split_language(path).0.prefix();
    let api = if is_for_programs(path) { "/api" } else { "" };
    let path = format!("{prefix}{api}{NOWHERE}").parse().unwrap_or_else(|_| PathAndQuery::from_static(NOWHERE));
    // The rest stays: on HTTP/2 the host stands there and nowhere else.
    let mut parts = asked.clone().into_parts();
    parts.path_and_query = Some(path);
    Uri::from_parts(parts).unwrap_or_else(|_| Uri::from_static(NOWHERE))
}

/// At the staff's door the bare name leads to their pages.
pub async fn start(request: Request, next: Next) -> Response {
    let reads = matches!(*request.method(), Method::GET | Method::HEAD);
    if reads && door_of(request.extensions()) == Door::Staff && request.uri().path() == "/" {
        return Redirect::to("/staff").into_response();
    }
    next.run(request).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_side_is_a_whole_segment() {
        for (path, side) in [
            ("/", Side::Public),
            ("/staff", Side::Staff),
            ("/staff/setup/kinds/7", Side::Staff),
            ("/staffing", Side::Public),
            ("/setup/word", Side::Staff),
            ("/metrics", Side::Staff),
            ("/en/staff", Side::Public),
            ("/b/token", Side::Public),
            ("/calendar/token/mendan.ics", Side::Public),
            ("/staff/own-calendar", Side::Staff),
            ("/api/v1/slots", Side::Public),
            ("/pkg/mendan.css", Side::Both),
            ("/city/logo/abc", Side::Both),
            ("/city/other", Side::Public),
            ("/healthz", Side::Both),
        ] {
            assert_eq!(side_of(path), side, "{path}");
        }
    }

    #[test]
    fn nowhere_keeps_language_and_reader() {
        let to = |path: &'static str| nowhere(&Uri::from_static(path)).to_string();
        assert_eq!(to("/staff/desk?b=7"), "/nowhere");
        assert_eq!(to("/en/book/x"), "/en/nowhere");
        assert_eq!(to("/english"), "/nowhere");
        assert_eq!(to("/api/v1/slots?kind=x"), "/api/nowhere");
        // On HTTP/2 the host stands in the address itself.
        assert_eq!(to("http://minori.example/staff"), "http://minori.example/nowhere");
    }
}
