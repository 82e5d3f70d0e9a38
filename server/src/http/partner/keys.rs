//! Keys of partner systems. The answer to making one is the only page that ever has it: no redirect, no address, no store.

use axum::extract::{Path, State};
use axum::response::Response;
use http::StatusCode;
use mendan_app::context::RefusedForm;
use mendan_domain::ids::PartnerKeyId;
use mendan_service::forms::Fields;

use crate::http::forms::staff_form::StaffForm;
use crate::http::pages::shown;
use crate::state::AppState;
use mendan_service::permit::{Permit, asked::ManagePartners};

const PAGE: &str = "/staff/setup/keys";

/// `POST /staff/setup/keys`.
pub async fn make(State(state): State<AppState>, asked: StaffForm<Permit<ManagePartners>>) -> Response {
    match state.services.partner_key_make(&asked.context, asked.form.text("name")).await {
        Ok((key, text)) => {
            let values = Fields::of([("made", key.name), ("key", text)]);
            let form = RefusedForm { values, errors: Vec::new() };
            shown(&state, &asked.form.visit, StatusCode::OK, PAGE, form).await
        }
        refused => asked.settled(&state, refused, PAGE, PAGE).await,
    }
}

/// `POST /staff/setup/keys/{id}/revoke`.
pub async fn revoke(
    State(state): State<AppState>,
    Path(id): Path<i64>,
    asked: StaffForm<Permit<ManagePartners>>,
) -> Response {
    let (id, expected) = (PartnerKeyId(id), asked.form.expected());
    let result = state.services.partner_key_revoke(&asked.context, id, expected).await;
    asked.settled(&state, result, &format!("{PAGE}?said=revoked"), PAGE).await
}
