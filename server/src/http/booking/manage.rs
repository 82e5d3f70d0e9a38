//! What the owner of a link does: move, change mode, cancel, fetch the calendar file.

use axum::Extension;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use http::StatusCode;
use http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use mendan_app::context::{Outcome, RefusedForm};
use mendan_domain::language::Language;
use mendan_service::Refusal;
use mendan_service::booking::answer::{BookingAnswer, url_of};
use mendan_service::handle::Handle;
use mendan_service::rescue::set::OfferChoiceId;

use crate::calendar;
use crate::http::city::City;
use crate::http::forms::fields::Posted;
use crate::http::pages::{changed, outcome, refused};
use crate::http::problem::Problem;
use crate::state::AppState;

/// What the page says next, in the language it is read in.
fn said(form: &Posted, word: &str) -> String {
    Language::parse(form.text("lang"))
        .map_or_else(|| word.to_owned(), |language| format!("{word}&lang={}", language.tag()))
}

/// On to the booking with a word, or back with what stands in the way; `page` is the one the form stood on.
async fn answered(
    state: &AppState,
    form: &Posted,
    (token, page): (&str, &str),
    answer: Result<(BookingAnswer, &str), Refusal>,
) -> Response {
    let visit = &form.visit;
    match answer {
        Ok((answer, word)) => Redirect::to(&format!("/b/{}?said={}", answer.token, said(form, word))).into_response(),
        Err(Refusal::SlotTaken { alternatives, .. }) => {
            let (mode, version) = (form.text("mode").to_owned(), form.text("version").to_owned());
            let action = format!("/b/{token}/move");
            let taken = Outcome::Taken { alternatives, mode, draft: None, action, version };
            outcome(state, visit, StatusCode::CONFLICT, taken).await
        }
        Err(Refusal::Changed) => {
            let language = Language::parse(form.text("lang")).map(|language| format!("?lang={}", language.tag()));
            let place = format!("/b/{token}{page}{}", language.unwrap_or_default());
            let typed = RefusedForm { values: form.fields.clone(), errors: Vec::new() };
            changed(state, visit, &place, typed).await
        }
        Err(other) => refused(state, visit, other).await,
    }
}

/// `POST /b/{token}/move`.
pub async fn move_to(State(state): State<AppState>, Path(token): Path<String>, form: Posted) -> Response {
    let context = form.visit.city.resident();
    let (handle, slot) = (Handle::Token(token.clone()), form.text("slot_id"));
    let done = state.services.move_to(&context, &handle, form.expected(), slot, form.some("mode")).await;
    let done = done.map(|done| (done.answer, if done.changed { "moved" } else { "same" }));
    answered(&state, &form, (&token, "/move"), done).await
}

/// `POST /b/{token}/mode`.
pub async fn mode(State(state): State<AppState>, Path(token): Path<String>, form: Posted) -> Response {
    let context = form.visit.city.resident();
    let handle = Handle::Token(token.clone());
    let done = state.services.change_mode(&context, &handle, form.expected(), form.text("mode")).await;
    let done = done.map(|done| (done.answer, if done.changed { "mode" } else { "mode_same" }));
    answered(&state, &form, (&token, "/mode"), done).await
}

/// `POST /b/{token}/cancel`.
pub async fn cancel(State(state): State<AppState>, Path(token): Path<String>, form: Posted) -> Response {
    let context = form.visit.city.resident();
    let (handle, reason, expected) = (Handle::Token(token.clone()), form.some("reason"), form.expected());
    let (word, answer) = if form.ticked("quiet") {
        ("cancelled_quietly", state.services.cancel_quietly(&context, &handle, expected, reason).await)
    } else {
        ("cancelled", state.services.cancel(&context, &handle, expected, reason).await)
    };
    answered(&state, &form, (&token, "/cancel"), answer.map(|answer| (answer, word))).await
}

/// `POST /b/{token}/offer`: one of the times that she was offered instead of hers, or none of them.
pub async fn offer(State(state): State<AppState>, Path(token): Path<String>, form: Posted) -> Response {
    let context = form.visit.city.resident();
    let (handle, expected) = (Handle::Token(token.clone()), form.expected());
    let answer = match form.text("choice") {
        "none" => {
            let answer = state.services.offer_decline(&context, &handle, expected).await;
            answer.map(|answer| (answer, "offer_none"))
        }
        choice => match choice.parse::<OfferChoiceId>() {
            Ok(choice) => {
                let answer = state.services.offer_take(&context, &handle, expected, choice).await;
                answer.map(|answer| (answer, "moved"))
            }
            Err(_) => Err(Refusal::NotFound),
        },
    };
    answered(&state, &form, (&token, ""), answer).await
}

/// `GET /b/{token}/calendar.ics`.
pub async fn calendar(
    State(state): State<AppState>,
    Extension(city): Extension<City>,
    Path(token): Path<String>,
) -> Result<Response, Problem> {
    let context = city.resident();
    let manage_url = url_of(&context.catalogue, &token);
    let booking = state.services.find(&context, &Handle::Token(token)).await?;
    // Stamped with the last change, so that two reads of one state are the same octets.
    let event = calendar::Event::of(&booking, &context.catalogue, &manage_url, booking.updated_at);
    let headers = [
        (CONTENT_TYPE, "text/calendar; charset=utf-8; method=PUBLISH"),
        (CONTENT_DISPOSITION, "attachment; filename=\"mendan.ics\""),
    ];
    Ok((headers, calendar::published(&event)).into_response())
}
