//! Who was found: one line per person, each with its key.

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use mendan_domain::ids::ClientId;
use mendan_service::booking::answer::local;
use mendan_service::model::Booking;

use super::address::open;
use crate::components::dates;
use crate::context::Request;
use crate::i18n::staff_words;
use crate::pages::kit::words::{birth, kana, mode_word, name, office_short, slash, status_word};

/// People that have a key.
const KEYS: usize = 9;

/// A person who was found.
pub(super) struct Caller {
    /// Her open booking, or her latest.
    pub booking: Booking,
    /// It can still be changed.
    pub open: bool,
}

impl Caller {
    /// Whose that is, at that instant.
    pub(super) fn of(booking: Booking, now: DateTime<Utc>) -> Self {
        let open = booking.open && booking.ends_at >= now;
        Self { booking, open }
    }
}

/// One line per person and open booking; past bookings only of those who have none open. Keeps the order.
pub(super) fn callers(found: Vec<Booking>, now: DateTime<Utc>) -> Vec<Caller> {
    let mut callers: Vec<Caller> = Vec::new();
    for caller in found.into_iter().map(|booking| Caller::of(booking, now)) {
        if caller.open || callers.iter().all(|other| other.booking.client != caller.booking.client) {
            callers.push(caller);
        }
    }
    callers
}

/// The lines; once somebody is chosen only hers, so that all of the desk stays on one screen. `focus` puts the next key
/// on the first.
pub(super) fn results(
    request: &Request,
    (callers, more): (&[Caller], i64),
    chosen: Option<ClientId>,
    focus: bool,
) -> Option<AnyView> {
    let t = &staff_words().desk;
    let shown = |caller: &Caller| chosen.is_none_or(|client| client == caller.booking.client);
    let lines = callers.iter().enumerate().filter(|(_, caller)| shown(caller)).map(|(index, caller)| {
        let booking = &caller.booking;
        let key = (index < KEYS).then(|| (index + 1).to_string());
        let kana = kana(&booking.contact);
        let current = (chosen == Some(booking.client)).then_some("true");
        view! {
            <li>
                <a class="result" href=open(booking.id) aria-current=current data-key=key autofocus=focus && index == 0>
                    {match key.clone() {
                        Some(key) => view! { <kbd>{key}</kbd> }.into_any(),
                        None => view! { <em aria-hidden="true"></em> }.into_any(),
                    }}
                    <span><strong>{name(&booking.contact)}</strong>{(!kana.is_empty()).then(|| format!(" ({kana})"))}</span>
                    <span>{birth(booking.contact.birth_date)}</span>
                    <span>{format!("…{}", booking.contact.phone_last4)}</span>
                    <span data-live-part=format!("line-{}", booking.id)>{line(request, caller)}</span>
                </a>
            </li>
        }
    });
    let lines = lines.collect_view();
    let others = (more > 0).then(|| t.more(more));
    let more = (chosen.is_none() && (callers.len() > KEYS || more > 0)).then(|| {
        view! { <p class="hint">{others}{t.narrow}</p> }
    });
    callers.iter().any(shown).then(|| view! { <ol class="results" aria-label=t.found>{lines}</ol>{more} }.into_any())
}

/// `12/1(月) 10:00 中央 来所`, or what was last.
fn line(request: &Request, caller: &Caller) -> String {
    let booking = &caller.booking;
    let start = local(request.catalogue(), booking.starts_at);
    let day = slash(start.date_naive());
    if caller.open {
        let place = request.catalogue().office(booking.office).map(office_short).unwrap_or_default();
        format!("{day} {} {place} {}", dates::time(start), mode_word(booking.mode))
    } else {
        staff_words().desk.not_booked(day, status_word(booking.status, booking.mode))
    }
}

/// Nobody was found.
pub(super) fn nobody(query: &str) -> AnyView {
    let t = &staff_words().desk;
    view! {
        <div class="plain" role="status">
            <h2>{t.nobody(query)}</h2>
            <p>{t.nobody_hint}</p>
        </div>
    }
    .into_any()
}
