//! The telephone: an equal way, at the end of every public page that may not be enough.

use leptos::prelude::*;
use mendan_domain::language::Language;
use mendan_service::message::told::Told;
use mendan_words::words;

use super::mode_icon::PHONE;
use crate::context::request;

/// `tel:` with the digits only.
pub fn tel(phone: &str) -> String {
    format!("tel:{}", phone.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect::<String>())
}

/// Number and hours.
#[component]
pub fn Phone(
    /// The page's language.
    language: Language,
    /// She has a booking: the number is for questions.
    #[prop(optional)]
    booked: bool,
    /// What her booking tells: its number, whatever the page.
    #[prop(optional_no_strip, into)]
    told: Option<Told>,
) -> impl IntoView {
    let t = &words(language).kit;
    let title = if booked { t.phone_title_booked } else { t.phone_title };
    let city = &request().context.catalogue.municipality;
    let words = city.words(language);
    let (number, department) =
        told.map_or((city.phone.clone(), words.department), |told| (told.phone, told.department));
    let dial = tel(&number);
    let hours = words.phone_hours.lines().map(|line| view! { {line.to_owned()}<br/> }).collect_view();
    view! {
        <section class="phone" aria-labelledby="phone-title">
            <h2 id="phone-title">{title}</h2>
            <p><a class="phone-number" href=dial>
                <svg class="icon" viewBox="0 0 20 20" aria-hidden="true" focusable="false"><path d=PHONE/></svg>
                {number}
            </a></p>
            <p>{(!department.is_empty()).then(|| view! { {department}<br/> })}{hours}</p>
        </section>
    }
}
