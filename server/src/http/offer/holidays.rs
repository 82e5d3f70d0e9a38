//! Public holidays: single days, the turn of the year, the Cabinet Office's list.

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use chrono::{Datelike, NaiveDate};
use http::StatusCode;
use mendan_app::context::RefusedForm;
use mendan_domain::date::parse_date;
use mendan_domain::fault::Fault;
use mendan_domain::offer::holiday::list::{ListError, read_list};
use mendan_service::expected::Expected;
use mendan_service::forms::Fields;
use mendan_service::offer::holiday::HolidayChoice;
use mendan_service::{FieldError, Refusal};

use crate::http::forms::fields::Posted;
use crate::http::forms::staff_form::StaffForm;
use crate::http::forms::upload::Upload;
use crate::http::pages::{again, changed, refused, shown};
use crate::state::AppState;
use mendan_service::permit::{Permit, asked::ManageSetup};

const PAGE: &str = "/staff/setup/holidays";

/// `POST /staff/setup/holidays`. Where bookings stay on a day that closes, the day itself is shown.
pub async fn choose(State(state): State<AppState>, asked: StaffForm<Permit<ManageSetup>>) -> Response {
    let form = &asked.form;
    let choice = match form.text("choice") {
        "open" => HolidayChoice::Open,
        "holiday" => HolidayChoice::Holiday(form.text("name").to_owned()),
        _ => HolidayChoice::Rule,
    };
    let result = match parse_date(form.text("day")) {
        Some(day) => state.services.holiday_set(&asked.context, form.expected(), day, &choice).await,
        None => Err(Refusal::Invalid(vec![FieldError::new("day", Fault::NotADate)])),
    };
    let met = result.as_ref().is_ok_and(|touched| touched.bookings() > 0);
    let booked = parse_date(form.text("day")).filter(|_| met).map(|day| format!("closed_booked&day={day}"));
    let place = format!("{}&said={}", page(form), booked.unwrap_or_else(|| "saved".to_owned()));
    asked.settled(&state, result, &place, &page(form)).await
}

/// `POST /staff/setup/holidays/year-end`.
pub async fn year_end(State(state): State<AppState>, asked: StaffForm<Permit<ManageSetup>>) -> Response {
    let result = state.services.year_end_set(&asked.context, asked.form.expected(), asked.form.ticked("closed")).await;
    asked.settled(&state, result, &format!("{}&said=saved", page(&asked.form)), PAGE).await
}

/// The fiscal year the form stood in.
fn page(form: &Posted) -> String {
    let year = form.text("year").parse::<i32>().map(|year| year.to_string()).unwrap_or_default();
    format!("{PAGE}?year={year}")
}

/// `POST /staff/setup/holidays/import`: a file or its text; shown first, noted with `step=save`.
pub async fn import(State(state): State<AppState>, upload: Upload<Permit<ManageSetup>>) -> Response {
    let Upload { visit, context, .. } = &upload;
    let today = context.catalogue.municipality.local_date(state.services.now());
    let list = list(&upload, today);
    let form = |list: &str, errors: &[(&'static str, Fault)]| RefusedForm {
        values: Fields::of([("list", list.to_owned()), ("version", upload.text("version"))]),
        errors: errors.iter().map(|&(field, code)| FieldError::new(field, code)).collect(),
    };
    let list = match list {
        Ok(list) => list,
        Err(wrong) => {
            let mut refused = form("", &[("file", if wrong.is_some() { Fault::Unreadable } else { Fault::TooLarge })]);
            if let Some(error) = wrong {
                let values = refused.values.with("file_line", error.line.to_string());
                refused.values = values.with("file_fault", error.fault.code());
            }
            return again(&state, visit, PAGE, refused).await;
        }
    };
    if list.trim().is_empty() {
        return again(&state, visit, PAGE, form("", &[("list", Fault::Required)])).await;
    }
    if read_list(list.as_bytes()).is_err() {
        return again(&state, visit, PAGE, form(&list, &[("list", Fault::Invalid)])).await;
    }
    if upload.octets("step") != b"save" {
        return shown(&state, visit, StatusCode::OK, PAGE, form(&list, &[])).await;
    }
    match state.services.holidays_import(context, Expected::of_form(&upload.text("version")), list.as_bytes()).await {
        Ok(0) => Redirect::to(&format!("{PAGE}?said=nothing")).into_response(),
        Ok(_) => Redirect::to(&format!("{PAGE}?said=saved")).into_response(),
        Err(Refusal::Changed) => changed(&state, visit, PAGE, form(&list, &[])).await,
        Err(refusal) => refused(&state, visit, refusal).await,
    }
}

/// The list as text, of a file only the days from this year on; otherwise the line that cannot be read, or nothing when the file is
/// too large to look at.
fn list<C>(upload: &Upload<C>, today: NaiveDate) -> Result<String, Option<ListError>> {
    let file = upload.octets("file");
    if upload.too_large {
        return Err(None);
    }
    if file.is_empty() {
        // A spreadsheet copies its columns with tabs between them.
        return Ok(upload.text("list").replace('\t', ","));
    }
    let mut days = read_list(file).map_err(Some)?;
    days.retain(|(day, _)| day.year() >= today.year());
    let lines = days.iter().map(|(day, name)| format!("{},{name}", day.format("%Y/%-m/%-d")));
    Ok(lines.collect::<Vec<_>>().join("\n"))
}
