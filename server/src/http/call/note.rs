//! What came of a call.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use mendan_domain::ids::CallId;
use mendan_service::Refusal;
use mendan_service::call::list::NextTry;
use mendan_service::model::CallOutcome;

use crate::http::forms::staff_form::StaffForm;
use crate::http::pages::refused;
use crate::state::AppState;
use mendan_service::permit::{Permit, asked::KeepCalls};

/// `POST /staff/calls/{id}`.
pub async fn note(State(state): State<AppState>, Path(id): Path<i64>, asked: StaffForm<Permit<KeepCalls>>) -> Response {
    let form = &asked.form;
    let said = (CallOutcome::parse(form.text("outcome")), NextTry::parse(form.text("next")));
    let word = match state.services.call_note(&asked.context, CallId(id), form.expected(), said).await {
        Ok(call) => call.outcome.map_or("", CallOutcome::as_str),
        Err(Refusal::Changed) => "changed",
        Err(Refusal::Invalid(_)) => "choose",
        Err(other) => return refused(&state, &form.visit, other).await,
    };
    Redirect::to(&format!("/staff/calls?said={word}")).into_response()
}
