//! What was posted is brought to its end, whoever goes away meanwhile: a booking must not depend on a mother's train entering a tunnel.

use axum::extract::Request;
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use tracing::Instrument as _;

use super::problem::Problem;

/// Runs an action in a task of its own, in the span of its request. A panic goes on to whoever answers panics.
pub async fn posted(request: Request, next: Next) -> Response {
    if request.method().is_safe() {
        return next.run(request).await;
    }
    let carried = tokio::spawn(next.run(request).in_current_span());
    match carried.await {
        Ok(response) => response,
        Err(error) => match error.try_into_panic() {
            Ok(panic) => std::panic::resume_unwind(panic),
            Err(_stopped) => Problem::fault().into_response(),
        },
    }
}
