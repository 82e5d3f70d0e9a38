//! Where a booking can be put, said before: what is said to be possible is done, and what is not is refused.

use chrono::Duration;
use mendan_domain::booking::mode::Mode;
use mendan_domain::offer::Reason;
use mendan_domain::offer::slot::SlotId;
use mendan_service::booking::move_booking::MoveTo;
use mendan_service::calendar::places::{Place, PlacesQuery, Way};
use mendan_service::expected::Expected;
use mendan_service::handle::Handle;
use mendan_service::model::Booking;
use mendan_service::offer::why::WhyReason;
use mendan_service::permit::Permit;
use mendan_service::permit::asked::BookForOthers;
use mendan_store::on_both_engines;
use mendan_store::testing::Fresh;

use crate::support::behind::{code_of, lines};
use crate::support::usual::{self, A_DAY};
use crate::support::world::{Time, World};

on_both_engines!(
    where_a_booking_can_be_put_is_what_the_acts_allow,
    another_day_has_its_own_places_and_nobody_takes_over_there,
    a_place_in_a_room_is_wanted_where_somebody_comes,
    only_what_is_booked_can_be_put_somewhere,
);

fn asked(booking: &Booking) -> PlacesQuery {
    PlacesQuery { booking: booking.id, from: None, date: None, week: false }
}

fn permit(world: &World) -> Permit<BookForOthers> {
    world.desk().permit().unwrap()
}

fn to(booking: &Booking, place: &Place) -> MoveTo {
    let slot = SlotId { office: place.office, kind: booking.kind, starts_at: place.starts_at };
    MoveTo { slot_id: slot.to_string(), mode: None, nurse: Some(place.staff) }
}

async fn where_a_booking_can_be_put_is_what_the_acts_allow(fresh: &Fresh) {
    let mut world = usual::city(fresh).await;
    let (hers, other) = (world.booked_at(A_DAY).await, world.booked_at(A_DAY + 1).await);
    let (services, permit) = (world.services.clone(), permit(&world));
    let closed_at = world.time(A_DAY + 3).await.id.starts_at;
    let mut slots = world.slots().await;
    slots.retain(|slot| (slot.staff, slot.kind, slot.starts_at) == (hers.claim.staff, hers.kind, closed_at));
    services.set_open(&world.administrator().permit().unwrap(), slots[0].id, Some(true), false).await.unwrap();

    let seen = lines(fresh).await.len();
    let all = services.places(&permit, asked(&hers)).await.unwrap();
    assert_eq!(lines(fresh).await.len(), seen, "nothing of the person is told, so nothing is noted");
    assert_eq!((all.version, all.kind, all.from), (hers.version, hers.kind, hers.claim.staff));
    assert_eq!(
        all.places.len(),
        (A_DAY - 1) * 3 + 2,
        "every other start of three nurses, and two colleagues at her own"
    );
    let way = |staff, at| all.places.iter().find(|place| (place.staff, place.starts_at) == (staff, at)).map(|p| &p.way);
    assert_eq!(way(hers.claim.staff, hers.starts_at), None, "where it stands");
    let busy = WhyReason::Judged(Reason::NurseBusy(other.claim.staff));
    assert_eq!(way(other.claim.staff, other.starts_at), Some(&Way::No(busy)));
    let closed = WhyReason::Judged(Reason::ClosedByHand(hers.claim.staff));
    assert_eq!(way(hers.claim.staff, closed_at), Some(&Way::No(closed)));
    let not = all.places.iter().filter(|place| matches!(place.way, Way::No(_)));
    assert_eq!(not.clone().count(), 2);
    for place in not {
        let handle = Handle::Id(hers.id);
        let moved = services.move_where(&permit, &handle, Expected::Any, to(&hers, place));
        assert_eq!(code_of(fresh, moved).await, "slot_taken");
    }

    // All that is said to be possible is; each act from where the last one left it.
    let over: Vec<_> = all.places.iter().filter(|place| place.way == Way::TakeOver).collect();
    assert!(over.len() == 2 && over.iter().all(|place| place.starts_at == hers.starts_at));
    let moves = all.places.iter().filter(|place| matches!(place.way, Way::Move(_)));
    for place in moves.step_by(5) {
        services.move_where(&permit, &Handle::Id(hers.id), Expected::Any, to(&hers, place)).await.unwrap();
        let now = world.now_of(&hers).await;
        assert_eq!((now.claim.staff, now.starts_at), (place.staff, place.starts_at));
        services.undo(&permit, hers.id, Expected::Version(now.version)).await.unwrap();
    }
    let both = (hers.claim.staff, over[0].staff);
    let handed = services.reassign(&permit, hers.id, Expected::Any, both).await.unwrap();
    assert_eq!(handed.claim.staff, over[0].staff);
}

async fn another_day_has_its_own_places_and_nobody_takes_over_there(fresh: &Fresh) {
    let mut world = usual::city(fresh).await;
    let hers = world.booked_at(A_DAY).await;
    let next = world.time(A_DAY * 2).await.id.starts_at;
    let date = world.catalogue.municipality.local_date(next);
    let query = PlacesQuery { date: Some(date), ..asked(&hers) };
    let all = world.services.places(&permit(&world), query).await.unwrap();
    assert_eq!(all.places.len(), A_DAY * 3);
    assert!(all.places.iter().all(|place| matches!(place.way, Way::Move(slot) if slot.starts_at == place.starts_at)));
    assert!(all.places.is_sorted_by_key(|place| (place.starts_at, place.staff)));
    // What has begun is no place any more.
    world.set_now(next + Duration::minutes(1));
    let left = world.services.places(&permit(&world), query).await.unwrap();
    assert_eq!(left.places.len(), (A_DAY - 1) * 3);
}

async fn a_place_in_a_room_is_wanted_where_somebody_comes(fresh: &Fresh) {
    let mut world = usual::city(fresh).await;
    let start = world.time(A_DAY).await;
    let hers = world.booked_by(Time { mode: Mode::InPerson, ..start }, mendan_domain::booking::Channel::Web).await;
    let there = Time { mode: Mode::InPerson, ..world.time(A_DAY + 1).await };
    // Two of them fill the room; the third nurse is free and has no place.
    for _ in 0..2 {
        world.booked_by(there, mendan_domain::booking::Channel::Web).await;
    }
    let all = world.services.places(&permit(&world), asked(&hers)).await.unwrap();
    let at = all.places.iter().filter(|place| place.starts_at == there.id.starts_at);
    let whys: Vec<_> =
        at.map(|place| if let Way::No(WhyReason::Judged(why)) = &place.way { why.code() } else { "" }).collect();
    assert_eq!((whys.len(), whys.iter().filter(|why| **why == "room_full").count()), (3, 1), "{whys:?}");
    assert_eq!(whys.iter().filter(|why| **why == "nurse_busy").count(), 2);
}

async fn only_what_is_booked_can_be_put_somewhere(fresh: &Fresh) {
    let mut world = usual::city(fresh).await;
    let hers = world.booked_at(A_DAY).await;
    let (services, permit) = (world.services.clone(), permit(&world));
    services.cancel(&world.desk(), &Handle::Id(hers.id), Expected::Any, None).await.unwrap();
    assert_eq!(code_of(fresh, services.places(&permit, asked(&hers))).await, "not_possible");
    let nobodys = PlacesQuery { booking: mendan_domain::ids::BookingId(1), ..asked(&hers) };
    assert_eq!(code_of(fresh, services.places(&permit, nobodys)).await, "not_found");
}
