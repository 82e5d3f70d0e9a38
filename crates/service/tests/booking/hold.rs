//! Times kept for a browser: for how long, for whom, and what becomes of them.

use chrono::Duration;
use mendan_domain::booking::Channel;
use mendan_domain::booking::mode::Mode;
use mendan_domain::offer::rules::Rules;
use mendan_service::booking::hold::{Draft, HoldForm};
use mendan_service::model::Hold;
use mendan_store::on_both_engines;
use mendan_store::testing::Fresh;

use crate::support::behind::{code_of, lines};
use crate::support::guard;
use crate::support::usual::{self, A_DAY};
use crate::support::world::{Time, World};

on_both_engines!(
    a_time_is_kept_for_ten_minutes_to_the_second,
    a_second_tap_is_the_same_hold_and_another_time_takes_its_place,
    a_hold_is_lengthened_once_by_its_own_form,
    whoever_keeps_one_time_after_the_other_has_an_hour,
    what_is_held_is_booked_and_what_has_begun_is_not,
    what_was_typed_goes_along_and_ends_with_the_hold,
);

/// One at a time, so that a hold is in everybody's way.
async fn narrow(fresh: &Fresh) -> World {
    usual::city_of(fresh, usual::town_with(Rules { capacity: Some(1), ..Rules::default() })).await
}

fn form(hold: &Hold) -> HoldForm {
    HoldForm { key: hold.form_key.clone(), slot_id: String::new() }
}

async fn choose(world: &World, browser: &str, time: Time) -> Hold {
    let chosen = world.services.hold(&world.resident(), Some(browser), &time.id.to_string(), "phone", None).await;
    chosen.unwrap().1
}

async fn a_time_is_kept_for_ten_minutes_to_the_second(fresh: &Fresh) {
    let mut world = narrow(fresh).await;
    let time = world.time(A_DAY).await;
    let hold = world.hold(time).await.unwrap();
    assert_eq!(hold.expires_at, world.services.now() + Duration::minutes(10));
    assert_eq!(guard::rows(fresh, &world).await, guard::owed(&world).await);
    let (resident, command) = world.command(time, Channel::Web, None);
    world.set_now(hold.expires_at - Duration::seconds(1));
    assert_eq!(code_of(fresh, world.services.book(&resident, command.clone())).await, "slot_taken");
    world.set_now(hold.expires_at);
    world.services.book(&resident, command).await.unwrap();
    let browser = world.browsers[0].0.clone();
    assert_eq!(code_of(fresh, world.services.hold_of(&world.resident(), &browser)).await, "not_found");
    assert!(lines(fresh).await.iter().all(|line| line.action != "hold"), "a hold is nobody's act yet");
}

async fn a_second_tap_is_the_same_hold_and_another_time_takes_its_place(fresh: &Fresh) {
    let mut world = narrow(fresh).await;
    let (time, other, taken) = (world.time(A_DAY).await, world.time(A_DAY + 1).await, world.time(A_DAY + 2).await);
    world.book(taken, Channel::Web, None).await.unwrap();
    let hold = world.hold(time).await.unwrap();
    let browser = world.browsers[0].0.clone();
    world.set_now(world.services.now() + Duration::minutes(1));
    assert!(choose(&world, &browser, time).await == hold, "not for longer than before");
    // What she has stays hers until she has the other.
    let (resident, services, to) = (world.resident(), world.services.clone(), taken.id.to_string());
    assert_eq!(code_of(fresh, services.hold(&resident, Some(&browser), &to, "phone", None)).await, "slot_taken");
    let moved = choose(&world, &browser, other).await;
    assert_eq!((moved.id, moved.starts_at), (hold.id, other.id.starts_at));
    assert_eq!(guard::rows(fresh, &world).await, guard::owed(&world).await);
    world.book(time, Channel::Web, None).await.unwrap();
    // The form of the first tab gives back nothing, that of the second does.
    assert!(!services.release_hold(&resident, &browser, &form(&hold)).await.unwrap());
    assert_eq!(world.holds().await.len(), 1);
    assert!(services.release_hold(&resident, &browser, &form(&moved)).await.unwrap());
    assert_eq!(world.holds().await.len(), 0);
    world.book(other, Channel::Web, None).await.unwrap();
    for (slot, mode, code) in [(time.id.to_string(), "letter", "invalid"), ("x".into(), "phone", "invalid")] {
        assert_eq!(code_of(fresh, services.hold(&resident, None, &slot, mode, None)).await, code);
    }
}

