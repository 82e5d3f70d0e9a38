//! Members of staff.

use axum::extract::{Path, State};
use axum::response::Response;
use mendan_domain::ids::StaffId;
use mendan_service::usecase::setup::fields::Fields;
use mendan_service::usecase::setup::staff::StaffForm as Member;

use super::super::staff_form::StaffForm;
use crate::state::AppState;

fn page(id: StaffId) -> String {
    format!("/staff/setup/staff/{id}")
}

/// `POST /staff/setup/staff/new`.
pub async fn make(State(state): State<AppState>, asked: StaffForm) -> Response {
    let form = Member::read(Fields(asked.form.values()));
    let result = state.services.staff_save(&asked.context, None, &form).await;
    asked.settled(&state, result, "/staff/setup/staff?said=added", "/staff/setup/staff/new").await
}

/// `POST /staff/setup/staff/{id}`.
pub async fn save(State(state): State<AppState>, Path(id): Path<i64>, asked: StaffForm) -> Response {
    let (id, form) = (StaffId(id), Member::read(Fields(asked.form.values())));
    let result = state.services.staff_save(&asked.context, Some((id, asked.form.expected())), &form).await;
    asked.settled(&state, result, "/staff/setup/staff?said=saved", &page(id)).await
}

/// `POST /staff/setup/staff/{id}/disabled`.
pub async fn set_disabled(State(state): State<AppState>, Path(id): Path<i64>, asked: StaffForm) -> Response {
    let (id, disabled) = (StaffId(id), asked.form.ticked("disabled"));
    let result = state.services.staff_set_disabled(&asked.context, id, asked.form.expected(), disabled).await;
    let said = if disabled { "disabled" } else { "saved" };
    asked.settled(&state, result, &format!("/staff/setup/staff?said={said}"), &page(id)).await
}

/// `POST /staff/setup/staff/{id}/password`.
pub async fn set_password(State(state): State<AppState>, Path(id): Path<i64>, asked: StaffForm) -> Response {
    let (id, form) = (StaffId(id), Member::read(Fields(asked.form.values())));
    let result = state.services.staff_set_password(&asked.context, id, asked.form.expected(), &form.password).await;
    asked.settled(&state, result, "/staff/setup/staff?said=reset", &page(id)).await
}
