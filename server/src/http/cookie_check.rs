//! Whether a browser keeps cookies, found out before anything is held or signed in.
//!
//! Pages that set a cookie send their forms to `…?cookies=expected`. A form that comes back without one is sent round once
//! (307: the same form, with a fresh cookie set on the way); one that comes back without it again is from a browser that
//! keeps none, and gets a page that says so. Programs post to the plain address and are not asked.

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Redirect, Response};
use http::{Method, StatusCode};
use mendan_app::context::Outcome;
use mendan_app::cookie_check::{AGAIN, EXPECTED};

use super::cookies::{self, ByTls, Name};
use super::pages::{Visit, outcome};
use super::problem::Problem;
use crate::state::AppState;

/// Lets everything pass but such a form without any cookie of ours.
pub async fn check(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let query = request.uri().query().unwrap_or_default();
    let (first, again) = (query == EXPECTED, query == AGAIN);
    let city = &ByTls::at(request.extensions());
    let known = [Name::Hold, Name::Session].iter().any(|name| cookies::read(city, request.headers(), *name).is_some());
    if *request.method() != Method::POST || known || !(first || again) {
        return next.run(request).await;
    }
    let path = request.uri().path().to_owned();
    if first {
        let mut round = Redirect::temporary(&format!("{path}?{AGAIN}")).into_response();
        cookies::write(city, round.headers_mut(), Name::Hold, Some(&state.services.new_token()));
        return round;
    }
    if matches!(path.as_str(), "/staff/sign-in" | "/staff/sign-in/openid") {
        return Redirect::to("/staff/sign-in?said=cookies").into_response();
    }
    match Visit::of(request.uri(), request.headers(), request.extensions()) {
        Ok(visit) => outcome(&state, &visit, StatusCode::BAD_REQUEST, Outcome::NoCookies).await,
        Err(refusal) => Problem::from(refusal).into_response(),
    }
}
