//! A booking to try, and how it is called off again.

use leptos::prelude::*;

use crate::context::Request;
use crate::i18n::staff_words;
use crate::pages::city::page::setup_page;

/// The page.
#[component]
pub fn BeginTrial() -> impl IntoView {
    let t = &staff_words().founding;
    setup_page(t.trial_title, |request| async move { Ok(page(&request)) })
}

fn page(request: &Request) -> AnyView {
    let t = &staff_words().founding;
    // Residents come in at another door than she has.
    let public = format!("{}/", request.catalogue().municipality.public_url);
    view! {
        <p class="links"><a href="/staff/setup/begin">{t.back}</a></p>
        <p class="lead">{t.trial_lead}</p>
        <p>{t.trial_cancel}</p>
        <p class="buttons"><a class="button" href=public>{t.trial_open}</a></p>
    }
    .into_any()
}
