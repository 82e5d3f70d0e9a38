//! The order of the set-up's lists, and the end of what nobody has used yet. The address names the list.

use axum::extract::{Path, State};
use axum::response::Response;
use mendan_service::Refusal;
use mendan_service::model::Listed;

use crate::http::forms::staff_form::StaffForm;
use crate::state::AppState;

/// `POST /staff/setup/order/{list}/{id}`: one place up.
pub async fn up(State(state): State<AppState>, Path((list, id)): Path<(String, i64)>, asked: StaffForm) -> Response {
    let result = match Listed::of(&list, id) {
        Some(entry) => {
            state
                .services
                .listed_up(&asked.context, entry, asked.form.some("above").and_then(|id| id.parse().ok()))
                .await
        }
        None => Err(Refusal::NotFound),
    };
    let page = format!("/staff/setup/{list}");
    asked.settled(&state, result, &format!("{page}?said=moved#entry-{id}"), &page).await
}

/// `POST /staff/setup/delete/{list}/{id}`.
pub async fn delete(
    State(state): State<AppState>,
    Path((list, id)): Path<(String, i64)>,
    asked: StaffForm,
) -> Response {
    let result = match Listed::of(&list, id) {
        Some(entry) => state.services.listed_delete(&asked.context, entry, asked.form.expected()).await,
        None => Err(Refusal::NotFound),
    };
    let page = format!("/staff/setup/{list}");
    asked.settled(&state, result, &format!("{page}?said=deleted"), &format!("{page}/{id}")).await
}
