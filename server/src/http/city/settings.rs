//! What the city decides about itself: a section saved, its latest change taken back.

use axum::extract::{Path, State};
use axum::response::Response;
use http::StatusCode;
use mendan_service::Refusal;
use mendan_service::city::settings::section::Section;

use crate::http::forms::staff_form::StaffForm;
use crate::http::pages::{refused, shown};
use crate::state::AppState;
use mendan_service::permit::{Permit, asked::ManageSetup};

fn page(section: Section) -> String {
    format!("/staff/setup/city/{}", section.as_str())
}

/// `POST /staff/setup/city/{section}`; with `step=preview` nothing is saved, and the page of the schedule says what it would make of a booking.
pub async fn save(
    State(state): State<AppState>,
    Path(section): Path<String>,
    asked: StaffForm<Permit<ManageSetup>>,
) -> Response {
    match Section::parse(&section) {
        Some(section @ Section::Reminder) if asked.form.text("step") == "preview" => {
            previewed(&state, section, &asked).await
        }
        Some(section) => saved(&state, section, &asked).await,
        None => refused(&state, &asked.form.visit, Refusal::NotFound).await,
    }
}

async fn saved(state: &AppState, section: Section, asked: &StaffForm<Permit<ManageSetup>>) -> Response {
    let result = state.services.setting_save(&asked.context, section, asked.form.expected(), &asked.form).await;
    let result = result.map(|new| page(section) + if new { "?said=saved" } else { "?said=nothing" });
    asked.settled_at(state, result, &page(section)).await
}

async fn previewed(state: &AppState, section: Section, asked: &StaffForm<Permit<ManageSetup>>) -> Response {
    let page = page(section);
    match state.services.schedule_as_typed(&asked.context, &asked.form) {
        Ok(_) => shown(state, &asked.form.visit, StatusCode::OK, &page, asked.refused(Vec::new())).await,
        wrong => asked.settled(state, wrong, "", &page).await,
    }
}

/// `POST /staff/setup/city/{section}/undo`.
pub async fn undo(
    State(state): State<AppState>,
    Path(section): Path<String>,
    asked: StaffForm<Permit<ManageSetup>>,
) -> Response {
    match Section::parse(&section) {
        Some(section) => undone(&state, section, &asked).await,
        None => refused(&state, &asked.form.visit, Refusal::NotFound).await,
    }
}

async fn undone(state: &AppState, section: Section, asked: &StaffForm<Permit<ManageSetup>>) -> Response {
    let result = state.services.setting_undo(&asked.context, section, asked.form.expected()).await;
    asked.settled(state, result, &(page(section) + "?said=undone"), &page(section)).await
}
