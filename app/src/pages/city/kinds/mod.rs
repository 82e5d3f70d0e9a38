//! `/staff/setup/kinds`: all kinds of interviews; one of them with its rules; sets to begin with.

mod edit;
mod leaflets;
mod outcome;
mod rules;
mod words;

use leptos::prelude::*;
use mendan_domain::language::Language;
use mendan_service::Refusal;
use mendan_service::city::catalogue::{Catalogue, Kind};
use mendan_service::city::kind_set::{KindSet, kind_sets};
use mendan_service::model::Listed;

use crate::components::mode_icon::mode_word;
use crate::context::Request;
use crate::pages::city::listed;
use crate::pages::city::page::setup_page;

pub use edit::KindEdit;
pub(crate) use outcome::warnings;

/// The list.
#[component]
pub fn Kinds() -> impl IntoView {
    setup_page("面談の種類", page)
}

async fn page(request: Request) -> Result<AnyView, Refusal> {
    let catalogue = request.catalogue();
    let above = std::iter::once(None).chain(catalogue.kinds.iter().map(|kind| Some(kind.id.0)));
    let rows = above.zip(&catalogue.kinds).map(|(above, kind)| row(above, kind)).collect_view();
    let sets = kind_sets()?;
    let sets = sets.iter().map(|set| set_view(catalogue, set)).collect_view();
    Ok(view! {
        {warnings(&request).await?}
        <p class="buttons"><a class="button" href="/staff/setup/kinds/new">"種類を加える"</a></p>
        <ul class="setup-list">{rows}</ul>
        <section aria-labelledby="sets"><h2 id="sets">"セットから加える"</h2>{sets}</section>
    }
    .into_any())
}

fn row(above: Option<i64>, kind: &Kind) -> AnyView {
    let state = match (kind.active, kind.rules.web) {
        (false, _) => "受け付けていません",
        (true, false) => "職員が予約",
        (true, true) => "利用者が予約",
    };
    let about = format!("{}分 ・ {} ・ {state}", kind.minutes, ways(kind.modes.iter()));
    listed::row(above, Listed::Kind(kind.id), &kind.words(Language::Ja).name, about)
}

fn ways(modes: impl Iterator<Item = mendan_domain::booking::mode::Mode>) -> String {
    modes.map(|mode| mode_word(Language::Ja, mode)).collect::<Vec<_>>().join("・")
}

/// What a set would add, and the button that does it.
fn set_view(catalogue: &Catalogue, set: &KindSet) -> AnyView {
    let missing: Vec<&str> = set.missing(catalogue).map(|kind| kind.slug.as_str()).collect();
    let rows = set.kinds.iter().map(|kind| {
        let words = kind.texts.get(Language::Ja).cloned().unwrap_or_default();
        let there = if missing.contains(&kind.slug.as_str()) { "" } else { "(もうあります)" };
        let about = format!("{}分 ・ {} ・ {}", kind.minutes, ways(kind.modes.iter().copied()), kind.rules.book.ja());
        view! { <li><strong>{words.name}{there}</strong><br/>{words.audience}<br/><span class="soft">{about}</span></li> }
    });
    let rows = rows.collect_view();
    let add = match missing.len() {
        0 => view! { <p class="soft">"このセットの種類は、すべてあります。"</p> }.into_any(),
        n => view! {
            <form method="post" action="/staff/setup/kinds/set">
                <input type="hidden" name="set" value=set.id/>
                <button class="button button--quiet" type="submit">{format!("「{}」から{n}種類を加える", set.name)}</button>
            </form>
        }
        .into_any(),
    };
    view! { <details class="more"><summary>{set.name.clone()}</summary><p>{set.about.clone()}</p><ul class="stack">{rows}</ul>{add}</details> }
        .into_any()
}
