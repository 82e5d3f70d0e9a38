//! The bar of the calendar: which day, how it is seen, and the way to the desk. Any day, and what is done with times, stand among the tools
//! under it ([`beside`]): all of it fits in one line of 1366 px with everything that the fullest role may open.

use chrono::NaiveDate;
use leptos::prelude::*;

use super::address::{Address, View};
use super::tools::along;
use crate::context::Request;
use crate::i18n::staff_words;
use crate::pages::kit::absent::absent_link;
use crate::pages::kit::frame::bar_search;
use crate::pages::kit::keys;

/// Day, view, search. What narrows the view stays, whichever way one goes.
pub(super) fn bar(address: &Address, date: NaiveDate) -> AnyView {
    let words = staff_words();
    let t = &words.calendar;
    let [back, now, on] = address.view.steps(words);
    let (before, after) = (address.on(address.view.before(date)).href(), address.on(address.view.after(date)).href());
    let today = Address { date: None, ..address.closed() }.href();
    let views = View::ALL.map(|view| {
        let href = address.seen(view).choosing();
        let current = (view == address.view).then_some("page");
        view! { <li><a href=href aria-current=current data-key=view.key()>{view.word(words)}</a></li> }
    });
    let opened = address.booking.is_some() || address.slot.is_some() || address.why.is_some();
    view! {
        {opened.then(|| view! { <a class="skip" href="#panel">{t.to_opened}</a> })}
        <nav aria-label=t.date>
            <ul>
                <li><a href=before rel="prev" data-key=keys::PREVIOUS><span aria-hidden="true">"‹"</span><span class="said">{back}</span></a></li>
                <li><a href=today data-key=keys::TODAY>{now}</a></li>
                <li><a href=after rel="next" data-key=keys::FOLLOWING><span aria-hidden="true">"›"</span><span class="said">{on}</span></a></li>
            </ul>
        </nav>
        <nav aria-label=t.views><ul>{views.into_iter().collect_view()}</ul></nav>
        {bar_search()}
    }
    .into_any()
}

/// What has to do with the day and stands among the tools: any other day, many times at once, an absence.
pub(super) fn beside(request: &Request, address: &Address, date: NaiveDate) -> AnyView {
    view! {
        {pick(address, date)}
        {crate::pages::range::links::bar(request, date, address.closed().back())}
        {absent_link(request, address.nurse, Some(date))}
    }
    .into_any()
}

/// Any day.
fn pick(address: &Address, date: NaiveDate) -> AnyView {
    let t = &staff_words().calendar;
    view! {
        <form class="bar-pick" method="get" action="/staff">
            <label class="said" for="date">{t.date}</label>
            <input class="input" id="date" name="date" type="date" required=true value=date.to_string()/>
            {along(address)}
            <button class="button button--quiet button--small" type="submit">{t.show}</button>
        </form>
    }
    .into_any()
}
