//! Signed-in staff who ask for what they may not have, or what is not there: a line in the audit log for each.

use axum::extract::{MatchedPath, Request, State};
use axum::middleware::Next;
use axum::response::Response;
use http::StatusCode;

use super::pages::Visit;
use super::route::{Area, Route};
use crate::state::AppState;

/// Notes refusals on the staff's addresses.
pub async fn note(State(state): State<AppState>, request: Request, next: Next) -> Response {
    if Route::of(request.uri(), request.extensions()).area != Area::Staff {
        return next.run(request).await;
    }
    let (uri, headers, extensions) = (request.uri().clone(), request.headers().clone(), request.extensions().clone());
    let response = next.run(request).await;
    if is_refusal(&response)
        && let Ok(visit) = Visit::of(&uri, &headers, &extensions)
        && let Some(staff) = &visit.staff
    {
        metrics::counter!("mendan_refused_rights_total").increment(1);
        // The route, not the address: nothing that was typed into it is kept.
        let route = extensions.get::<MatchedPath>().map_or("(none)", MatchedPath::as_str);
        state.services.note_refused(&visit.city.staff(staff), route).await;
    }
    response
}

fn is_refusal(response: &Response) -> bool {
    matches!(response.status(), StatusCode::FORBIDDEN | StatusCode::NOT_FOUND)
}
