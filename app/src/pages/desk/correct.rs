//! Mend what was taken down of a person: the same fields as of a new booking, filled in.

use leptos::prelude::*;
use mendan_domain::language::Language;
use mendan_domain::offer::rules::DueDate;
use mendan_service::booking::hold::Draft;
use mendan_service::booking::person::PersonForm;
use mendan_service::calendar::day::Opened;

use super::address::open;
use super::mend::mends;
use super::new::known;
use super::person_fields::person_fields;
use crate::components::check::Check;
use crate::components::error_summary::ErrorSummary;
use crate::components::version::version_field;
use crate::context::Request;

/// The form; what was typed before a refusal stands there again.
pub(super) fn correct(request: &Request, opened: &Opened, typed: Option<Draft>) -> AnyView {
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
            <h2 id="correct">"名前や連絡先をなおす"</h2>
            <ErrorSummary language=Language::Ja errors=mends(&draft)/>
            <form class="form" method="post" action=format!("/staff/bookings/{}/correct", booking.id) novalidate=true>
                <input type="hidden" name="back" value="desk"/>
                {version_field(booking.version)}
                {person_fields(&draft, asked)}
                <Check name="tell" value="true" label="メールアドレスを変えたら、予約の知らせを新しいアドレスへ送る" checked=true/>
                <div class="buttons">
                    <button class="button" type="submit">"この内容になおす"</button>
                    <a class="button button--quiet" href=open(booking.id) data-key="escape"><kbd>"Esc"</kbd>"やめる"</a>
                </div>
            </form>
        </section>
    }
    .into_any()
}
