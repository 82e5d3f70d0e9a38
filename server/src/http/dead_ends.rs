//! Addresses that are only posted to, opened by themselves (a restored tab, a typed address), and methods nobody has:
//! on to where the person can go on, or a page that says so. Nothing is ever changed here.

use axum::extract::{Request, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use http::header::ACCEPT;
use http::{HeaderMap, Method, StatusCode};
use mendan_app::context::Outcome;
use mendan_app::i18n::href;

use super::pages::{Visit, is_for_programs, outcome};
use super::problem::Problem;
use super::way_back::page_of;
use crate::state::AppState;

/// Answers a method that the address does not take.
pub async fn wrong_method(State(state): State<AppState>, request: Request) -> Response {
    let (parts, _) = request.into_parts();
    let plain = || Problem::plain(StatusCode::METHOD_NOT_ALLOWED).into_response();
    if is_for_programs(parts.uri.path()) {
        return plain();
    }
    let visit = match Visit::of(&parts.uri, &parts.headers, &parts.extensions) {
        Ok(visit) => visit,
        Err(refusal) => return Problem::from(refusal).into_response(),
    };
    if matches!(parts.method, Method::GET | Method::HEAD)
        && let Some(place) = way_on(&state, &visit).await
    {
        return Redirect::to(&place).into_response();
    }
    if !reads_pages(&parts.headers) {
        return plain();
    }
    outcome(&state, &visit, StatusCode::METHOD_NOT_ALLOWED, Outcome::WrongMethod).await
}

/// Whether a person will look at the answer.
pub fn reads_pages(headers: &HeaderMap) -> bool {
    let mut accepted = headers.get_all(ACCEPT).iter().filter_map(|value| value.to_str().ok());
    accepted.any(|value| value.contains("text/html"))
}

async fn way_on(state: &AppState, visit: &Visit) -> Option<String> {
    if matches!(visit.route.path.as_str(), "/hold" | "/hold/extend" | "/hold/release" | "/confirm") {
        let context = visit.city.resident();
        let browser = visit.browser.as_deref().unwrap_or_default();
        let held = !browser.is_empty() && state.services.hold_of(&context, browser).await.is_ok();
        return Some(href(visit.language(), if held { "/details" } else { "/" }));
    }
    page_of(&visit.route.path)
}
