//! `/healthz`: the process lives. `/readyz`: the database answers, is migrated and (demo) filled.

use std::sync::atomic::{AtomicBool, Ordering};

use axum::extract::State;
use http::StatusCode;

use crate::state::AppState;

static PREPARED: AtomicBool = AtomicBool::new(false);

/// Said once by `serve` when migration and demo are done.
pub fn prepared() {
    PREPARED.store(true, Ordering::Release);
}

/// Whether that has been said.
pub fn is_prepared() -> bool {
    PREPARED.load(Ordering::Acquire)
}

/// `GET /healthz`.
pub async fn alive() -> &'static str {
    "ok\n"
}

/// `GET /readyz`.
pub async fn ready(State(state): State<AppState>) -> (StatusCode, &'static str) {
    if is_prepared() && matches!(state.services.store().ready().await, Ok(true)) {
        (StatusCode::OK, "ready\n")
    } else {
        (StatusCode::SERVICE_UNAVAILABLE, "not ready\n")
    }
}
