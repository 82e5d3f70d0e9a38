//! No answer tells of what a power failure could still undo. Every write sees to it for itself; this does for what was seen without
//! writing.

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;

use super::told::told;
use crate::state::AppState;

/// Waits until what an action has seen of others lasts; if it does not, the action was refused or done for nothing.
pub async fn before_answering(State(state): State<AppState>, request: Request, next: Next) -> Response {
    if request.method().is_safe() {
        return next.run(request).await;
    }
    let (asked, body) = request.into_parts();
    let response = next.run(Request::from_parts(asked.clone(), body)).await;
    match state.services.settled().await {
        Ok(()) => response,
        Err(error) => told(&state, &asked, error.into()).await,
    }
}
