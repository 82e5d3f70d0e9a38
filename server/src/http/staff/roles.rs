//! Roles that the city makes itself.

use axum::extract::{Path, State};
use axum::response::Response;
use mendan_domain::staff::RoleId;
use mendan_service::permit::{Permit, asked::ManageStaff};
use mendan_service::staff::role::RoleForm;

use crate::http::forms::staff_form::StaffForm;
use crate::state::AppState;

const LIST: &str = "/staff/setup/roles";

/// `POST /staff/setup/roles/new`.
pub async fn make(State(state): State<AppState>, asked: StaffForm<Permit<ManageStaff>>) -> Response {
    let result = state.services.role_save(&asked.context, None, &RoleForm::typed(&asked.form)).await;
    asked.settled(&state, result, &format!("{LIST}?said=added"), &format!("{LIST}/new")).await
}

/// `POST /staff/setup/roles/{id}`.
pub async fn save(
    State(state): State<AppState>,
    Path(id): Path<i64>,
    asked: StaffForm<Permit<ManageStaff>>,
) -> Response {
    let (which, form) = (Some((RoleId(id), asked.form.expected())), RoleForm::typed(&asked.form));
    let result = state.services.role_save(&asked.context, which, &form).await;
    asked.settled(&state, result, &format!("{LIST}?said=saved"), &format!("{LIST}/{id}")).await
}

/// `POST /staff/setup/roles/{id}/delete`.
pub async fn delete(
    State(state): State<AppState>,
    Path(id): Path<i64>,
    asked: StaffForm<Permit<ManageStaff>>,
) -> Response {
    let result = state.services.role_delete(&asked.context, RoleId(id), asked.form.expected()).await;
    asked.settled(&state, result, &format!("{LIST}?said=deleted"), &format!("{LIST}/{id}")).await
}
