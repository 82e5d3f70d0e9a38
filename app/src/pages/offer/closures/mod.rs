//! `/staff/setup/closures`: days and hours that are closed, and who is absent.

mod edit;

use chrono::NaiveDate;
use leptos::prelude::*;
use mendan_domain::offer::closed::Closure;
use mendan_domain::staff::Permission;
use mendan_service::Refusal;
use mendan_service::offer::closure::{ClosureForm, Touched};

use crate::context::Request;
use crate::i18n::{around, staff_words};
use crate::pages::city::page::setup_page;
use crate::pages::kit::linked::linked;
use crate::pages::kit::words::office_name;

pub use edit::OneClosure;

/// All closures the asker may write, and a new one.
#[component]
pub fn Closures() -> impl IntoView {
    let setup = &staff_words().city;
    setup_page(setup.closures, page)
}

async fn page(request: Request) -> Result<AnyView, Refusal> {
    let t = &staff_words().offer;
    let administrator = request.context.may(Permission::ShapeTimes);
    let today = request.catalogue().municipality.local_date(request.services.now());
    let mut all: Vec<&Closure> = request.catalogue().closed.closures.iter().collect();
    all.retain(|closure| request.context.closes(closure));
    all.sort_by_key(|closure| (closure.from, closure.id));
    let (over, ahead): (Vec<&Closure>, Vec<&Closure>) = all.into_iter().partition(|closure| closure.until < today);
    let form = edit::form(&request, "/staff/setup/closures", (None, &fresh(&request))).await;
    let holidays = request
        .opens("/staff/setup/holidays")
        .then(|| view! { <p><a class="button button--link" href="/staff/setup/holidays">{t.see_holidays}</a></p> });
    let own = (!administrator).then_some(t.own_absence);
    let past = (!over.is_empty()).then(|| {
        view! { <details class="more"><summary>{t.closures_over}</summary>{list(&request, &over)}</details> }
    });
    Ok(view! {
        <p>{t.closures_text}{own}</p>
        <p>{t.precedence}</p>
        {holidays}
        <section aria-labelledby="ahead"><h2 id="ahead">{t.closures_ahead}</h2>{list(&request, &ahead)}{past}</section>
        <section aria-labelledby="new"><h2 id="new">{t.closure_new}</h2>{form}</section>
    }
    .into_any())
}

/// For whoever shapes everybody's times the whole city, or the first office that she reaches; for a nurse her own absence.
fn fresh(request: &Request) -> ClosureForm {
    let own =
        request.staff.as_ref().map(|staff| staff.member.id).filter(|_| !request.context.may(Permission::ShapeTimes));
    let first = request.catalogue().open_offices().next().filter(|_| !request.context.reaches_all());
    let everybodys = || first.map_or_else(|| "city".to_owned(), |office| format!("office-{}", office.id));
    let whose = own.map_or_else(everybodys, |id| format!("staff-{id}"));
    ClosureForm { whose, ..ClosureForm::default() }
}

fn list(request: &Request, closures: &[&Closure]) -> AnyView {
    let t = &staff_words().offer;
    if closures.is_empty() {
        return view! { <p>{t.closures_none}</p> }.into_any();
    }
    let rows = closures.iter().map(|closure| {
        let (href, days) = (format!("/staff/setup/closures/{}", closure.id), span(closure));
        let whose = whose(request, closure);
        view! { <li><a href=href><strong>{days}</strong><span>{whose}" "{closure.reason.clone()}</span></a></li> }
    });
    view! { <ul class="setup-list">{rows.collect_view()}</ul> }.into_any()
}

/// `2026年12月1日(火)〜12月3日(木) 13:00〜17:00`.
fn span(closure: &Closure) -> String {
    let (t, dates) = (&staff_words().offer, &staff_words().dates);
    let days = if closure.from == closure.until {
        dates.date_of(closure.from)
    } else {
        t.days_span(dates.date_of(closure.from), dates.day_of(closure.until))
    };
    closure.hours.map_or(days.clone(), |hours| format!("{days} {}", dates.hours_of(hours)))
}

/// The city, an office, or who is absent.
fn whose(request: &Request, closure: &Closure) -> String {
    let t = &staff_words().offer;
    let catalogue = request.catalogue();
    match (closure.office, closure.staff) {
        (_, Some(id)) => {
            let name = catalogue.staff(id).map(|member| member.display_name.clone()).unwrap_or_default();
            t.absence_of(name)
        }
        (Some(id), None) => t.closed_office(office_name(catalogue.office(id))),
        (None, None) => t.closed_city.to_owned(),
    }
}

/// What is there already: bookings stay, people want to be told.
pub(crate) fn consequence(request: &Request, touched: &Touched, nurse: Option<&str>) -> AnyView {
    let t = &staff_words().offer;
    let link = |day: &NaiveDate, number: usize| {
        let nurse = nurse.map(|id| format!("&nurse={id}")).unwrap_or_default();
        let href = format!("/staff?date={day}{nurse}");
        view! { <li>{linked(request, href, staff_words().dates.day_of(*day))}" "{t.bookings(number)}</li> }
    };
    let bookings = match touched.bookings() {
        0 => view! { <p>{t.met_none}</p> }.into_any(),
        number => {
            let (before, after) = around(|calls| t.met_calls(calls));
            let days = touched.days.iter().map(|(day, number)| link(day, *number));
            view! {
                <p><strong>{t.met_bookings(number)}</strong></p>
                <p>{before}{linked(request, "/staff/calls".to_owned(), t.calls_to_make)}{after}</p>
                <ul class="plan-links">{days.collect_view()}</ul>
            }
            .into_any()
        }
    };
    let times = (touched.times > 0).then(|| t.met_times(touched.times));
    view! { {bookings}{times.map(|text| view! { <p>{text}</p> })} }.into_any()
}
