//! The note of colleagues to each other, written. What was typed before a refusal stands there again, beside what is written by now.

use leptos::prelude::*;
use mendan_service::calendar::day::Opened;

use crate::components::error_summary::{ErrorSummary, Mend};
use crate::components::field::{Hints, described_by, field_class};
use crate::components::textarea::TextArea;
use crate::components::version::version_field;
use crate::context::{RefusedForm, Request};
use crate::i18n::{staff_language, staff_words};
use crate::pages::booking::field_errors::sentence;
use crate::pages::calendar::day::address::Address;
use crate::pages::kit::half_filled::{autosave, restored};

/// The field of all forms that write one.
const FIELD: &str = "staff_note";

/// The form.
pub(super) fn writing(request: &Request, address: &Address, opened: &Opened) -> AnyView {
    let t = staff_words();
    let booking = &opened.booking;
    let stored = opened.note.as_ref().map(|note| note.text.clone()).unwrap_or_default();
    let action = format!("/staff/bookings/{}/note", booking.id);
    let Half { again, text, version } = half(request, &action, (stored, booking.version));
    view! {
        <section aria-labelledby="note">
            <h3 id="note">{t.calendar.note}</h3>
            {again}
            <form class="form" method="post" action=action novalidate=true data-autosave=autosave()>
                <input type="hidden" name="back" value=address.back()/>
                {seen(request, version)}
                {field(request, (t.calendar.note, Some(t.calendar.note_hint)), &text)}
                <p class="buttons">
                    <button class="button" type="submit">{t.calendar.note_save}</button>
                    <a class="button button--quiet" href=address.asking(None).href() data-key="escape">{t.kit.stop}</a>
                </p>
            </form>
        </section>
    }
    .into_any()
}

/// What a form of a note begins with.
pub(super) struct Half {
    /// That it was begun before, where it was.
    pub again: Option<AnyView>,
    /// As it was typed then, or as it is stored.
    pub text: String,
    /// The version that was seen then, or the one that is there: nothing that was written since is written over unseen.
    pub version: i64,
}

/// Of a form that comes back to be mended, nothing that was kept before.
pub(super) fn half(request: &Request, action: &str, (stored, version): (String, i64)) -> Half {
    let Some((draft, fields)) = request.half_filled(action).filter(|_| back(request).is_none()) else {
        return Half { again: None, text: stored, version };
    };
    let version = fields.some("version").and_then(|version| version.parse().ok()).unwrap_or(version);
    Half { again: Some(restored(request, draft)), text: fields.owned(FIELD), version }
}

/// The version the form was rendered from. One that comes back to be mended keeps its own: only who has been shown what is there now may
/// write over it.
pub(super) fn seen(request: &Request, version: i64) -> AnyView {
    let back = back(request).filter(|form| !form.is_changed()).and_then(|form| form.value("version"));
    version_field(back.and_then(|version| version.parse().ok()).unwrap_or(version))
}

/// The field with what is to mend of it, and, where the booking is another by now, what is written there.
pub(super) fn field(request: &Request, (label, hint): (&'static str, Option<&'static str>), stored: &str) -> AnyView {
    let t = staff_words();
    let form = back(request);
    let typed = form.map_or_else(|| stored.to_owned(), |form| form.text(FIELD).to_owned());
    let error = form.and_then(|form| form.error(FIELD));
    let error = error.map(|fault| sentence(&t.errors, "note", fault).to_owned());
    let changed = form.filter(|form| form.is_changed()).map(|_| {
        let now = if stored.trim().is_empty() { t.city.empty } else { stored };
        view! {
            <div class="notice notice--error" id="version" role="alert" tabindex="-1" autofocus=true>
                <p><strong>{t.city.changed_title}</strong></p>
                <p class="written">{t.city.now(now)}</p>
            </div>
        }
    });
    let mends: Vec<Mend> =
        error.iter().map(|sentence| Mend { id: FIELD.to_owned(), sentence: sentence.clone(), asks: false }).collect();
    let (invalid, described) = (error.is_some(), described_by(FIELD, hint.is_some(), error.is_some()));
    view! {
        {changed}
        <ErrorSummary language=staff_language() errors=mends/>
        <div class=field_class(invalid)>
            <label for=FIELD>{label}<span class="optional">{t.kit.optional}</span></label>
            <Hints name=FIELD hint=hint.map(str::to_owned) error/>
            <TextArea name=FIELD rows=4 value=typed described invalid/>
        </div>
    }
    .into_any()
}

/// The form that came back, if it has that field.
fn back(request: &Request) -> Option<&RefusedForm> {
    request.form.as_deref().filter(|form| form.value(FIELD).is_some())
}
