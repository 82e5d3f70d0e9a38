//! The phone desk: search, and book for a caller.

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use mendan_app::context::DeskState;
use mendan_domain::booking::Channel;
use mendan_domain::reference::Reference;
use mendan_service::model::Search;
use mendan_service::usecase::book::BookCommand;
use mendan_service::usecase::hold::Draft;
use mendan_service::{Context, Refusal};

use super::fields::Posted;
use super::staff::{back, signed_in};
use crate::http::pages::refused;
use crate::state::AppState;

/// Longer searches are no searches.
const LONGEST_QUERY: usize = 100;

/// `POST /staff/desk/search`: the search lives in the session, not in the address.
pub async fn search(State(state): State<AppState>, form: Posted) -> Response {
    if let Err(response) = signed_in(&form) {
        return *response;
    }
    let query: String = form.text("q").chars().take(LONGEST_QUERY).collect();
    keep(&state, &form, DeskState { query, draft: None }, "/staff/desk").await
}

async fn keep(state: &AppState, form: &Posted, desk: DeskState, place: &str) -> Response {
    if let Some(staff) = &form.visit.staff
        && let Err(refusal) = state.services.keep_desk_state(&staff.session, &desk).await
    {
        return refused(state, &form.visit, refusal).await;
    }
    Redirect::to(place).into_response()
}

/// `POST /staff/desk/book`.
pub async fn book(State(state): State<AppState>, form: Posted) -> Response {
    let context = match signed_in(&form) {
        Ok(context) => context,
        Err(response) => return *response,
    };
    let draft = form.draft("ja");
    let channel = Channel::parse(form.text("channel")).filter(|c| matches!(c, Channel::Phone | Channel::Counter));
    let command = BookCommand {
        slot_id: form.text("slot_id").to_owned(),
        kind: form.text("kind").to_owned(),
        mode: form.text("mode").to_owned(),
        person: draft.person.clone(),
        channel: channel.unwrap_or(Channel::Phone),
        idempotency_key: form.some("form_key").map(str::to_owned),
        browser: None,
        source: None,
    };
    match state.services.book(&context, command).await {
        Ok(answer) => {
            // The next caller begins with empty fields.
            if let Some(staff) = &form.visit.staff
                && let Err(refusal) = state.services.keep_desk_state(&staff.session, &DeskState::default()).await
            {
                return refused(&state, &form.visit, refusal).await;
            }
            booked(&state, &form, &context, &answer.reference).await
        }
        Err(refusal) => not_booked(&state, &form, draft, refusal).await,
    }
}

/// Opens the new booking at the desk.
async fn booked(state: &AppState, form: &Posted, context: &Context, reference: &str) -> Response {
    let plain = Reference::parse(reference).map(|r| r.as_str().to_owned()).unwrap_or_default();
    let found = match state.services.store().read().await {
        Ok(mut tx) => tx.bookings_found(context.municipality(), &Search::Reference(plain), 1).await,
        Err(error) => Err(error),
    };
    match found {
        Ok(found) => match found.first() {
            Some(booking) => back(form, booking.id, "booked"),
            None => Redirect::to("/staff/desk").into_response(),
        },
        Err(error) => refused(state, &form.visit, Refusal::from(error)).await,
    }
}

/// Keeps what was typed and says what to mend.
async fn not_booked(state: &AppState, form: &Posted, mut draft: Draft, refusal: Refusal) -> Response {
    draft.errors = match &refusal {
        Refusal::Invalid(errors) => errors.iter().map(|e| (e.field.to_owned(), e.code.to_owned())).collect(),
        Refusal::SlotTaken { .. } | Refusal::TooLate => vec![("slot_id".into(), refusal.code().into())],
        Refusal::AlreadyBooked => vec![("phone".into(), "already_booked".into())],
        _ => return refused(state, &form.visit, refusal).await,
    };
    let safe = |name: &str| {
        form.text(name).chars().filter(|c| c.is_ascii_alphanumeric() || "_-".contains(*c)).collect::<String>()
    };
    let words = ["kind", "mode", "office", "channel"].map(|name| format!("&{name}={}", safe(name))).concat();
    let place = format!("/staff/desk?new=1&again=1{words}&slot={}#errors", safe("slot_id"));
    keep(state, form, DeskState { query: String::new(), draft: Some(draft) }, &place).await
}
