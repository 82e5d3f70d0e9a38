//! Signing in, passwords, members of staff.

pub mod device;
pub mod members;
pub mod sign_in;
pub mod tries;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::post;

use crate::http::forms::kept;

use crate::state::AppState;

/// Its routes.
pub fn router() -> Router<AppState> {
    Router::new()
        .route("/staff/sign-in", post(sign_in::sign_in).layer(DefaultBodyLimit::max(kept::BODY_LIMIT)))
        .route("/staff/sign-out", post(sign_in::sign_out))
        .route("/staff/password", post(sign_in::own_password))
        .route("/staff/setup/staff/new", post(members::make))
        .route("/staff/setup/staff/{id}", post(members::save))
        .route("/staff/setup/staff/{id}/hand-on", post(members::hand_on))
        .route("/staff/setup/staff/{id}/disabled", post(members::set_disabled))
        .route("/staff/setup/staff/{id}/password", post(members::set_password))
}
