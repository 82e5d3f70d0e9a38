//! No answer tells of what a power failure could still undo. Every write sees to it for itself; this does for what was seen without
//! writing.

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use mendan_service::Refusal;

use super::pages::{Visit, refused};
use super::problem::Problem;
use super::route::{Area, Route};
use crate::state::AppState;

/// Waits until what an action has seen of others lasts; if it does not, the action was refused or done for nothing.
pub async fn before_answering(State(state): State<AppState>, request: Request, next: Next) -> Response {
    if request.method().is_safe() {
        return next.run(request).await;
    }
    let (uri, headers, extensions) = (request.uri().clone(), request.headers().clone(), request.extensions().clone());
    let response = next.run(request).await;
    let Err(error) = state.services.settled().await else { return response };
    if Route::of(&uri, &extensions).area == Area::Programs {
        return Problem::from(Refusal::from(error)).into_response();
    }
    match Visit::of(&state, &uri, &headers, &extensions) {
        Ok(visit) => refused(&state, &visit, error.into()).await,
        Err(refusal) => Problem::from(refusal).into_response(),
    }
}
