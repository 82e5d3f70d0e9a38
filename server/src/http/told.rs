//! A refusal as a page for people, as JSON for programs. The route tells who asks.

use axum::response::{IntoResponse as _, Response};
use http::request::Parts;
use mendan_service::Refusal;

use super::pages::{Visit, refused};
use super::problem::Problem;
use super::route::{Area, Route};
use crate::state::AppState;

/// Tells it to whoever asked.
pub async fn told(state: &AppState, asked: &Parts, refusal: Refusal) -> Response {
    if Route::of(&asked.uri, &asked.extensions).area == Area::Programs {
        return Problem::from(refusal).into_response();
    }
    match Visit::of(&asked.uri, &asked.headers, &asked.extensions) {
        Ok(visit) => refused(state, &visit, refusal).await,
        Err(refusal) => Problem::from(refusal).into_response(),
    }
}
