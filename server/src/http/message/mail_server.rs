//! What the page of the mail server posts: save it, try one out, take it away.

use axum::extract::State;
use axum::response::Response;
use http::StatusCode;
use mendan_app::context::RefusedForm;
use mendan_service::Refusal;
use mendan_service::message::relay::form::RelayForm;
use mendan_service::message::relay::trial::TrialForm;
use mendan_service::permit::{Permit, asked};

use crate::http::forms::staff_form::StaffForm;
use crate::http::pages::{again, refused, tried};
use crate::http::routes::Routes;
use crate::state::AppState;

const PAGE: &str = "/staff/setup/mailbox";

/// All of it.
pub fn router() -> Routes {
    Routes::new()
        .form("/staff/setup/mailbox", save)
        .form("/staff/setup/mailbox/try", try_out)
        .form("/staff/setup/mailbox/remove", remove)
        .proven_lately()
}

/// `POST /staff/setup/mailbox`.
async fn save(State(state): State<AppState>, asked: StaffForm<Permit<asked::ManageSetup>>) -> Response {
    let form = RelayForm::typed(&asked.form);
    let result = state.services.mailbox_save(&asked.context, asked.form.expected(), &form, state.post.as_ref()).await;
    asked.settled(&state, result, &format!("{PAGE}?said=server_saved"), PAGE).await
}

/// `POST /staff/setup/mailbox/try`: nothing is saved, and the form comes back with what the server answered.
async fn try_out(State(state): State<AppState>, asked: StaffForm<Permit<asked::ManageSetup>>) -> Response {
    let (visit, form) = (&asked.form.visit, TrialForm::typed(&asked.form));
    match state.services.mailbox_try(&asked.context, &form, state.post.as_ref()).await {
        Ok(trial) => {
            let form = RefusedForm { values: asked.form.without_passwords(), errors: Vec::new() };
            tried(&state, visit, StatusCode::OK, PAGE, (form, trial)).await
        }
        Err(Refusal::Invalid(errors)) => again(&state, visit, PAGE, asked.refused(errors)).await,
        Err(other) => refused(&state, visit, other).await,
    }
}

/// `POST /staff/setup/mailbox/remove`.
async fn remove(State(state): State<AppState>, asked: StaffForm<Permit<asked::ManageSetup>>) -> Response {
    let result = state.services.mailbox_remove(&asked.context, asked.form.expected()).await;
    asked.settled(&state, result, &format!("{PAGE}?said=server_removed"), PAGE).await
}
