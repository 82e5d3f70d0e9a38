//! How the city looks: its colour as a stylesheet, its logo. Both are served by ourselves, under addresses that hold what they show.

use axum::Extension;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use http::header::{CACHE_CONTROL, CONTENT_TYPE};
use mendan_app::context::RefusedForm;
use mendan_service::Refusal;
use mendan_service::city::settings::look::Sheet;
use mendan_service::city::settings::picture::LARGEST;
use mendan_service::expected::Expected;
use mendan_service::forms::Fields;

use crate::http::city::City;
use crate::http::forms::staff_form::StaffForm;
use crate::http::forms::upload::Upload;
use crate::http::pages::{again, changed, refused};
use crate::http::problem::Problem;
use crate::state::AppState;
use mendan_service::permit::{Permit, asked::ManageSetup};

/// Octets of a body with the largest logo and the words around it; one that is a little too large is told so in words.
pub const BODY_LIMIT: usize = LARGEST + 512 * 1024;

const PAGE: &str = "/staff/setup/city/look";
/// What stands at such an address never changes.
const FOR_EVER: &str = "public, max-age=31536000, immutable";

/// `POST /staff/setup/city/look/logo`.
pub async fn save_logo(State(state): State<AppState>, upload: Upload<Permit<ManageSetup>>) -> Response {
    let version = upload.text("version");
    let octets = Some(upload.octets("logo")).filter(|_| !upload.too_large);
    let values = || Fields::of([("version", version.clone())]);
    match state.services.logo_save(&upload.context, Expected::of_form(&version), octets).await {
        Ok(new) => Redirect::to(&format!("{PAGE}?said={}", said(new))).into_response(),
        Err(Refusal::Invalid(errors)) => {
            again(&state, &upload.visit, PAGE, RefusedForm { values: values(), errors }).await
        }
        Err(Refusal::Changed) => {
            changed(&state, &upload.visit, PAGE, RefusedForm { values: values(), errors: Vec::new() }).await
        }
        Err(other) => refused(&state, &upload.visit, other).await,
    }
}

/// `POST /staff/setup/city/look/logo/delete`.
pub async fn take_logo_away(State(state): State<AppState>, asked: StaffForm<Permit<ManageSetup>>) -> Response {
    let result = state.services.logo_take_away(&asked.context, asked.form.expected()).await;
    let result = result.map(|new| format!("{PAGE}?said={}", said(new)));
    asked.settled_at(&state, result, PAGE).await
}

const fn said(new: bool) -> &'static str {
    if new { "saved" } else { "nothing" }
}

/// `GET /city/colour/{sheet}`: of any colour that can be read; a page may be a second older than this instance's catalogue.
pub async fn colour(Path(sheet): Path<String>) -> Result<Response, Problem> {
    let sheet = sheet.strip_suffix(".css").and_then(Sheet::named).ok_or_else(Problem::not_found)?;
    Ok(([(CACHE_CONTROL, FOR_EVER), (CONTENT_TYPE, "text/css; charset=utf-8")], sheet.css).into_response())
}

/// `GET /city/logo/{digest}`.
pub async fn logo(
    State(state): State<AppState>,
    Extension(city): Extension<City>,
    Path(digest): Path<String>,
) -> Result<Response, Problem> {
    let picture = state.services.picture(city.0.municipality.id, &digest).await?;
    let headers = [(CACHE_CONTROL, FOR_EVER.to_owned()), (CONTENT_TYPE, picture.media_type)];
    Ok((headers, picture.octets).into_response())
}
