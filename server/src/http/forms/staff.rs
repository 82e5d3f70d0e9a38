//! Sign in and out; what staff do with one booking or one time.

use axum::Extension;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use http::{HeaderMap, StatusCode};
use mendan_app::context::DeskState;
use mendan_domain::booking::Status;
use mendan_domain::ids::{BookingId, NurseSlotId};
use mendan_domain::slot::SlotId;
use mendan_service::Refusal;
use mendan_service::model::Booking;
use mendan_service::usecase::find::Handle;

use super::fields::Posted;
use super::kept;
use super::staff_form::StaffForm;
use crate::http::city::Peer;
use crate::http::cookies::{self, Name};
use crate::http::pages::refused;
use crate::http::problem::log_fault;
use crate::state::AppState;

/// `POST /staff/sign-in`.
pub async fn sign_in(State(state): State<AppState>, Extension(Peer(peer)): Extension<Peer>, form: Posted) -> Response {
    let login = form.text("login");
    if !state.limits.sign_in(peer, login) {
        return kept::entrance_again(&state, &form, StatusCode::TOO_MANY_REQUESTS, "wait").await;
    }
    let city = form.visit.city.0.municipality.id;
    let signed_in = match state.services.sign_in(city, login, form.text("password")).await {
        Ok((token, _)) => state.services.session(city, &token).await.map(|(session, member)| (token, session, member)),
        Err(refusal) => Err(refusal),
    };
    match signed_in {
        Ok((token, session, member)) => {
            let mut response = kept::go_on(&state, &form, session, member).await;
            cookies::write(&state.config, response.headers_mut(), Name::Session, Some(&token));
            response
        }
        Err(Refusal::NotFound) => kept::entrance_again(&state, &form, StatusCode::UNAUTHORIZED, "wrong").await,
        Err(other) => refused(&state, &form.visit, other).await,
    }
}

/// `POST /staff/sign-out`.
pub async fn sign_out(State(state): State<AppState>, headers: HeaderMap, form: Posted) -> Response {
    if let Some(token) = cookies::read(&state.config, &headers, Name::Session)
        && let Err(refusal) = state.services.sign_out(&token).await
    {
        return refused(&state, &form.visit, refusal).await;
    }
    let mut response = Redirect::to("/staff/sign-in?said=out").into_response();
    cookies::write(&state.config, response.headers_mut(), Name::Session, None);
    response
}

/// The word with the way to undo it: what the booking was before, if that could be read.
fn undoable(word: &str, before: Result<Booking, Refusal>, was: impl Fn(&Booking) -> String) -> String {
    before.map_or_else(|_| word.to_owned(), |before| format!("{word}&undo={}", was(&before)))
}

/// `POST /staff/bookings/{id}/mark`.
pub async fn mark(State(state): State<AppState>, Path(id): Path<i64>, asked: StaffForm) -> Response {
    let id = BookingId(id);
    let before = state.services.find(&asked.context, &Handle::Id(id)).await;
    let result = match Status::parse(asked.form.text("status")) {
        Some(status) => state.services.mark(&asked.context, id, status).await,
        None => Err(Refusal::NotPossible),
    };
    let said = undoable("marked", before, |before| before.status.as_str().to_owned());
    asked.done(&state, id, result, (&said, "")).await
}

/// `POST /staff/bookings/{id}/move`.
pub async fn move_to(State(state): State<AppState>, Path(id): Path<i64>, asked: StaffForm) -> Response {
    let (id, handle) = (BookingId(id), Handle::Id(BookingId(id)));
    let before = state.services.find(&asked.context, &handle).await;
    let (slot, mode) = (asked.form.text("slot_id"), asked.form.some("mode"));
    let result = state.services.move_to(&asked.context, &handle, slot, mode).await;
    let said = undoable("moved", before, |before| {
        SlotId { office: before.office, kind: before.kind, starts_at: before.starts_at }.to_string()
    });
    asked.done(&state, id, result, (&said, "&ask=move")).await
}

/// `POST /staff/bookings/{id}/mode`.
pub async fn mode(State(state): State<AppState>, Path(id): Path<i64>, asked: StaffForm) -> Response {
    let (id, handle) = (BookingId(id), Handle::Id(BookingId(id)));
    let before = state.services.find(&asked.context, &handle).await;
    let result = state.services.change_mode(&asked.context, &handle, asked.form.text("mode")).await;
    if matches!(result, Err(Refusal::SlotTaken { .. })) {
        // The time is hers; it is the room or the nurse's way that is missing.
        return asked.back(Some(id), "full");
    }
    let said = undoable("mode", before, |before| before.mode.as_str().to_owned());
    asked.done(&state, id, result, (&said, "")).await
}

/// `POST /staff/bookings/{id}/cancel`.
pub async fn cancel(State(state): State<AppState>, Path(id): Path<i64>, asked: StaffForm) -> Response {
    let id = BookingId(id);
    let reason = asked.form.some("reason");
    let result = state.services.cancel(&asked.context, &Handle::Id(id), reason).await;
    let typed = reason.filter(|_| result.is_err()).map(|reason| (id, reason.to_owned()));
    let desk = asked.desk_state(&state);
    if desk.reason != typed {
        // It may speak of a loss: it is kept sealed, never in an address, and only until it is done.
        let kept = DeskState { reason: typed, ..desk };
        let kept = state.services.keep_desk_state(&asked.context, &asked.staff.session, &kept).await;
        if let Err(refusal) = kept {
            log_fault(&refusal);
        }
    }
    if matches!(result, Err(Refusal::Invalid(_))) {
        return asked.back(Some(id), "reason&ask=cancel");
    }
    asked.done(&state, id, result, ("cancelled", "&ask=cancel")).await
}

/// `POST /staff/slots/{id}`: nurses and administrators shape the offer, reception does not.
pub async fn set_open(State(state): State<AppState>, Path(id): Path<i64>, asked: StaffForm) -> Response {
    let open = asked.form.ticked("open");
    match state.services.set_open(&asked.context, NurseSlotId(id), open).await {
        Ok(_) => asked.back(None, if open { "opened" } else { "closed" }),
        Err(Refusal::NotFound) if asked.context.opens_times().is_err() => asked.back(None, "forbidden"),
        Err(Refusal::NotFound) => asked.back(None, "gone"),
        Err(Refusal::Busy(error)) => {
            log_fault(&Refusal::Busy(error));
            asked.back(None, "busy")
        }
        Err(other) => refused(&state, &asked.form.visit, other).await,
    }
}
