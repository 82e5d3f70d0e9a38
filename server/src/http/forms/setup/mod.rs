//! What the set-up pages post: one use case each, then on to a page with a word, or the form again as it was typed.

pub mod closures;
pub mod holidays;
pub mod keys;
pub mod kinds;
pub mod leaflets;
pub mod listed;
pub mod networks;
pub mod offices;
pub mod publish;
pub mod staff;
pub mod templates;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::post;
use mendan_app::context::RefusedForm;
use mendan_service::Refusal;

use super::staff_form::StaffForm;
use crate::http::pages::{again, changed, refused};
use crate::state::AppState;

/// All set-up forms.
pub fn router() -> Router<AppState> {
    Router::new()
        .route("/staff/setup/templates/new", post(templates::make))
        .route("/staff/setup/templates/{id}", post(templates::change))
        .route("/staff/setup/templates/{id}/delete", post(templates::delete))
        .route("/staff/setup/publish", post(publish::publish))
        .route("/staff/setup/closures", post(closures::make))
        .route("/staff/setup/closures/{id}", post(closures::change))
        .route("/staff/setup/closures/{id}/delete", post(closures::delete))
        .route("/staff/setup/holidays", post(holidays::choose))
        .route("/staff/setup/holidays/year-end", post(holidays::year_end))
        .route("/staff/setup/holidays/import", post(holidays::import))
        .route("/staff/setup/offices/new", post(offices::make))
        .route("/staff/setup/offices/{id}", post(offices::save))
        .route("/staff/setup/offices/{id}/active", post(offices::set_active))
        .route("/staff/setup/staff/new", post(staff::make))
        .route("/staff/setup/staff/{id}", post(staff::save))
        .route("/staff/setup/staff/{id}/hand-on", post(staff::hand_on))
        .route("/staff/setup/staff/{id}/disabled", post(staff::set_disabled))
        .route("/staff/setup/staff/{id}/password", post(staff::set_password))
        .route("/staff/setup/kinds/new", post(kinds::make))
        .route("/staff/setup/kinds/set", post(kinds::add_set))
        .route("/staff/setup/kinds/{id}", post(kinds::save))
        .route("/staff/setup/kinds/{id}/active", post(kinds::set_active))
        .route(
            "/staff/setup/kinds/{kind}/leaflets",
            post(leaflets::add).layer(DefaultBodyLimit::max(leaflets::BODY_LIMIT)),
        )
        .route("/staff/setup/kinds/{kind}/leaflets/{id}/delete", post(leaflets::delete))
        .route("/staff/setup/order/{list}/{id}", post(listed::up))
        .route("/staff/setup/delete/{list}/{id}", post(listed::delete))
        .route("/staff/setup/networks", post(networks::allow))
        .route("/staff/setup/networks/leave", post(networks::leave))
        .route("/staff/setup/networks/forget", post(networks::forget))
        .route("/staff/setup/keys", post(keys::make))
        .route("/staff/setup/keys/{id}/revoke", post(keys::revoke))
}

impl StaffForm {
    /// On to `place` (with its word), or back to the page of `form` with everything as it was typed.
    pub async fn settled<T>(&self, state: &AppState, result: Result<T, Refusal>, place: &str, form: &str) -> Response {
        match result {
            Ok(_) => Redirect::to(place).into_response(),
            Err(Refusal::Invalid(errors)) => {
                let errors = errors.iter().map(|e| (e.field.to_owned(), e.code.to_owned())).collect();
                again(state, &self.form.visit, form, self.refused(errors)).await
            }
            Err(Refusal::Changed) => changed(state, &self.form.visit, form, self.refused(Vec::new())).await,
            Err(other) => refused(state, &self.form.visit, other).await,
        }
    }

    /// The same, where the place is known only once it is done.
    pub async fn settled_at(&self, state: &AppState, result: Result<String, Refusal>, form: &str) -> Response {
        let place = result.as_ref().cloned().unwrap_or_default();
        self.settled(state, result, &place, form).await
    }

    /// The form as typed, without its passwords.
    pub fn refused(&self, errors: Vec<(String, String)>) -> RefusedForm {
        let values = self.form.values().iter().filter(|(name, _)| !name.contains("password")).cloned().collect();
        RefusedForm { values, errors }
    }
}
