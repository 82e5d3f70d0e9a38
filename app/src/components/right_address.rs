//! The page was opened at an address that is not the city's: where to go instead, before anything is typed.

use leptos::prelude::*;
use mendan_domain::language::Language;
use mendan_words::words;

use crate::context::request;
use crate::i18n::href;

/// The sentence with the link to the same page at the city's address; nothing when she is there already.
#[component]
pub fn RightAddress(
    /// The page's language.
    language: Language,
) -> impl IntoView {
    let t = &words(language).kit;
    let asked = request();
    asked.right_address.map(|address| {
        let here = format!("{address}{}", href(language, &asked.path));
        let link = t.right_address_open(&address);
        view! {
            <div class="notice">
                <p>{t.right_address_text}</p>
                <p class="links"><a href=here>{link}</a></p>
            </div>
        }
    })
}
