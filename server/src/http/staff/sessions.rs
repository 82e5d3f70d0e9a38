//! Where she is signed in, and whether several use the computer that she is at.

use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect, Response};
use mendan_service::Refusal;

use crate::http::forms::staff_form::StaffForm;
use crate::http::pages::refused;
use crate::http::staff::browser::share as mark;
use crate::state::AppState;

/// `POST /staff/account/sessions/end`: one of her own.
pub async fn end(State(state): State<AppState>, asked: StaffForm) -> Response {
    let name = asked.form.text("session");
    let result = state.services.own_session_end(&asked.context, &asked.staff.session, name).await;
    said(&state, &asked, result, "ended").await
}

/// `POST /staff/account/sessions/end-others`: all but this one.
pub async fn end_others(State(state): State<AppState>, asked: StaffForm) -> Response {
    let result = state.services.own_sessions_end_others(&asked.context, &asked.staff.session).await;
    said(&state, &asked, result, "ended_others").await
}

/// `POST /staff/account/shared`: several use this computer.
pub async fn share(State(state): State<AppState>, asked: StaffForm) -> Response {
    shared(&state, &asked, true).await
}

/// `POST /staff/account/not-shared`: it is hers alone. She is asked who she is: sessions rest longer at it then.
pub async fn unshare(State(state): State<AppState>, asked: StaffForm) -> Response {
    shared(&state, &asked, false).await
}

async fn shared(state: &AppState, asked: &StaffForm, shared: bool) -> Response {
    let result = state.services.own_session_share(&asked.context, &asked.staff.session, shared).await;
    let done = result.is_ok();
    let mut response = said(state, asked, result, if shared { "shared" } else { "not_shared" }).await;
    if done {
        mark(&asked.form.visit, &mut response, shared);
    }
    response
}

async fn said(state: &AppState, asked: &StaffForm, result: Result<(), Refusal>, word: &str) -> Response {
    match result {
        Ok(()) => Redirect::to(&format!("/staff/account?said={word}")).into_response(),
        Err(refusal) => refused(state, &asked.form.visit, refusal).await,
    }
}
