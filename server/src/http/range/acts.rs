//! Do what a preview showed, and take it back.

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use mendan_domain::staff::Permission;
use mendan_service::forms::Fields;
use mendan_service::permit::{Permit, asked::ShapeOwnTimes};
use mendan_service::range::act::Done;
use mendan_service::range::form::RangeForm;
use mendan_service::range::repository::RangeUndoId;
use mendan_service::{Context, Refusal};

use crate::http::forms::staff_form::{StaffForm, back_of};
use crate::http::pages::refused;
use crate::http::problem::log_fault;
use crate::state::AppState;

const PAGE: &str = "/staff/ranges";
/// What of the calendar's address says how it was seen; its day is the one on which something became of times.
const SEEN: [&str; 6] = ["office", "nurse", "view", "kind", "mode", "state"];

/// `POST /staff/ranges`. Of another digest nothing is done: the page shows the new preview.
pub async fn change(State(state): State<AppState>, asked: StaffForm<Permit<ShapeOwnTimes>>) -> Response {
    let form = RangeForm::typed(&asked.form);
    let result = state.services.range_do(&asked.context, &form, asked.form.text("digest")).await;
    let result = result.map(|done| done_at(&asked.context, &form, &done));
    asked.settled_at(&state, result, &page(&asked.form)).await
}

/// `POST /staff/ranges/undo`.
pub async fn undo(State(state): State<AppState>, asked: StaffForm) -> Response {
    let Ok(id) = asked.form.text("undo").parse() else {
        return refused(&state, &asked.form.visit, Refusal::NotFound).await;
    };
    let said = match state.services.range_undo(&asked.context, RangeUndoId(id)).await {
        Ok(()) => "range_undone",
        Err(Refusal::TooLate) => "range_over",
        Err(Refusal::Changed | Refusal::AlreadyBooked) => "range_written",
        Err(Refusal::Busy(error)) => {
            log_fault(&Refusal::Busy(error));
            "busy"
        }
        Err(other) => return refused(&state, &asked.form.visit, other).await,
    };
    if asked.form.text("back") == "ranges" {
        return Redirect::to(&format!("{PAGE}?said={said}")).into_response();
    }
    asked.back(None, said)
}

/// The preview that a form was about.
pub fn page(form: &Fields) -> String {
    let form = RangeForm::typed(form);
    let query = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(form.pairs()).finish();
    format!("{PAGE}?{query}")
}

/// The calendar as she saw it, on the day on which it is to be seen, with the word for it, and whom an absence met; for whoever does not open the calendar, the page itself.
fn done_at(context: &Context, form: &RangeForm, done: &Done) -> String {
    let (word, day) = match form.act.as_str() {
        "open" => ("range_opened", form.from.as_str()),
        "move" => ("range_moved", some(&form.to_day, &form.from)),
        "copy" => ("range_copied", some(&form.to_day, &form.from)),
        _ => ("range_closed", form.from.as_str()),
    };
    let undo = done.undo.map(|id| format!("&undo={id}")).unwrap_or_default();
    if context.may(Permission::ViewBookings) {
        let date = mendan_domain::date::parse_date(day).map(|day| format!("date={day}")).unwrap_or_default();
        let stays = |pair: &&str| SEEN.contains(&pair.split('=').next().unwrap_or_default());
        let pairs: Vec<&str> = [date.as_str()].into_iter().chain(form.back.split('&').filter(stays)).collect();
        let met = done.absence.filter(|_| done.bookings > 0);
        let met = met.map(|id| format!("&absence={id}&met={}", done.bookings)).unwrap_or_default();
        back_of(&pairs.join("&"), None, &format!("{word}{undo}{met}"))
    } else {
        format!("{PAGE}?said={word}{undo}")
    }
}

fn some<'a>(text: &'a str, otherwise: &'a str) -> &'a str {
    if text.is_empty() { otherwise } else { text }
}
