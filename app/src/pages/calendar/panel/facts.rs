//! The facts of a booking as a list of terms.

use leptos::prelude::*;
use mendan_domain::booking::mode::Mode;
use mendan_domain::language::Language;
use mendan_service::calendar::day::Opened;

use crate::context::Request;
use crate::i18n::staff_words;
use crate::pages::kit::choice::mode;
use crate::pages::kit::person_words::{born, need, weeks};
use crate::pages::kit::words::{channel_word, kind_name, office_name, phone, profession, reference, status_word};
use crate::pages::message::sent::mail_state;

/// State, way, place, person, needs, message.
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
    let needs = opened.private.needs.iter().map(|word| need(word)).collect::<Vec<_>>().join(kit.between);
    let language = (booking.language != Language::Ja).then(|| booking.language.own_name().to_owned());
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
            <dt>{t.fact_state}</dt><dd>{status_word(booking.status, booking.mode)}</dd>
            <dt>{kit.way}</dt><dd>{mode(booking.mode)}</dd>
            <dt>{kit.interview}</dt><dd>{kind_name(catalogue.kind(booking.kind))}</dd>
            {fact(kit.nurse, Some(nurses))}
            {fact(kit.place, Some(place))}
            <dt>{t.fact_phone}</dt><dd><a href=format!("tel:{}", booking.contact.phone_e164)>{phone(&booking.contact)}</a></dd>
            {fact(t.fact_mail, booking.contact.email.clone())}
            {fact(t.fact_birth, Some(born(&booking.contact, today)))}
            {fact(t.fact_weeks, weeks(&opened.private, today))}
            {fact(t.fact_needs, Some(needs))}
            {fact(t.fact_note, Some(opened.private.note.clone()))}
            {fact(t.fact_language, language)}
            {booking.discreet.then(|| view! { <dt>{t.fact_contact}</dt><dd>{t.fact_contact_discreet}</dd> })}
            {fact(t.fact_bring, promised)}
            <dt>{t.fact_reference}</dt><dd>{reference(booking)}</dd>
            <dt>{t.fact_channel}</dt><dd>{channel_word(booking.channel)}</dd>
            <dt>{t.fact_consent}</dt><dd>{statement(request, &booking.consent_version)}</dd>
            <dt>{t.fact_told}</dt><dd>{mail_state(booking, &opened.messages)}</dd>
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

/// A term and its value; nothing when there is none.
fn fact(term: &'static str, value: Option<String>) -> Option<AnyView> {
    let value = value.filter(|value| !value.trim().is_empty())?;
    Some(view! { <dt>{term}</dt><dd>{value}</dd> }.into_any())
}
