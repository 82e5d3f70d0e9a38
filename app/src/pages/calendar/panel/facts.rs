//! The facts of a booking as a list of terms.

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use mendan_domain::booking::mode::Mode;
use mendan_service::booking::answer::local;
use mendan_service::calendar::day::Opened;

use super::essentials::fact;
use crate::components::dates;
use crate::context::Request;
use crate::i18n::staff_words;
use crate::pages::kit::choice::mode;
use crate::pages::kit::person_words::born;
use crate::pages::kit::words::{channel_word, kind_name, office_name, profession, reference, state_word};

/// State with its times, way, place, nurses, who she is, how the booking came.
pub(crate) fn facts(request: &Request, opened: &Opened) -> AnyView {
    let all = staff_words();
    let (t, kit) = (&all.calendar, &all.kit);
    let (catalogue, booking) = (request.catalogue(), &opened.booking);
    let today = catalogue.municipality.local_date(request.services.now());
    let nurse = catalogue.staff(booking.claim.staff);
    let room = booking
        .claim
        .room
        .and_then(|(id, _)| catalogue.office(booking.office)?.rooms.iter().find(|room| room.id == id));
    let place = [office_name(catalogue.office(booking.office)), room.map(|room| room.name.clone()).unwrap_or_default()]
        .join(" ");
    let both = [nurse, booking.claim.joint.and_then(|id| catalogue.staff(id))].into_iter().flatten();
    let nurses = both.map(|nurse| format!("{} {}", nurse.display_name, profession(nurse.profession)));
    let nurses = nurses.collect::<Vec<_>>().join(kit.between);
    // A discreet booking's page promises that we tell her.
    let promised = (booking.discreet && booking.mode == Mode::InPerson).then(|| {
        let quietly =
            booking.contact.email.is_some() && opened.private.needs.iter().any(|need| need == "quiet_contact");
        if quietly { t.fact_bring_by_mail.to_owned() } else { t.fact_bring_by_phone.to_owned() }
    });
    view! {
        <dl class="facts">
            <dt>{t.fact_state}</dt><dd>{state_word(booking)}</dd>
            {fact(t.arrived_at, clock(request, booking.course.arrived_at))}
            {fact(t.started_at, clock(request, booking.course.started_at))}
            {fact(t.ended_at, clock(request, booking.course.ended_at))}
            <dt>{kit.way}</dt><dd>{mode(booking.mode)}</dd>
            <dt>{kit.interview}</dt><dd>{kind_name(catalogue.kind(booking.kind))}</dd>
            {fact(kit.nurse, Some(nurses))}
            {fact(kit.place, Some(place))}
            {fact(t.fact_birth, Some(born(&booking.contact, today)))}
            {fact(t.fact_bring, promised)}
            <dt>{t.fact_reference}</dt><dd>{reference(booking)}</dd>
            <dt>{t.fact_channel}</dt><dd>{channel_word(booking.channel)}</dd>
            <dt>{t.fact_consent}</dt><dd>{statement(request, &booking.consent_version)}</dd>
        </dl>
    }
    .into_any()
}

/// The version of the purpose statement she agreed to, with the way to its words for whoever may open that page.
fn statement(request: &Request, version: &str) -> AnyView {
    const PAGE: &str = "/staff/setup/city/consent";
    let words = version.to_owned();
    if request.opens(PAGE) {
        view! { <a href=format!("{PAGE}#version-{version}")>{words}</a> }.into_any()
    } else {
        words.into_any()
    }
}

/// A time of the day, on the city's clocks.
fn clock(request: &Request, at: Option<DateTime<Utc>>) -> Option<String> {
    at.map(|at| dates::time(local(request.catalogue(), at)))
}
