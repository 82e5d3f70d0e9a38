//! Whether keys of one letter are heard in a browser: whoever speaks to it, or leans on it, may want none (WCAG 2.1.4).

use axum::response::{IntoResponse as _, Redirect, Response};

use crate::http::cookies::{self, Name};
use crate::http::forms::staff_form::StaffForm;

/// What the cookie says.
const OFF: &str = "1";

/// `POST /staff/keys`.
pub async fn set(asked: StaffForm) -> Response {
    let off = asked.form.text("letters") == "off";
    let mut response = Redirect::to("/staff/keys").into_response();
    cookies::write(&asked.form.visit, response.headers_mut(), Name::KeysOff, off.then_some(OFF));
    response
}
