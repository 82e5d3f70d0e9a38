//! What is done for those whom an absence meets: each act leads back to the page of all of them, with a word.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use mendan_domain::ids::{BookingId, CallId, ClosureId, StaffId};
use mendan_service::Refusal;
use mendan_service::expected::Expected;
use mendan_service::forms::Fields;
use mendan_service::handle::Handle;
use mendan_service::model::CallOutcome;
use mendan_service::range::repository::RangeUndoId;
use mendan_service::rescue::set::OfferChoiceId;

use crate::http::forms::staff_form::{StaffForm, word_of};
use crate::http::pages::refused;
use crate::http::problem::log_fault;
use crate::state::AppState;
use mendan_service::permit::{
    Permit,
    asked::{BookForOthers, KeepCalls},
};

/// The bookings of a form, each as its page showed it.
fn seen(form: &Fields) -> impl Iterator<Item = (BookingId, Expected, StaffId)> {
    form.all("b").filter_map(move |id| {
        let expected = Expected::of_form(form.text(&format!("version_{id}")));
        // Who cannot be read is nobody whom a page offered.
        let to = form.text(&format!("to_{id}")).parse().unwrap_or(StaffId(0));
        Some((id.parse().ok()?, expected, to))
    })
}

/// The one booking of a form.
fn one(form: &Fields) -> Result<(BookingId, Expected), Refusal> {
    seen(form).next().map(|(id, expected, _)| (id, expected)).ok_or(Refusal::NotFound)
}

/// Back to all of them with a word, or with why not.
async fn done<C>(state: &AppState, asked: &StaffForm<C>, id: i64, result: Result<&'static str, Refusal>) -> Response {
    let word = match result {
        Ok(word) => word,
        Err(refusal) => match word_of(&refusal) {
            Some(word) => {
                log_fault(&refusal);
                word
            }
            None => return refused(state, &asked.form.visit, refusal).await,
        },
    };
    let entry = one(&asked.form).map(|(booking, _)| format!("#b{booking}")).unwrap_or_default();
    Redirect::to(&format!("/staff/rescue/{id}?said={word}{entry}")).into_response()
}

/// `POST /staff/rescue/{id}/hand`: one booking or several, to the colleagues that the page named.
pub async fn hand(
    State(state): State<AppState>,
    Path(id): Path<i64>,
    asked: StaffForm<Permit<BookForOthers>>,
) -> Response {
    let all: Vec<_> = seen(&asked.form).collect();
    let result = state.services.rescue_hand_on(&asked.context, ClosureId(id), &all).await;
    match result {
        Ok((handed, Some(undo))) => {
            let word = if handed.left == 0 { "handed" } else { "handed_some" };
            Redirect::to(&format!("/staff/rescue/{id}?said={word}&undo={undo}")).into_response()
        }
        Ok((handed, None)) => {
            let word = match (handed.handed, handed.left) {
                (_, 0) => "handed",
                (0, _) => "changed",
                _ => "handed_some",
            };
            done(&state, &asked, id, Ok(word)).await
        }
        Err(refusal) => done(&state, &asked, id, Err(refusal)).await,
    }
}

/// `POST /staff/rescue/{id}/take-back`: all that was handed on at once.
pub async fn take_back(
    State(state): State<AppState>,
    Path(id): Path<i64>,
    asked: StaffForm<Permit<BookForOthers>>,
) -> Response {
    let result = match asked.form.text("undo").parse() {
        Ok(undo) => state.services.rescue_take_back(&asked.context, RangeUndoId(undo)).await,
        Err(_) => Err(Refusal::NotFound),
    };
    let word = result.map(|done| if done.left == 0 { "undone" } else { "undone_some" });
    done(&state, &asked, id, word).await
}

/// `POST /staff/rescue/{id}/offer`: one booking or several.
pub async fn offer(
    State(state): State<AppState>,
    Path(id): Path<i64>,
    asked: StaffForm<Permit<BookForOthers>>,
) -> Response {
    let all: Vec<_> = seen(&asked.form).map(|(booking, expected, _)| (booking, expected)).collect();
    let result = state.services.rescue_offer(&asked.context, ClosureId(id), &all).await;
    let word = result.map(|done| match (done.sent, done.none, done.left) {
        (_, 0, 0) => "offered",
        (0, 0, _) => "changed",
        (0, ..) => "none",
        _ => "offered_some",
    });
    done(&state, &asked, id, word).await
}

/// `POST /staff/rescue/{id}/withdraw`.
pub async fn withdraw(
    State(state): State<AppState>,
    Path(id): Path<i64>,
    asked: StaffForm<Permit<BookForOthers>>,
) -> Response {
    let result = match one(&asked.form) {
        Ok((booking, expected)) => state.services.offer_withdraw(&asked.context, booking, expected).await,
        Err(refusal) => Err(refusal),
    };
    done(&state, &asked, id, result.map(|_| "withdrawn")).await
}

/// `POST /staff/rescue/{id}/take`: she has chosen one of the times, on the telephone.
pub async fn take(
    State(state): State<AppState>,
    Path(id): Path<i64>,
    asked: StaffForm<Permit<BookForOthers>>,
) -> Response {
    let choice = asked.form.text("choice").parse::<OfferChoiceId>().map_err(|_| Refusal::NotPossible);
    let result = match (one(&asked.form), choice) {
        (Ok((booking, expected)), Ok(choice)) => {
            state.services.offer_take(&asked.context, &Handle::Id(booking), expected, choice).await
        }
        (Err(refusal), _) | (_, Err(refusal)) => Err(refusal),
    };
    done(&state, &asked, id, result.map(|_| "moved")).await
}

/// `POST /staff/rescue/{id}/talked`: she was spoken to.
pub async fn talked(
    State(state): State<AppState>,
    Path(id): Path<i64>,
    asked: StaffForm<Permit<KeepCalls>>,
) -> Response {
    let said = (Some(CallOutcome::Talked), None);
    let result = match asked.form.text("call").parse::<CallId>() {
        Ok(call) => state.services.call_note(&asked.context, call, asked.form.expected(), said).await.map(drop),
        Err(_) => Err(Refusal::NotFound),
    };
    done(&state, &asked, id, result.map(|()| "talked")).await
}

/// `POST /staff/rescue/{id}/undo`: the last act on one of them.
pub async fn undo(
    State(state): State<AppState>,
    Path(id): Path<i64>,
    asked: StaffForm<Permit<BookForOthers>>,
) -> Response {
    let result = match one(&asked.form) {
        Ok((booking, expected)) => state.services.undo(&asked.context, booking, expected).await,
        Err(refusal) => Err(refusal),
    };
    done(&state, &asked, id, result.map(|_| "undone")).await
}
