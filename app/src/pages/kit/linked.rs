//! Links for whoever may open what they lead to: nobody is sent where the server turns her back.

use leptos::prelude::*;

use crate::context::Request;
use crate::i18n::staff_words;

/// The words with their link; the words alone for whoever may not open that page.
pub(crate) fn linked(request: &Request, href: String, words: impl IntoView + 'static) -> AnyView {
    linked_if(leads_her(request, &href), href, words)
}

/// The words with their link where that holds.
pub(crate) fn linked_if(hers: bool, href: String, words: impl IntoView + 'static) -> AnyView {
    if hers { view! { <a href=href>{words}</a> }.into_any() } else { words.into_any() }
}

/// Whether she may open what that link leads to.
pub(crate) fn leads_her(request: &Request, href: &str) -> bool {
    request.opens(href.split(['?', '#']).next().unwrap_or_default())
}

/// To the day and to the desk, as far as she may: what a page of its own has in the bar.
pub(crate) fn bar_ways(request: &Request) -> AnyView {
    let t = &staff_words().kit;
    ways(request, [("/staff", t.day, "bar-link"), ("/staff/desk", t.nav_desk, "bar-link")])
}

/// The ways on from where there is nothing for her.
pub(crate) fn ways_on(request: &Request) -> AnyView {
    let t = &staff_words().kit;
    ways(request, [("/staff", t.to_day, "button button--quiet"), ("/staff/desk", t.to_desk, "")])
}

fn ways(request: &Request, all: [(&'static str, &'static str, &'static str); 2]) -> AnyView {
    let hers = all.into_iter().filter(|(path, ..)| request.opens(path));
    hers.map(|(path, word, class)| view! { <a class=class href=path>{word}</a> }).collect_view().into_any()
}
