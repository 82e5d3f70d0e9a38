//! `/staff/setup/holidays`: the public holidays of a fiscal year, and what the city decides otherwise.

mod import;

use chrono::NaiveDate;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use mendan_domain::date::{fiscal_year, format_ja};
use mendan_service::model::SetupRow;
use mendan_service::offer::holiday::{HolidayLine, holidays_of_fiscal_year};

use crate::context::Request;
use crate::pages::city::form::{Form, Line, version_of};
use crate::pages::city::page::setup_page;

/// Years that can be looked at.
const YEARS: std::ops::RangeInclusive<i32> = 2000..=2098;

/// The page.
#[component]
pub fn Holidays() -> impl IntoView {
    let year = use_query_map().get_untracked().get("year").and_then(|year| year.parse().ok());
    let day = use_query_map().get_untracked().get("day").and_then(|day| day.parse().ok());
    setup_page("祝日と年末年始", move |request| async move {
        Ok(view! { {day.map(booked_day)}{page(&request, year)} }.into_any())
    })
}

/// The day that was just closed, where bookings stay.
fn booked_day(day: NaiveDate) -> AnyView {
    let (href, word) = (format!("/staff?date={day}"), format!("{}の予約を見る", format_ja(day)));
    view! { <p><a class="button button--link" href=href>{word}</a></p> }.into_any()
}

fn page(request: &Request, year: Option<i32>) -> AnyView {
    let today = request.catalogue().municipality.local_date(request.services.now());
    let year = year.filter(|year| YEARS.contains(year)).unwrap_or_else(|| fiscal_year(today));
    view! {
        <p>"いくつかが重なるときは、市や場所の休み、年末年始と祝日、不在やこの日だけの規則、ひな型の順に優先します。"</p>
        <p><a class="button button--link" href="/staff/setup/closures">"休みの日を見る"</a></p>
        {years(year)}
        {table(request, year)}
        {add(request, year)}
        {year_end(request, year)}
        {import::import(request)}
    }
    .into_any()
}

fn years(year: i32) -> AnyView {
    let link = |year: i32, rel: &'static str, word: &'static str| {
        YEARS.contains(&year).then(|| view! { <a class="button button--link" rel=rel href=format!("/staff/setup/holidays?year={year}")>{word}</a> })
    };
    view! {
        <h2>{format!("{year}年度")}</h2>
        <p class="buttons">{link(year - 1, "prev", "前の年度")}{link(year + 1, "next", "次の年度")}</p>
    }
    .into_any()
}

fn table(request: &Request, year: i32) -> AnyView {
    let lines = holidays_of_fiscal_year(&request.catalogue().closed, year);
    let today = request.catalogue().municipality.local_date(request.services.now());
    let rows = lines.iter().map(|line| row(request, line, year, today));
    view! {
        <table class="table table--plan" role="table">
            <caption class="said">{format!("{year}年度の祝日")}</caption>
            <thead role="rowgroup"><tr role="row">
                <th role="columnheader" scope="col">"日"</th>
                <th role="columnheader" scope="col">"祝日"</th>
                <th role="columnheader" scope="col">"市の規則"</th>
                <th role="columnheader" scope="col">"すること"</th>
            </tr></thead>
            <tbody role="rowgroup">{rows.collect_view()}</tbody>
        </table>
    }
    .into_any()
}

fn row(request: &Request, line: &HolidayLine, year: i32, today: NaiveDate) -> AnyView {
    let rule = line.rule.unwrap_or_default().to_owned();
    let (state, choice, word) = match (&line.listed, line.rule) {
        (None, _) => (String::new(), "open", "この祝日は開ける"),
        (Some(None), _) => ("開ける日".to_owned(), "rule", "祝日に戻す"),
        (Some(Some(name)), Some(_)) => (format!("名前は「{name}」"), "rule", "規則のとおりに戻す"),
        (Some(Some(name)), None) => (format!("市が加えた祝日「{name}」"), "rule", "祝日をやめる"),
    };
    view! {
        <tr role="row">
            <th role="rowheader" scope="row"><time datetime=line.day.to_string()>{format_ja(line.day)}</time></th>
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
            <button class="button button--quiet button--small" type="submit" name="choice" value=choice>{word}<span class="said">" "{format_ja(day)}</span></button>
        </form>
    }
    .into_any()
}

fn add(request: &Request, year: i32) -> AnyView {
    let form = Form::of(request);
    let form = if form.is_of("name") { form } else { Form::fresh() };
    view! {
        <section aria-labelledby="add">
            <h2 id="add">"祝日にする"</h2>
            <p>"規則にない日を、市の祝日にします。公開した枠は予約できなくなり、予約はそのまま残ります。"</p>
            <form class="form" method="post" action="/staff/setup/holidays" novalidate>
                {version_of(request, SetupRow::Holidays)}
                <input type="hidden" name="year" value=year.to_string()/>
                {Line::date("day", "日", "").view(form)}
                {Line::text("name", "祝日の名前", "").view(form)}
                <button class="button button--quiet" type="submit" name="choice" value="holiday">"祝日にする"</button>
            </form>
        </section>
    }
    .into_any()
}

fn year_end(request: &Request, year: i32) -> AnyView {
    let closed = request.catalogue().closed.year_end;
    let (sentence, to, word) = if closed {
        ("12月29日から1月3日までは休みです。", "false", "年末年始も開ける")
    } else {
        ("年末年始も、ふだんのとおり開けています。1月1日は祝日のままです。", "true", "年末年始を休みにする")
    };
    view! {
        <section aria-labelledby="year-end">
            <h2 id="year-end">"年末年始"</h2>
            <p>{sentence}"変えても、予約はそのまま残ります。"</p>
            <form method="post" action="/staff/setup/holidays/year-end">
                {version_of(request, SetupRow::Holidays)}
                <input type="hidden" name="year" value=year.to_string()/>
                <button class="button button--quiet" type="submit" name="closed" value=to>{word}</button>
            </form>
        </section>
    }
    .into_any()
}
