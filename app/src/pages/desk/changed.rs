//! Somebody else was first: what was wanted of a booking beside what it is now, and the way to do it to what it is now, where that can be done.

use leptos::prelude::*;
use mendan_domain::booking::Status;
use mendan_domain::booking::mark::Mark;
use mendan_domain::booking::mode::Mode;
use mendan_domain::ids::StaffId;
use mendan_domain::offer::slot::SlotId;
use mendan_service::booking::answer::local;
use mendan_service::booking::joint::may_leave;
use mendan_service::booking::mark::may_mark;
use mendan_service::booking::next::NextWish;
use mendan_service::calendar::places::{PlacesQuery, Way};
use mendan_service::model::Booking;

use crate::components::dates;
use crate::components::version::version_field;
use crate::context::{Request, Wanted};
use crate::i18n::staff_words;
use crate::pages::desk::reassign::nurse_name;
use crate::pages::kit::words::{mark_word, mode_word, when};

/// Seconds for which what was wanted is spoken of: after that nobody remembers.
const FRESH: i64 = 600;

/// Both, and the button; nothing where it is not known what was wanted.
pub(super) async fn both(request: &Request, booking: &Booking, stands: String, back: &str) -> Option<AnyView> {
    let fresh = |wanted: &Wanted| request.services.now().timestamp() - wanted.at < FRESH;
    let wanted = request.desk_state().ok()?.wanted.filter(|wanted| wanted.booking == booking.id && fresh(wanted))?;
    let t = &staff_words().hands;
    let again = if !request.books() || asks_itself(&wanted) {
        ().into_any()
    } else if possible(request, booking, &wanted).await {
        again(booking, &wanted, back)
    } else {
        view! { <p>{t.not_any_more}</p> }.into_any()
    };
    Some(
        view! {
            <dl class="facts both">
                <dt>{t.wanted}</dt><dd>{said(request, booking, &wanted)}</dd>
                <dt>{t.now}</dt><dd>{stands}<br/>{by_whom(request, booking)}</dd>
            </dl>
            {again}
        }
        .into_any(),
    )
}

/// A form in which something was typed stands there itself, filled, with what is true now: its own button does it.
fn asks_itself(wanted: &Wanted) -> bool {
    wanted.values.some("reason").is_some()
}

/// What was wanted, in words.
fn said(request: &Request, booking: &Booking, wanted: &Wanted) -> String {
    let t = &staff_words().hands;
    let values = &wanted.values;
    let words = match wanted.act.as_str() {
        "move" => SlotId::parse(values.text("slot_id")).map(|slot| {
            let at = when(request.catalogue(), slot.starts_at);
            match nurse(wanted, "nurse") {
                Some(nurse) => t.wanted_move_nurse(nurse_name(request, nurse), at),
                None => t.wanted_move(at),
            }
        }),
        "mode" => Mode::parse(values.text("mode")).map(|mode| t.wanted_mode(mode_word(mode))),
        "mark" => Mark::parse(values.text("status")).map(|mark| t.wanted_mark(mark_word(booking, mark))),
        "reassign" => nurse(wanted, "to").map(|to| t.wanted_nurse(nurse_name(request, to))),
        "cancel" => Some(t.wanted_cancel.to_owned()),
        "joint" => match (nurse(wanted, "second"), nurse(wanted, "out")) {
            (Some(second), _) => Some(t.wanted_joint(nurse_name(request, second))),
            (None, Some(out)) => Some(staff_words().calendar.joint_remove(nurse_name(request, out))),
            (None, None) => None,
        },
        "next" => next_time(wanted).map(|slot| t.wanted_next(when(request.catalogue(), slot.starts_at))),
        _ => None,
    };
    words.unwrap_or_else(|| t.wanted_other.to_owned())
}

fn nurse(wanted: &Wanted, field: &str) -> Option<StaffId> {
    wanted.values.some(field)?.parse().ok().map(StaffId)
}

/// Who was first, and when.
fn by_whom(request: &Request, booking: &Booking) -> String {
    let t = &staff_words().hands;
    let member = booking.updated_by.and_then(|id| request.catalogue().staff(id));
    let who = member.map_or_else(|| t.somebody.to_owned(), |member| staff_words().staff.called(&member.display_name));
    let at = dates::time(local(request.catalogue(), booking.updated_at));
    if booking.status == Status::Cancelled { t.cancelled_by(at, who) } else { t.changed_by(at, who) }
}

