//! Closures and absences: looked at first (`step=check`), then written.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use http::StatusCode;
use mendan_domain::ids::ClosureId;
use mendan_service::offer::closure::ClosureForm;

use crate::http::forms::staff_form::StaffForm;
use crate::http::pages::shown;
use crate::state::AppState;
use mendan_service::permit::{Permit, asked::ShapeOwnTimes};

const LIST: &str = "/staff/setup/closures";

/// `POST /staff/setup/closures`.
pub async fn make(State(state): State<AppState>, asked: StaffForm<Permit<ShapeOwnTimes>>) -> Response {
    write(&state, &asked, None, LIST).await
}

/// `POST /staff/setup/closures/{id}`.
pub async fn change(
    State(state): State<AppState>,
    Path(id): Path<i64>,
    asked: StaffForm<Permit<ShapeOwnTimes>>,
) -> Response {
    write(&state, &asked, Some(ClosureId(id)), &format!("{LIST}/{id}")).await
}

/// `POST /staff/setup/closures/{id}/delete`.
pub async fn delete(
    State(state): State<AppState>,
    Path(id): Path<i64>,
    asked: StaffForm<Permit<ShapeOwnTimes>>,
) -> Response {
    let result = state.services.closure_delete(&asked.context, ClosureId(id), asked.form.expected()).await;
    asked.settled(&state, result, &format!("{LIST}?said=deleted"), &format!("{LIST}/{id}")).await
}

async fn write(
    state: &AppState,
    asked: &StaffForm<Permit<ShapeOwnTimes>>,
    id: Option<ClosureId>,
    page: &str,
) -> Response {
    let form = ClosureForm::typed(&asked.form);
    if asked.form.text("step") != "save" {
        return match state.services.closure_check(&asked.context, &form).await {
            Ok(_) => shown(state, &asked.form.visit, StatusCode::OK, page, asked.refused(Vec::new())).await,
            refused => asked.settled(state, refused, page, page).await,
        };
    }
    match state.services.closure_save(&asked.context, id.map(|id| (id, asked.form.expected())), &form).await {
        // Somebody has to be called: the next page says who is on those days.
        Ok((id, touched)) if touched.bookings() > 0 => {
            asked.sent(state).await;
            Redirect::to(&format!("{LIST}/{id}?said=saved")).into_response()
        }
        other => asked.settled(state, other, &format!("{LIST}?said=saved"), page).await,
    }
}
