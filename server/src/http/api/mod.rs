//! API v1, one file an area. Its description is made from these handlers.

pub mod bookings;
pub mod catalogue;
pub mod openapi;
pub mod reasons;
pub mod slots;
pub mod why;

use axum::Router;
use axum::middleware::map_response;
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use http::header::CONTENT_TYPE;

use super::problem::Problem;

use crate::state::AppState;

/// `/api/v1/…`.
pub fn router() -> Router<AppState> {
    Router::new()
        .route("/api/v1/openapi.json", get(openapi::serve))
        .route("/api/v1/offices", get(catalogue::offices))
        .route("/api/v1/kinds", get(catalogue::kinds))
        .route("/api/v1/slots", get(slots::list))
        .route("/api/v1/slots/why", get(why::why))
        .route("/api/v1/bookings", post(bookings::book))
        .route("/api/v1/bookings/{token}", get(bookings::read))
        .route("/api/v1/bookings/{token}/move", post(bookings::move_to))
        .route("/api/v1/bookings/{token}/mode", post(bookings::mode))
        .route("/api/v1/bookings/{token}/cancel", post(bookings::cancel))
        .layer(map_response(as_problem))
}

/// What the framework refuses by itself (too large, another method) is told like everything else.
async fn as_problem(response: Response) -> Response {
    let ours = response.headers().get(CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().ends_with(b"json"));
    if response.status().is_client_error() && !ours {
        Problem::plain(response.status()).into_response()
    } else {
        response
    }
}
