//! The preview: a table per week, the details of each day, and the one button.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, Utc, Weekday};
use leptos::prelude::*;
use mendan_domain::ids::{OfficeId, StaffId};
use mendan_domain::offer::publish::Counts;
use mendan_service::offer::publish::Preview;

use super::address::Address;
use super::days::{DayPlan, Sort, days};
use super::who_where;
use super::why::of_setup;
use crate::components::dates;
use crate::context::Request;
use crate::i18n::staff_words;
use crate::pages::kit::linked::linked;
use crate::pages::offer::templates::whose;

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
        {own_closed(request, preview)}
        {never(request, preview)}
        {weeks.collect_view()}
    }
    .into_any()
}

/// The button with its consequence, or why there is none.
fn publish(address: &Address, preview: &Preview, empty: bool) -> AnyView {
    let t = &staff_words().offer;
    let Counts { create, change, withdraw, .. } = preview.counts;
    if empty {
        let sentence = t.publish_empty;
        return view! { <p>{sentence}</p> }.into_any();
    }
    if create + change + withdraw == 0 {
        return view! { <p><strong>{t.publish_same}</strong>{t.publish_same_text}</p> }.into_any();
    }
    let parts = [(create, t.part_new(create)), (change, t.part_change(change)), (withdraw, t.part_withdraw(withdraw))];
    let parts: Vec<String> = parts.into_iter().filter(|(number, _)| *number > 0).map(|(_, part)| part).collect();
    let parts = parts.join(staff_words().city.comma);
    let button = if address.copy.is_some() { t.copy_button(parts) } else { t.publish_button(parts) };
    let hidden = address.pairs().into_iter().filter(|(_, value)| !value.is_empty());
    let hidden = hidden.map(|(name, value)| view! { <input type="hidden" name=name value=value/> });
    view! {
        <form method="post" action="/staff/setup/publish">
            {hidden.collect_view()}
            <input type="hidden" name="digest" value=preview.digest.to_string()/>
            <p class="hint" id="publish-hint">{t.publish_hint}</p>
            <button class="button" type="submit" aria-describedby="publish-hint">{button}</button>
        </form>
    }
    .into_any()
}

/// Bookings under times that are withdrawn or changed.
fn booked(request: &Request, preview: &Preview) -> Option<AnyView> {
    let t = &staff_words().offer;
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
        let text = format!("{} {}", staff_words().dates.day_of(at.date_naive()), dates::time(at));
        let time = linked(request, href, view! { <time datetime=dates::iso(at)>{text}</time> });
        view! { <li>{time}" "{who_where(request, *staff, *office)}</li> }
    });
    let title = t.booked_title(booked.len());
    Some(
        view! {
            <section class="notice" aria-labelledby="booked"><h2 id="booked">{title}</h2>
                <p>{t.booked_text}</p>
                <ul class="plan-links">{rows.collect_view()}</ul>
            </section>
        }
        .into_any(),
    )
}

/// What the nurses' own calendars will close of it: how much of whose, and when.
fn own_closed(request: &Request, preview: &Preview) -> Option<AnyView> {
    let t = &staff_words().offer;
    let rows = preview.own.iter().map(|hers| {
        let who = whose(request, Some(hers.staff));
        let sentence = t.own_closed(hers.times, &who);
        let mut days: BTreeMap<NaiveDate, Vec<String>> = BTreeMap::new();
        for at in hers.starts.iter().map(|at| dates::local(request.catalogue(), *at)) {
            days.entry(at.date_naive()).or_default().push(dates::time(at));
        }
        let days = days.into_iter().map(|(date, times)| {
            view! { <li>{staff_words().dates.day_of(date)}" "{times.join(" ")}</li> }
        });
        view! {
            <li>
                {sentence}
                <details><summary>{staff_words().city.time}<span class="said">" "{who}</span></summary><ul class="plan-times">{days.collect_view()}</ul></details>
            </li>
        }
    });
    (!preview.own.is_empty()).then(|| {
        view! {
            <section class="notice" aria-labelledby="own-closed"><h2 id="own-closed">{t.own_title}</h2>
                <p>{t.own_text}</p>
                <ul>{rows.collect_view()}</ul>
            </section>
        }
        .into_any()
    })
}

/// What the templates give and no day can have.
fn never(request: &Request, preview: &Preview) -> Option<AnyView> {
    let t = &staff_words().offer;
    let mut reasons: BTreeMap<String, usize> = BTreeMap::new();
    for why in preview.plan.skipped.iter().filter_map(|skipped| of_setup(request, skipped)) {
        *reasons.entry(why).or_default() += 1;
    }
    let rows = reasons.iter().map(|(why, number)| view! { <li>{why.clone()}" — "{t.times(*number)}</li> });
    let title = t.never_title(reasons.len());
    (!reasons.is_empty()).then(|| {
        view! { <details class="more"><summary>{title}</summary><ul>{rows.collect_view()}</ul></details> }.into_any()
    })
}

fn week(request: &Request, monday: NaiveDate, days: &[(NaiveDate, DayPlan)]) -> AnyView {
    let t = &staff_words().offer;
    let setup = &staff_words().city;
    let heads = [setup.day, t.head_times, t.head_left_out, t.head_details];
    let heads = heads.map(|head| view! { <th role="columnheader" scope="col">{head}</th> });
    let rows = days.iter().map(|(date, day)| row(request, *date, day));
    view! {
        <table class="table table--plan" role="table">
            <caption>{t.week_of(staff_words().dates.month_day_of(monday))}</caption>
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
    let left_out: Vec<String> =
        day.left_out.iter().map(|(why, number)| staff_words().offer.left_out_times(*number, why)).collect();
    view! {
        <tr role="row">
            <th role="rowheader" scope="row"><time datetime=date.to_string()>{staff_words().dates.day_of(date)}</time></th>
            <td role="cell">{counts}</td>
            <td role="cell" class="wide">{left_out.join(staff_words().city.comma)}</td>
            <td role="cell" class="wide">{details(request, date, day)}</td>
        </tr>
    }
    .into_any()
}

/// Who, where, at which times.
fn details(request: &Request, date: NaiveDate, day: &DayPlan) -> Option<AnyView> {
    let setup = &staff_words().city;
    let lines = day.starts.iter().map(|((sort, staff, office), starts)| {
        let times: Vec<String> =
            starts.iter().map(|at| dates::time(dates::local(request.catalogue(), *at))).collect();
        let why = (*sort == Sort::Collide).then(|| collisions(day));
        view! { <li><strong>{sort.word()}</strong>" "{who_where(request, *staff, *office)}" "{times.join(" ")}{why}</li> }
    });
    (!day.starts.is_empty()).then(|| {
        view! {
            <details><summary>{setup.time}<span class="said">" "{staff_words().dates.day_of(date)}</span></summary><ul class="plan-times">{lines.collect_view()}</ul></details>
        }
        .into_any()
    })
}

fn collisions(day: &DayPlan) -> String {
    let all: Vec<&str> = day.collisions.iter().map(String::as_str).collect();
    staff_words().city.of_which(all.join(staff_words().city.comma))
}
