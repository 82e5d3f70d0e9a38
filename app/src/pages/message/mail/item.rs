//! One mail of a list: what it is, and the booking it is about. Names nobody: the link leads to whom to call.

use leptos::prelude::*;
use mendan_service::city::catalogue::Catalogue;
use mendan_service::model::{Booking, OutboxRow};

use crate::context::Request;
use crate::i18n::staff_words;
use crate::pages::kit::linked::linked;
use crate::pages::kit::words::{reference, status_word, when};
use crate::pages::message::sent::{has_no_way, kind, plainly, what_became};

/// The mail's kind, and its booking with a link.
pub(super) fn about(request: &Request, row: Option<&OutboxRow>, booking: Option<&Booking>) -> AnyView {
    let kind = row.map_or(staff_words().mail.unreadable, |row| kind(row.kind));
    let booking = booking.map(|booking| booking_link(request, booking));
    view! { <p><strong>{kind}</strong>{booking}</p> }.into_any()
}

/// A booking with its link.
pub(super) fn booking_link(request: &Request, booking: &Booking) -> AnyView {
    let words =
        format!("{} {}", when(request.catalogue(), booking.starts_at), status_word(booking.status, booking.mode));
    view! {
        " "
        {linked(request, format!("/staff/desk?b={}", booking.id), staff_words().kit.reference(reference(booking)))}
        " "
        <span class="soft">{words}</span>
    }
    .into_any()
}

/// When, what the answer means, and the answer as it came.
pub(super) fn answer(catalogue: &Catalogue, row: &OutboxRow) -> AnyView {
    let at = row.finished_at.or(row.stamped_at).unwrap_or(row.created_at);
    let said = row.last_error.clone().filter(|_| !has_no_way(row));
    let came = said.map(|error| view! { <br/><span class="soft">{staff_words().mail.answer(error)}</span> });
    view! { <p>{what_became(row, &[], &when(catalogue, at))}<br/>{plainly(row)}{came}</p> }.into_any()
}

/// A button that posts; `which` is said to whoever does not see the row.
pub(super) fn button(action: String, word: &'static str, which: &str, fields: &[(&'static str, String)]) -> AnyView {
    let fields = fields.iter().map(|(name, value)| view! { <input type="hidden" name=*name value=value.clone()/> });
    view! {
        <form method="post" action=action>
            {fields.collect_view()}
            <button class="button button--quiet button--small" type="submit">{word}<span class="said">{staff_words().kit.of_which(which)}</span></button>
        </form>
    }
    .into_any()
}

/// What tells this mail from others, for the ear.
pub(super) fn which(row: Option<&OutboxRow>, booking: Option<&Booking>) -> String {
    let kind = row.map_or(staff_words().mail.unreadable, |row| kind(row.kind));
    let booking = booking.map(|booking| format!(" {}", reference(booking))).unwrap_or_default();
    format!("{kind}{booking}")
}
