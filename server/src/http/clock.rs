//! `GET /dev/clock`, in the demo only: what time it is in this city, for whoever must live there too (browser tests).

use axum::extract::State;

use super::problem::Problem;
use crate::state::AppState;

/// RFC 3339, UTC, whole seconds.
pub async fn read(State(state): State<AppState>) -> Result<String, Problem> {
    if state.config.demo { Ok(state.services.now().to_rfc3339()) } else { Err(Problem::not_found()) }
}
