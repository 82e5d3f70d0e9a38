//! The line of keys. Each is a link or a button, so mouse and keyboard do the same.

use leptos::prelude::*;
use mendan_domain::booking::Status;
use mendan_service::calendar::day::Opened;

use super::address::{DeskAddress, open};
use crate::context::Request;
use crate::i18n::staff_words;
use crate::pages::kit::actions::{mark_form, mode_form};
use crate::pages::kit::words::name;

/// A key that is a link.
fn key(letter: &'static str, shown: &'static str, href: String, word: &'static str) -> AnyView {
    view! { <a class="button button--quiet button--small" href=href data-key=letter><kbd>{shown}</kbd>{word}</a> }
        .into_any()
}

/// What each key does here and now.
pub(super) fn keys(
    request: &Request,
    address: &DeskAddress,
    opened: Option<&Opened>,
    found: usize,
    query: &str,
) -> AnyView {
    let t = &staff_words().desk;
    let booking = opened.map(|opened| &opened.booking);
    let hers = booking.filter(|_| request.books());
    let changing = hers.filter(|booking| booking.status == Status::Booked && !address.cancel && !address.correct);
    let enter = changing.map(|_| {
        view! { <span class="hint"><kbd>"a"</kbd>"〜"<kbd>"i"</kbd>" "{t.key_choose}" "<kbd>"Enter"</kbd>" "<span data-enter="">{t.key_move}</span></span> }
    });
    let mode = changing.and_then(|booking| mode_form(request, booking, "desk"));
    let cancel = changing.map(|booking| key("C", "Shift+C", format!("{}&ask=cancel", open(booking.id)), t.key_cancel));
    let mend = hers.filter(|booking| booking.status != Status::Cancelled && !address.cancel && !address.correct);
    let mend = mend.map(|booking| key("r", "R", format!("{}&correct=1", open(booking.id)), t.key_correct));
    let print = booking
        .filter(|booking| booking.status != Status::Cancelled)
        .map(|booking| key("p", "P", format!("/staff/bookings/{}/slip", booking.id), t.key_print));
    let mark =
        changing.and_then(|booking| mark_form(request, booking, &[Status::Arrived], "desk", &name(&booking.contact)));
    let new = match booking {
        Some(booking) => format!("/staff/desk?new=1&person={}", booking.id),
        None => "/staff/desk?new=1".to_owned(),
    };
    let digits = (opened.is_none() && found > 1).then(|| {
        view! { <span class="hint"><kbd>"1"</kbd>"〜"<kbd>"9"</kbd>" "{t.key_open}</span> }
    });
    view! {
        <div class="keys" role="group" aria-label=t.keys>
            {digits}
            {enter}
            {mode}
            {mend}
            {cancel}
            {print}
            {request.books().then(|| key("n", "N", new, t.key_new))}
            {mark}
            {(!address.cancel).then(|| back(opened.is_some(), found, query))}
            <span class="hint"><kbd>"/"</kbd>" "{t.search}</span>
        </div>
    }
    .into_any()
}

/// Esc: from a booking to the list it was chosen from, otherwise to an empty search.
fn back(opened: bool, found: usize, query: &str) -> Option<AnyView> {
    if opened && (found > 1 || query.is_empty()) {
        return Some(key("escape", "Esc", "/staff/desk".to_owned(), staff_words().desk.key_back));
    }
    (!query.is_empty()).then(|| {
        view! {
            <form method="post" action="/staff/desk/search">
                <input type="hidden" name="q" value=""/>
                <button class="button button--quiet button--small" type="submit" data-key="escape"><kbd>"Esc"</kbd>{staff_words().desk.key_again}</button>
            </form>
        }
        .into_any()
    })
}
