//! What a POST says when it leads nowhere else. Each outcome says what to do next, and the telephone stands below.

use leptos::prelude::*;
use mendan_domain::language::Language;
use mendan_service::model::Booking;
use mendan_service::told::Told;
use mendan_service::usecase::find::Handle;

use super::taken::Taken;
use crate::components::plain::{NotFound, PlainPage};
use crate::context::{Outcome, Request, request, set_status};
use crate::i18n::{Texts, texts};
use crate::pages::asked;
use crate::pages::staff::missing;

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
        Some(Outcome::Taken { alternatives, mode, draft, action }) => {
            set_status(409);
            view! { <Taken language alternatives=alternatives.clone() mode=mode.clone() draft=draft.as_deref().cloned() action=action.clone()/> }.into_any()
        }
        Some(other) => plain(language, other, told),
    }
}

fn plain(language: Language, outcome: &Outcome, told: Option<Told>) -> AnyView {
    let (status, title, sentence) = words(texts(language), outcome);
    set_status(status);
    view! { <PlainPage language title sentence told/> }.into_any()
}

const fn words(t: &'static Texts, outcome: &Outcome) -> (u16, &'static str, &'static str) {
    match outcome {
        Outcome::AlreadyBooked => (409, t.already_title, t.already_text),
        Outcome::TooLate => (409, t.too_late_title, t.too_late_text),
        Outcome::NotPossible => (409, t.not_possible_title, t.not_possible_text),
        Outcome::Invalid => (422, t.invalid_title, t.invalid_text),
        Outcome::ForeignOrigin => (403, t.foreign_title, t.foreign_text),
        Outcome::TooMany => (429, t.too_many_title, t.too_many_text),
        Outcome::Busy => (503, t.busy_title, t.busy_text),
        Outcome::NotFound => (404, t.not_found_title, t.not_found_text),
        Outcome::Fault | Outcome::Taken { .. } | Outcome::Desk { .. } => (500, t.fault_title, t.fault_text),
    }
}
