//! The order of the set-up's lists, and the end of what nobody has used yet. The address names the list.

use axum::extract::{Path, State};
use axum::response::Response;
use mendan_domain::ids::{KindId, OfficeId, StaffId};
use mendan_service::Refusal;
use mendan_service::model::Listed;

use super::super::staff_form::StaffForm;
use crate::state::AppState;

/// An entry of `offices`, `kinds` or `staff`.
fn listed(list: &str, id: i64) -> Result<Listed, Refusal> {
    match list {
        "offices" => Ok(Listed::Office(OfficeId(id))),
        "kinds" => Ok(Listed::Kind(KindId(id))),
        "staff" => Ok(Listed::Staff(StaffId(id))),
        _ => Err(Refusal::NotFound),
    }
}

/// `POST /staff/setup/order/{list}/{id}`: one place up.
pub async fn up(State(state): State<AppState>, Path((list, id)): Path<(String, i64)>, asked: StaffForm) -> Response {
    let result = match listed(&list, id) {
        Ok(entry) => state.services.listed_up(&asked.context, entry).await,
        Err(refusal) => Err(refusal),
    };
    let page = format!("/staff/setup/{list}");
    asked.settled(&state, result, &format!("{page}?said=moved#up-{id}"), &page).await
}

/// `POST /staff/setup/delete/{list}/{id}`.
pub async fn delete(
    State(state): State<AppState>,
    Path((list, id)): Path<(String, i64)>,
    asked: StaffForm,
) -> Response {
    let result = match listed(&list, id) {
        Ok(entry) => state.services.listed_delete(&asked.context, entry).await,
        Err(refusal) => Err(refusal),
    };
    let page = format!("/staff/setup/{list}");
    asked.settled(&state, result, &format!("{page}?said=deleted"), &format!("{page}/{id}")).await
}
