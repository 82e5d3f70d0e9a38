//! The address of the desk. What was searched is not in it: that lives on the session, sealed.

use leptos_router::params::ParamsMap;
use mendan_domain::ids::{BookingId, StaffId};
use mendan_domain::offer::slot::SlotId;

use crate::pages::desk::wish::{Place, Wish};
use crate::pages::kit::years::YEARS;

/// `/staff/desk?…`.
#[expect(clippy::struct_excessive_bools, reason = "each is a word of the address by itself")]
#[derive(Debug, Clone, Default)]
pub(super) struct DeskAddress {
    /// The booking that is open.
    pub booking: Option<BookingId>,
    /// It alone, whatever was searched for: what a page that is open asks for by itself.
    pub only: bool,
    /// Asks whether to cancel it.
    pub cancel: bool,
    /// Mends what was taken down of the person.
    pub correct: bool,
    /// Where the open booking shall go.
    pub to: Wish,
    /// A booking of somebody who may be the same person.
    pub namesake: Option<BookingId>,
    /// A new booking.
    pub new: bool,
    /// It was refused: what was typed is filled in again.
    pub again: bool,
    /// Slug of its kind.
    pub kind: Option<String>,
    /// Word of its mode.
    pub mode: Option<String>,
    /// Slug of its office; none: all.
    pub office: Option<String>,
    /// Only times from this instant on.
    pub after: Option<i64>,
    /// The chosen time.
    pub slot: Option<SlotId>,
    /// Fill in the person of this booking.
    pub person: Option<BookingId>,
    /// By phone or at the counter.
    pub channel: Option<String>,
    /// The number of this form, where it is half filled: a caller each may wait.
    pub draft: Option<String>,
    /// Nobody but this nurse: the booking was begun in her column.
    pub nurse: Option<StaffId>,
}

impl DeskAddress {
    /// Reads it; what cannot be read is left out.
    pub(super) fn read(query: &ParamsMap) -> Self {
        let id = |name: &str| query.get(name).and_then(|text| text.parse().ok()).map(BookingId);
        let word = |name: &str| query.get(name).filter(|word| !word.is_empty());
        Self {
            booking: id("b").or_else(|| id("booking")),
            only: query.get("only").is_some(),
            cancel: query.get("ask").is_some_and(|ask| ask == "cancel"),
            correct: query.get("correct").is_some(),
            to: Wish::read(query),
            namesake: id("namesake"),
            new: query.get("new").is_some(),
            again: query.get("again").is_some(),
            kind: word("kind"),
            mode: word("mode"),
            office: word("office"),
            after: query.get("after").and_then(|text| text.parse().ok()).filter(|after| YEARS.contains(after)),
            slot: query.get("slot").and_then(|text| SlotId::parse(&text)),
            person: id("person"),
            channel: word("channel"),
            draft: word("draft").filter(|number| number.len() <= 20 && number.bytes().all(|b| b.is_ascii_digit())),
            nurse: query.get("nurse").and_then(|text| text.parse().ok()).map(StaffId),
        }
    }
}

/// The desk with that booking open, as a place to look for times.
pub(super) fn place(booking: BookingId) -> Place {
    Place { path: "/staff/desk", pairs: vec![("b".to_owned(), booking.to_string())], anchor: "" }
}

/// The same, without what was searched for.
pub(super) fn only(booking: BookingId) -> String {
    format!("{}&only=1", open(booking))
}

/// A link to that booking at the desk.
pub(super) fn open(booking: BookingId) -> String {
    format!("/staff/desk?b={booking}")
}
