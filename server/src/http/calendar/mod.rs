//! What the staff's day posts.

pub mod acts;

use axum::Router;
use axum::routing::post;

use crate::state::AppState;

/// Its routes.
pub fn router() -> Router<AppState> {
    Router::new()
        .route("/staff/bookings/{id}/mark", post(acts::mark))
        .route("/staff/bookings/{id}/move", post(acts::move_to))
        .route("/staff/bookings/{id}/mode", post(acts::mode))
        .route("/staff/bookings/{id}/cancel", post(acts::cancel))
        .route("/staff/bookings/{id}/undo", post(acts::undo))
        .route("/staff/slots/{id}", post(acts::set_open))
}
