//! The foot of public pages: where the city says more.

use leptos::prelude::*;
use mendan_domain::language::Language;
use mendan_service::city::catalogue::Municipality;
use mendan_service::city::settings::links::LinkTo;
use mendan_words::words;

use crate::context::request;

/// What a link is called where the city has no word of its own.
pub(crate) fn usual(to: LinkTo, city: &Municipality, language: Language) -> String {
    let t = &words(language).kit;
    match to {
        LinkTo::Site => t.foot_site(city.words(language).name),
        LinkTo::Privacy => t.foot_privacy.to_owned(),
        LinkTo::Accessibility => t.foot_accessibility.to_owned(),
        LinkTo::Contact => t.foot_contact.to_owned(),
    }
}

/// The links, if there are any.
#[component]
pub fn Foot(
    /// The page's language.
    language: Language,
) -> impl IntoView {
    let request = request();
    let city = &request.catalogue().municipality;
    let links = city.settings.links.iter().map(|(to, link)| {
        let label = link.own_label(language).map_or_else(|| usual(to, city, language), str::to_owned);
        view! { <li><a href=link.url.clone()>{label}</a></li> }
    });
    let links: Vec<_> = links.collect();
    (!links.is_empty()).then(|| {
        view! { <footer class="foot"><nav aria-label=words(language).kit.foot><ul>{links}</ul></nav></footer> }
    })
}
