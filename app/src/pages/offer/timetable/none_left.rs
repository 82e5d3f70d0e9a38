//! A day without a free time, or a kind without any: when and where the next one is.

use leptos::prelude::*;
use mendan_domain::language::Language;
use mendan_domain::offer::PublicSlot;
use mendan_service::city::catalogue::Kind;
use mendan_words::words;

use super::load::Timetable;
use super::strip::Mark;
use super::view::{Links, office_slug};
use crate::components::dates;
use crate::components::mode_icon::mode_word;
use crate::context::request;

/// Says it and leads on.
#[component]
pub(super) fn NoneLeft(language: Language, kind: Kind, table: Timetable, links: Links) -> impl IntoView {
    match table.next.clone() {
        Some(next) => view! { <NextFree language table links next/> }.into_any(),
        None => view! { <Nothing language kind table links/> }.into_any(),
    }
}

#[component]
fn NextFree(language: Language, table: Timetable, links: Links, next: PublicSlot) -> impl IntoView {
    let t = &words(language).booking;
    let asked = request();
    let catalogue = asked.catalogue();
    let name = |id| catalogue.office(id).map(|office| office.words(language).name).unwrap_or_default();
    let shown = dates::day(language, table.day);
    let mark = table.strip.iter().find(|day| day.date == table.day).map(|day| day.mark);
    let why = match (mark, table.office) {
        (Some(Mark::Closed), _) => t.times_closed(&shown),
        (Some(Mark::Over), _) => t.times_over.to_owned(),
        (_, Some(office)) => t.times_full_at(name(office)),
        (_, None) => t.times_full(&shown),
    };
    let at = dates::local(catalogue, next.starts_at);
    let day = dates::day(language, at.date_naive());
    let address = links.to(table.mode, office_slug(&table).as_deref(), Some(at.date_naive()));
    let elsewhere = table.elsewhere.as_ref().map(|slot| {
        let time = dates::clock(language, dates::local(catalogue, slot.starts_at));
        let address = links.to(table.mode, None, Some(table.day));
        view! { <a href=address>{t.times_elsewhere(time)}</a> }
    });
    view! {
        <section aria-labelledby="day">
            <h2 class="day-name" id="day">{shown}</h2>
            <div class="next-free">
                <p>{why}</p>
                <p>{t.times_nearest}</p>
                <p><strong><time datetime=dates::iso(at)>{format!("{day} {}", dates::clock(language, at))}</time>" "{name(next.id.office)}</strong></p>
                <p class="buttons">
                    <a class="button" href=address>{t.times_see_day(day)}</a>
                    {elsewhere}
                </p>
            </div>
        </section>
    }
}

#[component]
fn Nothing(language: Language, kind: Kind, table: Timetable, links: Links) -> impl IntoView {
    let t = &words(language).booking;
    let other = table.other_mode.filter(|mode| links.modes && kind.modes.has(*mode)).map(|mode| {
        let words = t.times_see_mode(mode_word(language, mode));
        view! { <a class="button button--quiet" href=links.to(mode, None, None)>{words}</a> }
    });
    let everywhere = table.office.map(|_| {
        view! { <a class="button button--quiet" href=links.to(table.mode, None, None)>{t.times_see_all_offices}</a> }
    });
    view! {
        <section aria-labelledby="day">
            <div class="plain">
                <h2 class="day-name" id="day">{t.times_empty_title}</h2>
                <p>{t.times_empty_text}</p>
                <p>{t.times_empty_call}</p>
                <p class="buttons">{everywhere}{other}</p>
            </div>
        </section>
    }
}
