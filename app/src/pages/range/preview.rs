//! What would become of the times and bookings, each in words, and the button that does it.

use leptos::prelude::*;
use mendan_service::model::Booking;
use mendan_service::range::form::RangeForm;
use mendan_service::range::preview::{BookingLine, Preview, TimeLine};
use mendan_service::range::scope::Act;

use super::PAGE;
use super::words::{fate, state, then, whose};
use crate::components::dates;
use crate::context::Request;
use crate::i18n::staff_words;
use crate::pages::city::form::{Form, Line};
use crate::pages::kit::half_filled::{autosave, restored};
use crate::pages::kit::linked::linked;
use crate::pages::kit::words::{kind_name, when};

/// The section.
pub(super) fn preview(request: &Request, form: &RangeForm, preview: &Preview) -> AnyView {
    let t = &staff_words().range;
    let changed = Form::of(request).error("digest").is_some();
    view! {
        <section id="digest" class="stack" tabindex="-1" aria-labelledby="affects">
            <h2 id="affects">{title(preview)}</h2>
            {changed.then(|| view! { <p><strong>{t.changed}</strong></p> })}
            {button(request, form, preview)}
            {bookings(request, &preview.bookings)}
            {times(request, preview)}
        </section>
    }
    .into_any()
}

fn title(preview: &Preview) -> String {
    let t = &staff_words().range;
    match preview.range.act {
        Act::Copy(_) => t.affects_times(preview.changed()),
        Act::Close | Act::Open | Act::Move(_) => t.affects(preview.met(), preview.changed()),
    }
}

/// The form that does it, with its consequence; or that there is nothing to do.
fn button(request: &Request, form: &RangeForm, preview: &Preview) -> AnyView {
    let t = &staff_words().range;
    let (nothing, word, note) = match preview.range.act {
        Act::Close => (t.nothing_close, t.close_button, None),
        Act::Open => (t.nothing_open, t.open_button, Some(t.open_note)),
        Act::Move(_) => (t.nothing_move, t.move_button, Some(t.moved_note)),
        Act::Copy(_) => (t.nothing_copy, t.copy_button, Some(t.copied_note)),
    };
    let empty = (preview.times.is_empty() && preview.bookings.is_empty()) || !preview.writes;
    let nothing = empty.then(|| view! { <p>{nothing}</p> });
    if !preview.writes {
        return view! { {nothing}{note.map(|note| view! { <p>{note}</p> })} }.into_any();
    }
    let closes = preview.range.act == Act::Close;
    let hidden = form.pairs().into_iter().map(|(name, value)| {
        view! { <input type="hidden" name=name value=value.to_owned()/> }
    });
    // The reason that she had begun for just this; a form that came back has its own.
    let plain = |form: RangeForm| RangeForm { reason: String::new(), ..form };
    let half = request.half_filled(PAGE).filter(|(_, fields)| {
        closes && request.form.is_none() && plain(RangeForm::typed(fields)) == plain(form.clone())
    });
    let again = half.as_ref().map(|(draft, _)| restored(request, draft));
    let begun = half.map(|(_, fields)| fields.owned("reason")).unwrap_or_default();
    let reason = closes.then(|| Line::text("reason", t.reason, begun).hint(t.reason_hint).view(Form::of(request)));
    view! {
        {nothing}
        {again}
        <form class="form" method="post" action=PAGE novalidate data-autosave=closes.then(autosave)>
            {hidden.collect_view()}
            <input type="hidden" name="digest" value=preview.digest.clone()/>
            {reason}
            {note.map(|note| view! { <p class="hint">{note}</p> })}
            <p class="buttons"><button class="button" type="submit">{word}</button></p>
        </form>
    }
    .into_any()
}

fn times(request: &Request, preview: &Preview) -> Option<AnyView> {
    let t = &staff_words().range;
    let rows = preview.times.iter().map(|line| time(request, preview, line)).collect_view();
    (!preview.times.is_empty()).then(|| {
        view! { <section aria-labelledby="range-times"><h3 id="range-times">{t.times_title}</h3><ul class="ranges-lines">{rows}</ul></section> }
            .into_any()
    })
}

fn time(request: &Request, preview: &Preview, line: &TimeLine) -> AnyView {
    let catalogue = request.catalogue();
    let at = dates::local(catalogue, line.starts_at);
    let kind = line.kind.map(|kind| format!(" {}", kind_name(catalogue.kind(kind))));
    let class = if line.changes { "is-changed" } else { "soft" };
    view! {
        <li class=class>
            <time datetime=dates::iso(at)>{when(catalogue, line.starts_at)}</time>
            <span>{whose(request, line.staff, line.office)}{kind}</span>
            <span>{state(request, &line.was, line.staff)}" → "<strong>{then(request, preview, line)}</strong></span>
        </li>
    }
    .into_any()
}

fn bookings(request: &Request, lines: &[BookingLine]) -> Option<AnyView> {
    let t = &staff_words().range;
    let rows = lines.iter().map(|line| {
        let said = fate(request, line);
        view! { <li><span>{booking(request, &line.booking)}</span><strong>{said}</strong></li> }
    });
    let rows = rows.collect_view();
    (!lines.is_empty()).then(|| {
        view! { <section aria-labelledby="range-bookings"><h3 id="range-bookings">{t.bookings_title}</h3><ul class="ranges-lines">{rows}</ul></section> }
            .into_any()
    })
}

/// Which booking, without saying whose: her name is behind the link, where looking is logged.
fn booking(request: &Request, booking: &Booking) -> AnyView {
    let catalogue = request.catalogue();
    let day = catalogue.municipality.local_date(booking.starts_at);
    let who = whose(request, booking.claim.staff, booking.office);
    let words = staff_words().range.booking_of(
        kind_name(catalogue.kind(booking.kind)),
        when(catalogue, booking.starts_at),
        who,
    );
    linked(request, format!("/staff?date={day}&booking={}#panel", booking.id), words)
}
