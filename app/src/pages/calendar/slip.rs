//! `/staff/bookings/:id/slip`: the A5 slip she takes home, readable without our system: furigana, QR code, phone.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use mendan_domain::booking::mode::Mode;
use mendan_domain::ids::BookingId;
use mendan_service::booking::answer::local;
use mendan_service::calendar::day::Opened;
use mendan_service::message::told::Told;

use crate::components::head::Head;
use crate::components::live::PrintButton;
use crate::components::qr::Qr;
use crate::components::ruby::ruby;
use crate::components::scripts::Scripts;
use crate::components::{dates, phone::tel};
use crate::context::{Request, request};
use crate::i18n::{staff_language, staff_words};
use crate::islands::DeskKeys;
use crate::pages::asked;
use crate::pages::kit::choice::mode;
use crate::pages::kit::frame::{fault, window_title};
use crate::pages::kit::words::{day, reference, span};

/// The slip.
#[component]
pub fn Slip() -> impl IntoView {
    let id = use_params_map().get_untracked().get("id").and_then(|id| id.parse().ok()).map(BookingId);
    asked(async move {
        let request = request();
        let opened = match id {
            Some(id) => async { request.services.open_booking(&request.context.permit()?, id).await }.await,
            None => Err(mendan_service::Refusal::NotFound),
        };
        let main = match &opened {
            Ok(opened) => slip(&request, opened),
            Err(refusal) => fault(refusal),
        };
        view! {
            <Head language=staff_language() title=window_title(&request, staff_words().calendar.slip)/>
            <div class="page">
                <main id="main" class="main stack" tabindex="-1">{main}</main>
            </div>
            <DeskKeys/>
            <Scripts/>
        }
        .into_any()
    })
}

fn slip(request: &Request, opened: &Opened) -> AnyView {
    let t = &staff_words().calendar;
    let (catalogue, booking) = (request.catalogue(), &opened.booking);
    let start = local(catalogue, booking.starts_at);
    let back = format!("/staff/desk?b={}", booking.id);
    view! {
        <p class="buttons">
            <PrintButton label=t.print.to_owned() hint=t.print_hint.to_owned()/>
            <a href=back data-key="escape"><kbd>"Esc"</kbd>" "{t.back_to_desk}</a>
        </p>
        <div class="done-head">
            <h1>{ruby(t.slip_title)}</h1>
            <p class="reference">{ruby(t.slip_reference)}<strong>{reference(booking)}</strong></p>
        </div>
        <div class="appointment">
            <p class="appointment-label">{dates::year(staff_language(), start.date_naive())}</p>
            <p class="appointment-date"><time datetime=dates::iso(start)>{day(start.date_naive())}</time></p>
            <p class="appointment-time">{span(catalogue, booking.starts_at, booking.ends_at)}</p>
            <p class="appointment-place">{mode(booking.mode)}</p>
        </div>
        {place(request, opened)}
        {bring(request, opened)}
        {foot(request, opened)}
    }
    .into_any()
}

/// Where to come, or what will happen.
fn place(request: &Request, opened: &Opened) -> AnyView {
    let booking = &opened.booking;
    let t = &staff_words().calendar;
    let Told { house, address, access, .. } = Told::of(request.catalogue(), booking, staff_language());
    match booking.mode {
        Mode::InPerson => {
            let lines = [address, access].into_iter().filter(|line| !line.is_empty());
            let lines = lines.map(|line| view! { <br/>{line} }).collect_view();
            view! {
                <section aria-labelledby="place">
                    <h2 id="place">{ruby(t.slip_place)}</h2>
                    <p><strong>{house}</strong>{lines}</p>
                </section>
            }
            .into_any()
        }
        Mode::Video => {
            let qr = booking
                .join_url
                .clone()
                .map(|url| view! { <Qr text=url label=t.slip_enter_qr caption=t.slip_enter.to_owned()/> });
            view! { <section aria-labelledby="place"><h2 id="place">{ruby(t.slip_video)}</h2>{qr}</section> }.into_any()
        }
        Mode::Phone => view! { <p>{ruby(t.slip_phone)}</p> }.into_any(),
        Mode::HomeVisit => view! { <p>{ruby(t.slip_visit)}</p> }.into_any(),
    }
}

/// What to bring; nothing on a discreet slip, for it would tell what the interview is.
fn bring(request: &Request, opened: &Opened) -> Option<AnyView> {
    let booking = &opened.booking;
    let words = request.catalogue().kind(booking.kind)?.words(staff_language());
    let things = words.things(booking.mode).to_vec();
    if booking.discreet || (things.is_empty() && words.note(booking.mode).is_none()) {
        return None;
    }
    let note = words.note(booking.mode).map(str::to_owned).map(|note| view! { <p>{note}</p> });
    if things.is_empty() {
        return Some(note.into_any());
    }
    let things = things.into_iter().map(|thing| view! { <li>{thing}</li> }).collect_view();
    Some(
        view! {
            <section aria-labelledby="bring">
                <h2 id="bring">{ruby(staff_words().calendar.slip_bring)}</h2>
                <ul class="bring">{things}</ul>
                {note}
            </section>
        }
        .into_any(),
    )
}

/// How to change it: the phone, and the link as a code where whoever prints may change it herself.
fn foot(request: &Request, opened: &Opened) -> AnyView {
    let t = &staff_words().calendar;
    let Told { phone: number, department, phone_hours, .. } =
        Told::of(request.catalogue(), &opened.booking, staff_language());
    let city = request.catalogue().municipality.words(staff_language()).name;
    let who = if department.starts_with(&city) { department } else { format!("{city} {department}") };
    let hours = phone_hours.lines().map(|line| view! { {line.to_owned()}<br/> }).collect_view();
    let (change, code) = match opened.manage_url.clone() {
        Some(link) => (t.slip_change, Some(view! { <Qr text=link label=t.slip_page_qr/> })),
        None => (t.slip_change_by_phone, None),
    };
    view! {
        <div class="slip-foot">
            <div>
                <p>{ruby(change)}</p>
                <p><strong><a href=tel(&number)>{number.clone()}</a></strong><br/>{who}<br/>{hours}</p>
            </div>
            {code}
        </div>
    }
    .into_any()
}
