//! `/staff/setup/holidays`: the public holidays of a fiscal year, and what the city decides otherwise.

mod import;

use chrono::NaiveDate;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use mendan_domain::date::fiscal_year;
use mendan_service::model::SetupRow;
use mendan_service::offer::holiday::{HolidayLine, holidays_of_fiscal_year};

use crate::context::Request;
use crate::i18n::staff_words;
use crate::pages::city::form::{Form, Line, version_of};
use crate::pages::city::page::setup_page;

/// Years that can be looked at.
const YEARS: std::ops::RangeInclusive<i32> = 2000..=2098;

/// The page.
#[component]
pub fn Holidays() -> impl IntoView {
    let t = &staff_words().offer;
    let year = use_query_map().get_untracked().get("year").and_then(|year| year.parse().ok());
    let day = use_query_map().get_untracked().get("day").and_then(|day| day.parse().ok());
    setup_page(t.holidays_title, move |request| async move {
        Ok(view! { {day.and_then(|day| booked_day(&request, day))}{page(&request, year)} }.into_any())
    })
}

/// The day that was just closed, where bookings stay.
fn booked_day(request: &Request, day: NaiveDate) -> Option<AnyView> {
    let (href, word) =
        (format!("/staff?date={day}"), staff_words().offer.see_bookings(staff_words().dates.date_of(day)));
    let link = || view! { <p><a class="button button--link" href=href>{word}</a></p> }.into_any();
    request.opens("/staff").then(link)
}

fn page(request: &Request, year: Option<i32>) -> AnyView {
    let t = &staff_words().offer;
    let today = request.catalogue().municipality.local_date(request.services.now());
    let year = year.filter(|year| YEARS.contains(year)).unwrap_or_else(|| fiscal_year(today));
    let closures = request
        .opens("/staff/setup/closures")
        .then(|| view! { <p><a class="button button--link" href="/staff/setup/closures">{t.see_closures}</a></p> });
    view! {
        <p>{t.precedence}</p>
        {closures}
        {years(year)}
        {table(request, year)}
        {add(request, year)}
        {year_end(request, year)}
        {import::import(request)}
    }
    .into_any()
}

fn years(year: i32) -> AnyView {
    let t = &staff_words().offer;
    let link = |year: i32, rel: &'static str, word: &'static str| {
        YEARS.contains(&year).then(|| view! { <a class="button button--link" rel=rel href=format!("/staff/setup/holidays?year={year}")>{word}</a> })
    };
    view! {
        <h2>{t.fiscal_year(year)}</h2>
        <p class="buttons">{link(year - 1, "prev", t.year_before)}{link(year + 1, "next", t.year_after)}</p>
    }
    .into_any()
}

fn table(request: &Request, year: i32) -> AnyView {
    let t = &staff_words().offer;
    let setup = &staff_words().city;
    let lines = holidays_of_fiscal_year(&request.catalogue().closed, year);
    let today = request.catalogue().municipality.local_date(request.services.now());
    let rows = lines.iter().map(|line| row(request, line, year, today));
    view! {
        <table class="table table--plan" role="table">
            <caption class="said">{t.fiscal_holidays(year)}</caption>
            <thead role="rowgroup"><tr role="row">
                <th role="columnheader" scope="col">{setup.day}</th>
                <th role="columnheader" scope="col">{t.holiday}</th>
                <th role="columnheader" scope="col">{t.city_rule}</th>
                <th role="columnheader" scope="col">{t.actions}</th>
            </tr></thead>
            <tbody role="rowgroup">{rows.collect_view()}</tbody>
        </table>
    }
    .into_any()
}

fn row(request: &Request, line: &HolidayLine, year: i32, today: NaiveDate) -> AnyView {
    let t = &staff_words().offer;
    let rule = line.rule.unwrap_or_default().to_owned();
    let (state, choice, word) = match (&line.listed, line.rule) {
        (None, _) => (String::new(), "open", t.holiday_open),
        (Some(None), _) => (t.opened.to_owned(), "rule", t.holiday_back),
        (Some(Some(name)), Some(_)) => (t.renamed(name), "rule", t.rule_back),
        (Some(Some(name)), None) => (t.added(name), "rule", t.holiday_end),
    };
    view! {
        <tr role="row">
            <th role="rowheader" scope="row"><time datetime=line.day.to_string()>{staff_words().dates.date_of(line.day)}</time></th>
            <td role="cell">{rule}</td>
            <td role="cell">{state}</td>
            <td role="cell" class="wide">{(line.day >= today).then(|| decide(request, line.day, year, (choice, word)))}</td>
        </tr>
    }
    .into_any()
}

fn decide(request: &Request, day: NaiveDate, year: i32, (choice, word): (&'static str, &'static str)) -> AnyView {
    view! {
        <form class="actions" method="post" action="/staff/setup/holidays">
            {version_of(request, SetupRow::Holidays)}
            <input type="hidden" name="day" value=day.to_string()/>
            <input type="hidden" name="year" value=year.to_string()/>
            <button class="button button--quiet button--small" type="submit" name="choice" value=choice>{word}<span class="said">" "{staff_words().dates.date_of(day)}</span></button>
        </form>
    }
    .into_any()
}

fn add(request: &Request, year: i32) -> AnyView {
    let t = &staff_words().offer;
    let setup = &staff_words().city;
    let form = Form::of(request);
    let form = if form.is_of("name") { form } else { Form::fresh() };
    view! {
        <section aria-labelledby="add">
            <h2 id="add">{t.holiday_make}</h2>
            <p>{t.holiday_make_text}</p>
            <form class="form" method="post" action="/staff/setup/holidays" novalidate>
                {version_of(request, SetupRow::Holidays)}
                <input type="hidden" name="year" value=year.to_string()/>
                {Line::date("day", setup.day, "").view(form)}
                {Line::text("name", t.holiday_name, "").view(form)}
                <button class="button button--quiet" type="submit" name="choice" value="holiday">{t.holiday_make}</button>
            </form>
        </section>
    }
    .into_any()
}

fn year_end(request: &Request, year: i32) -> AnyView {
    let t = &staff_words().offer;
    let closed = request.catalogue().closed.year_end;
    let (sentence, to, word) = if closed {
        (t.year_end_closed, "false", t.year_end_open)
    } else {
        (t.year_end_opened, "true", t.year_end_close)
    };
    view! {
        <section aria-labelledby="year-end">
            <h2 id="year-end">{t.year_end}</h2>
            <p>{staff_words().city.two_sentences(sentence, t.year_end_stay)}</p>
            <form method="post" action="/staff/setup/holidays/year-end">
                {version_of(request, SetupRow::Holidays)}
                <input type="hidden" name="year" value=year.to_string()/>
                <button class="button button--quiet" type="submit" name="closed" value=to>{word}</button>
            </form>
        </section>
    }
    .into_any()
}
