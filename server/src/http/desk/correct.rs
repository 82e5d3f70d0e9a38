//! Mend what was taken down of a person; give her booking to another nurse.

use axum::extract::{Path, State};
use axum::response::Response;
use http::StatusCode;
use mendan_app::context::DeskState;
use mendan_domain::fault::Fault;
use mendan_domain::ids::{BookingId, StaffId};
use mendan_service::Refusal;
use mendan_service::booking::hold::Draft;

use crate::http::desk::caller::keep;
use crate::http::forms::staff_form::StaffForm;
use crate::http::problem::log_fault;
use crate::state::AppState;
use mendan_service::permit::{Permit, asked::BookForOthers};

/// `POST /staff/bookings/{id}/correct`.
pub async fn correct(
    State(state): State<AppState>,
    Path(id): Path<i64>,
    asked: StaffForm<Permit<BookForOthers>>,
) -> Response {
    let (id, mut draft) = (BookingId(id), Draft::typed(&asked.form, "ja"));
    let (expected, tell) = (asked.form.expected(), asked.form.ticked("tell"));
    let refusal = match state.services.correct(&asked.context, id, expected, (&draft.person, tell)).await {
        Ok(booking) => {
            asked.sent(&state).await;
            let same = booking.version.to_string() == asked.form.text("version");
            return asked.back(Some(id), if same { "correct_same" } else { "corrected" });
        }
        Err(refusal) => refusal,
    };
    draft.errors = match &refusal {
        Refusal::Invalid(errors) => errors.iter().map(|e| (e.field.to_owned(), e.code)).collect(),
        Refusal::AlreadyBooked => vec![("phone".into(), Fault::HersToo)],
        _ => Vec::new(),
    };
    let said = match &refusal {
        Refusal::Invalid(_) | Refusal::AlreadyBooked => "#errors",
        Refusal::Changed => "&said=changed",
        Refusal::Busy(_) => "&said=busy",
        _ => return asked.done(&state, id, Err::<(), _>(refusal), ("", "")).await,
    };
    log_fault(&refusal);
    // What was typed is kept sealed, never in an address.
    let place = format!("/staff/desk?b={id}&correct=1&again=1{said}");
    let desk = match asked.desk_state(&state) {
        Ok(known) => DeskState { draft: Some(draft), ..known },
        Err(refusal) => return asked.done(&state, id, Err::<(), _>(refusal), ("", "")).await,
    };
    keep(&state, &asked, desk, place, StatusCode::SERVICE_UNAVAILABLE).await
}

/// `POST /staff/bookings/{id}/reassign`.
pub async fn reassign(
    State(state): State<AppState>,
    Path(id): Path<i64>,
    asked: StaffForm<Permit<BookForOthers>>,
) -> Response {
    let id = BookingId(id);
    let nurse = |name: &str| asked.form.text(name).parse().map(StaffId).map_err(|_| Refusal::NotPossible);
    let result = match (nurse("from"), nurse("to")) {
        (Ok(from), Ok(to)) => state.services.reassign(&asked.context, id, asked.form.expected(), (from, to)).await,
        (Err(refusal), _) | (_, Err(refusal)) => Err(refusal),
    };
    if matches!(result, Err(Refusal::SlotTaken { .. })) {
        return asked.back(Some(id), "colleague_busy&ask=nurse");
    }
    asked.done(&state, id, result, ("reassigned", "&ask=nurse")).await
}