/// Whether it could be done to the booking as it is now. The act itself asks once more.
async fn possible(request: &Request, booking: &Booking, wanted: &Wanted) -> bool {
    let booked = booking.status == Status::Booked;
    match wanted.act.as_str() {
        "move" if booked => can_move(request, booking, wanted).await,
        "mode" if booked => {
            let kind = request.catalogue().kind(booking.kind);
            let mode = Mode::parse(wanted.values.text("mode")).filter(|mode| *mode != booking.mode);
            mode.is_some_and(|mode| kind.is_some_and(|kind| kind.modes.has(mode)))
        }
        "mark" => {
            let mark = Mark::parse(wanted.values.text("status"));
            mark.is_some_and(|mark| may_mark(&request.catalogue().municipality, booking, mark, request.services.now()))
        }
        "reassign" if booked => can_hand(request, booking, wanted).await,
        "cancel" => booked,
        "joint" => can_join(request, booking, wanted).await,
        "next" => can_follow(request, booking, wanted).await,
        _ => false,
    }
}

async fn can_move(request: &Request, booking: &Booking, wanted: &Wanted) -> bool {
    let (Some(slot), Ok(permit)) = (SlotId::parse(wanted.values.text("slot_id")), request.context.permit()) else {
        return false;
    };
    let date = request.catalogue().municipality.local_date(slot.starts_at);
    let query = PlacesQuery { booking: booking.id, from: None, date: Some(date), week: false };
    let Ok(all) = request.services.places(&permit, query).await else { return false };
    let meant = nurse(wanted, "nurse");
    let mut places = all.places.into_iter();
    places.any(|place| place.way == Way::Move(slot) && meant.is_none_or(|nurse| nurse == place.staff))
}

async fn can_hand(request: &Request, booking: &Booking, wanted: &Wanted) -> bool {
    let (Some(from), Some(to), Ok(permit)) = (nurse(wanted, "from"), nurse(wanted, "to"), request.context.permit())
    else {
        return false;
    };
    let has = booking.claim.staff == from || booking.claim.joint == Some(from);
    let colleagues = request.services.colleagues(&permit, booking.id, from).await.unwrap_or_default();
    has && colleagues.iter().any(|colleague| colleague.staff == to)
}

/// A second colleague who is still free then; or she who was to be taken out still is the second, and may be.
async fn can_join(request: &Request, booking: &Booking, wanted: &Wanted) -> bool {
    let Some(second) = nurse(wanted, "second") else {
        let is_she = nurse(wanted, "out").is_some_and(|out| booking.claim.joint == Some(out));
        return is_she && may_leave(request.catalogue(), booking);
    };
    let Ok(permit) = request.context.permit() else { return false };
    let colleagues = request.services.joint_colleagues(&permit, booking.id).await.unwrap_or_default();
    colleagues.iter().any(|colleague| colleague.staff == second)
}

/// The time that was chosen for the next interview: with the same nurse, or with anybody.
fn next_time(wanted: &Wanted) -> Option<SlotId> {
    let values = &wanted.values;
    SlotId::parse(values.some("hers").or_else(|| values.some("slot_id"))?)
}

/// Whether that time is still among those that she could have, with the nurse of that choice.
async fn can_follow(request: &Request, booking: &Booking, wanted: &Wanted) -> bool {
    let (Some(slot), Ok(permit)) = (next_time(wanted), request.context.permit()) else { return false };
    let owned = |name: &str| wanted.values.some(name).map(str::to_owned);
    let from = Some(request.catalogue().municipality.local_date(slot.starts_at));
    let wish = NextWish { kind: owned("kind"), mode: owned("mode"), from };
    let Ok(offer) = request.services.next_offer(&permit, booking.id, &wish).await else { return false };
    let hers = wanted.values.some("hers").is_some();
    if hers && nurse(wanted, "nurse") != Some(booking.claim.staff) {
        return false;
    }
    let mut times = offer.hers.iter().chain(offer.others.iter().filter(|_| !hers));
    times.any(|time| time.id == slot)
}

/// The same form once more, for the booking that she has seen now.
fn again(booking: &Booking, wanted: &Wanted, back: &str) -> AnyView {
    let fields = wanted.values.pairs().map(|(name, value)| {
        view! { <input type="hidden" name=name.to_owned() value=value.to_owned()/> }
    });
    view! {
        <form method="post" action=format!("/staff/bookings/{}/{}", booking.id, wanted.act)>
            <input type="hidden" name="back" value=back.to_owned()/>
            {version_field(booking.version)}
            {fields.collect_view()}
            <button class="button button--quiet button--small" type="submit">{staff_words().hands.again}</button>
        </form>
    }
    .into_any()
}
