//! The phone desk: search, and book for a caller.

use std::time::Duration;

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use http::StatusCode;
use mendan_app::context::{DeskState, Outcome};
use mendan_app::i18n::staff_language;
use mendan_app::why::Speaker;
use mendan_domain::booking::Channel;
use mendan_domain::date::parse_date;
use mendan_domain::fault::Fault;
use mendan_domain::ids::BookingId;
use mendan_domain::offer::slot::SlotId;
use mendan_service::Refusal;
use mendan_service::booking::book::BookCommand;
use mendan_service::booking::hold::Draft;
use mendan_service::handle::Handle;
use mendan_service::permit::Permit;
use mendan_service::permit::asked::{BookForOthers, ViewBookings};
use tokio::time::timeout;

use crate::http::forms::fields::Posted;
use crate::http::forms::staff_form::{StaffForm, word_of};
use crate::http::pages::{outcome, refused};
use crate::http::problem::log_fault;
use crate::state::AppState;

/// How long a page waits for the store to keep the desk's state.
const KEEPING: Duration = Duration::from_secs(1);
/// Longer searches are no searches.
const LONGEST_QUERY: usize = 100;

/// `POST /staff/desk/search`: the search lives in the session, not in the address.
pub async fn search(State(state): State<AppState>, asked: StaffForm<Permit<ViewBookings>>) -> Response {
    // The key that leads to the search is often typed into it.
    let typed = asked.form.text("q").trim_start().trim_start_matches(['/', '／']);
    let query: String = typed.chars().take(LONGEST_QUERY).collect();
    let desk = DeskState { query, ..DeskState::default() };
    // Nothing was asked for but to look: what was found is shown, kept or not.
    keep(&state, &asked, desk, "/staff/desk".to_owned(), StatusCode::OK).await
}

/// Keeps the desk's state and goes on there; if the store cannot keep it, its page comes at once, with all of it.
pub(crate) async fn keep<C>(
    state: &AppState,
    asked: &StaffForm<C>,
    desk: DeskState,
    place: String,
    unkept: StatusCode,
) -> Response {
    let keeping = state.services.keep_desk_state(&asked.own, &asked.staff.session, &desk);
    match timeout(KEEPING, keeping).await {
        Ok(Ok(())) => Redirect::to(&place).into_response(),
        Ok(Err(Refusal::Busy(error))) => {
            log_fault(&Refusal::Busy(error));
            at_once(state, asked, desk, place, unkept).await
        }
        Err(_late) => at_once(state, asked, desk, place, unkept).await,
        Ok(Err(other)) => refused(state, &asked.form.visit, other).await,
    }
}

/// The desk's page with a state that stands nowhere.
async fn at_once<C>(
    state: &AppState,
    asked: &StaffForm<C>,
    desk: DeskState,
    place: String,
    status: StatusCode,
) -> Response {
    let shown = Outcome::Desk { place, state: Box::new(desk) };
    outcome(state, &asked.form.visit, status, shown).await
}

/// `POST /staff/desk/choose`: another kind, mode, place, nurse or day. What is typed stays.
pub async fn choose(State(state): State<AppState>, asked: StaffForm<Permit<BookForOthers>>) -> Response {
    let known = match asked.desk_state(&state) {
        Ok(known) => known,
        Err(refusal) => return refused(&state, &asked.form.visit, refusal).await,
    };
    let mut draft = Draft::typed(&asked.form, "ja");
    if asked.form.has("again") {
        // What was to mend in the fields is still to mend; the times are others now.
        draft.errors = known.draft.map(|draft| draft.errors).unwrap_or_default();
        draft.errors.retain(|(field, _)| !matches!(field.as_str(), "slot_id" | "kind" | "mode"));
    }
    let place = sought(&asked);
    let desk = DeskState { draft: Some(draft), form_key: known.form_key, ..DeskState::default() };
    keep(&state, &asked, desk, place, StatusCode::OK).await
}

/// The address of what the pressed button asks for: the form's own words with one of them changed.
fn sought(asked: &StaffForm<Permit<BookForOthers>>) -> String {
    let form = &asked.form;
    let pressed = form.text("seek").split_once('=');
    let by_day = pressed.is_none() && form.text("seek") != "nurse";
    let city = &asked.context.catalogue.municipality;
    let day = || parse_date(form.text("day")).map(|day| city.start_of_day(day).timestamp().to_string());
    let word = |field: &str| match pressed {
        Some((name, value)) if name == field => safe(value),
        None if by_day && field == "after" => day().unwrap_or_default(),
        _ => safe(form.text(field)),
    };
    let words = ["kind", "mode", "office", "channel", "nurse", "after", "draft"].map(|field| (field, word(field)));
    format!("/staff/desk?new=1&again=1{}", query(&words))
}

/// A day was typed and Enter pressed there: that asks for its times, and must not book another day's.
fn asks_for_a_day(asked: &StaffForm<Permit<BookForOthers>>) -> bool {
    let (form, city) = (&asked.form, &asked.context.catalogue.municipality);
    let typed = form.text("day") != form.text("day_shown") && parse_date(form.text("day")).is_some();
    let slot = SlotId::parse(form.text("slot_id")).map(|slot| city.local_date(slot.starts_at));
    typed && slot != parse_date(form.text("day"))
}

