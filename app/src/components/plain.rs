//! Nothing here, or not possible: said large, then the ways on.

use leptos::prelude::*;
use mendan_domain::language::Language;
use mendan_service::message::told::Told;
use mendan_words::words;

use super::page::{OtherLanguages, Page};
use super::phone::Phone;
use super::right_address::RightAddress;
use crate::context::set_status;
use crate::i18n::href;

/// A whole page that says one thing, with the way to the start and the telephone.
#[component]
pub fn PlainPage(
    /// The page's language.
    language: Language,
    /// The one thing.
    #[prop(into)]
    title: String,
    /// What to do.
    #[prop(into)]
    sentence: String,
    /// What the booking tells whose page this is.
    #[prop(optional_no_strip, into)]
    told: Option<Told>,
    /// Says where the city's address is, if this is another.
    #[prop(optional)]
    elsewhere: bool,
    /// Another way on, before the way to the start.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let t = words(language);
    view! {
        <Page language title=title.clone() others=OtherLanguages::Start>
            {elsewhere.then(|| view! { <RightAddress language/> })}
            <div class="plain">
                <h1>{title}</h1>
                <p>{sentence}</p>
                <p class="buttons">
                    {children.map(|children| children())}
                    <a class="button button--quiet" href=href(language, "/")>{t.kit.to_start}</a>
                </p>
            </div>
            <Phone language told/>
        </Page>
    }
}

/// 404.
#[component]
pub fn NotFound(
    /// The page's language.
    language: Language,
) -> impl IntoView {
    set_status(404);
    let t = words(language);
    view! { <PlainPage language title=t.outcome.not_found_title sentence=t.outcome.not_found_text/> }
}
