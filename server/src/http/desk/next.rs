//! The next interview, booked from the one that is open: for the same person, with what is known of her.

use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use http::StatusCode;
use mendan_app::context::DeskState;
use mendan_domain::fault::Fault;
use mendan_domain::ids::BookingId;
use mendan_domain::offer::slot::SlotId;
use mendan_service::booking::hold::Draft;
use mendan_service::booking::next::NextCommand;
use mendan_service::handle::Handle;
use mendan_service::{FieldError, Refusal};

use crate::http::desk::caller::keep;
use crate::http::forms::staff_form::StaffForm;
use crate::http::problem::log_fault;
use crate::state::AppState;
use mendan_service::permit::{Permit, asked::BookForOthers};

/// `POST /staff/bookings/{id}/next`: `hers` is a time with the nurse of this interview, `slot_id` one with anybody.
pub async fn book(
    State(state): State<AppState>,
    Path(id): Path<i64>,
    asked: StaffForm<Permit<BookForOthers>>,
) -> Response {
    let (id, form) = (BookingId(id), &asked.form);
    let hers = form.some("hers");
    let next = NextCommand {
        slot_id: hers.or_else(|| form.some("slot_id")).unwrap_or_default().to_owned(),
        kind: form.text("kind").to_owned(),
        mode: form.text("mode").to_owned(),
        nurse: hers.and_then(|_| form.text("nurse").parse().ok()),
        consent: form.ticked("consent"),
        consent_seen: form.text("consent_seen").to_owned(),
        key: form.some("form_key").map(str::to_owned),
    };
    let result = state.services.book_next(&asked.context, id, form.expected(), next.clone()).await;
    let errors = match result {
        Ok(answer) => {
            let made = state.services.find(&asked.context, &Handle::Token(answer.token)).await;
            return match made {
                Ok(booking) => asked.back(Some(booking.id), "booked"),
                Err(_) => Redirect::to("/staff").into_response(),
            };
        }
        Err(Refusal::Invalid(errors)) => errors,
        other => return asked.done(&state, id, other, ("booked", "&ask=next")).await,
    };
    let is = |field: &str, fault: Option<Fault>| {
        errors.iter().any(|error| error.field == field && fault.is_none_or(|fault| error.code == fault))
    };
    if is("slot_id", Some(Fault::Beside)) {
        return asked.back(Some(id), "beside&ask=next");
    }
    if errors.iter().all(|error| error.field == "consent") {
        return asked.back(Some(id), "consent&ask=next");
    }
    if is("slot_id", None) || is("kind", None) || is("mode", None) {
        return asked.back(Some(id), "impossible&ask=next");
    }
    at_desk(&state, &asked, (id, &next), &errors).await
}

/// What is known of her cannot be taken over as it stands: the desk shows it, with what is to mend.
async fn at_desk(
    state: &AppState,
    asked: &StaffForm<Permit<BookForOthers>>,
    (id, next): (BookingId, &NextCommand),
    errors: &[FieldError],
) -> Response {
    let person = state.services.next_person(&asked.context, id, (next.consent, &next.consent_seen)).await;
    let person = match person {
        Ok(person) => person,
        Err(refusal) => {
            log_fault(&refusal);
            return asked.done(state, id, Err::<(), _>(refusal), ("booked", "")).await;
        }
    };
    let errors = errors.iter().map(|error| (error.field.to_owned(), error.code)).collect();
    let draft = Draft { person, errors, ..Draft::default() };
    let safe = |text: &str| text.chars().filter(|c| c.is_ascii_alphanumeric() || "_-".contains(*c)).collect::<String>();
    let slot = SlotId::parse(&next.slot_id).map(|slot| format!("&slot={slot}")).unwrap_or_default();
    let nurse = next.nurse.map(|nurse| format!("&nurse={nurse}")).unwrap_or_default();
    let (kind, mode) = (safe(&next.kind), safe(&next.mode));
    let place = format!("/staff/desk?new=1&again=1&kind={kind}&mode={mode}&channel=counter{slot}{nurse}#errors");
    let desk = DeskState { draft: Some(draft), ..DeskState::default() };
    keep(state, asked, desk, place, StatusCode::SERVICE_UNAVAILABLE).await
}
