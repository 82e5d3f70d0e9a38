//! One booking beside the day: everything staff may see of it, and what they can do with it.

mod assigned;
mod essentials;
mod facts;
mod history;
mod joint;
mod missed;
mod next;
mod note;

use leptos::prelude::*;
use mendan_domain::booking::Status;
use mendan_domain::booking::mode::Mode;
use mendan_domain::ids::BookingId;
use mendan_service::booking::answer::local;
use mendan_service::booking::joint::may_join;
use mendan_service::calendar::day::Opened;
use mendan_service::model::Booking;

use crate::components::qr::Qr;
use crate::context::Request;
use crate::i18n::staff_words;
use crate::pages::audit::log::link_of_booking;
use crate::pages::calendar::day::address::{Address, Ask};
use crate::pages::call::met::warning;
use crate::pages::desk::free_times::move_to;
use crate::pages::desk::reassign::reassign_forms;
use crate::pages::kit::actions::{cancel_form, mark_form, mode_form};
use crate::pages::kit::frame::fault;
use crate::pages::kit::words::{day, kana, name, span};
use crate::pages::message::jobs;
use crate::pages::message::sent::timeline;

/// The panel.
pub(crate) async fn booking_panel(request: &Request, address: &Address, id: BookingId) -> AnyView {
    match async { request.services.open_booking(&request.context.permit()?, id).await }.await {
        Ok(opened) => panel(request, address, &opened).await,
        Err(refusal) => view! { <aside class="panel" id="panel" tabindex="-1">{fault(&refusal)}</aside> }.into_any(),
    }
}

async fn panel(request: &Request, address: &Address, opened: &Opened) -> AnyView {
    let (catalogue, booking) = (request.catalogue(), &opened.booking);
    let t = &staff_words().kit;
    let start = local(catalogue, booking.starts_at);
    let who = name(&booking.contact);
    let body = match address.ask.filter(|ask| request.books() && can_be_asked(*ask, booking)) {
        Some(Ask::Joint) => joint::adding(request, address, opened).await,
        Some(Ask::Note) => note::writing(request, address, opened),
        Some(Ask::Next) => next::next(request, address, opened).await,
        Some(Ask::Missed) => missed::asking(request, address, opened),
        Some(Ask::Cancel) => cancel_form(request, booking, &address.back(), address.asking(None).href()),
        Some(Ask::Move) => moving(request, address, opened).await,
        Some(Ask::Nurse) => another(request, address, opened).await,
        None => doing(request, address, opened),
    };
    view! {
        <aside class="panel" id="panel" tabindex="-1" aria-labelledby="panel-title">
            <div class="panel-head">
                <h2 id="panel-title">{t.addressed(who)}<br/><small class="soft">{kana(&booking.contact)}</small></h2>
                <a href=address.closing() data-key="escape">{t.close}</a>
            </div>
            {date(day(start.date_naive()), span(catalogue, booking.starts_at, booking.ends_at), booking.status)}
            {warning(request, booking)}
            {essentials::essentials(request, opened)}
            {facts::facts(request, opened)}
            {opened.assigned.and_then(|assigned| assigned::sentence(request.catalogue(), &assigned)).map(|why| view! { <p class="soft">{why}</p> })}
            {body}
        </aside>
    }
    .into_any()
}

/// Whether that can be asked of a booking as it stands.
fn can_be_asked(ask: Ask, booking: &Booking) -> bool {
    match ask {
        Ask::Cancel | Ask::Move | Ask::Nurse => booking.status == Status::Booked,
        Ask::Joint => may_join(booking),
        Ask::Missed => booking.status == Status::Noshow,
        Ask::Note | Ask::Next => true,
    }
}

/// When; of a cancelled booking struck.
fn date(day: String, span: String, status: Status) -> AnyView {
    if status == Status::Cancelled {
        return view! { <p class="panel-date"><s>{day}<br/>{span}</s><br/><strong>{staff_words().kit.is_cancelled}</strong></p> }
            .into_any();
    }
    view! { <p class="panel-date">{day}<br/>{span}</p> }.into_any()
}

