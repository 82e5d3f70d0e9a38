//! What the page of the identity provider posts: save it, look at one, take it away, undo that.

use axum::extract::State;
use axum::response::Response;
use http::StatusCode;
use mendan_app::context::RefusedForm;
use mendan_service::Refusal;
use mendan_service::permit::{Permit, asked};
use mendan_service::staff::openid::form::ProviderForm;

use crate::http::forms::staff_form::StaffForm;
use crate::http::pages::{again, looked, refused};
use crate::state::AppState;

const PAGE: &str = "/staff/setup/openid";

/// `POST /staff/setup/openid`.
pub async fn save(State(state): State<AppState>, asked: StaffForm<Permit<asked::ManageSetup>>) -> Response {
    let form = ProviderForm::typed(&asked.form);
    let result = state.services.openid_save(&asked.context, asked.form.expected(), &form).await;
    asked.settled(&state, result, &format!("{PAGE}?said=openid_saved"), PAGE).await
}

/// `POST /staff/setup/openid/try`: nothing is saved, and the form comes back with what the provider says of itself.
pub async fn look(State(state): State<AppState>, asked: StaffForm<Permit<asked::ManageSetup>>) -> Response {
    let (visit, form) = (&asked.form.visit, ProviderForm::typed(&asked.form));
    match state.services.openid_try(&asked.context, &form, state.openid.as_ref()).await {
        Ok(found) => {
            let form = RefusedForm { values: asked.form.without_passwords(), errors: Vec::new() };
            looked(&state, visit, StatusCode::OK, PAGE, (form, found)).await
        }
        Err(Refusal::Invalid(errors)) => again(&state, visit, PAGE, asked.refused(errors)).await,
        Err(other) => refused(&state, visit, other).await,
    }
}

/// `POST /staff/setup/openid/remove`.
pub async fn remove(State(state): State<AppState>, asked: StaffForm<Permit<asked::ManageSetup>>) -> Response {
    let result = state.services.openid_remove(&asked.context, asked.form.expected()).await;
    asked.settled(&state, result, &format!("{PAGE}?said=openid_removed"), PAGE).await
}

/// `POST /staff/setup/openid/undo`.
pub async fn undo(State(state): State<AppState>, asked: StaffForm<Permit<asked::ManageSetup>>) -> Response {
    let result = state.services.openid_undo(&asked.context, asked.form.expected()).await;
    asked.settled(&state, result, &format!("{PAGE}?said=undone"), PAGE).await
}