async fn a_hold_is_lengthened_once_by_its_own_form(fresh: &Fresh) {
    let mut world = narrow(fresh).await;
    let time = world.time(A_DAY).await;
    let hold = world.hold(time).await.unwrap();
    let (browser, resident) = (world.browsers[0].0.clone(), world.resident());
    let services = world.services.clone();
    let foreign = HoldForm { key: "another form's".into(), slot_id: String::new() };
    assert_eq!(code_of(fresh, services.extend_hold(&resident, &browser, &foreign)).await, "changed");
    assert_eq!(code_of(fresh, services.extend_hold(&resident, "nobody's", &form(&hold))).await, "not_found");
    world.set_now(hold.expires_at - Duration::seconds(1));
    let longer = services.extend_hold(&resident, &browser, &form(&hold)).await.unwrap();
    assert_eq!(longer.expires_at, world.services.now() + Duration::minutes(10));
    assert_eq!(code_of(fresh, services.extend_hold(&resident, &browser, &form(&hold))).await, "not_possible");
    world.set_now(longer.expires_at);
    assert_eq!(code_of(fresh, services.extend_hold(&resident, &browser, &form(&hold))).await, "not_found");
}

async fn whoever_keeps_one_time_after_the_other_has_an_hour(fresh: &Fresh) {
    let mut world = narrow(fresh).await;
    let first = world.time(A_DAY).await;
    let begun = world.hold(first).await.unwrap().chain_since;
    let browser = world.browsers[0].0.clone();
    for turn in 1..=7 {
        world.set_now(begun + Duration::minutes(8 * turn));
        let next = world.time(A_DAY + usize::try_from(turn).unwrap()).await;
        let hold = choose(&world, &browser, next).await;
        let kept = (world.services.now() + Duration::minutes(10)).min(begun + Duration::hours(1));
        assert_eq!((hold.chain_since, hold.expires_at), (begun, kept));
    }
}

async fn what_is_held_is_booked_and_what_has_begun_is_not(fresh: &Fresh) {
    let mut world = narrow(fresh).await;
    let time = world.time(A_DAY).await;
    let hold = world.hold(time).await.unwrap();
    let browser = world.browsers[0].0.clone();
    let booking = world.book(time, Channel::Web, Some(browser)).await.unwrap();
    assert_eq!(booking.claim, hold.claim);
    assert_eq!(world.holds().await.len(), 0);
    assert_eq!(guard::rows(fresh, &world).await, guard::owed(&world).await);
    // Her form is open while the interview begins.
    let soon = world.time(0).await;
    world.set_now(soon.id.starts_at - Duration::minutes(5));
    let soon = Time { mode: Mode::Video, ..soon };
    world.hold(soon).await.unwrap();
    let browser = world.browsers[1].0.clone();
    let (resident, command) = world.command(soon, Channel::Web, Some(browser));
    world.set_now(soon.id.starts_at);
    assert_eq!(code_of(fresh, world.services.book(&resident, command)).await, "too_late");
}

async fn what_was_typed_goes_along_and_ends_with_the_hold(fresh: &Fresh) {
    let mut world = narrow(fresh).await;
    let (time, other) = (world.time(A_DAY).await, world.time(A_DAY + 1).await);
    let hold = world.hold(time).await.unwrap();
    let (browser, resident, services) = (world.browsers[0].0.clone(), world.resident(), world.services.clone());
    let typed = Draft { birth: ["平成7".into(), "4".into(), String::new()], ..Draft::default() };
    let kept = services.save_draft(&resident, &browser, &form(&hold), &typed).await.unwrap();
    let sealed = kept.draft_sealed.clone().unwrap();
    assert!(!sealed.windows(6).any(|part| part == "平成".as_bytes()), "it is sealed");
    let moved = choose(&world, &browser, other).await;
    assert!(services.draft_of(&moved).unwrap() == Some(typed.clone()));
    let old = form(&hold);
    let late = services.save_draft(&resident, &browser, &old, &typed);
    assert_eq!(code_of(fresh, late).await, "changed", "the form of a time she no longer keeps");
    world.set_now(moved.expires_at);
    assert_eq!(code_of(fresh, services.save_draft(&resident, &browser, &form(&moved), &typed)).await, "not_found");
    assert_eq!(services.last_hold_of(&resident, &browser).await.unwrap().starts_at, other.id.starts_at);
    assert_eq!(services.sweep_holds().await.unwrap(), 1);
    assert_eq!(code_of(fresh, services.last_hold_of(&resident, &browser)).await, "not_found");
    assert_eq!(services.sweep_holds().await.unwrap(), 0);
}
