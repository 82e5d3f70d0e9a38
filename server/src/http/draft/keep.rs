//! Keeps what is typed, and throws it away.

use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use http::StatusCode;
use mendan_app::context::DeskState;
use mendan_app::ways::{ours, with};
use mendan_service::draft::keep::Begun;
use mendan_service::draft::repository::WorkDraftId;

use super::forms::kept;
use crate::http::forms::staff_form::StaffForm;
use crate::http::pages::refused;
use crate::http::problem::{log_fault, status_of};
use crate::http::staff::whose;
use crate::state::AppState;

/// The list.
const LIST: &str = "/staff/drafts";

/// `POST /staff/drafts`: a form as it stands, with its own address (`draft_form`) and that of its page (`draft_place`). 204: it is kept.
pub async fn keep(State(state): State<AppState>, asked: StaffForm) -> Response {
    let (form, place) = (asked.form.text("draft_form"), asked.form.text("draft_place"));
    let Some((name, place)) = kept(form, place, &asked.form) else {
        return StatusCode::UNPROCESSABLE_ENTITY.into_response();
    };
    let fields = asked.form.without_passwords().without(&[whose::FIELD, "draft_form", "draft_place"]);
    match state.services.draft_keep(&asked.own, &Begun { form: name, place, fields }).await {
        Ok(()) => StatusCode::NO_CONTENT.into_response(),
        Err(refusal) => {
            log_fault(&refusal);
            status_of(&refusal).into_response()
        }
    }
}

/// `POST /staff/drafts/{id}/forget`: asked before. On to the form's own page, empty, or back to the list.
pub async fn forget(State(state): State<AppState>, Path(id): Path<i64>, asked: StaffForm) -> Response {
    match state.services.draft_forget(&asked.own, WorkDraftId(id)).await {
        Ok(()) => Redirect::to(&on(&asked)).into_response(),
        Err(refusal) => refused(&state, &asked.form.visit, refusal).await,
    }
}

/// `POST /staff/drafts/desk`: the new booking that the session remembers.
pub async fn forget_desk(State(state): State<AppState>, asked: StaffForm) -> Response {
    let forgotten = match asked.desk_state(&state) {
        Ok(desk) => {
            let desk = DeskState { draft: None, form_key: None, ..desk };
            state.services.keep_desk_state(&asked.own, &asked.staff.session, &desk).await
        }
        Err(refusal) => Err(refusal),
    };
    match forgotten {
        Ok(()) => Redirect::to(&on(&asked)).into_response(),
        Err(refusal) => refused(&state, &asked.form.visit, refusal).await,
    }
}

fn on(asked: &StaffForm) -> String {
    asked.form.some("next").and_then(ours).map_or_else(|| with(LIST, "said=gone"), str::to_owned)
}
