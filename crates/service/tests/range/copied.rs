//! A day's plan on another day: as times made by hand, with what cannot be there named.

use chrono::{Duration, NaiveDate};
use mendan_domain::booking::Channel;
use mendan_domain::booking::mode::Mode;
use mendan_domain::offer::slot::SlotId;
use mendan_service::model::NurseSlot;
use mendan_service::range::form::RangeForm;
use mendan_service::range::preview::{Left, Then};
use mendan_store::on_both_engines;
use mendan_store::testing::Fresh;

use crate::support::behind::{code_of, last_line, wrong};
use crate::support::ranges::of_nurse;
use crate::support::usual;
use crate::support::world::{Time, World};

on_both_engines!(
    a_plan_is_made_by_hand_on_another_day_and_goes_again_undone,
    what_is_there_or_closed_is_not_made,
    what_was_made_and_booked_stays,
);

/// Tuesday, 12 May: nothing is published there.
const BARE: &str = "2026-05-12";

fn to(world: &World, day: &str) -> RangeForm {
    RangeForm { to_day: day.into(), ..of_nurse(world.number.nurse(0), "copy") }
}

async fn there(world: &World) -> Vec<NurseSlot> {
    let day = NaiveDate::parse_from_str(BARE, "%Y-%m-%d").unwrap();
    let from = world.system().catalogue.municipality.start_of_day(day);
    let mut tx = world.store.read().await.unwrap();
    tx.slots_between(world.number.city(), from, from + Duration::days(1)).await.unwrap()
}

async fn a_plan_is_made_by_hand_on_another_day_and_goes_again_undone(fresh: &Fresh) {
    let mut world = usual::city(fresh).await;
    let form = to(&world, BARE);
    let seen = world.range_seen(&form).await;
    assert_eq!((seen.changed(), seen.bookings.len()), (18, 0), "nine starts of two kinds");
    let services = world.services.clone();
    assert_eq!(wrong(fresh, services.range_do(&world.shaper(), &form, "x")).await, [("digest", "changed")]);
    let done = world.range_done(&form).await;
    let made = there(&world).await;
    assert!(made.len() == 18 && made.iter().all(|slot| slot.open && !slot.planned), "{made:?}");
    assert_eq!(last_line(fresh).await.action, "range_copy");
    assert_eq!(world.range_seen(&form).await.changed(), 0, "it is there");
    services.range_undo(&world.administrator(), done.undo.unwrap()).await.unwrap();
    assert_eq!(there(&world).await, []);
}

async fn what_is_there_or_closed_is_not_made(fresh: &Fresh) {
    let world = usual::city(fresh).await;
    let there = world.range_seen(&to(&world, "2026-04-30")).await;
    assert!(!there.writes && there.times.iter().all(|line| matches!(line.then, Then::There { .. })));
    let holiday = world.range_seen(&to(&world, "2026-04-29")).await;
    assert!(!holiday.writes && holiday.times.iter().all(|line| matches!(line.then, Then::Stays(Left::Out(_)))));
    // Hers alone: a colleague's plan is not a nurse's to copy.
    let (nurse, services) = (world.nurse(), world.services.clone());
    services.range_preview(&nurse.permit().unwrap(), &to(&world, BARE)).await.unwrap();
    let colleagues = RangeForm { to_day: BARE.into(), ..of_nurse(world.number.nurse(1), "copy") };
    let asked = async { services.range_preview(&nurse.permit()?, &colleagues).await };
    assert_eq!(code_of(fresh, asked).await, "not_found");
    let two_days = RangeForm { until: "2026-04-29".into(), ..to(&world, BARE) };
    assert_eq!(wrong(fresh, services.range_preview(&world.shaper(), &two_days)).await, [("until", "out_of_range")]);
}

async fn what_was_made_and_booked_stays(fresh: &Fresh) {
    let mut world = usual::city(fresh).await;
    let undo = world.range_done(&to(&world, BARE)).await.undo.unwrap();
    let slot = there(&world).await[0];
    let id = SlotId { office: slot.office, kind: slot.kind, starts_at: slot.starts_at };
    world.book(Time { id, mode: Mode::Phone }, Channel::Web, None).await.unwrap();
    let services = world.services.clone();
    assert_eq!(code_of(fresh, services.range_undo(&world.administrator(), undo)).await, "changed");
    assert_eq!(there(&world).await.len(), 18);
}
