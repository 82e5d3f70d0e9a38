//! The frame of public pages: name of the service, languages, one column.

use leptos::prelude::*;
use leptos_router::hooks::use_url;
use mendan_domain::language::Language;
use mendan_words::words;

use super::foot::Foot;
use super::head::Head;
use super::look::Logo;
use crate::context::request;
use crate::i18n::href;

/// Where the other languages of a page are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum OtherLanguages {
    /// The same address with another prefix.
    #[default]
    Prefix,
    /// The same address with `?lang=`.
    Query,
    /// The start page: this page answers a POST, or does not exist.
    Start,
    /// Buttons of the form [`TYPED`]: what is typed goes along and stands in the page of that language.
    Typed,
}

/// The id of a form whose typed values every control beside it takes along.
pub const TYPED: &str = "typed";

/// A public page.
#[component]
pub fn Page(
    /// The page's language.
    language: Language,
    /// What the page is, without the name of the service.
    #[prop(into)]
    title: String,
    /// Says nothing about what is booked, for a discreet booking.
    #[prop(optional)]
    discreet: bool,
    /// The start page: shows the languages openly, and its own name in its heading.
    #[prop(optional)]
    start: bool,
    /// Where the other languages are.
    #[prop(optional)]
    others: OtherLanguages,
    /// The page.
    children: Children,
) -> impl IntoView {
    let t = &words(language).kit;
    let city = request().catalogue().municipality.words(language).name;
    let service = if discreet { t.site_name_discreet(city) } else { t.site_name(city) };
    let title = if title.is_empty() { service.clone() } else { title + " | " + &service };
    // Where there is one language, there is nothing to choose.
    let several = request().catalogue().municipality.languages().nth(1).is_some();
    let switch = several.then(|| view! { <Languages language others/> });
    let top = if start {
        view! { <Logo alt=true/>{switch} }.into_any()
    } else {
        let menu = switch.map(|switch| {
            view! { <details class="language-menu"><summary>{t.languages}</summary>{switch}</details> }
        });
        view! { <a class="top-name" href=href(language, "/")><Logo/>{service}</a>{menu} }.into_any()
    };
    view! {
        <Head language title/>
        <div class="page">
            {(others == OtherLanguages::Typed).then(default_button)}
            <header class="top">{top}</header>
            <main id="main" class="main stack" tabindex="-1">{children()}</main>
            <Foot language/>
        </div>
    }
}

/// Enter in a field presses the first button of its form, wherever it stands: this unseen one, not what comes above the
/// fields.
fn default_button() -> AnyView {
    view! { <button class="said" type="submit" form=TYPED tabindex="-1" aria-hidden="true"></button> }.into_any()
}

/// Each language in its own name.
#[component]
fn Languages(language: Language, others: OtherLanguages) -> impl IntoView {
    let request = request();
    let offered: Vec<Language> = request.catalogue().municipality.languages().collect();
    let path = request.path;
    let query = use_url().get_untracked().search().to_owned();
    let address = move |other: Language| match others {
        OtherLanguages::Prefix if query.is_empty() => href(other, &path),
        OtherLanguages::Prefix => format!("{}?{query}", href(other, &path)),
        OtherLanguages::Query => format!("{path}?lang={}", other.tag()),
        OtherLanguages::Start => href(other, "/"),
        OtherLanguages::Typed => href(other, "/hold/keep"),
    };
    let entry = move |other: Language| {
        if other == language {
            view! { <span aria-current="true">{other.own_name()}</span> }.into_any()
        } else if others == OtherLanguages::Typed {
            view! {
                <button class="button button--link" type="submit" form=TYPED formaction=address(other) formnovalidate=true lang=other.tag()>
                    {other.own_name()}
                </button>
            }
            .into_any()
        } else {
            view! { <a href=address(other) lang=other.tag() hreflang=other.tag()>{other.own_name()}</a> }.into_any()
        }
    };
    view! {
        <nav class="languages" aria-label=words(language).kit.languages>{offered.into_iter().map(entry).collect_view()}</nav>
    }
}
