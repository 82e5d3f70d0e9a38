//! The next interview, booked from this one: what for, how, and the nearest free times, with the nurse she knows first. A time is a button.

use leptos::prelude::*;
use mendan_domain::booking::mode::Mode;
use mendan_domain::offer::PublicSlot;
use mendan_service::booking::next::{NextOffer, NextWish};
use mendan_service::calendar::day::Opened;
use mendan_service::city::catalogue::Kind;
use mendan_service::model::Booking;

use crate::components::check::Check;
use crate::components::version::version_field;
use crate::context::Request;
use crate::i18n::staff_words;
use crate::pages::calendar::day::address::{Address, Ask};
use crate::pages::desk::free_times::{LETTERS, label, sentence};
use crate::pages::desk::reassign::nurse_name;
use crate::pages::desk::wish::{Place, Wish};
use crate::pages::kit::choice::mode;
use crate::pages::kit::frame::fault;
use crate::pages::kit::words::kind_name;

/// The question.
pub(super) async fn next(request: &Request, address: &Address, opened: &Opened) -> AnyView {
    let (t, booking) = (staff_words(), &opened.booking);
    let wish = &address.to;
    let wanted = NextWish { kind: wish.kind.clone(), mode: wish.mode.clone(), from: wish.from };
    let offer = async { request.services.next_offer(&request.context.permit()?, booking.id, &wanted).await }.await;
    let offer = match offer {
        Ok(offer) => offer,
        Err(refusal) => return fault(&refusal),
    };
    let chosen = offer.chosen.and_then(|(kind, how)| Some((request.catalogue().kind(kind)?, how)));
    let body = match chosen {
        None => view! { <p>{t.calendar.next_no_kind}</p> }.into_any(),
        Some((kind, how)) => {
            let place = address.looking(Ask::Next);
            view! {
                {choices(request, (&place, wish), &offer, (kind, how))}
                {from(request, (&place, wish), &offer, (kind, how))}
                {times(request, address, booking, (&offer, kind, how))}
            }
            .into_any()
        }
    };
    let kind = chosen.map(|(kind, _)| format!("&kind={}", kind.slug)).unwrap_or_default();
    let desk = format!("/staff/desk?new=1&person={}{kind}&channel=counter", booking.id);
    view! {
        <section aria-labelledby="next">
            <h3 id="next">{t.calendar.next_title}</h3>
            {body}
            <p class="links">
                <a href=desk>{t.calendar.next_at_desk}</a>
                <a href=address.asking(None).href() data-key="escape">{t.kit.stop}</a>
            </p>
        </section>
    }
    .into_any()
}

/// What for, and how: links.
fn choices(
    request: &Request,
    (place, wish): (&Place, &Wish),
    offer: &NextOffer,
    (kind, how): (&Kind, Mode),
) -> AnyView {
    let t = staff_words();
    let kinds = offer.kinds.iter().filter_map(|id| request.catalogue().kind(*id)).map(|other| {
        let href = place.href(&Wish { kind: Some(other.slug.clone()), after: None, ..wish.clone() });
        let current = (other.id == kind.id).then_some("true");
        view! { <li><a href=href aria-current=current>{kind_name(Some(other))}</a></li> }
    });
    let modes = kind.modes.iter().map(|other| {
        let wanted = Wish { kind: Some(kind.slug.clone()), mode: Some(other.as_str().to_owned()), ..wish.clone() };
        let current = (other == how).then_some("true");
        view! { <li><a href=place.href(&wanted) aria-current=current>{mode(other)}</a></li> }
    });
    view! {
        <nav class="choices" aria-label=t.calendar.next_kind><span class="choices-name" aria-hidden="true">{t.calendar.next_kind}</span>
            <ul>{kinds.collect_view()}</ul></nav>
        <nav class="choices" aria-label=t.kit.way><span class="choices-name" aria-hidden="true">{t.kit.way}</span>
            <ul>{modes.collect_view()}</ul></nav>
    }
    .into_any()
}

