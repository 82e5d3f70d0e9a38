//! How the forms of the set-up are answered: on to a page with a word, or the form again as it was typed.

use axum::response::{IntoResponse, Redirect, Response};
use mendan_app::context::RefusedForm;
use mendan_service::{FieldError, Refusal};

use crate::http::forms::staff_form::StaffForm;
use crate::http::pages::{again, changed, refused};
use crate::state::AppState;

impl<C> StaffForm<C> {
    /// On to `place` (with its word), or back to the page of `form` with everything as it was typed.
    pub async fn settled<T>(&self, state: &AppState, result: Result<T, Refusal>, place: &str, form: &str) -> Response {
        match result {
            Ok(_) => {
                self.sent(state).await;
                Redirect::to(place).into_response()
            }
            Err(Refusal::Invalid(errors)) => again(state, &self.form.visit, form, self.refused(errors)).await,
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
    pub fn refused(&self, errors: Vec<FieldError>) -> RefusedForm {
        RefusedForm { values: self.form.without_passwords(), errors }
    }
}
