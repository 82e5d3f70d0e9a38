//! Networks that may book more than their share.

use axum::extract::State;
use axum::response::Response;

use crate::http::forms::staff_form::StaffForm;
use crate::state::AppState;
use mendan_service::permit::{Permit, asked::ManageSetup};

const PAGE: &str = "/staff/setup/networks";

/// `POST /staff/setup/networks`: lets one book more.
pub async fn allow(State(state): State<AppState>, asked: StaffForm<Permit<ManageSetup>>) -> Response {
    let result = state.services.network_allow(&asked.context, asked.form.text("network")).await;
    asked.settled(&state, result, &format!("{PAGE}?said=allowed"), PAGE).await
}

/// `POST /staff/setup/networks/leave`: one that has booked its share stays as it is.
pub async fn leave(State(state): State<AppState>, asked: StaffForm<Permit<ManageSetup>>) -> Response {
    let result = state.services.network_leave(&asked.context, asked.form.text("network")).await;
    asked.settled(&state, result, &format!("{PAGE}?said=left"), PAGE).await
}

/// `POST /staff/setup/networks/forget`: one that might book more may no longer.
pub async fn forget(State(state): State<AppState>, asked: StaffForm<Permit<ManageSetup>>) -> Response {
    let result = state.services.network_forget(&asked.context, asked.form.text("network")).await;
    asked.settled(&state, result, &format!("{PAGE}?said=forgotten"), PAGE).await
}
