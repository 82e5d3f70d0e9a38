//! What she decides about her calendars: the address of hers here, and what is read of the one that she has elsewhere.

use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect, Response};
use mendan_app::context::RefusedForm;
use mendan_domain::fault::Fault;
use mendan_service::expected::Expected;
use mendan_service::feed::ics::MOST_OCTETS;
use mendan_service::feed::port::Trouble;
use mendan_service::forms::Fields;
use mendan_service::permit::{
    Permit,
    asked::{ShapeOwnTimes, ViewBookings},
};
use mendan_service::{FieldError, Refusal};

use crate::http::forms::staff_form::StaffForm;
use crate::http::forms::upload::Upload;
use crate::http::pages::{Visit, again, changed, refused};
use crate::state::AppState;

/// Octets of a body with the largest file and the words around it; one that is a little too large is told so in words.
pub const BODY_LIMIT: usize = MOST_OCTETS + 256 * 1024;

/// Where all of it stands.
const PAGE: &str = "/staff/own-calendar";

/// `POST /staff/own-calendar/feed`: an address, or another in its place.
pub async fn make(State(state): State<AppState>, asked: StaffForm<Permit<ViewBookings>>) -> Response {
    let result = state.services.feed_make(&asked.context, asked.form.expected()).await;
    asked.settled(&state, result, &format!("{PAGE}?said=made"), PAGE).await
}

/// `POST /staff/own-calendar/feed/end`.
pub async fn end_feed(State(state): State<AppState>, asked: StaffForm<Permit<ViewBookings>>) -> Response {
    let result = state.services.feed_end(&asked.context, asked.form.expected()).await;
    asked.settled(&state, result, &format!("{PAGE}?said=ended"), PAGE).await
}

/// `POST /staff/own-calendar/address`: her calendar elsewhere, by its address. It is asked before anything is answered.
pub async fn set(State(state): State<AppState>, asked: StaffForm<Permit<ShapeOwnTimes>>) -> Response {
    let (typed, expected) = (asked.form.text("calendar"), asked.form.expected());
    let set = state.services.source_set(&asked.context, expected, typed, state.calendars.as_ref()).await;
    let values = Fields::of([("version", asked.form.text("version").to_owned()), ("calendar", typed.to_owned())]);
    answered(&state, &asked.form.visit, set, ("calendar", values)).await
}

/// `POST /staff/own-calendar/file`: the same, as a file.
pub async fn upload(State(state): State<AppState>, upload: Upload<Permit<ShapeOwnTimes>>) -> Response {
    let version = upload.text("version");
    let read = if upload.too_large {
        Ok(Err(Trouble::TooLarge))
    } else {
        let octets = upload.octets("calendar_file");
        state.services.source_upload(&upload.context, Expected::of_form(&version), octets).await
    };
    let values = Fields::of([("version", version)]);
    answered(&state, &upload.visit, read, ("calendar_file", values)).await
}

/// `POST /staff/own-calendar/end`: all that it closed is open again.
pub async fn end(State(state): State<AppState>, asked: StaffForm<Permit<ViewBookings>>) -> Response {
    let result = state.services.source_end(&asked.own, asked.form.expected()).await;
    asked.settled(&state, result, &format!("{PAGE}?said=forgotten"), PAGE).await
}

/// On to her page, or back with why it cannot be read.
async fn answered(
    state: &AppState,
    visit: &Visit,
    result: Result<Result<(), Trouble>, Refusal>,
    (field, values): (&'static str, Fields),
) -> Response {
    match result {
        Ok(Ok(())) => Redirect::to(&format!("{PAGE}?said=read")).into_response(),
        Ok(Err(trouble)) => {
            let errors = vec![FieldError::new(field, Fault::Unreadable)];
            let values = values.with("calendar_trouble", trouble.as_str());
            again(state, visit, PAGE, RefusedForm { values, errors }).await
        }
        Err(Refusal::Invalid(errors)) => again(state, visit, PAGE, RefusedForm { values, errors }).await,
        Err(Refusal::Changed) => changed(state, visit, PAGE, RefusedForm { values, errors: Vec::new() }).await,
        Err(other) => refused(state, visit, other).await,
    }
}
