//! The one-time link. Looking at it changes nothing; its button begins.

use axum::extract::{Path, Request, State};
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use mendan_app::Alone;
use mendan_service::Refusal;
use mendan_service::founding::founder::Opened;

use super::alone::{alone, here, on, reached, session};
use super::forms::CITY;
use crate::http::cookies::{self, Name};
use crate::http::problem::Problem;
use crate::state::AppState;

/// `GET /setup/{word}`.
pub async fn open(State(state): State<AppState>, Path(word): Path<String>, request: Request) -> Response {
    let session = session(&state, request.headers(), request.extensions());
    let (status, page) =
        match state.services.founding_link(&word, (here(request.extensions()), session.as_deref())).await {
            Ok(Opened::Here) => return on(CITY),
            Ok(Opened::Fresh) => (StatusCode::OK, Alone::Open(format!("/setup/{word}"))),
            Ok(Opened::Elsewhere) => (StatusCode::GONE, Alone::Elsewhere),
            Ok(Opened::Ended) => (StatusCode::GONE, Alone::Ended),
            Err(Refusal::NotFound) => (StatusCode::NOT_FOUND, Alone::Unknown),
            Err(other) => return Problem::from(other).into_response(),
        };
    alone(&state, request.extensions(), status, page).await
}

/// `POST /setup/{word}`: one browser begins, once. Its second tap is its first.
pub async fn begin(state: State<AppState>, word: Path<String>, request: Request) -> Response {
    let extensions = request.extensions().clone();
    match state.services.founding_begin(&word, here(request.extensions())).await {
        Ok(token) => {
            let mut response = on(CITY);
            cookies::write(&reached(&state, &extensions), response.headers_mut(), Name::Founding, Some(&token));
            response
        }
        // Begun with, over, or none: looking tells which.
        Err(Refusal::NotFound | Refusal::NotPossible) => open(state, word, request).await,
        Err(other) => Problem::from(other).into_response(),
    }
}
