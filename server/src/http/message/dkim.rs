//! What the page of the keys that sign mails posts: a new one, and what becomes of one.

use axum::extract::{Path, State};
use axum::response::Response;
use mendan_service::message::dkim::DkimKeyId;
use mendan_service::message::dkim::form::KeyForm;
use mendan_service::permit::{Permit, asked};

use crate::http::forms::staff_form::StaffForm;
use crate::http::routes::Routes;
use crate::state::AppState;

const PAGE: &str = "/staff/setup/dkim";

/// All of it.
pub fn router() -> Routes {
    Routes::new()
        .form("/staff/setup/dkim", make)
        .form("/staff/setup/dkim/{id}/begin", begin)
        .form("/staff/setup/dkim/{id}/end", end)
        .form("/staff/setup/dkim/{id}/delete", delete)
        .proven_lately()
}

/// `POST /staff/setup/dkim`.
async fn make(State(state): State<AppState>, asked: StaffForm<Permit<asked::ManageSetup>>) -> Response {
    let form = KeyForm::typed(&asked.form);
    let result = state.services.dkim_make(&asked.context, &form, state.post.as_ref()).await;
    asked.settled(&state, result, &format!("{PAGE}?said=dkim_made"), PAGE).await
}

/// `POST /staff/setup/dkim/{id}/begin`.
async fn begin(
    State(state): State<AppState>,
    Path(id): Path<i64>,
    asked: StaffForm<Permit<asked::ManageSetup>>,
) -> Response {
    let result = state.services.dkim_begin(&asked.context, DkimKeyId(id), asked.form.expected()).await;
    asked.settled(&state, result, &format!("{PAGE}?said=dkim_begun"), PAGE).await
}

/// `POST /staff/setup/dkim/{id}/end`.
async fn end(
    State(state): State<AppState>,
    Path(id): Path<i64>,
    asked: StaffForm<Permit<asked::ManageSetup>>,
) -> Response {
    let result = state.services.dkim_end(&asked.context, DkimKeyId(id), asked.form.expected()).await;
    asked.settled(&state, result, &format!("{PAGE}?said=dkim_ended"), PAGE).await
}

/// `POST /staff/setup/dkim/{id}/delete`.
async fn delete(
    State(state): State<AppState>,
    Path(id): Path<i64>,
    asked: StaffForm<Permit<asked::ManageSetup>>,
) -> Response {
    let result = state.services.dkim_delete(&asked.context, DkimKeyId(id), asked.form.expected()).await;
    asked.settled(&state, result, &format!("{PAGE}?said=dkim_deleted"), PAGE).await
}
