//! Above everything else on her page while her nurse is absent: other times to choose from, or that we get in touch. Looking changes nothing;
//! only her button answers. Why the nurse is absent is nobody's business.

use leptos::prelude::*;
use mendan_domain::booking::Status;
use mendan_domain::booking::mode::Mode;
use mendan_domain::offer::closed::Closed;
use mendan_service::Refusal;
use mendan_service::call::met::met;
use mendan_service::message::told::Told;
use mendan_service::model::{Booking, OfferChoice, OfferSet};
use mendan_words::words;

use crate::components::dates;
use crate::pages::booking::own::found::Found;

/// What is to be said of her time.
pub(crate) enum Offered {
    /// It stands.
    Nothing,
    /// Other times are kept for her.
    Choose(OfferSet),
    /// Her nurse is absent, and somebody gets in touch.
    Away,
}

impl Offered {
    /// Asks.
    pub(crate) async fn of(found: &Found) -> Result<Self, Refusal> {
        let request = &found.request;
        if found.booking.status != Status::Booked {
            return Ok(Self::Nothing);
        }
        let offer = request.services.offers_of(&request.context, &found.handle).await?;
        let open = offer.filter(|set| set.is_open() && !set.choices.is_empty());
        let away = || matches!(met(request.catalogue(), &found.booking), Some(Closed::Absence { .. }));
        Ok(match open {
            Some(set) => Self::Choose(set),
            None if away() && found.booking.starts_at > request.services.now() => Self::Away,
            None => Self::Nothing,
        })
    }

    /// Whether her time cannot be held.
    pub(crate) const fn is_in_the_way(&self) -> bool {
        !matches!(self, Self::Nothing)
    }

    /// Whether she is asked for an answer.
    pub(crate) const fn asks(&self) -> bool {
        matches!(self, Self::Choose(_))
    }

    /// All of it.
    pub(crate) fn view(&self, found: &Found) -> Option<AnyView> {
        let t = &words(found.language).booking;
        match self {
            Self::Nothing => None,
            Self::Choose(set) => Some(choose(found, set)),
            Self::Away => {
                let none = found.query.get("said").is_some_and(|said| said == "offer_none");
                let thanks = none.then(|| view! { <p><strong>{t.offer_said_none}</strong></p> });
                Some(view! { <div class="notice">{thanks}<p>{t.offer_away}</p></div> }.into_any())
            }
        }
    }
}

fn choose(found: &Found, set: &OfferSet) -> AnyView {
    let (language, t) = (found.language, &words(found.language).booking);
    let until = dates::local(found.request.catalogue(), set.until);
    let until = format!("{} {}", dates::day(language, until.date_naive()), dates::clock(language, until));
    let rows = set.choices.iter().map(|choice| row(found, choice)).collect_view();
    view! {
        <section class="notice" aria-labelledby="offers">
            <h2 id="offers">{t.offer_title}</h2>
            <p>{t.offer_text}</p>
            <p><strong>{t.offer_until(until)}</strong></p>
            <form method="post" action=format!("{}/offer", found.base)>
                {found.lang_field()}
                {found.version_field()}
                <input type="hidden" name="mode" value=found.booking.mode.as_str()/>
                <ul class="slots slots--plain" aria-labelledby="offers">{rows}</ul>
                <p class="buttons">
                    <button class="button button--quiet" type="submit" name="choice" value="none">{t.offer_none}</button>
                </p>
            </form>
        </section>
    }
    .into_any()
}

/// Day, time, and where she comes to.
fn row(found: &Found, choice: &OfferChoice) -> AnyView {
    let (language, catalogue) = (found.language, found.request.catalogue());
    let from = dates::local(catalogue, choice.starts_at);
    let day = dates::day(language, from.date_naive());
    let there = Booking { office: choice.office, ..found.booking.clone() };
    let place = Some(Told::of(catalogue, &there, language).house).filter(|_| there.mode == Mode::InPerson);
    let place = format!("{day} {}", place.unwrap_or_default());
    view! {
        <li><button class="slot" type="submit" name="choice" value=choice.id.to_string()>
            <time datetime=dates::iso(from)>{dates::clock(language, from)}</time>
            <span class="slot-place">{place}</span>
            <span class="slot-go">{words(language).kit.choose}</span>
        </button></li>
    }
    .into_any()
}
