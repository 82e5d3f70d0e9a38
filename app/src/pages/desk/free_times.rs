//! The next free times over all offices: what the desk and the panel offer for a move, in one key each.

use chrono::{DateTime, Duration, Utc};
use leptos::prelude::*;
use mendan_domain::booking::mode::Mode;
use mendan_domain::ids::StaffId;
use mendan_domain::offer::PublicSlot;
use mendan_domain::offer::rules::Group;
use mendan_service::Refusal;
use mendan_service::booking::answer::local;
use mendan_service::city::catalogue::{Catalogue, Kind, Office};
use mendan_service::model::Booking;
use mendan_service::offer::list::OfferQuery;

use crate::components::dates;
use crate::components::version::version_field;
use crate::context::Request;
use crate::i18n::staff_words;
use crate::pages::desk::wish::{Place, Wish, chooser};
use crate::pages::kit::frame::fault;
use crate::pages::kit::words::{aloud, mode_word, office_short, place_aloud, slash};

/// The keys, in the order of the times.
pub(crate) const LETTERS: [&str; 9] = ["a", "b", "c", "d", "e", "f", "g", "h", "i"];

/// The first free times for that group of callers, of that nurse if one is meant, at most one per key, and whether there are more.
pub(crate) async fn free_times(
    request: &Request,
    (kind, mode): (&Kind, Mode),
    group: Group,
    (office, nurse): (Option<&Office>, Option<StaffId>),
    from: Option<DateTime<Utc>>,
) -> Result<(Vec<PublicSlot>, bool), Refusal> {
    let (catalogue, now) = (request.catalogue(), request.services.now());
    let offices = catalogue.open_offices().filter(|o| office.is_none_or(|wanted| wanted.id == o.id)).collect();
    let from = from.unwrap_or(now);
    let until = from + Duration::days(request.services.settings().listing_days);
    let query = OfferQuery { kind, offices, mode: Some(mode), group, from, until, only: nurse };
    let mut slots = request.services.offer(catalogue, &query).await?;
    let later = slots.len() > LETTERS.len();
    slots.truncate(LETTERS.len());
    Ok((slots, later))
}

/// The times a booking can move to by that wish, and where further ones begin; where it stands now is left out.
struct Found {
    slots: Vec<PublicSlot>,
    later: Option<i64>,
    earlier: Option<i64>,
}

async fn free_times_for(request: &Request, booking: &Booking, kind: &Kind, wish: &Wish) -> Result<Found, Refusal> {
    let (catalogue, now) = (request.catalogue(), request.services.now());
    let office = wish.office.as_deref().and_then(|slug| catalogue.office_by_slug(slug));
    let offices: Vec<&Office> =
        catalogue.open_offices().filter(|o| office.is_none_or(|wanted| wanted.id == o.id)).collect();
    let mode = wish.mode_of(kind, booking.mode);
    let day = wish.from.map(|date| catalogue.municipality.start_of_day(date));
    let from = wish.after.and_then(|after| DateTime::from_timestamp(after, 0)).or(day).unwrap_or(now).max(now);
    let until = from + Duration::days(request.services.settings().listing_days);
    let query = |from, until| OfferQuery {
        kind,
        offices: offices.clone(),
        mode: Some(mode),
        group: request.context.group(),
        from,
        until,
        only: wish.nurse,
    };
    let elsewhere = |slot: &PublicSlot| {
        !(slot.starts_at == booking.starts_at && slot.id.office == booking.office && mode == booking.mode)
    };
    let mut slots = request.services.offer(catalogue, &query(from, until)).await?;
    slots.retain(elsewhere);
    // Several places begin at the same time: the next page begins with the first that had no key, or it would skip some.
    let next = slots.get(LETTERS.len()).map(|slot| slot.starts_at);
    let later = next.map(|next| if next > from { next.timestamp() } else { next.timestamp() + 1 });
    slots.truncate(LETTERS.len());
    let mut before = if from > now { request.services.offer(catalogue, &query(now, from)).await? } else { Vec::new() };
    before.retain(elsewhere);
    let earlier = before.get(before.len().saturating_sub(LETTERS.len())).map(|slot| slot.starts_at.timestamp());
    Ok(Found { slots, later, earlier })
}

