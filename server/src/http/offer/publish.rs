//! Publish what a preview showed.

use axum::extract::State;
use axum::response::Response;
use chrono::NaiveDate;
use mendan_domain::ids::{OfficeId, StaffId};
use mendan_service::Refusal;
use mendan_service::offer::copy::CopyQuery;
use mendan_service::offer::publish::PublishQuery;

use crate::http::forms::fields::Posted;
use crate::http::forms::staff_form::StaffForm;
use crate::http::pages::refused;
use crate::state::AppState;
use mendan_service::permit::{Permit, asked::ShapeOwnTimes};

/// `POST /staff/setup/publish`. Of another digest nothing is published: the page shows the new preview.
pub async fn publish(State(state): State<AppState>, asked: StaffForm<Permit<ShapeOwnTimes>>) -> Response {
    let form = &asked.form;
    let (office, staff) = (id(form, "office").map(OfficeId), id(form, "staff").map(StaffId));
    let (Some(day), Ok(digest)) = (month(form, "month"), form.text("digest").parse()) else {
        return refused(&state, &form.visit, Refusal::NotFound).await;
    };
    let (services, context) = (&state.services, &asked.context);
    let result = if let Some(from_month) = month(form, "copy") {
        services.copy_publish(context, CopyQuery { from_month, to_month: day, office, staff }, digest).await
    } else {
        let today = context.catalogue.municipality.local_date(services.now());
        services.publish_plan(context, PublishQuery::of_month(day, today, office, staff), digest).await
    };
    // What was copied is seen best as what templates would make of it now.
    let (back, page) = (place(form, &["month", "office", "staff"]), page(form));
    asked.settled(&state, result, &format!("{back}&said=published"), &page).await
}

/// The preview a form was about.
pub fn page(form: &Posted) -> String {
    place(form, &["month", "office", "staff", "copy"])
}

/// The page with the fields of the form that are not empty.
fn place(form: &Posted, names: &[&str]) -> String {
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    for name in names {
        if let Some(value) = form.some(name) {
            query.append_pair(name, value);
        }
    }
    format!("/staff/setup/publish?{}", query.finish())
}

fn id(form: &Posted, name: &str) -> Option<i64> {
    form.some(name).and_then(|text| text.parse().ok())
}

/// `2026-12` as its first day.
fn month(form: &Posted, name: &str) -> Option<NaiveDate> {
    NaiveDate::parse_from_str(&format!("{}-01", form.some(name)?), "%Y-%m-%d").ok()
}
