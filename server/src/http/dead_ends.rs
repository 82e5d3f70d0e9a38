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
use crate::state::AppState;

/// Set-up pages that exist for each entry.
const EDITED: [&str; 5] = ["closures", "kinds", "offices", "staff", "templates"];
/// All set-up pages.
const SETUP: [&str; 8] = ["closures", "holidays", "keys", "kinds", "offices", "publish", "staff", "templates"];

/// Answers a method that the address does not take.
pub async fn wrong_method(State(state): State<AppState>, request: Request) -> Response {
    let (parts, _) = request.into_parts();
    let plain = || Problem::plain(StatusCode::METHOD_NOT_ALLOWED).into_response();
    if is_for_programs(parts.uri.path()) {
        return plain();
    }
    let visit = match Visit::of(&state, &parts.uri, &parts.headers, &parts.extensions) {
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
    place_of(&visit.route.path)
}

/// The page on which the button of that address stands.
fn place_of(path: &str) -> Option<String> {
    let parts: Vec<&str> = path.trim_matches('/').split('/').collect();
    Some(match parts.as_slice() {
        ["b", token, ..] => format!("/b/{token}"),
        ["staff", "bookings", id, ..] if id.parse::<i64>().is_ok() => format!("/staff?booking={id}#panel"),
        ["staff", "desk", ..] => "/staff/desk".to_owned(),
        ["staff", "setup", "order" | "delete", area, ..] if SETUP.contains(area) => format!("/staff/setup/{area}"),
        ["staff", "setup", area, id, _, ..] if EDITED.contains(area) => format!("/staff/setup/{area}/{id}"),
        ["staff", "setup", area, ..] if SETUP.contains(area) => format!("/staff/setup/{area}"),
        ["staff", "setup", ..] => "/staff/setup".to_owned(),
        ["staff", ..] => "/staff".to_owned(),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_posted_address_has_a_page_to_go_on_from() {
        let ways = [
            ("/staff/bookings/7/mark", "/staff?booking=7#panel"),
            ("/staff/desk/book", "/staff/desk"),
            ("/staff/slots/3", "/staff"),
            ("/staff/setup/kinds/set", "/staff/setup/kinds"),
            ("/staff/setup/kinds/4/active", "/staff/setup/kinds/4"),
            ("/staff/setup/order/offices/2", "/staff/setup/offices"),
            ("/staff/setup/holidays/import", "/staff/setup/holidays"),
        ];
        for (path, place) in ways {
            assert_eq!(place_of(path).as_deref(), Some(place), "{path}");
        }
        assert_eq!(place_of("/book/x"), None);
    }
}
