//! What the owner of a link does: move, change mode, cancel, fetch the calendar file.

use axum::Extension;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use http::StatusCode;
use http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use mendan_app::context::Outcome;
use mendan_domain::language::Language;
use mendan_service::usecase::answer::BookingAnswer;
use mendan_service::usecase::find::Handle;
use mendan_service::{Actor, Refusal};

use super::fields::Posted;
use crate::calendar;
use crate::http::city::City;
use crate::http::pages::{Visit, outcome, refused};
use crate::http::problem::Problem;
use crate::state::AppState;

/// What the page says next, in the language it is read in.
fn said(form: &Posted, word: &str) -> String {
    Language::parse(form.text("lang"))
        .map_or_else(|| word.to_owned(), |language| format!("{word}&lang={}", language.tag()))
}

async fn answered(
    state: &AppState,
    visit: &Visit,
    token: &str,
    said: &str,
    mode: Option<&str>,
    answer: Result<BookingAnswer, Refusal>,
) -> Response {
    match answer {
        Ok(answer) => Redirect::to(&format!("/b/{}?said={said}", answer.token)).into_response(),
        Err(Refusal::SlotTaken { alternatives, .. }) => {
            let mode = mode.unwrap_or_default().to_owned();
            let taken = Outcome::Taken { alternatives, mode, draft: None, action: format!("/b/{token}/move") };
            outcome(state, visit, StatusCode::CONFLICT, taken).await
        }
        Err(other) => refused(state, visit, other).await,
    }
}

/// `POST /b/{token}/move`.
pub async fn move_to(State(state): State<AppState>, Path(token): Path<String>, form: Posted) -> Response {
    let context = form.visit.city.context(Actor::Client);
    let answer =
        state.services.move_to(&context, &Handle::Token(token.clone()), form.text("slot_id"), form.some("mode")).await;
    answered(&state, &form.visit, &token, &said(&form, "moved"), form.some("mode"), answer).await
}

/// `POST /b/{token}/mode`.
pub async fn mode(State(state): State<AppState>, Path(token): Path<String>, form: Posted) -> Response {
    let context = form.visit.city.context(Actor::Client);
    let answer = state.services.change_mode(&context, &Handle::Token(token.clone()), form.text("mode")).await;
    answered(&state, &form.visit, &token, &said(&form, "mode"), Some(form.text("mode")), answer).await
}

/// `POST /b/{token}/cancel`.
pub async fn cancel(State(state): State<AppState>, Path(token): Path<String>, form: Posted) -> Response {
    let context = form.visit.city.context(Actor::Client);
    let (handle, reason) = (Handle::Token(token.clone()), form.some("reason"));
    let (word, answer) = if form.ticked("quiet") {
        ("cancelled_quietly", state.services.cancel_quietly(&context, &handle, reason).await)
    } else {
        ("cancelled", state.services.cancel(&context, &handle, reason).await)
    };
    answered(&state, &form.visit, &token, &said(&form, word), None, answer).await
}

/// `GET /b/{token}/calendar.ics`.
pub async fn calendar(
    State(state): State<AppState>,
    Extension(city): Extension<City>,
    Path(token): Path<String>,
) -> Result<Response, Problem> {
    let context = city.context(Actor::Client);
    let booking = state.services.find(&context, &Handle::Token(token)).await?;
    let manage_url = state.services.manage_url(&context.catalogue, &booking);
    // Stamped with the last change, so that two reads of one state are the same octets.
    let event = calendar::Event::of(&booking, &context.catalogue, &manage_url, booking.updated_at);
    let headers = [
        (CONTENT_TYPE, "text/calendar; charset=utf-8; method=PUBLISH"),
        (CONTENT_DISPOSITION, "attachment; filename=\"mendan.ics\""),
    ];
    Ok((headers, calendar::published(&event)).into_response())
}
