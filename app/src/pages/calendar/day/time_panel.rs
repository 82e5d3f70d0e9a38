//! One published time, opened: book into it, close it, open it again.

use leptos::prelude::*;
use mendan_domain::booking::mode::Mode;
use mendan_domain::ids::NurseSlotId;
use mendan_service::booking::answer::local;

use super::address::Address;
use super::board::{Board, Column, Item, Time, TimeState};
use crate::components::dates;
use crate::context::Request;
use crate::i18n::staff_words;
use crate::pages::kit::actions::open_form;
use crate::pages::kit::words::{day, kind_name, mode_word, office_name, profession, span};
use crate::pages::range::close::{barred_form, close_form};
use crate::pages::range::links;

/// The panel; none when the time was taken meanwhile or is of another day.
pub(super) fn time_panel(request: &Request, address: &Address, boards: &[Board], id: NurseSlotId) -> Option<AnyView> {
    let (board, column, time) = boards.iter().find_map(|board| {
        board.columns.iter().find_map(|column| {
            let times =
                column.items.iter().filter_map(|item| if let Item::Time(time) = item { Some(time) } else { None });
            let time = times.into_iter().find(|time| time.slots.iter().any(|slot| slot.id == id))?;
            Some((board, column, time))
        })
    })?;
    let catalogue = request.catalogue();
    let start = local(catalogue, time.starts_at);
    let t = staff_words();
    let word = match time.state {
        TimeState::Free => t.calendar.free,
        TimeState::Closed => t.calendar.closed,
        TimeState::Barred(_) => t.calendar.time_barred,
        TimeState::Past => t.calendar.time_passed,
    };
    let which = dates::time(start);
    let form = form(request, time, &address.back(), &which);
    let around = closes_around(request, column, time, address.closed().back());
    let closes = form.is_some() && time.state == TimeState::Free;
    let hint = closes.then(|| view! { <p class="hint">{t.calendar.close_hint}</p> });
    Some(
        view! {
            <aside class="panel" id="panel" tabindex="-1" aria-labelledby="panel-title">
                <div class="panel-head"><h2 id="panel-title">{word}</h2><a href=address.closing() data-key="escape">{t.kit.close}</a></div>
                <p class="panel-date">{day(start.date_naive())}<br/>{span(catalogue, time.starts_at, time.ends_at)}</p>
                <dl class="facts">
                    <dt>{t.kit.nurse}</dt><dd>{column.nurse.display_name.clone()}" "{profession(column.nurse.profession)}</dd>
                    <dt>{t.kit.place}</dt><dd>{office_name(Some(&board.office))}</dd>
                    {kinds(request, time)}
                </dl>
                {(time.state == TimeState::Free && request.books()).then(|| book_links(request, board, column, time))}
                {form}
                {hint}
                {around}
            </aside>
        }
        .into_any(),
    )
}

/// What can be done to the time itself: nothing once it is over.
pub(super) fn form(request: &Request, time: &Time, back: &str, which: &str) -> Option<AnyView> {
    let slot = time.slots.first()?;
    match time.state {
        TimeState::Past => None,
        TimeState::Free => close_form(request, (slot.id, slot.staff), back, which),
        TimeState::Closed => open_form(request, slot.id, true, back, which),
        TimeState::Barred(_) => barred_form(request, &time.slots, back, which),
    }
}

/// The way to close or move it together with others; of what is over there is nothing to close.
fn closes_around(request: &Request, column: &Column, time: &Time, back: String) -> Option<AnyView> {
    let coming = time.state != TimeState::Past;
    coming.then(|| links::around(request, column.nurse.id, (time.starts_at, time.ends_at), back)).flatten()
}

fn kinds(request: &Request, time: &Time) -> AnyView {
    let t = staff_words();
    let rows = time.slots.iter().map(|slot| {
        let modes = slot.modes.iter().map(mode_word).collect::<Vec<_>>().join(t.kit.between_modes);
        view! { <dt>{t.kit.interview}</dt><dd>{t.calendar.with_modes(kind_name(request.catalogue().kind(slot.kind)), modes)}</dd> }
    });
    rows.collect_view().into_any()
}

/// A link per kind to the desk's new booking, at this office from this time on, of this nurse.
fn book_links(request: &Request, board: &Board, column: &Column, time: &Time) -> AnyView {
    let t = &staff_words().calendar;
    let links = time.slots.iter().filter_map(|slot| {
        let kind = request.catalogue().kind(slot.kind)?;
        let mode = slot.modes.iter().next().unwrap_or(Mode::InPerson);
        let public =
            mendan_domain::offer::slot::SlotId { office: slot.office, kind: slot.kind, starts_at: slot.starts_at };
        let href = format!(
            "/staff/desk?new=1&kind={}&mode={}&office={}&slot={public}&nurse={}",
            kind.slug,
            mode.as_str(),
            board.office.slug,
            column.nurse.id
        );
        Some(view! { <a href=href>{t.book_kind(kind_name(Some(kind)))}</a> })
    });
    view! { <nav class="links" aria-label=t.time_links>{links.collect_view()}</nav> }.into_any()
}
