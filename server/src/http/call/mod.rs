//! The call list.

pub mod note;

use axum::Router;
use axum::routing::post;

use crate::state::AppState;

/// Its routes.
pub fn router() -> Router<AppState> {
    Router::new().route("/staff/calls/{id}", post(note::note))
}
