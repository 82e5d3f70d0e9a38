//! `POST /staff/audit/export`: lines of the log, as spreadsheets open them. That they were taken out is a line, too.

use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use mendan_app::audit::{query_of, rows_of_file};
use mendan_domain::import::table::Encoding;
use mendan_domain::import::write::write;
use mendan_service::permit::{Permit, asked::ReadAudit};

use crate::http::forms::staff_form::StaffForm;
use crate::http::pages::refused;
use crate::http::problem::Problem;
use crate::state::AppState;

/// The file.
pub async fn export(State(state): State<AppState>, asked: StaffForm<Permit<ReadAudit>>) -> Response {
    let query = query_of(|name| asked.form.some(name).map(str::to_owned));
    let log = match state.services.audit_export(&asked.context, &query).await {
        Ok(log) => log,
        Err(refusal) => return refused(&state, &asked.form.visit, refusal).await,
    };
    let Ok(octets) = write(&rows_of_file(&asked.context, &log), Encoding::Utf8) else {
        return Problem::fault().into_response();
    };
    let headers = [
        (CONTENT_TYPE, "text/csv; charset=UTF-8"),
        (CONTENT_DISPOSITION, "attachment; filename=\"audit.csv\""),
        (CACHE_CONTROL, "no-store"),
    ];
    (headers, octets).into_response()
}
