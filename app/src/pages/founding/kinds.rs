//! Kinds of interview, from a set.

use leptos::prelude::*;
use mendan_domain::language::Language;
use mendan_service::Refusal;
use mendan_service::city::kind_set::{KindSet, kind_sets};

use crate::context::Request;
use crate::i18n::{staff_language, staff_words};
use crate::pages::city::page::setup_page;

/// The page.
#[component]
pub fn BeginKinds() -> impl IntoView {
    let t = &staff_words().founding;
    setup_page(t.step_kinds, |request| async move { page(&request) })
}

fn page(request: &Request) -> Result<AnyView, Refusal> {
    let t = &staff_words().founding;
    let catalogue = request.catalogue();
    let sets: Vec<KindSet> = kind_sets()?.into_iter().filter(|set| set.missing(catalogue).next().is_some()).collect();
    let sets = sets.iter().enumerate().map(|(index, set)| one(set, index == 0)).collect_view();
    let done = catalogue.public_kinds().next().map(|_| view! { <p><strong>{t.done}</strong></p> });
    Ok(view! {
        <p class="links"><a href="/staff/setup/begin">{t.back}</a></p>
        {done}
        <p class="lead">{t.kinds_lead}</p>
        {sets}
        <p class="links"><a href="/staff/setup/kinds">{t.kinds_own}</a></p>
    }
    .into_any())
}

fn one(set: &KindSet, first: bool) -> AnyView {
    let t = &staff_words().founding;
    let kinds = set.kinds.iter().map(|kind| {
        let words =
            kind.texts.get(staff_language()).or_else(|| kind.texts.get(Language::Ja)).cloned().unwrap_or_default();
        view! { <li>{t.minutes(kind.minutes, words.name)}</li> }
    });
    let class = if first { "button" } else { "button button--quiet" };
    view! {
        <section aria-labelledby=set.id>
            <h2 id=set.id>{set.name.clone()}</h2>
            <p>{set.about.clone()}</p>
            <ul class="founding-needs">{kinds.collect_view()}</ul>
            <form method="post" action="/staff/setup/begin/kinds">
                <input type="hidden" name="set" value=set.id/>
                <button class=class type="submit">{t.kinds_add(&set.name)}</button>
            </form>
        </section>
    }
    .into_any()
}
