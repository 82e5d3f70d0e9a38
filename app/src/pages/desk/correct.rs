//! Mend what was taken down of a person: the same fields as of a new booking, filled in.

use leptos::prelude::*;
use mendan_domain::offer::rules::DueDate;
use mendan_service::booking::hold::Draft;
use mendan_service::booking::person::PersonForm;
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
    let draft = typed.unwrap_or_else(|| Draft { person: stored(), ..Draft::default() });
    view! {
        <section aria-labelledby="correct">
            <h2 id="correct">{t.desk.correct}</h2>
            <ErrorSummary language=staff_language() errors=to_mend(&draft)/>
            <form class="form" method="post" action=format!("/staff/bookings/{}/correct", booking.id) novalidate=true>
                <input type="hidden" name="back" value="desk"/>
                {version_field(booking.version)}
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
