//! The month: numbers and gaps of each day, and what stands on days that were closed afterwards. Nobody's name is on it.

use chrono::{Datelike as _, Days, NaiveDate};
use leptos::prelude::*;
use mendan_service::Refusal;
use mendan_service::calendar::month::MonthDay;
use mendan_service::calendar::week::monday_of;

use super::day::address::{Address, View};
use super::day::empty::closed;
use super::day::filter::Filter;
use super::day::tools::tools;
use crate::components::dates;
use crate::context::Request;
use crate::i18n::{staff_language, staff_words};
use crate::pages::desk::flash::Flash;
use crate::pages::kit::words::slash;

/// So few free times are soon gone.
const FEW: i64 = 2;

/// The page.
pub(crate) async fn page(
    request: &Request,
    address: &Address,
    (date, today): (NaiveDate, NaiveDate),
    flash: Flash,
) -> Result<AnyView, Refusal> {
    let filter = Filter::of(request.catalogue(), address);
    let days = request.services.month(&request.context.permit()?, date, filter.narrowed()).await?;
    let flash = flash.view(request, &address.back()).await;
    let tools = tools(request, address, &filter, None);
    let month = Month { request, address, filter: &filter, today };
    Ok(view! { {flash}{tools}<div class="day-tables" id="grid" tabindex="-1" data-live-part="grid">{month.table(&days)}</div> }.into_any())
}

struct Month<'a> {
    request: &'a Request,
    address: &'a Address,
    filter: &'a Filter<'a>,
    today: NaiveDate,
}

impl Month<'_> {
    /// A row for each week; the roles are said because rows become blocks on a phone.
    fn table(&self, days: &[MonthDay]) -> AnyView {
        let t = &staff_words().calendar;
        let Some(first) = days.first().map(|day| day.date) else { return ().into_any() };
        let monday = monday_of(first);
        let heads = (0..7).filter_map(|n| monday.checked_add_days(Days::new(n))).map(|day| {
            let weekday = dates::weekday(staff_language(), day);
            view! { <th role="columnheader" scope="col">{weekday}</th> }
        });
        let weeks = days.chunk_by(|one, next| monday_of(one.date) == monday_of(next.date)).map(|week| self.week(week));
        view! {
            <table class="month" role="table">
                <caption class="said">{staff_words().dates.month_of(first)}</caption>
                <thead role="rowgroup">
                    <tr role="row"><th role="columnheader" scope="col">{t.view_week}</th>{heads.collect_view()}</tr>
                </thead>
                <tbody role="rowgroup">{weeks.collect_view()}</tbody>
            </table>
        }
        .into_any()
    }

    fn week(&self, days: &[MonthDay]) -> AnyView {
        let t = &staff_words().calendar;
        let Some((first, last)) = days.first().zip(days.last()) else { return ().into_any() };
        let href = self.address.on(first.date).seen(View::Week).href();
        // The first and the last week of a month are cut off; nothing stands where other months are.
        let before = (0..first.date.weekday().num_days_from_monday()).map(|_| blank());
        let after = (last.date.weekday().number_from_monday()..7).map(|_| blank());
        view! {
            <tr role="row">
                <th role="rowheader" scope="row"><a href=href>{t.week_from(slash(monday_of(first.date)))}</a></th>
                {before.collect_view()}
                {days.iter().map(|day| self.day(day)).collect_view()}
                {after.collect_view()}
            </tr>
        }
        .into_any()
    }

    fn day(&self, day: &MonthDay) -> AnyView {
        let t = &staff_words().calendar;
        let why = closed(self.request.catalogue(), day.date, self.filter.office);
        let shut = why.is_some().then_some(t.barred_closed);
        let (mark, word) = self.state(day, shut);
        let booked = (day.booked > 0).then(|| view! { <span>{t.booked_number(day.booked)}</span> });
        let met = (day.met > 0).then(|| view! { <strong>{t.met_number(day.met)}</strong> });
        let free = word.map(|word| {
            view! { <span>{mark.map(|mark| view! { <span class="mark" aria-hidden="true">{mark}</span> })}{word}</span> }
        });
        let href = self.address.on(day.date).seen(View::Day).href();
        let current = (day.date == self.today).then_some("date");
        let class = if day.date < self.today { "is-over" } else { "" };
        view! {
            <td role="cell" class=class>
                <a href=href aria-current=current>
                    <time datetime=day.date.to_string()>{slash(day.date)}</time>
                    {booked}{free}{met}
                </a>
            </td>
        }
        .into_any()
    }

    /// What is left of the day: a mark and its words. Of a day that has passed, and of one that has nothing, nothing is said.
    fn state(&self, day: &MonthDay, shut: Option<&'static str>) -> (Option<&'static str>, Option<String>) {
        let t = &staff_words().calendar;
        match (day.free, shut) {
            (0, Some(shut)) => (Some("－"), Some(shut.to_owned())),
            (1..=FEW, _) => (Some("△"), Some(t.free_few(day.free))),
            (free, _) if free > FEW => (Some("○"), Some(t.free_number(free))),
            _ if day.booked > 0 && day.date >= self.today => (Some("×"), Some(t.free_none.to_owned())),
            _ => (None, None),
        }
    }
}

/// A day of another month.
fn blank() -> AnyView {
    view! { <td role="cell"></td> }.into_any()
}