/// What can be done, then what happened so far.
fn doing(request: &Request, address: &Address, opened: &Opened) -> AnyView {
    let (booking, back) = (&opened.booking, address.back());
    let t = staff_words();
    let who = name(&booking.contact);
    let join = booking.join_url.clone().filter(|_| booking.mode == Mode::Video && booking.status != Status::Cancelled);
    view! {
        {join.map(|url| view! {
            <div class="join">
                <p><a class="button" href=url.clone() rel="noreferrer" target="_blank">{t.calendar.enter}<span class="said">{t.kit.new_window}</span></a></p>
                <Qr text=url label=t.calendar.enter_qr caption=t.calendar.enter_elsewhere.to_owned()/>
            </div>
        })}
        {missed::missed(request, address, opened)}
        {mark_form(request, booking, &Status::ALL, &back, &who)}
        {request.books().then(|| view! {
            <p class="buttons"><a class="button button--quiet button--small" href=address.asking(Some(Ask::Next)).href()>{t.calendar.next_title}</a></p>
        })}
        {mode_form(request, booking, &back)}
        {joint::leaving(request, address, booking)}
        <nav class="links" aria-label=t.calendar.booking_links>{links(request, address, opened)}</nav>
        {timeline(request, booking, (&opened.messages, &opened.receipts))}
        {jobs::timeline(request, &opened.jobs)}
        {history::history(request.catalogue(), opened)}
    }
    .into_any()
}

fn links(request: &Request, address: &Address, opened: &Opened) -> AnyView {
    let t = &staff_words().calendar;
    let id = opened.booking.id;
    let live = opened.booking.status != Status::Cancelled;
    let books = request.books();
    let joins = (books && may_join(&opened.booking)).then(|| {
        view! { <a href=address.asking(Some(Ask::Joint)).href()>{t.joint_add}</a> }
    });
    let note = books.then(|| {
        let word = if opened.note.is_some() { t.note_edit } else { t.note_write };
        view! { <a href=address.asking(Some(Ask::Note)).href()>{word}</a> }
    });
    let change = (books && opened.booking.status == Status::Booked).then(|| {
        view! {
            <a href=address.asking(Some(Ask::Move)).href()>{t.move_it}</a>
            <a href=address.asking(Some(Ask::Nurse)).href()>{t.reassign}</a>
            <a href=address.asking(Some(Ask::Cancel)).href() data-key="C">{t.cancel}</a>
        }
    });
    view! {
        {change}
        {joins}
        {note}
        {(books && live).then(|| view! { <a href=format!("/staff/desk?b={id}&correct=1")>{t.correct}</a> })}
        <a href=format!("/staff/desk?b={id}")>{t.open_at_desk}</a>
        {live.then(|| view! { <a href=format!("/staff/bookings/{id}/slip") data-key="p">{t.print_slip}</a> })}
        {link_of_booking(request, id)}
        {opened.manage_url.clone().map(|link| view! {
            <a href=link rel="noreferrer" target="_blank">{t.public_page}<span class="said">{staff_words().kit.new_window}</span></a>
        })}
    }
    .into_any()
}

async fn moving(request: &Request, address: &Address, opened: &Opened) -> AnyView {
    let form = move_to(request, &opened.booking, (&address.looking(Ask::Move), &address.to), &address.back()).await;
    view! {
        <section aria-labelledby="free">
            <h3 id="free">{staff_words().calendar.where_to}</h3>
            {form}
            <p class="links"><a href=address.asking(None).href() data-key="escape">{staff_words().kit.stop}</a></p>
        </section>
    }
    .into_any()
}

async fn another(request: &Request, address: &Address, opened: &Opened) -> AnyView {
    view! {
        <section aria-labelledby="another">
            <h3 id="another">{staff_words().calendar.reassign}</h3>
            {reassign_forms(request, &opened.booking, &address.back()).await}
            <p><a href=address.asking(None).href() data-key="escape">{staff_words().kit.stop}</a></p>
        </section>
    }
    .into_any()
}
