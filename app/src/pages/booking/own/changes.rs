//! What can still be done with a booking by its link, and until when; afterwards the telephone.

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use mendan_words::words;

use crate::components::dates;
use crate::components::phone::Phone;
use crate::pages::booking::own::found::{Found, Stage};

/// Links, sentences, and the telephone in the place of a link that is no more.
pub(crate) struct Changes {
    /// All of it.
    pub(crate) view: AnyView,
    /// The telephone is in it.
    pub(crate) phone: bool,
}

impl Changes {
    pub(crate) fn of(found: &Found) -> Self {
        let (language, t) = (found.language, &words(found.language).booking);
        if found.stage() != Stage::Open {
            return Self { view: view! { <p>{t.manage_late}</p> }.into_any(), phone: false };
        }
        let (change, cancel) = (found.may_change(), found.may_cancel());
        let closed = match (change, cancel) {
            (true, true) => None,
            (false, true) => Some(t.manage_change_closed),
            (true, false) => Some(t.manage_cancel_closed),
            (false, false) => Some(t.manage_both_closed),
        };
        let instead = closed.map(|sentence| {
            view! { <p>{sentence}</p><div class="screen-only"><Phone language booked=true told=found.told()/></div> }
        });
        let until = until(found).map(|sentence| view! { <p>{sentence}</p> });
        let view = view! { <hr class="screen-only"/>{until}{links(found)}{instead} }.into_any();
        Self { view, phone: closed.is_some() }
    }
}

fn links(found: &Found) -> Option<AnyView> {
    let t = &words(found.language).booking;
    let (change, cancel) = (found.may_change(), found.may_cancel());
    let moves = change.then(|| {
        view! { <a href=found.link("/move")>{t.manage_move}</a><a href=found.link("/mode")>{t.manage_mode}</a> }
    });
    let cancels = cancel.then(|| view! { <a href=found.link("/cancel")>{t.manage_cancel}</a> });
    (change || cancel).then(|| view! { <nav class="links" aria-label=t.manage_links>{moves}{cancels}</nav> }.into_any())
}

/// Until when what is open stays open; nothing is said of what is open until the start.
fn until(found: &Found) -> Option<String> {
    let (t, cut_offs, starts_at) = (&words(found.language).booking, found.cut_offs(), found.booking.starts_at);
    let said = |open: bool, at: DateTime<Utc>| (open && at < starts_at).then_some(at);
    let at = |at: DateTime<Utc>| {
        let local = dates::local(found.request.catalogue(), at);
        format!("{} {}", dates::day(found.language, local.date_naive()), dates::clock(found.language, local))
    };
    match (said(found.may_change(), cut_offs.change), said(found.may_cancel(), cut_offs.cancel)) {
        (Some(change), Some(cancel)) if change == cancel => Some(t.manage_until_both(at(change))),
        (Some(change), Some(cancel)) => Some(t.manage_until_each(at(cancel), at(change))),
        (Some(change), None) => Some(t.manage_until_change(at(change))),
        (None, Some(cancel)) => Some(t.manage_until_cancel(at(cancel))),
        (None, None) => None,
    }
}
