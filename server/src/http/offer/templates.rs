//! Templates: written, copied (a new one with the fields of another) and deleted.

use axum::extract::{Path, State};
use axum::response::Response;
use mendan_domain::ids::TemplateId;
use mendan_service::offer::template_form::TemplateForm;

use crate::http::forms::staff_form::StaffForm;
use crate::state::AppState;
use mendan_service::permit::{Permit, asked::ShapeOwnTimes};

const LIST: &str = "/staff/setup/templates";

/// `POST /staff/setup/templates/new`.
pub async fn make(State(state): State<AppState>, asked: StaffForm<Permit<ShapeOwnTimes>>) -> Response {
    save(&state, &asked, None, &format!("{LIST}/new")).await
}

/// `POST /staff/setup/templates/{id}`.
pub async fn change(
    State(state): State<AppState>,
    Path(id): Path<i64>,
    asked: StaffForm<Permit<ShapeOwnTimes>>,
) -> Response {
    save(&state, &asked, Some(TemplateId(id)), &format!("{LIST}/{id}")).await
}

/// `POST /staff/setup/templates/{id}/delete`.
pub async fn delete(
    State(state): State<AppState>,
    Path(id): Path<i64>,
    asked: StaffForm<Permit<ShapeOwnTimes>>,
) -> Response {
    let result = state.services.template_delete(&asked.context, TemplateId(id), asked.form.expected()).await;
    asked.settled(&state, result, &format!("{LIST}?said=deleted"), &format!("{LIST}/{id}")).await
}

async fn save(
    state: &AppState,
    asked: &StaffForm<Permit<ShapeOwnTimes>>,
    id: Option<TemplateId>,
    page: &str,
) -> Response {
    let result = state
        .services
        .template_save(&asked.context, id.map(|id| (id, asked.form.expected())), &TemplateForm::typed(&asked.form))
        .await;
    asked.settled(state, result, &format!("{LIST}?said=saved"), page).await
}
