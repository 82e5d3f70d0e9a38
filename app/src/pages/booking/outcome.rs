//! What a POST says when it leads nowhere else. Each outcome says what to do next, and the telephone stands below.

use leptos::prelude::*;
use mendan_domain::language::Language;
use mendan_service::handle::Handle;
use mendan_service::message::told::Told;
use mendan_service::model::Booking;
use mendan_words::{Words, words};

use crate::components::plain::{NotFound, PlainPage};
use crate::context::{Outcome, Request, request, set_status};
use crate::i18n::href;
use crate::pages::asked;
use crate::pages::booking::details::{not_held, not_kept};
use crate::pages::booking::details_form::FormOf;
use crate::pages::booking::taken::Taken;
use crate::pages::kit::missing::missing;
use crate::pages::kit::not_hers::not_hers;

/// The page.
#[component]
pub fn OutcomePage() -> impl IntoView {
    asked(async {
        let request = request();
        let booking = booking_of(&request).await;
        let language = booking.as_ref().map_or(request.language, |booking| booking.language);
        let told = booking.map(|booking| Told::of(request.catalogue(), &booking, language));
        page(&request, language, told)
    })
}

/// The booking whose own pages these are.
async fn booking_of(request: &Request) -> Option<Booking> {
    let token = request.path.strip_prefix("/b/").and_then(|rest| rest.split('/').next())?;
    request.services.find(&request.context, &Handle::Token(token.to_owned())).await.ok()
}

fn page(request: &Request, language: Language, told: Option<Told>) -> AnyView {
    match request.outcome.as_deref() {
        None | Some(Outcome::NotFound) if request.staff.is_some() => missing(),
        // Nobody comes here by an address.
        None | Some(Outcome::NotFound) => view! { <NotFound language/> }.into_any(),
        Some(Outcome::Taken { alternatives, mode, draft, action, version }) => {
            set_status(409);
            view! {
                <Taken language alternatives=alternatives.clone() mode=mode.clone() draft=draft.as_deref().cloned()
                    action=action.clone() version=version.clone()/>
            }
            .into_any()
        }
        Some(Outcome::Details { form_key, slot_id, mode, draft }) => {
            let form = FormOf::of(request, form_key, slot_id, mode);
            form.map_or_else(|| view! { <NotFound language/> }.into_any(), |form| not_kept(request, form, draft))
        }
        Some(Outcome::NotHeld { slot_id, mode }) => {
            set_status(409);
            let form = FormOf::of(request, "", slot_id, mode);
            form.map_or_else(|| view! { <NotFound language/> }.into_any(), |form| not_held(request, &form))
        }
        Some(Outcome::NotHers(permissions)) => not_hers(permissions),
        Some(Outcome::ForeignOrigin) => elsewhere(request, language),
        Some(Outcome::NoCookies) => {
            let t = words(language);
            set_status(400);
            view! { <PlainPage language title=t.outcome.cookies_title sentence=t.outcome.cookies_text elsewhere=true/> }
                .into_any()
        }
        Some(other) => plain(language, other, told),
    }
}

/// Sent from a page at another address: the same place at the city's own.
fn elsewhere(request: &Request, language: Language) -> AnyView {
    let t = words(language);
    set_status(403);
    let city = &request.catalogue().municipality;
    let address = if request.path.starts_with("/staff") {
        format!("{}/staff", city.staff_address())
    } else {
        format!("{}{}", city.public_url, href(language, "/"))
    };
    view! {
        <PlainPage language title=t.outcome.foreign_title sentence=t.outcome.foreign_text>
            <a class="button" href=address>{t.outcome.foreign_open}</a>
        </PlainPage>
    }
    .into_any()
}

fn plain(language: Language, outcome: &Outcome, told: Option<Told>) -> AnyView {
    let (status, title, sentence) = said(words(language), outcome);
    set_status(status);
    view! { <PlainPage language title sentence told/> }.into_any()
}

const fn said(t: &'static Words, outcome: &Outcome) -> (u16, &'static str, &'static str) {
    match outcome {
        Outcome::AlreadyBooked => (409, t.outcome.already_title, t.outcome.already_text),
        Outcome::TooLate => (409, t.outcome.too_late_title, t.outcome.too_late_text),
        Outcome::NotPossible => (409, t.outcome.not_possible_title, t.outcome.not_possible_text),
        Outcome::Invalid => (422, t.outcome.invalid_title, t.outcome.invalid_text),
        Outcome::ForeignOrigin => (403, t.outcome.foreign_title, t.outcome.foreign_text),
        Outcome::NoCookies => (400, t.outcome.cookies_title, t.outcome.cookies_text),
        Outcome::WrongMethod => (405, t.outcome.wrong_method_title, t.outcome.wrong_method_text),
        Outcome::TooMany => (429, t.outcome.too_many_title, t.outcome.too_many_text),
        Outcome::Busy => (503, t.outcome.busy_title, t.outcome.busy_text),
        Outcome::NotFound => (404, t.outcome.not_found_title, t.outcome.not_found_text),
        Outcome::Changed => (409, t.booking.changed_title, t.booking.said_changed),
        Outcome::Fault
        | Outcome::NotHers(_)
        | Outcome::Taken { .. }
        | Outcome::Details { .. }
        | Outcome::NotHeld { .. }
        | Outcome::Desk { .. } => (500, t.outcome.fault_title, t.outcome.fault_text),
    }
}