/// Where a booking can go: the wish as a form, the times as buttons, and the ways to further ones.
pub(crate) async fn move_to(
    request: &Request,
    booking: &Booking,
    (place, wish): (&Place, &Wish),
    back: &str,
) -> AnyView {
    let Some(kind) = request.catalogue().kind(booking.kind) else { return ().into_any() };
    let t = &staff_words().desk;
    let mode = wish.mode_of(kind, booking.mode);
    let found = match free_times_for(request, booking, kind, wish).await {
        Ok(found) => found,
        Err(refusal) => return fault(&refusal),
    };
    let form = move_form(request, booking, (&found.slots, mode, wish.nurse), back);
    let earlier = found.earlier.map(|after| {
        view! { <a class="button button--link" href=place.href(&wish.after(after)) data-key="k"><kbd>"K"</kbd>" "{t.earlier}</a> }
    });
    let later = found.later.map(|after| {
        view! { <a class="button button--link" href=place.href(&wish.after(after)) data-key="l"><kbd>"L"</kbd>" "{t.later}</a> }
    });
    view! {
        {chooser(request, place, (kind, mode), wish)}
        {form}
        <nav class="buttons" aria-label=t.other_times>{earlier}{later}</nav>
    }
    .into_any()
}

/// What is said aloud for a time.
pub(crate) fn sentence(catalogue: &Catalogue, slot: &PublicSlot, mode: Mode) -> String {
    let place = catalogue.office(slot.id.office).map(|office| place_aloud(office, mode)).unwrap_or_default();
    staff_words().kit.quoted(aloud(local(catalogue, slot.starts_at), &place))
}

/// `11/25(火) 9:20`, `北部 来所`.
pub(crate) fn label(catalogue: &Catalogue, slot: &PublicSlot, mode: Mode) -> (String, String) {
    let start = local(catalogue, slot.starts_at);
    let place = catalogue.office(slot.id.office).map(office_short).unwrap_or_default();
    (
        staff_words().dates.day_time(slash(start.date_naive()), dates::time(start)),
        format!("{place} {}", mode_word(mode)),
    )
}

/// The times as buttons that move the booking; a letter chooses one and says it, Enter moves.
fn move_form(
    request: &Request,
    booking: &Booking,
    (slots, mode, nurse): (&[PublicSlot], Mode, Option<StaffId>),
    back: &str,
) -> AnyView {
    let t = staff_words();
    let catalogue = request.catalogue();
    if slots.is_empty() {
        return view! { <p>{t.desk.none_free}</p> }.into_any();
    }
    let times = slots.iter().zip(LETTERS).map(|(slot, letter)| {
        let (time, place) = label(catalogue, slot, mode);
        let say = sentence(catalogue, slot, mode);
        let does = t.desk.move_to(&place, &time);
        view! {
            <li>
                <button class="free" type="submit" name="slot_id" value=slot.id.to_string() data-key=letter data-key-focus="" data-say=say.clone() data-does=does>
                    <kbd>{letter}</kbd>
                    <span><strong>{time}</strong>{place}<span class="said">{t.desk.move_here}</span></span>
                </button>
                <noscript><p class="hint">{say}</p></noscript>
            </li>
        }
    });
    view! {
        <form method="post" action=format!("/staff/bookings/{}/move", booking.id)>
            <input type="hidden" name="back" value=back.to_owned()/>
            {version_field(booking.version)}
            <input type="hidden" name="mode" value=mode.as_str()/>
            {nurse.map(|id| view! { <input type="hidden" name="nurse" value=id.to_string()/> })}
            <ol class="frees">{times.collect_view()}</ol>
        </form>
        <p class="say" aria-live="polite"><span class="say-name">{t.kit.read_aloud}</span><span data-readback="">{t.desk.nothing_said}</span></p>
    }
    .into_any()
}
