//! Mend what was taken down of a person: the same fields as of a new booking, filled in.

use leptos::prelude::*;
use mendan_domain::language::Language;
use mendan_domain::message::window::ContactWindow;
use mendan_domain::offer::rules::DueDate;
use mendan_service::booking::hold::Draft;
use mendan_service::booking::person::{NEEDS, PersonForm};
use mendan_service::calendar::day::Opened;

use super::address::open;
use super::field_errors::to_mend;
use super::new::known;
use super::person_fields::person_fields;
use crate::components::check::Check;
use crate::components::error_summary::ErrorSummary;
use crate::components::version::version_field;
use crate::context::Request;
use crate::i18n::{staff_language, staff_words};
use crate::pages::kit::half_filled::{autosave, restored};
use crate::pages::kit::person_words::{contact_window, need};

/// The form; what was typed before a refusal stands there again.
pub(super) fn correct(request: &Request, opened: &Opened, typed: Option<Draft>) -> AnyView {
    let t = staff_words();
    let booking = &opened.booking;
    let asked = request.catalogue().kind(booking.kind).map_or(DueDate::Optional, |kind| kind.rules.due_date);
    let stored = || PersonForm {
        language: booking.language.tag().to_owned(),
        note: opened.private.note.clone(),
        discreet: booking.discreet,
        ..known(&booking.contact, &opened.private)
    };
    let action = format!("/staff/bookings/{}/correct", booking.id);
    let half = request.half_filled(&action).filter(|_| typed.is_none());
    let again = half.as_ref().map(|(draft, _)| restored(request, draft));
    // What was begun before somebody else changed it is no word about what is there now: its own version says so when it is sent.
    let version = half.as_ref().and_then(|(_, fields)| fields.text("version").parse().ok()).unwrap_or(booking.version);
    let refused = typed.is_some();
    let typed = typed.or_else(|| half.map(|(_, fields)| Draft::typed(&fields, "ja")));
    let draft = typed.unwrap_or_else(|| Draft { person: stored(), ..Draft::default() });
    let now = (refused && draft.errors.is_empty()).then(|| stands(&draft.person, &stored()));
    view! {
        <section aria-labelledby="correct">
            <h2 id="correct">{t.desk.correct}</h2>
            {again}
            <ErrorSummary language=staff_language() errors=to_mend(&draft)/>
            {now}
            <form class="form" method="post" action=action novalidate=true data-autosave=autosave()>
                <input type="hidden" name="back" value="desk"/>
                {version_field(version)}
                {person_fields(&draft, asked)}
                <Check name="tell" value="true" label=t.desk.correct_tell checked=true/>
                <div class="buttons">
                    <button class="button" type="submit">{t.desk.correct_do}</button>
                    <a class="button button--quiet" href=open(booking.id) data-key="escape"><kbd>"Esc"</kbd>{t.kit.stop}</a>
                </div>
            </form>
        </section>
    }
    .into_any()
}

/// What stands in one field.
type Value = fn(&PersonForm) -> String;

/// What is stored by now of the fields in which something else was typed: whoever sends it again has seen both.
fn stands(typed: &PersonForm, stored: &PersonForm) -> AnyView {
    let all = staff_words();
    let (t, hands) = (&all.desk, &all.hands);
    let fields: [(&str, Value); 13] = [
        (t.family_name, |person| person.family_name.trim().to_owned()),
        (t.given_name, |person| person.given_name.trim().to_owned()),
        (t.family_kana, |person| person.family_name_kana.trim().to_owned()),
        (t.given_kana, |person| person.given_name_kana.trim().to_owned()),
        (t.birth, |person| person.birth_date.trim().to_owned()),
        (t.phone, |person| person.phone.trim().to_owned()),
        (t.email, |person| person.email.trim().to_owned()),
        (t.due, |person| person.due_date.trim().to_owned()),
        (t.note, |person| person.note.trim().to_owned()),
        (t.needs_legend, needs),
        (t.contact_window, window),
        (t.discreet, discreet),
        (t.language, language),
    ];
    let others = fields.into_iter().filter(|(_, of)| of(typed) != of(stored));
    let lines = others.map(|(label, of)| {
        let now = of(stored);
        let now = if now.is_empty() { hands.stands_empty } else { now.as_str() };
        view! { <dt>{label}</dt><dd>{hands.stands_now(now)}</dd> }
    });
    view! { <dl class="facts both">{lines.collect_view()}</dl> }.into_any()
}

/// In the order of the form, whatever the order in which they were ticked.
fn needs(person: &PersonForm) -> String {
    let hers = NEEDS.into_iter().filter(|word| person.needs.iter().any(|other| other == word));
    hers.map(need).collect::<Vec<_>>().join(staff_words().kit.between)
}

/// Whoever has chosen none wants any.
fn window(person: &PersonForm) -> String {
    contact_window(ContactWindow::parse(&person.contact_window).unwrap_or_default()).to_owned()
}

fn discreet(person: &PersonForm) -> String {
    let t = &staff_words().city;
    if person.discreet { t.yes } else { t.no }.to_owned()
}

/// By its own name; whoever says none speaks Japanese.
fn language(person: &PersonForm) -> String {
    let found = Language::ALL.into_iter().find(|language| language.tag() == person.language);
    found.unwrap_or(Language::Ja).own_name().to_owned()
}