/// From which day on to look.
fn from(request: &Request, (place, wish): (&Place, &Wish), offer: &NextOffer, (kind, how): (&Kind, Mode)) -> AnyView {
    let (t, city) = (staff_words(), &request.catalogue().municipality);
    let shown = Wish { from: None, kind: Some(kind.slug.clone()), mode: Some(how.as_str().to_owned()), ..wish.clone() };
    let hidden = place.pairs.iter().cloned().chain(shown.pairs());
    let hidden = hidden.map(|(name, value)| view! { <input type="hidden" name=name value=value/> });
    let (first, today) = (city.local_date(offer.from), city.local_date(request.services.now()));
    view! {
        <form class="chooser" method="get" action=format!("{}{}", place.path, place.anchor)>
            {hidden.collect_view()}
            <div class="field"><label for="to_from">{t.calendar.next_from}</label>
                <input class="input" id="to_from" name="to_from" type="date" min=today.to_string() value=first.to_string()/></div>
            <button class="button button--quiet button--small" type="submit">{t.calendar.next_look}</button>
        </form>
    }
    .into_any()
}

/// The times: each books. Where the purpose statement is another one by now, whoever books has asked her to agree, as at the desk.
fn times(
    request: &Request,
    address: &Address,
    booking: &Booking,
    (offer, kind, how): (&NextOffer, &Kind, Mode),
) -> AnyView {
    let t = staff_words();
    if offer.hers.is_empty() && offer.others.is_empty() {
        return view! { <p>{t.calendar.next_no_time}</p> }.into_any();
    }
    let version = request.catalogue().municipality.consent_version.clone();
    let consent = offer.asks_consent.then(|| {
        view! { <Check name="consent" id="consent" value="true" label=t.calendar.next_consent checked=false/> }
    });
    let nurse = nurse_name(request, booking.claim.staff);
    let letters: &[&'static str] = &LETTERS;
    let (hers, others) = letters.split_at(offer.hers.len().min(letters.len()));
    view! {
        <form class="form" method="post" action=format!("/staff/bookings/{}/next", booking.id)>
            <input type="hidden" name="back" value=address.back()/>
            {version_field(booking.version)}
            <input type="hidden" name="kind" value=kind.slug.clone()/>
            <input type="hidden" name="mode" value=how.as_str()/>
            <input type="hidden" name="nurse" value=booking.claim.staff.to_string()/>
            <input type="hidden" name="form_key" value=request.services.new_token()/>
            <input type="hidden" name="consent_seen" value=version/>
            {consent}
            {list(request, how, (t.calendar.next_hers(nurse), "hers"), &offer.hers, hers)}
            {list(request, how, (t.calendar.next_anybody.to_owned(), "slot_id"), &offer.others, others)}
        </form>
        <p class="say" aria-live="polite"><span class="say-name">{t.kit.read_aloud}</span><span data-readback="">{t.desk.nothing_said}</span></p>
    }
    .into_any()
}

/// Times with her or with anybody; the name of their buttons says with whom.
fn list(
    request: &Request,
    how: Mode,
    (heading, name): (String, &'static str),
    slots: &[PublicSlot],
    letters: &[&'static str],
) -> Option<AnyView> {
    if slots.is_empty() {
        return None;
    }
    let (t, catalogue) = (&staff_words().calendar, request.catalogue());
    let times = slots.iter().zip(letters.iter().copied()).map(|(slot, letter)| {
        let (time, place) = label(catalogue, slot, how);
        let say = sentence(catalogue, slot, how);
        view! {
            <li>
                <button class="free" type="submit" name=name value=slot.id.to_string() data-key=letter data-key-focus="" data-say=say>
                    <kbd>{letter}</kbd>
                    <span><strong>{time}</strong>{place}<span class="said">{t.next_book}</span></span>
                </button>
            </li>
        }
    });
    Some(view! { <h4>{heading}</h4><ol class="frees">{times.collect_view()}</ol> }.into_any())
}
