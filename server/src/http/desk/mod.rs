//! What the phone desk posts.

pub mod caller;
pub mod correct;

use axum::Router;
use axum::routing::post;

use crate::state::AppState;

/// Its routes.
pub fn router() -> Router<AppState> {
    Router::new()
        .route("/staff/bookings/{id}/correct", post(correct::correct))
        .route("/staff/bookings/{id}/reassign", post(correct::reassign))
        .route("/staff/desk/search", post(caller::search))
        .route("/staff/desk/book", post(caller::book))
        .route("/staff/desk/choose", post(caller::choose))
}
