//! The form of a new key.

use leptos::prelude::*;
use mendan_service::message::dkim::{Algorithm, DkimKeys};

use super::PAGE;
use crate::i18n::staff_words;
use crate::pages::city::form::{Choice, Form, Line};

/// All of it.
pub(super) fn new(form: Form<'_>, known: &DkimKeys) -> AnyView {
    let t = &staff_words().dkim;
    let domains: Vec<(String, String)> =
        known.domains.iter().map(|domain| (domain.clone(), t.choice_domain(domain))).collect();
    let first = known.domains.first().map(String::as_str).unwrap_or_default();
    let sorts = Algorithm::ALL.map(|algorithm| (algorithm.as_str().to_owned(), word(algorithm).to_owned())).into();
    let stored = Algorithm::default().as_str();
    let open = form.error("key_password").is_some();
    view! {
        <form class="form" method="post" action=PAGE novalidate=true aria-labelledby="new">
            <h2 id="new">{t.new}</h2>
            <p>{t.new_text}</p>
            {Choice { name: "sender_domain", label: t.sender_domain, options: domains, stored: first, hint: None }.radios(form)}
            {Line::text("selector", t.selector, known.suggested.clone()).hint(t.selector_hint).view(form)}
            {Choice { name: "algorithm", label: t.algorithm, options: sorts, stored, hint: None }.radios(form)}
            <details class="more" open=open>
                <summary>{t.own}</summary>
                {Line::lines("key_password", t.private_key, "").optional().hint(t.private_key_hint).view(form)}
            </details>
            <p class="buttons"><button class="button" type="submit">{t.make}</button></p>
        </form>
    }
    .into_any()
}

fn word(algorithm: Algorithm) -> &'static str {
    let t = &staff_words().dkim;
    match algorithm {
        Algorithm::Rsa => t.rsa,
        Algorithm::Ed25519 => t.ed25519,
    }
}
