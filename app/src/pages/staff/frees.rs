//! The next free times over all offices: what the desk and the panel offer for a move, in one key each.

use chrono::{DateTime, Duration, Utc};
use leptos::prelude::*;
use mendan_domain::ids::StaffId;
use mendan_domain::mode::Mode;
use mendan_domain::offer::PublicSlot;
use mendan_domain::rules::Group;
use mendan_service::Refusal;
use mendan_service::catalogue::{Catalogue, Kind, Office};
use mendan_service::model::Booking;
use mendan_service::usecase::answer::local;
use mendan_service::usecase::offer::OfferQuery;

use super::words::{aloud, mode_word, office_short, place_aloud, slash};
use crate::components::dates;
use crate::components::version::version_field;
use crate::context::Request;

/// The keys, in the order of the times.
pub(super) const LETTERS: [&str; 9] = ["a", "b", "c", "d", "e", "f", "g", "h", "i"];

/// The first free times for that group of callers, of that nurse if one is meant, at most one per key, and whether there are more.
pub(super) async fn frees(
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

/// The times a booking can move to; where it stands now is left out.
pub(super) async fn frees_for(request: &Request, booking: &Booking) -> Result<Vec<PublicSlot>, Refusal> {
    let Some(kind) = request.catalogue().kind(booking.kind) else { return Ok(Vec::new()) };
    let (mut slots, _) = frees(request, (kind, booking.mode), request.context.group(), (None, None), None).await?;
    slots.retain(|slot| !(slot.starts_at == booking.starts_at && slot.id.office == booking.office));
    Ok(slots)
}

/// What is said aloud for a time.
pub(super) fn sentence(catalogue: &Catalogue, slot: &PublicSlot, mode: Mode) -> String {
    let place = catalogue.office(slot.id.office).map(|office| place_aloud(office, mode)).unwrap_or_default();
    format!("「{}」", aloud(local(catalogue, slot.starts_at), &place))
}

/// `11/25(火) 9:20`, `北部 来所`.
pub(super) fn label(catalogue: &Catalogue, slot: &PublicSlot, mode: Mode) -> (String, String) {
    let start = local(catalogue, slot.starts_at);
    let place = catalogue.office(slot.id.office).map(office_short).unwrap_or_default();
    (format!("{} {}", slash(start.date_naive()), dates::time(start)), format!("{place} {}", mode_word(mode)))
}

/// The times as buttons that move the booking; a letter chooses one and says it, Enter moves.
pub(super) fn move_form(request: &Request, booking: &Booking, slots: &[PublicSlot], back: &str) -> AnyView {
    let catalogue = request.catalogue();
    if slots.is_empty() {
        return view! { <p>"同じ方法で空いている時間は、いまありません。方法を変えるか、あとで電話をください、と伝えてください。"</p> }.into_any();
    }
    let times = slots.iter().zip(LETTERS).map(|(slot, letter)| {
        let (time, place) = label(catalogue, slot, booking.mode);
        let say = sentence(catalogue, slot, booking.mode);
        let does = format!("{time} {place}に移す");
        view! {
            <li>
                <button class="free" type="submit" name="slot_id" value=slot.id.to_string() data-key=letter data-key-focus="" data-say=say.clone() data-does=does>
                    <kbd>{letter}</kbd>
                    <span><strong>{time}</strong>{place}<span class="said">"に移す"</span></span>
                </button>
                <noscript><p class="hint">{say}</p></noscript>
            </li>
        }
    });
    view! {
        <form method="post" action=format!("/staff/bookings/{}/move", booking.id)>
            <input type="hidden" name="back" value=back.to_owned()/>
            {version_field(booking.version)}
            <ol class="frees">{times.collect_view()}</ol>
        </form>
        <p class="say" aria-live="polite"><span class="say-name">"読み上げ"</span><span data-readback="">"「…」"</span></p>
    }
    .into_any()
}
