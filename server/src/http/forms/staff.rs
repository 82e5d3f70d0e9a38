//! Sign in and out; what staff do with one booking or one time.

use axum::Extension;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use http::{HeaderMap, StatusCode};
use mendan_app::context::Outcome;
use mendan_domain::booking::Status;
use mendan_domain::ids::{BookingId, NurseSlotId};
use mendan_domain::slot::SlotId;
use mendan_domain::staff::Role;
use mendan_service::usecase::find::Handle;
use mendan_service::{Actor, Context, Refusal};

use super::fields::Posted;
use crate::http::city::Peer;
use crate::http::cookies::{self, Name};
use crate::http::pages::{outcome, refused};
use crate::state::AppState;

/// `POST /staff/sign-in`.
pub async fn sign_in(State(state): State<AppState>, Extension(Peer(peer)): Extension<Peer>, form: Posted) -> Response {
    let login = form.text("login");
    if !state.limits.sign_in(peer, login) {
        return Redirect::to("/staff/sign-in?said=wait").into_response();
    }
    let city = form.visit.city.0.municipality.id;
    match state.services.sign_in(city, login, form.text("password")).await {
        Ok((token, _)) => {
            let mut response = Redirect::to("/staff").into_response();
            cookies::write(&state.config, response.headers_mut(), Name::Session, Some(&token));
            response
        }
        Err(Refusal::NotFound) => Redirect::to("/staff/sign-in?said=wrong").into_response(),
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

/// The context of a signed-in member, or the way to sign in.
pub(super) fn signed_in(form: &Posted) -> Result<Context, Box<Response>> {
    match form.visit.actor() {
        actor @ Actor::Staff(..) => Ok(form.visit.city.context(actor)),
        Actor::Client | Actor::Api | Actor::System => Err(Box::new(Redirect::to("/staff/sign-in").into_response())),
    }
}

/// Back to where the form stood, with a word about what happened.
pub(super) fn back(form: &Posted, id: BookingId, said: &str) -> Response {
    let back = form.text("back");
    let place = if back == "desk" {
        format!("/staff/desk?b={id}&said={said}")
    } else {
        let safe = |c: char| c.is_ascii_alphanumeric() || "=&_-".contains(c);
        let kept: Vec<&str> = back
            .split('&')
            .filter(|pair| pair.chars().all(safe) && !pair.starts_with("said=") && !pair.is_empty())
            .collect();
        format!("/staff?{}{}said={said}", kept.join("&"), if kept.is_empty() { "" } else { "&" })
    };
    Redirect::to(&place).into_response()
}

async fn done<T>(state: &AppState, form: &Posted, id: BookingId, said: &str, result: Result<T, Refusal>) -> Response {
    match result {
        Ok(_) => back(form, id, said),
        Err(Refusal::SlotTaken { alternatives }) => {
            let mode = form.text("mode").to_owned();
            let taken =
                Outcome::Taken { alternatives, mode, draft: None, action: format!("/staff/bookings/{id}/move") };
            outcome(state, &form.visit, StatusCode::CONFLICT, taken).await
        }
        Err(other) => refused(state, &form.visit, other).await,
    }
}

/// `POST /staff/bookings/{id}/mark`.
pub async fn mark(State(state): State<AppState>, Path(id): Path<i64>, form: Posted) -> Response {
    let context = match signed_in(&form) {
        Ok(context) => context,
        Err(response) => return *response,
    };
    let id = BookingId(id);
    let result = match Status::parse(form.text("status")) {
        Some(status) => state.services.mark(&context, id, status).await,
        None => Err(Refusal::NotPossible),
    };
    done(&state, &form, id, "marked", result).await
}

/// `POST /staff/bookings/{id}/move`.
pub async fn move_to(State(state): State<AppState>, Path(id): Path<i64>, form: Posted) -> Response {
    let context = match signed_in(&form) {
        Ok(context) => context,
        Err(response) => return *response,
    };
    let (id, handle) = (BookingId(id), Handle::Id(BookingId(id)));
    let before = state.services.find(&context, &handle).await;
    let result = state.services.move_to(&context, &handle, form.text("slot_id"), form.some("mode")).await;
    let undo = before
        .map(|b| SlotId { office: b.office, kind: b.kind, starts_at: b.starts_at }.to_string())
        .unwrap_or_default();
    done(&state, &form, id, &format!("moved&undo={undo}"), result).await
}

/// `POST /staff/bookings/{id}/mode`.
pub async fn mode(State(state): State<AppState>, Path(id): Path<i64>, form: Posted) -> Response {
    let context = match signed_in(&form) {
        Ok(context) => context,
        Err(response) => return *response,
    };
    let result = state.services.change_mode(&context, &Handle::Id(BookingId(id)), form.text("mode")).await;
    done(&state, &form, BookingId(id), "mode", result).await
}

/// `POST /staff/bookings/{id}/cancel`.
pub async fn cancel(State(state): State<AppState>, Path(id): Path<i64>, form: Posted) -> Response {
    let context = match signed_in(&form) {
        Ok(context) => context,
        Err(response) => return *response,
    };
    let result = state.services.cancel(&context, &Handle::Id(BookingId(id)), form.some("reason")).await;
    done(&state, &form, BookingId(id), "cancelled", result).await
}

/// `POST /staff/slots/{id}`: nurses and administrators shape the offer, reception does not.
pub async fn set_open(State(state): State<AppState>, Path(id): Path<i64>, form: Posted) -> Response {
    let context = match signed_in(&form) {
        Ok(context) => context,
        Err(response) => return *response,
    };
    let open = form.ticked("open");
    let result = match context.actor {
        Actor::Staff(_, Role::Nurse | Role::Administrator) => {
            state.services.set_open(&context, NurseSlotId(id), open).await
        }
        _ => Err(Refusal::NotPossible),
    };
    done(&state, &form, BookingId(0), if open { "opened" } else { "closed" }, result).await
}
