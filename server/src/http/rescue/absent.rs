//! An absence, and that she comes after all.

use axum::extract::{Path, State};
use axum::response::Response;
use mendan_domain::ids::ClosureId;
use mendan_domain::staff::Permission;
use mendan_service::rescue::absent::AbsentForm;

use crate::http::forms::staff_form::StaffForm;
use crate::state::AppState;
use mendan_service::permit::{Permit, asked::ShapeOwnTimes};

/// `POST /staff/absent`.
pub async fn declare(State(state): State<AppState>, asked: StaffForm<Permit<ShapeOwnTimes>>) -> Response {
    let form = AbsentForm::typed(&asked.form);
    let result = state.services.absent(&asked.context, &form).await;
    // Whoever sees no bookings has said all there is for her to say.
    let looks = asked.context.may(Permission::ViewBookings);
    let place = result.map(|id| {
        if looks { format!("/staff/rescue/{id}?said=absent") } else { "/staff/absent?said=declared".to_owned() }
    });
    asked.settled_at(&state, place, "/staff/absent").await
}

/// `POST /staff/rescue/{id}/back`.
pub async fn back(
    State(state): State<AppState>,
    Path(id): Path<i64>,
    asked: StaffForm<Permit<ShapeOwnTimes>>,
) -> Response {
    let result = state.services.closure_delete(&asked.context, ClosureId(id), asked.form.expected()).await;
    asked.settled(&state, result, "/staff/absent?said=back", &format!("/staff/rescue/{id}")).await
}
