//! What a new city still needs, step by step, in the session of its administrator.

use axum::extract::State;
use axum::response::Response;
use mendan_domain::ids::TemplateId;
use mendan_service::founding::place::PlaceForm;
use mendan_service::founding::times::first_weeks;
use mendan_service::offer::template_form::TemplateForm;
use mendan_service::permit::{
    Permit,
    asked::{ManageSetup, ShapeOwnTimes},
};

use crate::http::forms::staff_form::StaffForm;
use crate::http::pages::refused;
use crate::state::AppState;

const BEGIN: &str = "/staff/setup/begin";
const PLACE: &str = "/staff/setup/begin/place";
const KINDS: &str = "/staff/setup/begin/kinds";
const TIMES: &str = "/staff/setup/begin/times";

fn saved() -> String {
    format!("{BEGIN}?said=saved")
}

/// `POST /staff/setup/begin/place`.
pub async fn place(State(state): State<AppState>, asked: StaffForm<Permit<ManageSetup>>) -> Response {
    let form = PlaceForm::typed(&asked.form);
    let result = match asked.context.permit() {
        Ok(staff) => state.services.begin_place(&asked.context, &staff, &form).await,
        Err(refusal) => return refused(&state, &asked.form.visit, refusal).await,
    };
    asked.settled(&state, result, &saved(), PLACE).await
}

/// `POST /staff/setup/begin/kinds`.
pub async fn kinds(State(state): State<AppState>, asked: StaffForm<Permit<ManageSetup>>) -> Response {
    let result = state.services.kind_set_add(&asked.context, asked.form.text("set")).await;
    asked.settled(&state, result, &saved(), KINDS).await
}

/// `POST /staff/setup/begin/times`: days and hours, or what came of them. Of another digest nothing is published: the page shows what
/// would come of them now.
pub async fn times(State(state): State<AppState>, asked: StaffForm<Permit<ManageSetup>>) -> Response {
    let (services, form) = (&state.services, &asked.form);
    let permit: Permit<ShapeOwnTimes> = match asked.context.permit() {
        Ok(permit) => permit,
        Err(refusal) => return refused(&state, &form.visit, refusal).await,
    };
    if let Some(digest) = form.some("digest") {
        let today = asked.context.catalogue.municipality.local_date(services.now());
        let digest = digest.parse().unwrap_or_default();
        let result = services.publish_plan(&permit, first_weeks(today), digest).await;
        return asked.settled(&state, result, &format!("{BEGIN}?said=published"), TIMES).await;
    }
    let at = form.text("template").parse().ok().map(|id| (TemplateId(id), form.expected()));
    let typed = TemplateForm::typed(form);
    let result = services.template_save(&permit, at, &typed).await;
    asked.settled(&state, result, TIMES, TIMES).await
}