fn safe(text: &str) -> String {
    text.chars().filter(|c| c.is_ascii_alphanumeric() || "_-".contains(*c)).collect()
}

fn query(words: &[(&str, String)]) -> String {
    let pairs = words.iter().filter(|(_, word)| !word.is_empty()).map(|(name, word)| format!("&{name}={word}"));
    pairs.collect::<Vec<_>>().concat()
}

/// The address of the new booking that a form was about, to be filled in again.
pub(crate) fn place(form: &Posted) -> String {
    let words = ["kind", "mode", "office", "channel", "nurse", "slot", "draft"];
    let field = |name| if name == "slot" { "slot_id" } else { name };
    format!("/staff/desk?new=1&again=1{}", query(&words.map(|name| (name, safe(form.text(field(name)))))))
}

/// `POST /staff/desk/book`.
pub async fn book(State(state): State<AppState>, asked: StaffForm<Permit<BookForOthers>>) -> Response {
    if asks_for_a_day(&asked) {
        return choose(State(state), asked).await;
    }
    let form = &asked.form;
    let draft = Draft::typed(form, "ja");
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
        // Asked about this very time, and sent again.
        beside: form.some("beside").is_some_and(|asked| asked == form.text("slot_id")),
        nurse: form.some("nurse").and_then(|id| id.parse().ok()),
    };
    if !form.ticked("other_person") {
        match state.services.namesake(&asked.context, &draft.person).await {
            Ok(None) => {}
            Ok(Some(other)) => return is_it_she(&state, &asked, draft, other.id).await,
            Err(refusal) => return not_booked(&state, &asked, draft, refusal).await,
        }
    }
    match state.services.book(&asked.context, command).await {
        Ok(answer) => {
            asked.sent(&state).await;
            // The next caller begins with empty fields. What is booked is booked, even if they stay.
            let empty = DeskState::default();
            if let Err(refusal) = state.services.keep_desk_state(&asked.own, &asked.staff.session, &empty).await {
                log_fault(&refusal);
            }
            booked(&state, &asked, answer.token).await
        }
        Err(refusal) => not_booked(&state, &asked, draft, refusal).await,
    }
}

/// Opens the new booking at the desk.
async fn booked(state: &AppState, asked: &StaffForm<Permit<BookForOthers>>, token: String) -> Response {
    match state.services.find(&asked.context, &Handle::Token(token)).await {
        Ok(booking) => asked.back(Some(booking.id), "booked"),
        Err(Refusal::NotFound) => Redirect::to("/staff/desk").into_response(),
        Err(refusal) => refused(state, &asked.form.visit, refusal).await,
    }
}

/// Asks whether she is somebody who has a booking already; what was typed stays.
async fn is_it_she(
    state: &AppState,
    asked: &StaffForm<Permit<BookForOthers>>,
    draft: Draft,
    other: BookingId,
) -> Response {
    let place = format!("{}&namesake={other}", place(&asked.form));
    keep(state, asked, DeskState { draft: Some(draft), ..DeskState::default() }, place, StatusCode::SERVICE_UNAVAILABLE)
        .await
}

/// Keeps what was typed and says what to mend.
async fn not_booked(
    state: &AppState,
    asked: &StaffForm<Permit<BookForOthers>>,
    mut draft: Draft,
    refusal: Refusal,
) -> Response {
    draft.errors = match &refusal {
        Refusal::Invalid(errors) => errors.iter().map(|e| (e.field.to_owned(), e.code)).collect(),
        Refusal::SlotTaken { .. } if word_of(&refusal) == Some("refused") => vec![("slot_id".into(), Fault::Refused)],
        Refusal::SlotTaken { .. } => vec![("slot_id".into(), Fault::SlotTaken)],
        Refusal::TooLate => vec![("slot_id".into(), Fault::TooLate)],
        Refusal::AlreadyBooked => vec![("phone".into(), Fault::AlreadyBooked)],
        _ => Vec::new(),
    };
    let why = why_not_she(asked, &refusal);
    let Some(word) = word_of(&refusal) else { return refused(state, &asked.form.visit, refusal).await };
    let said = if draft.errors.is_empty() { format!("&said={word}") } else { "#errors".to_owned() };
    // Nobody knows whether a busy store did it after all: the same key finds out.
    let form_key = asked.form.some("form_key").filter(|_| word == "busy").map(str::to_owned);
    let place = place(&asked.form) + &said;
    log_fault(&refusal);
    let desk = DeskState { draft: Some(draft), form_key, why, ..DeskState::default() };
    if matches!(refusal, Refusal::Busy(_)) {
        // Who has waited for the store once does not wait again for it to keep what was typed.
        return at_once(state, asked, desk, place, StatusCode::SERVICE_UNAVAILABLE).await;
    }
    keep(state, asked, desk, place, StatusCode::SERVICE_UNAVAILABLE).await
}

/// Why the nurse who was meant cannot take it.
fn why_not_she(asked: &StaffForm<Permit<BookForOthers>>, refusal: &Refusal) -> Option<String> {
    let (Refusal::SlotTaken { reasons, .. }, Some(_)) = (refusal, asked.form.some("nurse")) else { return None };
    let catalogue = &asked.context.catalogue;
    let kind = catalogue.kind_by_slug(asked.form.text("kind"))?;
    reasons.first().map(|reason| Speaker::new(staff_language(), catalogue, kind).sentence(reason))
}
