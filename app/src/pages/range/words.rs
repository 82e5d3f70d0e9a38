//! What becomes of a time or a booking, in words.

use chrono::{DateTime, Utc};
use mendan_domain::ids::{OfficeId, StaffId};
use mendan_domain::offer::closed::Closed;
use mendan_domain::offer::publish::Collision;
use mendan_service::model::Booking;
use mendan_service::range::preview::{BookingLine, Fate, Left, Preview, Stay, Then, TimeLine, TimeState};
use mendan_service::range::scope::Act;

use crate::components::dates;
use crate::context::Request;
use crate::i18n::{staff_language, staff_words};
use crate::pages::kit::why::Speaker;
use crate::pages::kit::words::{office_short, when};
use crate::pages::offer::publish::left_out;

/// Who, and where in brackets.
pub(super) fn whose(request: &Request, staff: StaffId, office: OfficeId) -> String {
    let place = request.catalogue().office(office).map(office_short).unwrap_or_default();
    staff_words().offer.who_where(place, name(request, staff))
}

fn name(request: &Request, staff: StaffId) -> String {
    request.catalogue().staff(staff).map(|member| member.display_name.clone()).unwrap_or_default()
}

/// How a time stands.
pub(super) fn state(request: &Request, state: &TimeState, staff: StaffId) -> String {
    let t = &staff_words().range;
    match state {
        TimeState::Open => t.state_open.to_owned(),
        TimeState::ByHand => t.state_by_hand.to_owned(),
        TimeState::Closed(closed) => why_closed(request, closed, Some(staff)),
    }
}

/// What becomes of a time.
pub(super) fn then(request: &Request, preview: &Preview, line: &TimeLine) -> String {
    let t = &staff_words().range;
    let moves = matches!(preview.range.act, Act::Move(_));
    match &line.then {
        Then::Is(TimeState::Open) if line.changes => t.becomes_open.to_owned(),
        Then::Is(TimeState::Open) => t.stays_open.to_owned(),
        Then::Is(TimeState::Closed(closed)) if line.changes || is_new(closed) => t.becomes_closed.to_owned(),
        Then::Is(TimeState::Closed(closed)) => t.stays_closed(why_closed(request, closed, Some(line.staff))),
        Then::Is(TimeState::ByHand) => t.stays_by_hand.to_owned(),
        Then::Made { at, .. } if !moves => t.made(when(request.catalogue(), *at)),
        Then::Made { at, staff } => goes(request, *at, (line.staff, *staff)),
        Then::There { at, .. } if line.changes => t.there_moved(when(request.catalogue(), *at)),
        Then::There { .. } => t.there.to_owned(),
        Then::Stays(left) => t.stays(why_left(request, left)),
    }
}

fn goes(request: &Request, at: DateTime<Utc>, (from, to): (StaffId, StaffId)) -> String {
    let t = &staff_words().range;
    let place = when(request.catalogue(), at);
    if from == to { t.goes(place) } else { t.goes_to(place, name(request, to)) }
}

fn why_left(request: &Request, left: &Left) -> String {
    let (t, offer) = (&staff_words().range, &staff_words().offer);
    let place = |office: &OfficeId| request.catalogue().office(*office).map(office_short).unwrap_or_default();
    match left {
        Left::Out(skipped) => left_out(request, skipped).unwrap_or_else(|| t.left_past.to_owned()),
        Left::Collides(Collision::Booking { at, office }) => {
            offer.collides_booking(place(office), dates::time(dates::local(request.catalogue(), *at)))
        }
        Left::Collides(Collision::ByHand { office, .. }) => offer.collides_by_hand(place(office)),
        Left::ClosedThere => t.left_closed_there.to_owned(),
        Left::Nowhere => t.left_nowhere.to_owned(),
    }
}

/// What becomes of a booking.
pub(super) fn fate(request: &Request, line: &BookingLine) -> String {
    let t = &staff_words().range;
    let booking = &line.booking;
    match &line.fate {
        Fate::Called => t.called.to_owned(),
        Fate::Released => t.released.to_owned(),
        Fate::StillMet(closed) => t.still_met(why_closed(request, closed, Some(booking.claim.staff))),
        Fate::Moves { to, staff } if *staff == booking.claim.staff => t.moves(when(request.catalogue(), *to)),
        Fate::Moves { to, staff } => t.moves_to(when(request.catalogue(), *to), name(request, *staff)),
        Fate::Stays(why) => t.booking_stays(why_it_stays(request, booking, why)),
    }
}

fn why_it_stays(request: &Request, booking: &Booking, why: &Stay) -> String {
    let t = &staff_words().range;
    match why {
        Stay::Judged(reasons) => {
            let kind = request.catalogue().kind(booking.kind);
            let said = kind
                .zip(reasons.first())
                .map(|(kind, reason)| Speaker::new(staff_language(), request.catalogue(), kind).sentence(reason));
            said.unwrap_or_else(|| staff_words().offer.why_nobody.to_owned())
        }
        Stay::TooLate => t.stay_too_late.to_owned(),
        Stay::NotPossible => t.stay_not_possible.to_owned(),
        Stay::Nowhere => t.left_nowhere.to_owned(),
        Stay::SecondNurse => t.stay_second.to_owned(),
        Stay::NotHers => t.stay_not_hers.to_owned(),
    }
}

/// Whether that closes it only once this is done.
const fn is_new(closed: &Closed) -> bool {
    match closed {
        Closed::Closure { id, .. } | Closed::Absence { id, .. } => id.0 == 0,
        Closed::YearEnd | Closed::Holiday { .. } => false,
    }
}

fn why_closed(request: &Request, closed: &Closed, staff: Option<StaffId>) -> String {
    let t = &staff_words().offer;
    match closed {
        Closed::Closure { reason, .. } => t.left_closed(reason),
        Closed::YearEnd => t.year_end.to_owned(),
        Closed::Holiday { name } => t.left_holiday(name),
        Closed::Absence { reason, .. } => {
            t.left_absent(reason, staff.map(|staff| name(request, staff)).unwrap_or_default())
        }
    }
}
