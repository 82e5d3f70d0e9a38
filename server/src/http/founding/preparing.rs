//! While there is no city: a quiet page for people, a problem for programs.

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http::header::{RETRY_AFTER, VARY};
use http::request::Parts;
use http::{HeaderValue, StatusCode};
use mendan_app::Alone;
use mendan_domain::language::Language;

use super::alone::alone;
use crate::http::api::spoken;
use crate::http::city::NoCity;
use crate::http::pages::is_for_programs;
use crate::http::problem::Problem;
use crate::state::AppState;

/// What the pages of whoever founds begin with.
const FOUNDERS: &str = "/setup/";
/// Seconds after which somebody may look again: a set-up takes minutes.
const AGAIN: HeaderValue = HeaderValue::from_static("120");

/// While there is no city at all only whoever founds one may pass.
pub async fn strangers(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let founded = request.extensions().get::<NoCity>().is_none();
    if founded || request.uri().path().starts_with(FOUNDERS) {
        return next.run(request).await;
    }
    preparing(&state, &request.into_parts().0).await
}

/// 503, in the language of the address, or of the reader where the address says none.
async fn preparing(state: &AppState, asked: &Parts) -> Response {
    let path = asked.uri.path();
    let mut response = if is_for_programs(path) {
        Problem::preparing().into_response()
    } else {
        let prefixed = Language::ALL.into_iter().find(|language| {
            let rest = path.strip_prefix(language.prefix()).filter(|_| !language.prefix().is_empty());
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        });
        let language = prefixed.unwrap_or_else(|| spoken::wanted(&asked.headers));
        alone(state, &asked.extensions, StatusCode::SERVICE_UNAVAILABLE, Alone::Preparing(language)).await
    };
    response.headers_mut().insert(RETRY_AFTER, AGAIN);
    response.headers_mut().insert(VARY, HeaderValue::from_static("accept-language"));
    response
}
