//! Offices and their rooms.

use axum::extract::{Path, State};
use axum::response::Response;
use mendan_domain::ids::OfficeId;
use mendan_service::city::office::OfficeForm;

use crate::http::forms::staff_form::StaffForm;
use crate::state::AppState;
use mendan_service::permit::{Permit, asked::ManageSetup};

fn page(id: OfficeId) -> String {
    format!("/staff/setup/offices/{id}")
}

/// `POST /staff/setup/offices/new`.
pub async fn make(State(state): State<AppState>, asked: StaffForm<Permit<ManageSetup>>) -> Response {
    let form = OfficeForm::typed(&asked.form);
    let result = state.services.office_save(&asked.context, None, &form).await;
    asked.settled_at(&state, result.map(|id| page(id) + "?said=added"), "/staff/setup/offices/new").await
}

/// `POST /staff/setup/offices/{id}`.
pub async fn save(
    State(state): State<AppState>,
    Path(id): Path<i64>,
    asked: StaffForm<Permit<ManageSetup>>,
) -> Response {
    let (id, form) = (OfficeId(id), OfficeForm::typed(&asked.form));
    let result = state.services.office_save(&asked.context, Some((id, asked.form.expected())), &form).await;
    asked.settled(&state, result, &(page(id) + "?said=saved"), &page(id)).await
}

/// `POST /staff/setup/offices/{id}/active`.
pub async fn set_active(
    State(state): State<AppState>,
    Path(id): Path<i64>,
    asked: StaffForm<Permit<ManageSetup>>,
) -> Response {
    let id = OfficeId(id);
    let result =
        state.services.office_set_active(&asked.context, id, asked.form.expected(), asked.form.ticked("active")).await;
    asked.settled(&state, result, &(page(id) + "?said=saved"), &page(id)).await
}
