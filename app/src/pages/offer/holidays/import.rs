//! The Cabinet Office's list: what it says otherwise is shown before it is noted.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use leptos::prelude::*;
use mendan_domain::offer::holiday::holiday;
use mendan_domain::offer::holiday::list::{LineFault, ListError, partial_years, read_list};
use mendan_service::model::SetupRow;
use mendan_service::offer::holiday::holidays_to_note;

use crate::context::Request;
use crate::i18n::staff_words;
use crate::pages::city::form::{Form, Line, version_of};

/// The form, and what the posted list says otherwise.
pub(super) fn import(request: &Request) -> AnyView {
    let t = &staff_words().offer;
    let setup = &staff_words().city;
    let form = Form::of(request);
    let found = found(request);
    let (step, word) = match &found {
        Some(Ok(days)) if !days.is_empty() => ("save", t.list_save),
        _ => ("check", t.list_check),
    };
    let quiet = if step == "save" { "button" } else { "button button--quiet" };
    view! {
        <section aria-labelledby="import">
            <h2 id="import">{t.list_title}</h2>
            <p>{t.list_text}</p>
            <form class="form" method="post" action="/staff/setup/holidays/import#import" enctype="multipart/form-data" novalidate>
                {version_of(request, SetupRow::Holidays)}
                <div class="field"><label for="file">{setup.file}</label>{of_file(request)}<input class="input" id="file" name="file" type="file" accept=".csv,text/csv"/></div>
                {Line::lines("list", setup.list, "").hint(t.list_hint).view(form)}
                {found.map(shown)}
                {partial(request)}
                <button class=quiet type="submit" name="step" value=step>{word}</button>
            </form>
        </section>
    }
    .into_any()
}

/// Years of which the list holds only some days.
fn partial(request: &Request) -> Option<AnyView> {
    let list = request.form.as_deref()?.value("list")?;
    let years = partial_years(&read_list(list.as_bytes()).ok()?);
    let years: Vec<String> = years.into_iter().map(|year| staff_words().dates.year(year)).collect();
    let sentence = staff_words().offer.list_partial(years.join(staff_words().city.comma));
    (!years.is_empty()).then(|| view! { <p class="hint">{sentence}</p> }.into_any())
}

/// The line of the file that could not be read, and what is wrong with it.
fn of_file(request: &Request) -> Option<AnyView> {
    let form = request.form.as_deref()?;
    let (line, fault) = (form.value("file_line")?.parse().ok()?, LineFault::parse(form.value("file_fault")?)?);
    Some(view! { <p class="field-error">{wrong(ListError { line, fault })}</p> }.into_any())
}

fn wrong(ListError { line, fault }: ListError) -> String {
    let t = &staff_words().offer;
    let what = match fault {
        LineFault::Empty => return t.list_empty.to_owned(),
        LineFault::Encoding => t.list_encoding,
        LineFault::NoComma => t.list_no_comma,
        LineFault::NotADay => t.list_no_day,
        LineFault::NoName => t.list_no_name,
        LineFault::TooMuch => t.list_too_much,
        LineFault::Name => t.list_name,
    };
    t.list_line(line, what)
}

/// What the list that came back says otherwise; the line that cannot be read.
fn found(request: &Request) -> Option<Result<BTreeMap<NaiveDate, Option<String>>, ListError>> {
    let list = request.form.as_deref()?.value("list").filter(|list| !list.trim().is_empty())?;
    let today = request.catalogue().municipality.local_date(request.services.now());
    Some(holidays_to_note(&request.catalogue().closed, list.as_bytes(), today))
}

fn shown(found: Result<BTreeMap<NaiveDate, Option<String>>, ListError>) -> AnyView {
    let t = &staff_words().offer;
    let days = match found {
        Ok(days) => days,
        Err(error) => return view! { <p class="field-error">{wrong(error)}</p> }.into_any(),
    };
    if days.is_empty() {
        return view! { <section class="notice" role="status"><p>{t.list_same}</p></section> }.into_any();
    }
    let rows = days.into_iter().map(|(day, listed)| {
        let rule = holiday(day);
        let says = match (listed, rule) {
            (Some(name), None) => t.list_becomes(name),
            (Some(name), Some(rule)) => t.list_renamed(name, rule),
            (None, rule) => t.list_ends(rule.unwrap_or_default()),
        };
        view! { <li><time datetime=day.to_string()>{staff_words().dates.date_of(day)}</time>" "{says}</li> }
    });
    view! {
        <section class="notice" role="status" aria-label=t.list_differs><p>{t.list_differs_text}</p><ul>{rows.collect_view()}</ul></section>
    }
    .into_any()
}
