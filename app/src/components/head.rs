//! What a page says about itself in `<html>`, `<head>` and `<body>`, and its first link.

use leptos::prelude::*;
use leptos_meta::{Body, Html, Title};
use mendan_domain::language::Language;
use mendan_words::words;

use super::textarea::escaped;

/// Language and title of the page, and the link that jumps over its header. The first thing every page frame shows.
#[component]
pub fn Head(
    /// The page's language.
    language: Language,
    /// The page's title, complete.
    title: String,
    /// A page of the staff: denser type.
    #[prop(optional)]
    staff: bool,
) -> impl IntoView {
    // Written out here and now: once an asynchronous page is being rendered, these two would not find their place any more.
    let _ = view! { <Html attr:lang=language.tag()/> }.to_html();
    if staff {
        let _ = view! { <Body attr:class="staff"/> }.to_html();
    }
    // Written as it is by leptos_meta; a city's name stands in it.
    let title = escaped(title);
    view! {
        <Title text=title/>
        <a class="skip" href="#main">{words(language).kit.skip}</a>
    }
}
