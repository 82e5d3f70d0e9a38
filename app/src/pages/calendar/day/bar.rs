//! The bar of the day: which day, where, how, and the way to the desk.

use chrono::{Duration, NaiveDate};
use leptos::prelude::*;

use super::address::Address;
use crate::context::Request;
use crate::i18n::staff_words;
use crate::pages::kit::frame::bar_search;
use crate::pages::kit::words::office_name;

/// Date, office, view, search, desk.
pub(super) fn bar(request: &Request, address: &Address, date: NaiveDate) -> AnyView {
    let t = staff_words();
    let day = Duration::days(1);
    let step = |to: Option<NaiveDate>| address.on(to.unwrap_or(date)).href();
    let (before, after) = (step(date.checked_sub_signed(day)), step(date.checked_add_signed(day)));
    let today = Address { date: None, ..address.closed() }.href();
    let views = [(false, t.calendar.view_day), (true, t.calendar.view_list)].map(|(list, word)| {
        let href = Address { list, ..address.clone() }.href();
        let current = (list == address.list).then_some("page");
        view! { <li><a href=href aria-current=current>{word}</a></li> }
    });
    let opened = address.booking.is_some() || address.slot.is_some() || address.why.is_some();
    view! {
        {opened.then(|| view! { <a class="skip" href="#panel">{t.calendar.to_opened}</a> })}
        <nav aria-label=t.calendar.date>
            <ul>
                <li><a href=before rel="prev"><span aria-hidden="true">"‹"</span><span class="said">{t.calendar.day_before}</span></a></li>
                <li><a href=today>{t.calendar.today}</a></li>
                <li><a href=after rel="next"><span aria-hidden="true">"›"</span><span class="said">{t.calendar.day_after}</span></a></li>
            </ul>
        </nav>
        {pick(request, address, date)}
        <nav aria-label=t.calendar.views><ul>{views.into_iter().collect_view()}</ul></nav>
        {bar_search()}
    }
    .into_any()
}

/// Any day and any office.
fn pick(request: &Request, address: &Address, date: NaiveDate) -> AnyView {
    let t = staff_words();
    let offices = request.catalogue().open_offices().map(|office| {
        let selected = address.office.as_deref() == Some(office.slug.as_str());
        view! { <option value=office.slug.clone() selected=selected>{office_name(Some(office))}</option> }
    });
    view! {
        <form class="bar-pick" method="get" action="/staff">
            <label class="said" for="date">{t.calendar.date}</label>
            <input class="input" id="date" name="date" type="date" required=true value=date.to_string()/>
            <label class="said" for="office">{t.kit.place}</label>
            <select class="input" id="office" name="office">
                <option value="">{t.kit.every_place}</option>
                {offices.collect_view()}
            </select>
            {address.list.then(|| view! { <input type="hidden" name="view" value="list"/> })}
            <button class="button button--quiet button--small" type="submit">{t.calendar.show}</button>
        </form>
    }
    .into_any()
}
