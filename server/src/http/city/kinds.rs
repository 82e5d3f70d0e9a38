//! Interview kinds, their rules, and sets of them.

use axum::extract::{Path, State};
use axum::response::Response;
use http::StatusCode;
use mendan_domain::ids::KindId;
use mendan_service::city::kind_form::KindForm;

use crate::http::forms::staff_form::StaffForm;
use crate::http::pages::shown;
use crate::state::AppState;
use mendan_service::permit::{Permit, asked::ManageSetup};

fn page(id: KindId) -> String {
    format!("/staff/setup/kinds/{id}")
}

/// `POST /staff/setup/kinds/new`.
pub async fn make(State(state): State<AppState>, asked: StaffForm<Permit<ManageSetup>>) -> Response {
    let form = KindForm(&asked.form.fields);
    let result = state.services.kind_save(&asked.context, None, form).await;
    asked.settled_at(&state, result.map(|id| page(id) + "?said=added"), "/staff/setup/kinds/new").await
}

/// `POST /staff/setup/kinds/{id}`; with `step=count` nothing is saved, and the page says what would come of the rules.
pub async fn save(
    State(state): State<AppState>,
    Path(id): Path<i64>,
    asked: StaffForm<Permit<ManageSetup>>,
) -> Response {
    let (id, form) = (KindId(id), KindForm(&asked.form.fields));
    if asked.form.text("step") == "count" {
        return match state.services.kind_as_typed(&asked.context, Some(id), form) {
            Ok(_) => shown(&state, &asked.form.visit, StatusCode::OK, &page(id), asked.refused(Vec::new())).await,
            wrong => asked.settled(&state, wrong, "", &page(id)).await,
        };
    }
    let result = state.services.kind_save(&asked.context, Some((id, asked.form.expected())), form).await;
    asked.settled(&state, result, &(page(id) + "?said=saved"), &page(id)).await
}

/// `POST /staff/setup/kinds/{id}/active`.
pub async fn set_active(
    State(state): State<AppState>,
    Path(id): Path<i64>,
    asked: StaffForm<Permit<ManageSetup>>,
) -> Response {
    let id = KindId(id);
    let result =
        state.services.kind_set_active(&asked.context, id, asked.form.expected(), asked.form.ticked("active")).await;
    asked.settled(&state, result, &(page(id) + "?said=saved"), &page(id)).await
}

/// `POST /staff/setup/kinds/set`.
pub async fn add_set(State(state): State<AppState>, asked: StaffForm<Permit<ManageSetup>>) -> Response {
    let result = state.services.kind_set_add(&asked.context, asked.form.text("set")).await;
    let place = result.map(|added| format!("/staff/setup/kinds?said={}", if added == 0 { "nothing" } else { "added" }));
    asked.settled_at(&state, place, "/staff/setup/kinds").await
}
