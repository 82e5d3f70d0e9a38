//! The open booking at the desk: what it is, and where it can go.

use leptos::prelude::*;
use mendan_domain::booking::Status;
use mendan_domain::ids::BookingId;
use mendan_service::booking::answer::local;
use mendan_service::booking::hold::Draft;
use mendan_service::calendar::day::Opened;

use super::address::{DeskAddress, only, open, place};
use super::correct::correct;
use crate::context::Request;
use crate::i18n::staff_words;
use crate::pages::call::met::warning;
use crate::pages::desk::free_times::move_to;
use crate::pages::kit::actions::cancel_form;
use crate::pages::kit::choice::mode;
use crate::pages::kit::person_words::{born, need};
use crate::pages::kit::watch::Watched;
use crate::pages::kit::words::{day, kind_name, name, office_name, phone, reference, span, status_word};
use crate::pages::message::sent::mail_state;

/// The booking, then the next free times or the question before it is cancelled.
pub(super) async fn booking(
    request: &Request,
    address: &DeskAddress,
    (opened, typed): (&Opened, Option<Draft>),
    focus: bool,
) -> AnyView {
    let booking = &opened.booking;
    let asking = address.cancel && booking.status == Status::Booked;
    let next = if !request.books() {
        ().into_any()
    } else if address.correct && booking.status != Status::Cancelled {
        correct(request, opened, typed)
    } else if asking {
        cancel_form(request, booking, "desk", open(booking.id))
    } else if booking.status == Status::Booked {
        next_free(request, address, opened).await
    } else {
        ().into_any()
    };
    // What the booking is follows what others do. Times and forms stay: she is reading them out, or typing.
    view! {
        <div data-live-part="booking">{head(request, opened, focus && !asking)}</div>
        <div data-live-still=booking.version.to_string()>{next}</div>
    }
    .into_any()
}

/// The booking is told of alone: its address names it. Whom a search found stands in no address.
pub(super) fn watched(request: &Request, id: BookingId, position: Option<String>) -> Option<AnyView> {
    let page = Watched::page(request, position, open(id));
    let more = format!("what=booking,closure&booking={id}&{}", page.more);
    Watched { more, fetched: Some(only(id)), sign: staff_words().live.sign_on_booking, ..page }.view(request)
}

fn head(request: &Request, opened: &Opened, focus: bool) -> AnyView {
    let t = staff_words();
    let (catalogue, booking) = (request.catalogue(), &opened.booking);
    let start = local(catalogue, booking.starts_at);
    let today = catalogue.municipality.local_date(request.services.now());
    let who = name(&booking.contact);
    let when = t.dates.day_time(day(start.date_naive()), span(catalogue, booking.starts_at, booking.ends_at));
    let state = (!matches!(booking.status, Status::Booked | Status::Cancelled))
        .then(|| format!(" ・ {}", status_word(booking.status, booking.mode)));
    let needs = opened.private.needs.iter().map(|word| need(word)).collect::<Vec<_>>();
    let needs = (!needs.is_empty()).then(|| format!(" ・ {}", t.desk.needs(needs.join(t.kit.between))));
    view! {
        <section class="desk-booking" id="desk-booking" tabindex="-1" autofocus=focus aria-label=t.desk.booking_of(&who)>
            <p>
                <strong>{t.kit.addressed(&who)}</strong>" "
                {t.desk.person_line(born(&booking.contact, today), phone(&booking.contact), reference(booking))}
            </p>
            {date(when, booking.status)}
            <p>
                {mode(booking.mode)}" "{office_name(catalogue.office(booking.office))}" ・ "{kind_name(catalogue.kind(booking.kind))}
                " ・ "{mail_state(booking, &opened.messages, &opened.receipts)}{state}{needs}
            </p>
            {warning(request, booking)}
        </section>
    }
    .into_any()
}

/// When; of a cancelled booking struck, so that nobody takes it for one that will be held.
fn date(when: String, status: Status) -> AnyView {
    if status == Status::Cancelled {
        return view! { <p class="appointment-date"><s>{when}</s>" "<strong>{staff_words().kit.is_cancelled}</strong></p> }.into_any();
    }
    view! { <p class="appointment-date">{when}</p> }.into_any()
}

async fn next_free(request: &Request, address: &DeskAddress, opened: &Opened) -> AnyView {
    let form = move_to(request, &opened.booking, (&place(opened.booking.id), &address.to), "desk").await;
    view! { <section aria-labelledby="free"><h2 id="free">{staff_words().desk.next_free}</h2>{form}</section> }
        .into_any()
}
