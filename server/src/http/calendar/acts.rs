//! What staff do with one booking or one time.

use axum::extract::{Path, State};
use axum::response::Response;
use mendan_app::context::DeskState;
use mendan_domain::booking::mark::Mark;
use mendan_domain::ids::{BookingId, NurseSlotId};
use mendan_service::Refusal;
use mendan_service::booking::move_booking::MoveTo;
use mendan_service::handle::Handle;

use crate::http::forms::staff_form::{StaffForm, back_of};
use crate::http::pages::{again, refused};
use crate::http::problem::log_fault;
use crate::state::AppState;
use mendan_service::permit::{
    Permit,
    asked::{BookForOthers, OpenTimes},
};

/// `POST /staff/bookings/{id}/mark`.
pub async fn mark(
    State(state): State<AppState>,
    Path(id): Path<i64>,
    asked: StaffForm<Permit<BookForOthers>>,
) -> Response {
    let id = BookingId(id);
    let result = match Mark::parse(asked.form.text("status")) {
        Some(mark) => state.services.mark(&asked.context, id, asked.form.expected(), mark).await,
        None => Err(Refusal::NotPossible),
    };
    asked.done(&state, id, result, ("marked", "")).await
}

/// `POST /staff/bookings/{id}/move`.
pub async fn move_to(
    State(state): State<AppState>,
    Path(id): Path<i64>,
    asked: StaffForm<Permit<BookForOthers>>,
) -> Response {
    let (id, handle) = (BookingId(id), Handle::Id(BookingId(id)));
    let form = &asked.form;
    let to = MoveTo {
        slot_id: form.text("slot_id").to_owned(),
        mode: form.some("mode").map(str::to_owned),
        nurse: form.some("nurse").and_then(|id| id.parse().ok()),
    };
    let result = state.services.move_where(&asked.context, &handle, form.expected(), to).await;
    let word = if result.as_ref().is_ok_and(|done| !done.changed) { "same" } else { "moved" };
    asked.done(&state, id, result, (word, "&ask=move")).await
}

/// `POST /staff/bookings/{id}/mode`.
pub async fn mode(
    State(state): State<AppState>,
    Path(id): Path<i64>,
    asked: StaffForm<Permit<BookForOthers>>,
) -> Response {
    let (id, handle) = (BookingId(id), Handle::Id(BookingId(id)));
    let (expected, mode) = (asked.form.expected(), asked.form.text("mode"));
    let result = state.services.change_mode(&asked.context, &handle, expected, mode).await;
    if matches!(result, Err(Refusal::SlotTaken { .. })) {
        // The time is hers; it is the room or the nurse's way that is missing.
        return asked.back(Some(id), "full");
    }
    let word = if result.as_ref().is_ok_and(|done| !done.changed) { "mode_same" } else { "mode" };
    asked.done(&state, id, result, (word, "")).await
}

/// `POST /staff/bookings/{id}/cancel`.
pub async fn cancel(
    State(state): State<AppState>,
    Path(id): Path<i64>,
    asked: StaffForm<Permit<BookForOthers>>,
) -> Response {
    let id = BookingId(id);
    let reason = asked.form.some("reason");
    let result = state.services.cancel(&asked.context, &Handle::Id(id), asked.form.expected(), reason).await;
    let typed = reason.filter(|_| result.is_err()).map(|reason| (id, reason.to_owned()));
    let desk = match asked.desk_state(&state) {
        Ok(desk) => desk,
        // What was asked is done or refused by now, and is told below; the state is a fault that its pages tell.
        Err(refusal) => {
            log_fault(&refusal);
            DeskState::default()
        }
    };
    let wanted = if matches!(result, Err(Refusal::Changed)) { asked.wanted(&state, id) } else { desk.wanted.clone() };
    if desk.reason != typed || desk.wanted != wanted {
        // It may speak of a loss: it is kept sealed, never in an address, and only until it is done.
        let kept = DeskState { reason: typed, wanted, ..desk };
        let kept = state.services.keep_desk_state(&asked.own, &asked.staff.session, &kept).await;
        if let Err(refusal) = kept {
            log_fault(&refusal);
        }
    }
    if matches!(result, Err(Refusal::Invalid(_))) {
        return asked.back(Some(id), "reason&ask=cancel");
    }
    asked.answered(&state, id, result, ("cancelled", "&ask=cancel")).await
}

/// `POST /staff/bookings/{id}/undo`.
pub async fn undo(
    State(state): State<AppState>,
    Path(id): Path<i64>,
    asked: StaffForm<Permit<BookForOthers>>,
) -> Response {
    let id = BookingId(id);
    match state.services.undo(&asked.context, id, asked.form.expected()).await {
        Err(Refusal::TooLate) => asked.back(Some(id), "over"),
        result => asked.done(&state, id, result, ("undone", "")).await,
    }
}

/// `POST /staff/slots/{id}`: nurses and administrators shape the offer, reception does not.
pub async fn set_open(
    State(state): State<AppState>,
    Path(id): Path<i64>,
    asked: StaffForm<Permit<OpenTimes>>,
) -> Response {
    let open = asked.form.ticked("open");
    let seen = match asked.form.text("was") {
        "open" => Some(true),
        "closed" => Some(false),
        _ => None,
    };
    let id = NurseSlotId(id);
    let reason = asked.form.some("reason").filter(|reason| !open && !reason.trim().is_empty());
    let result = match reason {
        // It is published, and an absence of hers closes it.
        None if open && asked.form.text("was") == "barred" => state.services.time_open(&asked.context, id).await,
        Some(reason) => state.services.time_close(&asked.context, id, seen, reason).await,
        None => state.services.set_open(&asked.context, id, seen, open).await.map(|(_, undo)| undo),
    };
    match result {
        Ok(undo) => {
            let undo = undo.map(|id| format!("&undo={id}")).unwrap_or_default();
            asked.back(None, &format!("{}{undo}", if open { "opened" } else { "closed" }))
        }
        // The time stands open beside the day, with what was typed.
        Err(Refusal::Invalid(errors)) => {
            let page = back_of(asked.form.text("back"), None, "reason");
            again(&state, &asked.form.visit, &page, asked.refused(errors)).await
        }
        Err(Refusal::NotFound) => asked.back(None, "gone"),
        Err(Refusal::Changed) => asked.back(None, "time_changed"),
        Err(Refusal::Busy(error)) => {
            log_fault(&Refusal::Busy(error));
            asked.back(None, "busy")
        }
        Err(other) => refused(&state, &asked.form.visit, other).await,
    }
}
