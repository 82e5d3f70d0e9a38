//! `/staff/setup/kinds`: all kinds of interviews; one of them with its rules; sets to begin with.

mod edit;
mod leaflets;
mod outcome;
mod rules;
mod words;

use leptos::prelude::*;
use mendan_service::Refusal;
use mendan_service::city::catalogue::{Catalogue, Kind};
use mendan_service::city::kind_set::{KindSet, kind_sets};
use mendan_service::model::Listed;

use crate::components::mode_icon::mode_word;
use crate::context::Request;
use crate::i18n::{staff_language, staff_words};
use crate::pages::city::listed;
use crate::pages::city::page::setup_page;

pub use edit::KindEdit;
pub(crate) use outcome::warnings;

/// The list.
#[component]
pub fn Kinds() -> impl IntoView {
    let t = &staff_words().city;
    setup_page(t.kinds, page)
}

async fn page(request: Request) -> Result<AnyView, Refusal> {
    let t = &staff_words().city;
    let catalogue = request.catalogue();
    let above = std::iter::once(None).chain(catalogue.kinds.iter().map(|kind| Some(kind.id.0)));
    let rows = above.zip(&catalogue.kinds).map(|(above, kind)| row(above, kind)).collect_view();
    let sets = kind_sets()?;
    let sets = sets.iter().map(|set| set_view(catalogue, set)).collect_view();
    Ok(view! {
        {warnings(&request).await?}
        <p class="buttons"><a class="button" href="/staff/setup/kinds/new">{t.kind_add}</a></p>
        <ul class="setup-list">{rows}</ul>
        <section aria-labelledby="sets"><h2 id="sets">{t.sets}</h2>{sets}</section>
    }
    .into_any())
}

fn row(above: Option<i64>, kind: &Kind) -> AnyView {
    let t = &staff_words().city;
    let state = match (kind.active, kind.rules.web) {
        (false, _) => t.kind_closed,
        (true, false) => t.kind_by_staff,
        (true, true) => t.kind_by_residents,
    };
    let about = t.kind_about(kind.minutes, ways(kind.modes.iter()), state);
    listed::row(above, Listed::Kind(kind.id), &kind.words(staff_language()).name, about)
}

fn ways(modes: impl Iterator<Item = mendan_domain::booking::mode::Mode>) -> String {
    modes.map(|mode| mode_word(staff_language(), mode)).collect::<Vec<_>>().join(staff_words().city.and_dot)
}

/// What a set would add, and the button that does it.
fn set_view(catalogue: &Catalogue, set: &KindSet) -> AnyView {
    let t = &staff_words().city;
    let missing: Vec<&str> = set.missing(catalogue).map(|kind| kind.slug.as_str()).collect();
    let rows = set.kinds.iter().map(|kind| {
        let words = kind.texts.get(staff_language()).cloned().unwrap_or_default();
        let there = if missing.contains(&kind.slug.as_str()) { "" } else { t.set_there };
        let about = t.kind_about(kind.minutes, ways(kind.modes.iter().copied()), staff_words().offer.deadline_of(&staff_words().dates, kind.rules.book));
        view! { <li><strong>{words.name}{there}</strong><br/>{words.audience}<br/><span class="soft">{about}</span></li> }
    });
    let rows = rows.collect_view();
    let add = match missing.len() {
        0 => view! { <p class="soft">{t.set_complete}</p> }.into_any(),
        n => view! {
            <form method="post" action="/staff/setup/kinds/set">
                <input type="hidden" name="set" value=set.id/>
                <button class="button button--quiet" type="submit">{t.set_add(n, &set.name)}</button>
            </form>
        }
        .into_any(),
    };
    view! { <details class="more"><summary>{set.name.clone()}</summary><p>{set.about.clone()}</p><ul class="stack">{rows}</ul>{add}</details> }
        .into_any()
}
