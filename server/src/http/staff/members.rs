//! Members of staff.

use axum::extract::{Path, State};
use axum::response::Response;
use mendan_domain::ids::{BookingId, StaffId};
use mendan_service::booking::reassign::Handed;
use mendan_service::expected::Expected;
use mendan_service::staff::member::StaffForm as Member;

use crate::http::forms::staff_form::StaffForm;
use crate::state::AppState;
use mendan_service::permit::{Permit, asked::ManageStaff};

fn page(id: StaffId) -> String {
    format!("/staff/setup/staff/{id}")
}

/// `POST /staff/setup/staff/new`.
pub async fn make(State(state): State<AppState>, asked: StaffForm<Permit<ManageStaff>>) -> Response {
    let form = Member::typed(&asked.form);
    let result = state.services.staff_save(&asked.context, None, &form).await;
    let said = if form.email.trim().is_empty() { "added" } else { "invited" };
    asked.settled(&state, result, &format!("/staff/setup/staff?said={said}"), "/staff/setup/staff/new").await
}

/// `POST /staff/setup/staff/{id}`.
pub async fn save(
    State(state): State<AppState>,
    Path(id): Path<i64>,
    asked: StaffForm<Permit<ManageStaff>>,
) -> Response {
    let (id, form) = (StaffId(id), Member::typed(&asked.form));
    let result = state.services.staff_save(&asked.context, Some((id, asked.form.expected())), &form).await;
    asked.settled(&state, result, "/staff/setup/staff?said=saved", &page(id)).await
}

/// `POST /staff/setup/staff/{id}/disabled`.
pub async fn set_disabled(
    State(state): State<AppState>,
    Path(id): Path<i64>,
    asked: StaffForm<Permit<ManageStaff>>,
) -> Response {
    let (id, disabled) = (StaffId(id), asked.form.ticked("disabled"));
    let result = state.services.staff_set_disabled(&asked.context, id, asked.form.expected(), disabled).await;
    let said = if disabled { "disabled" } else { "saved" };
    asked.settled(&state, result, &format!("/staff/setup/staff?said={said}"), &page(id)).await
}

/// `POST /staff/setup/staff/{id}/password`.
pub async fn set_password(
    State(state): State<AppState>,
    Path(id): Path<i64>,
    asked: StaffForm<Permit<ManageStaff>>,
) -> Response {
    let (id, form) = (StaffId(id), Member::typed(&asked.form));
    let result = state.services.staff_set_password(&asked.context, id, asked.form.expected(), &form.password).await;
    asked.settled(&state, result, "/staff/setup/staff?said=reset", &page(id)).await
}

/// `POST /staff/setup/staff/{id}/invite`: once more, or at another address.
pub async fn invite(
    State(state): State<AppState>,
    Path(id): Path<i64>,
    asked: StaffForm<Permit<ManageStaff>>,
) -> Response {
    let id = StaffId(id);
    let (expected, address) = (asked.form.expected(), asked.form.text("email"));
    let result = state.services.staff_invite(&asked.context, id, expected, address).await;
    asked.settled(&state, result, "/staff/setup/staff?said=invited", &page(id)).await
}

/// `POST /staff/setup/staff/{id}/withdraw`: her invitation opens nothing any more.
pub async fn withdraw(
    State(state): State<AppState>,
    Path(id): Path<i64>,
    asked: StaffForm<Permit<ManageStaff>>,
) -> Response {
    let id = StaffId(id);
    let result = state.services.staff_withdraw(&asked.context, id, asked.form.expected()).await;
    asked.settled(&state, result, "/staff/setup/staff?said=withdrawn", &page(id)).await
}

/// `POST /staff/setup/staff/{id}/factors`: she has lost everything, and registers anew.
pub async fn take_factors_away(
    State(state): State<AppState>,
    Path(id): Path<i64>,
    asked: StaffForm<Permit<ManageStaff>>,
) -> Response {
    let id = StaffId(id);
    let result = state.services.factors_take_away(&asked.context, id, asked.form.expected()).await;
    asked.settled(&state, result, "/staff/setup/staff?said=factors_taken", &page(id)).await
}

/// `POST /staff/setup/staff/{id}/sessions`: wherever she is signed in, she is so no more.
pub async fn end_sessions(
    State(state): State<AppState>,
    Path(id): Path<i64>,
    asked: StaffForm<Permit<ManageStaff>>,
) -> Response {
    let id = StaffId(id);
    let result = state.services.member_sessions_end(&asked.context, id, asked.form.expected()).await;
    asked.settled(&state, result, "/staff/setup/staff?said=sessions_ended", &page(id)).await
}

/// `POST /staff/setup/staff/{id}/openid`: her account at the identity provider is not hers any more.
pub async fn take_links_away(
    State(state): State<AppState>,
    Path(id): Path<i64>,
    asked: StaffForm<Permit<ManageStaff>>,
) -> Response {
    let id = StaffId(id);
    let result = state.services.openid_links_take_away(&asked.context, id, asked.form.expected()).await;
    asked.settled(&state, result, "/staff/setup/staff?said=openid_taken", &page(id)).await
}

/// `POST /staff/setup/staff/{id}/hand-on`: each booking to the colleague chosen for it, or onto the call list.
pub async fn hand_on(
    State(state): State<AppState>,
    Path(id): Path<i64>,
    asked: StaffForm<Permit<ManageStaff>>,
) -> Response {
    let (id, form) = (StaffId(id), &asked.form);
    let handed = |booking: &str| -> Option<Handed> {
        let to = form.text(&format!("to_{booking}"));
        // Who cannot be read is nobody whom a page offered.
        let to = if to.is_empty() { None } else { Some(to.parse().map_or(StaffId(0), StaffId)) };
        let expected = Expected::of_form(form.text(&format!("version_{booking}")));
        Some((BookingId(booking.parse().ok()?), expected, to))
    };
    let all: Vec<Handed> = form.all("b").filter_map(handed).collect();
    let result = state.services.hand_on(&asked.context, id, &all).await;
    let said = if result.as_ref().is_ok_and(|done| done.left == 0) { "handed" } else { "handed_some" };
    asked.settled(&state, result, &format!("{}?said={said}", page(id)), &page(id)).await
}
