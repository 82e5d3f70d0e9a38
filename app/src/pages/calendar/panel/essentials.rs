//! What she wants to know before she opens the door: week of pregnancy, needs, language, how to reach her, what colleagues wrote down, other
//! interviews of the same person. It can be read at a glance, so it comes first.

use leptos::prelude::*;
use mendan_domain::language::Language;
use mendan_domain::message::window::ContactWindow;
use mendan_service::calendar::day::{Opened, OtherBooking};

use crate::context::Request;
use crate::i18n::staff_words;
use crate::pages::desk::reassign::nurse_name;
use crate::pages::kit::person_words::{contact_window, need, weeks};
use crate::pages::kit::words::{kind_name, mode_word, phone, status_word, when};
use crate::pages::message::sent::mail_state;

/// The block.
pub(super) fn essentials(request: &Request, opened: &Opened) -> AnyView {
    let all = staff_words();
    let (t, booking) = (&all.calendar, &opened.booking);
    let today = request.catalogue().municipality.local_date(request.services.now());
    let needs = opened.private.needs.iter().map(|word| need(word)).collect::<Vec<_>>().join(all.kit.between);
    let language = (booking.language != Language::Ja).then(|| booking.language.own_name().to_owned());
    let number = booking.contact.phone_e164.clone();
    let window = opened.private.contact_window;
    let mail = booking.contact.email.clone().unwrap_or_else(|| t.reach_no_mail.to_owned());
    view! {
        <section class="essentials" aria-labelledby="essentials">
            <h3 id="essentials">{t.essentials}</h3>
            <dl class="facts">
                {fact(t.fact_weeks, weeks(&opened.private, today))}
                {fact(t.fact_needs, Some(needs))}
                {fact(t.fact_note, Some(opened.private.note.clone()))}
                {fact(t.fact_language, language)}
                <dt>{t.fact_phone}</dt><dd><a href=format!("tel:{number}")>{phone(&booking.contact)}</a></dd>
                <dt>{t.fact_mail}</dt><dd>{mail}</dd>
                {fact(t.fact_window, (window != ContactWindow::Any).then(|| contact_window(window).to_owned()))}
                {booking.discreet.then(|| view! { <dt>{t.reach}</dt><dd><strong>{t.reach_discreet}</strong></dd> })}
                <dt>{t.fact_told}</dt><dd>{mail_state(booking, &opened.messages, &opened.receipts)}</dd>
            </dl>
            {note(request, opened)}
            {others(request, &opened.others)}
        </section>
    }
    .into_any()
}

/// What colleagues wrote down, with who and when.
fn note(request: &Request, opened: &Opened) -> Option<AnyView> {
    let t = &staff_words().calendar;
    let note = opened.note.as_ref()?;
    let who = note.by.map(|id| nurse_name(request, id)).unwrap_or_default();
    Some(
        view! {
            <div class="staff-note">
                <h4>{t.note}</h4>
                <p class="written">{note.text.clone()}</p>
                <p class="soft">{t.note_by(when(request.catalogue(), note.at), who)}</p>
            </div>
        }
        .into_any(),
    )
}

/// Other interviews of hers, the latest first.
fn others(request: &Request, others: &[OtherBooking]) -> Option<AnyView> {
    if others.is_empty() {
        return None;
    }
    let all = staff_words();
    let t = &all.calendar;
    let catalogue = request.catalogue();
    let lines = others.iter().map(|other| {
        let nurses = [Some(other.nurse), other.joint].into_iter().flatten().map(|id| nurse_name(request, id));
        let nurses = nurses.collect::<Vec<_>>().join(all.kit.between);
        let (kind, state) = (kind_name(catalogue.kind(other.kind)), status_word(other.status, other.mode));
        let line = t.other_line(kind, mode_word(other.mode), nurses, state, when(catalogue, other.starts_at));
        let day = catalogue.municipality.local_date(other.starts_at);
        view! { <li><a href=format!("/staff?date={day}&booking={}#panel", other.id)>{line}</a></li> }
    });
    Some(
        view! {
            <details class="more" open=others.len() < 4>
                <summary>{t.others_of_her}" "{others.len().to_string()}</summary>
                <ul class="others">{lines.collect_view()}</ul>
            </details>
        }
        .into_any(),
    )
}

/// A term and its value; nothing when there is none.
pub(super) fn fact(term: &'static str, value: Option<String>) -> Option<AnyView> {
    let value = value.filter(|value| !value.trim().is_empty())?;
    Some(view! { <dt>{term}</dt><dd>{value}</dd> }.into_any())
}
