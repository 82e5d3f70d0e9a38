//! A day without interviews: why, and where the next ones are.

use chrono::{Datelike, NaiveDate, Weekday};
use leptos::prelude::*;
use mendan_domain::ids::StaffId;
use mendan_domain::offer::closed::Closed;
use mendan_domain::offer::hours::{Hours, instant};
use mendan_service::city::catalogue::{Catalogue, Office};

use super::address::{Address, EmptyTime};
use crate::context::Request;
use crate::i18n::staff_words;
use crate::pages::kit::words::{day, office_name, office_short};

/// When most interviews begin: what is asked about an empty day at an office that does not open.
const MORNING: i64 = 10 * 60;
/// Nearly when offices close.
const EVENING: i64 = 16 * 60;

/// Why nothing is on that day, at that office or at all of them.
fn why(catalogue: &Catalogue, date: NaiveDate, office: Option<&Office>) -> String {
    let t = &staff_words().calendar;
    match (closed(catalogue, date, office), date.weekday()) {
        (Some(Closed::Holiday { name }), _) => t.empty_holiday(name),
        (Some(Closed::YearEnd), _) => t.empty_year_end.to_owned(),
        (Some(Closed::Closure { reason, .. } | Closed::Absence { reason, .. }), _) => t.empty_closed(reason),
        (None, Weekday::Sat) => t.empty_saturday.to_owned(),
        (None, Weekday::Sun) => t.empty_sunday.to_owned(),
        (None, _) => t.empty_yet.to_owned(),
    }
}

/// What closes that office, or all of them alike, from morning to evening: of several only that is the reason.
pub(crate) fn closed(catalogue: &Catalogue, date: NaiveDate, office: Option<&Office>) -> Option<Closed> {
    let offices: Vec<&Office> = office.map_or_else(|| catalogue.open_offices().collect(), |office| vec![office]);
    let mut closed = offices.iter().map(|office| closed_all_day(catalogue, date, office));
    closed.next().flatten().filter(|first| closed.all(|other| other.as_ref() == Some(first)))
}

/// What keeps that nurse away from morning to evening.
pub(crate) fn away(catalogue: &Catalogue, date: NaiveDate, nurse: StaffId) -> Option<Closed> {
    let at = |from: i64| catalogue.closed.absence(date, Hours { from, until: from + 1 }, nurse);
    at(MORNING).filter(|morning| at(EVENING).as_ref() == Some(morning))
}

/// What closes the office from morning to evening; a closure of some hours leaves the rest.
fn closed_all_day(catalogue: &Catalogue, date: NaiveDate, office: &Office) -> Option<Closed> {
    let at = |from: i64| catalogue.closed.why(date, Hours { from, until: from + 1 }, office.id, None);
    at(MORNING).filter(|morning| at(EVENING).as_ref() == Some(morning))
}

/// A link for each office to the reasons why nothing can be booked on that day, as it opens.
fn reasons(request: &Request, address: &Address, date: NaiveDate, office: Option<&Office>) -> AnyView {
    let t = &staff_words().calendar;
    let catalogue = request.catalogue();
    let offices: Vec<&Office> = office.map_or_else(|| catalogue.open_offices().collect(), |office| vec![office]);
    let weekday = usize::try_from(date.weekday().num_days_from_monday()).unwrap_or_default();
    let links = offices.into_iter().filter_map(|office| {
        let opens = office.hours.0.get(weekday).copied().flatten().map_or(MORNING, |hours| hours.from.max(9 * 60));
        let at = instant(catalogue.municipality.timezone, date, opens)?;
        let href = address.why(EmptyTime { staff: None, at, office: office.slug.clone() }).href();
        Some(view! { <a href=href>{t.why_office(office_short(office))}</a> })
    });
    view! { <nav class="links" aria-label=t.why>{links.collect_view()}</nav> }.into_any()
}

/// What stands instead of the grid.
pub(super) async fn empty(request: &Request, address: &Address, date: NaiveDate, office: Option<&Office>) -> AnyView {
    let t = &staff_words().calendar;
    let next = async {
        request.services.next_day_with_times(&request.context.permit()?, date, office.map(|office| office.id)).await
    }
    .await;
    // Without it the page still says why the day is empty.
    let link = next.ok().flatten().map(|next| {
        let href = address.on(next).href();
        view! { <a class="button button--quiet" href=href>{t.next_day(day(next))}</a> }
    });
    let place = office.map(|office| t.empty_at(office_name(Some(office)))).unwrap_or_default();
    let nurse = address.nurse.is_some().then(|| Address { nurse: None, ..address.closed() }.href());
    view! {
        <div class="plain">
            <h2>{t.empty}</h2>
            <p>{place}{why(request.catalogue(), date, office)}</p>
            {reasons(request, address, date, office)}
            <p class="buttons">{link}{nurse.map(|href| view! { <a href=href>{t.all_nurses}</a> })}</p>
        </div>
    }
    .into_any()
}

/// What stands instead of what a choice left nothing of.
pub(super) fn nothing_left(address: &Address) -> AnyView {
    let t = &staff_words().calendar;
    view! {
        <div class="plain">
            <h2>{t.nothing_left}</h2>
            <p class="buttons"><a class="button button--quiet" href=address.whole().choosing()>{t.filter_stop}</a></p>
        </div>
    }
    .into_any()
}
