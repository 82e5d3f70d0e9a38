//! `/`: what can be booked. Nothing else.

use leptos::prelude::*;
use mendan_domain::language::Language;
use mendan_domain::offer::rules::DueDate;
use mendan_service::city::catalogue::Kind;
use mendan_words::words;

use crate::components::page::Page;
use crate::components::phone::Phone;
use crate::components::right_address::RightAddress;
use crate::context::request;
use crate::i18n::href;

/// The page.
#[component]
pub fn Start() -> impl IntoView {
    let asked = request();
    let language = asked.language;
    let t = words(language);
    let city = asked.catalogue().municipality.words(language).name;
    let kinds = asked.catalogue().public_kinds().map(|kind| row(language, kind)).collect_view();
    // Nurses and midwives are spoken of only where every kind has to do with births.
    let births = asked.catalogue().public_kinds().all(|kind| kind.rules.due_date != DueDate::Hidden);
    let lead = if births { t.booking.start_lead } else { t.booking.start_lead_plain };
    let none = asked.catalogue().public_kinds().next().is_none().then(|| {
        view! { <div class="plain"><h2>{t.booking.start_empty_title}</h2><p>{t.booking.start_empty_text}</p></div> }
    });
    view! {
        <Page language title="" start=true>
            <RightAddress language/>
            <h1>{t.booking.start_title(city)}</h1>
            <p class="lead">{lead}</p>
            <ul class="kinds">{kinds}</ul>
            {none}
            <Phone language/>
        </Page>
    }
}

fn row(language: Language, kind: &Kind) -> impl IntoView + use<> {
    let minutes = words(language).kit.about_minutes(kind.minutes);
    let words = kind.words(language);
    let address = href(language, &format!("/book/{}", kind.slug));
    view! {
        <li><a class="kind" href=address>
            <strong>{words.name}</strong><span>{words.audience}</span><span class="kind-time">{minutes}</span>
        </a></li>
    }
}
