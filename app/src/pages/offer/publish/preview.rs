//! The preview: a table per week, the details of each day, and the one button.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Datelike, NaiveDate, Utc, Weekday};
use leptos::prelude::*;
use mendan_domain::date::format_short_ja;
use mendan_domain::ids::{OfficeId, StaffId};
use mendan_domain::offer::publish::Counts;
use mendan_service::offer::publish::Preview;

use super::address::Address;
use super::days::{DayPlan, Sort, days};
use super::who_where;
use super::why::of_setup;
use crate::components::dates;
use crate::context::Request;

/// All of it.
pub(super) fn preview(request: &Request, address: &Address, preview: &Preview) -> AnyView {
    let days = days(request, preview);
    let mut weeks: BTreeMap<NaiveDate, Vec<(NaiveDate, DayPlan)>> = BTreeMap::new();
    for (date, day) in days {
        let monday = date.week(Weekday::Mon).checked_first_day().unwrap_or(date);
        weeks.entry(monday).or_default().push((date, day));
    }
    let empty = weeks.is_empty();
    let weeks = weeks.into_iter().map(|(monday, days)| week(request, monday, &days));
    view! {
        {publish(address, preview, empty)}
        {booked(request, preview)}
        {never(request, preview)}
        {weeks.collect_view()}
    }
    .into_any()
}

/// The button with its consequence, or why there is none.
fn publish(address: &Address, preview: &Preview, empty: bool) -> AnyView {
    let Counts { create, change, withdraw, .. } = preview.counts;
    if empty {
        let sentence = "この月に当てはまるものがありません。月や場所を変えるか、ひな型を確かめてください。";
        return view! { <p>{sentence}</p> }.into_any();
    }
    if create + change + withdraw == 0 {
        return view! { <p><strong>"変わるところはありません。"</strong>"いま公開されているとおりです。"</p> }
            .into_any();
    }
    let parts = [("新しく", create), ("変更", change), ("取り下げ", withdraw)];
    let parts = parts.iter().filter(|(_, number)| *number > 0).map(|(word, number)| format!("{word}{number}枠"));
    let word = if address.copy.is_some() { "写して公開する" } else { "公開する" };
    let button = format!("{word}({})", parts.collect::<Vec<_>>().join("、"));
    let hidden = address.pairs().into_iter().filter(|(_, value)| !value.is_empty());
    let hidden = hidden.map(|(name, value)| view! { <input type="hidden" name=name value=value/> });
    view! {
        <form method="post" action="/staff/setup/publish">
            {hidden.collect_view()}
            <input type="hidden" name="digest" value=preview.digest.to_string()/>
            <p class="hint" id="publish-hint">"1枠は、ひとりの担当の、ひとつの面談の種類の時間です。公開すると、すぐに予約できるようになります。"</p>
            <button class="button" type="submit" aria-describedby="publish-hint">{button}</button>
        </form>
    }
    .into_any()
}

/// Bookings under times that are withdrawn or changed.
fn booked(request: &Request, preview: &Preview) -> Option<AnyView> {
    // A start may be withdrawn for several kinds; the booking under it is one.
    let booked = preview.difference.booked.iter().map(|time| (time.starts_at, time.staff, time.office));
    let booked: BTreeSet<(DateTime<Utc>, StaffId, OfficeId)> = booked.collect();
    if booked.is_empty() {
        return None;
    }
    let catalogue = request.catalogue();
    let rows = booked.iter().map(|(starts_at, staff, office)| {
        let at = dates::local(catalogue, *starts_at);
        let href = format!("/staff?date={}&nurse={staff}", at.date_naive());
        let text = format!("{} {}", format_short_ja(at.date_naive()), dates::time(at));
        view! { <li><a href=href><time datetime=dates::iso(at)>{text}</time></a>" "{who_where(request, *staff, *office)}</li> }
    });
    let title = format!("予約が{}件あります。予約はそのまま残ります", booked.len());
    Some(
        view! {
            <section class="notice" aria-labelledby="booked"><h2 id="booked">{title}</h2>
                <p>"枠が変わるか、なくなる時間です。日時を変えてもらうときは、連絡が必要です。"</p>
                <ul class="plan-links">{rows.collect_view()}</ul>
            </section>
        }
        .into_any(),
    )
}

/// What the templates give and no day can have.
fn never(request: &Request, preview: &Preview) -> Option<AnyView> {
    let mut reasons: BTreeMap<String, usize> = BTreeMap::new();
    for why in preview.plan.skipped.iter().filter_map(|skipped| of_setup(request, skipped)) {
        *reasons.entry(why).or_default() += 1;
    }
    let rows = reasons.iter().map(|(why, number)| view! { <li>{why.clone()}" — "{*number}"枠"</li> });
    let title = format!("ひな型にあって、公開されないもの({}種類)", reasons.len());
    (!reasons.is_empty()).then(|| {
        view! { <details class="more"><summary>{title}</summary><ul>{rows.collect_view()}</ul></details> }.into_any()
    })
}

fn week(request: &Request, monday: NaiveDate, days: &[(NaiveDate, DayPlan)]) -> AnyView {
    let heads = ["日", "枠", "出さない時間と理由", "くわしく"];
    let heads = heads.map(|head| view! { <th role="columnheader" scope="col">{head}</th> });
    let rows = days.iter().map(|(date, day)| row(request, *date, day));
    view! {
        <table class="table table--plan" role="table">
            <caption>{format!("{}月{}日の週", monday.month(), monday.day())}</caption>
            <thead role="rowgroup"><tr role="row">{heads.into_iter().collect_view()}</tr></thead>
            <tbody role="rowgroup">{rows.collect_view()}</tbody>
        </table>
    }
    .into_any()
}

fn row(request: &Request, date: NaiveDate, day: &DayPlan) -> AnyView {
    let counts = day.counts.iter().map(|(sort, number)| {
        let (class, sign) = sort.look();
        view! { <li class=class><span aria-hidden="true">{sign}</span>{sort.word()}" "{*number}</li> }
    });
    let counts = (!day.counts.is_empty()).then(|| view! { <ul class="steps">{counts.collect_view()}</ul> });
    let left_out: Vec<String> = day.left_out.iter().map(|(why, number)| format!("{why} {number}枠")).collect();
    view! {
        <tr role="row">
            <th role="rowheader" scope="row"><time datetime=date.to_string()>{format_short_ja(date)}</time></th>
            <td role="cell">{counts}</td>
            <td role="cell" class="wide">{left_out.join("、")}</td>
            <td role="cell" class="wide">{details(request, date, day)}</td>
        </tr>
    }
    .into_any()
}

/// Who, where, at which times.
fn details(request: &Request, date: NaiveDate, day: &DayPlan) -> Option<AnyView> {
    let lines = day.starts.iter().map(|((sort, staff, office), starts)| {
        let times: Vec<String> =
            starts.iter().map(|at| dates::time(dates::local(request.catalogue(), *at))).collect();
        let why = (*sort == Sort::Collide).then(|| collisions(day));
        view! { <li><strong>{sort.word()}</strong>" "{who_where(request, *staff, *office)}" "{times.join(" ")}{why}</li> }
    });
    (!day.starts.is_empty()).then(|| {
        view! {
            <details><summary>"時刻"<span class="said">" "{format_short_ja(date)}</span></summary><ul class="plan-times">{lines.collect_view()}</ul></details>
        }
        .into_any()
    })
}

fn collisions(day: &DayPlan) -> String {
    let all: Vec<&str> = day.collisions.iter().map(String::as_str).collect();
    format!("({})", all.join("、"))
}
