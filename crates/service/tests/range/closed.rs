//! Closing and opening: by closures, so that whatever judges times knows of it; what closes from above stays.

use chrono::Duration;
use mendan_domain::booking::Channel;
use mendan_domain::ids::StaffId;
use mendan_domain::offer::closed::Closed;
use mendan_domain::staff::Role;
use mendan_service::model::CallReason;
use mendan_service::range::form::RangeForm;
use mendan_service::range::preview::{Fate, Then, TimeState};
use mendan_service::range::repository::RangeUndoId;
use mendan_store::on_both_engines;
use mendan_store::testing::Fresh;

use crate::support::behind::{code_of, last_line, number, wrong};
use crate::support::ranges::of_nurse;
use crate::support::usual::{self, A_DAY};
use crate::support::world::World;

on_both_engines!(
    a_morning_is_closed_as_it_was_shown_and_its_booking_stays,
    what_is_shown_no_longer_holds_once_somebody_books,
    what_was_closed_is_opened_and_what_closes_from_above_is_named,
    only_times_that_are_hers_are_closed,
    what_was_closed_is_undone_whole_once_and_by_her_alone,
    a_single_time_is_undone_too_with_its_reason_or_without,
    nothing_is_undone_that_somebody_wrote_meanwhile,
);

async fn calls(world: &World) -> Vec<CallReason> {
    let calls = world.store.read().await.unwrap().calls_open(world.number.city()).await.unwrap();
    calls.into_iter().map(|call| call.reason).collect()
}

fn morning(nurse: StaffId, act: &str) -> RangeForm {
    RangeForm { part: "am".into(), ..of_nurse(nurse, act) }
}

async fn a_morning_is_closed_as_it_was_shown_and_its_booking_stays(fresh: &Fresh) {
    let mut world = usual::city(fresh).await;
    let (nurse, time) = (world.number.nurse(0), world.time(A_DAY).await);
    let booking = world.booked_with(time, nurse).await;
    let form = morning(nurse, "close");
    let seen = world.range_seen(&form).await;
    assert_eq!((seen.changed(), seen.met()), (3, 1), "four starts touch the morning, one is booked");
    assert!(matches!(seen.bookings.as_slice(), [line] if line.booking.id == booking.id && line.fate == Fate::Called));
    let services = world.services.clone();
    let mute = RangeForm { reason: String::new(), ..form.clone() };
    assert_eq!(wrong(fresh, services.range_do(&world.shaper(), &mute, &seen.digest)).await, [("reason", "required")]);
    assert_eq!(wrong(fresh, services.range_do(&world.shaper(), &form, "another")).await, [("digest", "changed")]);
    world.range_done(&form).await;
    let line = last_line(fresh).await;
    assert_eq!(
        (line.action.as_str(), &line.detail["times"], &line.detail["bookings"]),
        ("range_close", &3.into(), &1.into())
    );
    assert_eq!(world.now_of(&booking).await, booking, "it stays");
    assert_eq!(calls(&world).await, [CallReason::NurseAway]);
    // Her morning is gone; her colleagues', and her afternoon, are not.
    let (context, mut command) = world.command(world.time(A_DAY + 1).await, Channel::Phone, None);
    command.nurse = Some(nurse);
    assert_eq!(code_of(fresh, services.book(&context, command.clone())).await, "slot_taken");
    command.nurse = Some(world.number.nurse(1));
    services.book(&context, command).await.unwrap();
    world.booked_with(world.time(A_DAY + 4).await, nurse).await;
    let again = world.range_seen(&form).await;
    assert_eq!((again.changed(), again.met(), again.writes), (0, 0, false), "it is closed already");
    for digest in [&seen.digest, &again.digest] {
        assert_eq!(wrong(fresh, services.range_do(&world.shaper(), &form, digest)).await, [("digest", "changed")]);
    }
    world.reread().await;
    let closures = world.administrator().catalogue.closed.closures.clone();
    assert_eq!(closures.iter().filter(|closure| closure.staff == Some(nurse)).count(), 1, "clicked twice");
}

async fn what_is_shown_no_longer_holds_once_somebody_books(fresh: &Fresh) {
    let mut world = usual::city(fresh).await;
    let nurse = world.number.nurse(0);
    let form = morning(nurse, "close");
    let seen = world.range_seen(&form).await;
    world.booked_with(world.time(A_DAY + 1).await, nurse).await;
    let services = world.services.clone();
    assert_eq!(wrong(fresh, services.range_do(&world.shaper(), &form, &seen.digest)).await, [("digest", "changed")]);
    let anew = world.range_seen(&form).await;
    assert_eq!((anew.changed(), anew.met()), (3, 1));
}

async fn what_was_closed_is_opened_and_what_closes_from_above_is_named(fresh: &Fresh) {
    let mut world = usual::city(fresh).await;
    let nurse = world.number.nurse(0);
    let days = RangeForm { until: "2026-04-30".into(), ..of_nurse(nurse, "close") };
    world.range_done(&days).await;
    let second = at(&world, A_DAY + 1);
    let slot = world.slots().await.into_iter().find(|slot| slot.staff == nurse && slot.starts_at == second).unwrap();
    world.services.set_open(&world.nurse().permit().unwrap(), slot.id, Some(true), false).await.unwrap();
    let form = RangeForm { act: "open".into(), until: "2026-04-29".into(), part: "am".into(), ..days };
    assert_eq!(world.range_seen(&form).await.changed(), 3, "the fourth reaches into the afternoon");
    world.range_done(&form).await;
    assert!(world.slots().await.iter().all(|slot| slot.open), "what was closed by hand is open, too");
    world.booked_with(world.time(A_DAY).await, nurse).await;
    let closures = world.administrator().catalogue.closed.closures.clone();
    let hers: Vec<_> = closures.iter().filter(|closure| closure.staff == Some(nurse)).collect();
    assert!(hers.len() == 3 && hers.iter().all(|closure| closure.reason == "研修"), "{hers:?}");
    let afternoon = RangeForm { until: String::new(), part: "pm".into(), ..form.clone() };
    assert_eq!(world.range_seen(&afternoon).await.changed(), 6, "the afternoon was closed as before");
    // What closes her office is not opened with her own times.
    let office = RangeForm { whose: vec![format!("office-{}", world.number.office(0))], ..morning(nurse, "close") };
    world.range_done(&office).await;
    let mornings = RangeForm { until: String::new(), ..form };
    let seen = world.range_seen(&mornings).await;
    let named = |then: &Then| matches!(then, Then::Is(TimeState::Closed(Closed::Closure { office: Some(_), .. })));
    assert!(
        !seen.writes && seen.times.len() == 3 && seen.times.iter().all(|line| named(&line.then)),
        "{:?}",
        seen.times
    );
    assert!(matches!(seen.bookings.as_slice(), [line] if matches!(line.fate, Fate::StillMet(_))));
    let services = world.services.clone();
    assert_eq!(
        wrong(fresh, services.range_do(&world.shaper(), &mornings, &seen.digest)).await,
        [("digest", "changed")]
    );
    assert_eq!(world.range_done(&RangeForm { act: "open".into(), ..office }).await.bookings, 1);
}

/// The n-th start, as [`World::time`] knows it, without waiting: nine a day from nine o'clock, every fifty minutes.
fn at(world: &World, n: usize) -> chrono::DateTime<chrono::Utc> {
    let n = i64::try_from(n).unwrap();
    let day = world.days().0 + Duration::days(n / 9);
    day + Duration::minutes(9 * 60 + n % 9 * 50)
}

async fn only_times_that_are_hers_are_closed(fresh: &Fresh) {
    let world = usual::city(fresh).await;
    assert_eq!(world.time(A_DAY + 1).await.id.starts_at, at(&world, A_DAY + 1));
    let (own, colleague, services) = (world.number.nurse(0), world.number.nurse(1), world.services.clone());
    let (nurse, desk) = (world.nurse(), world.desk());
    services.range_preview(&nurse.permit().unwrap(), &morning(own, "close")).await.unwrap();
    let office = RangeForm { whose: vec![format!("office-{}", world.number.office(0))], ..morning(own, "close") };
    for form in [morning(colleague, "close"), office, morning(colleague, "move")] {
        let form = RangeForm { to_day: "2026-04-30".into(), ..form };
        assert_eq!(code_of(fresh, async { services.range_preview(&nurse.permit()?, &form).await }).await, "not_found");
        assert_eq!(code_of(fresh, async { services.range_do(&nurse.permit()?, &form, "").await }).await, "not_found");
    }
    let form = morning(own, "close");
    assert_eq!(code_of(fresh, async { services.range_preview(&desk.permit()?, &form).await }).await, "not_found");
    let wrong_with = async |form: RangeForm| wrong(fresh, services.range_preview(&world.shaper(), &form)).await;
    assert_eq!(wrong_with(RangeForm { whose: vec![], ..form.clone() }).await, [("whose", "required")]);
    assert_eq!(wrong_with(RangeForm { whose: vec!["staff-1".into()], ..form.clone() }).await, [("whose", "invalid")]);
    assert_eq!(wrong_with(RangeForm { from: "x".into(), ..form.clone() }).await.first().unwrap().0, "from");
    assert_eq!(wrong_with(RangeForm { until: "2026-04-27".into(), ..form.clone() }).await, [("until", "before_start")]);
    assert_eq!(wrong_with(RangeForm { until: "2026-12-31".into(), ..form.clone() }).await, [("until", "out_of_range")]);
    assert_eq!(wrong_with(RangeForm { part: "hours".into(), ..form.clone() }).await, [("hours_from", "not_a_time")]);
    assert_eq!(wrong_with(RangeForm { act: "move".into(), ..form.clone() }).await, [("to_day", "required")]);
    let odd = RangeForm { act: "move".into(), shift: "-7".into(), ..form };
    assert_eq!(wrong_with(odd).await, [("shift", "steps_of_five")]);
}

async fn what_was_closed_is_undone_whole_once_and_by_her_alone(fresh: &Fresh) {
    let mut world = usual::city(fresh).await;
    let nurse = world.number.nurse(0);
    let booking = world.booked_with(world.time(A_DAY).await, nurse).await;
    let undo = world.range_done(&morning(nurse, "close")).await.undo.unwrap();
    let (services, she) = (world.services.clone(), world.administrator());
    let until = services.range_undoable(&she, undo).await.unwrap().unwrap();
    assert_eq!(until, services.now() + Duration::seconds(20));
    // Nobody else's.
    let other = world.member(world.number.nurse(1), Role::Administrator);
    assert_eq!(services.range_undoable(&other, undo).await.unwrap(), None);
    assert_eq!(code_of(fresh, services.range_undo(&other, undo)).await, "too_late");
    assert_eq!(code_of(fresh, services.range_undo(&she, RangeUndoId(7))).await, "too_late");
    // Somebody whose right was taken since undoes nothing.
    let stripped = world.member(world.number.receptionist(), Role::Receptionist);
    assert_eq!(code_of(fresh, services.range_undo(&stripped, undo)).await, "not_found");
    world.set_now(until - Duration::seconds(1));
    services.range_undo(&she, undo).await.unwrap();
    world.reread().await;
    assert_eq!((last_line(fresh).await.action.as_str(), calls(&world).await.len()), ("range_undo", 0));
    assert!(world.administrator().catalogue.closed.closures.iter().all(|closure| closure.staff.is_none()));
    assert_eq!(services.range_undoable(&she, undo).await.unwrap(), None);
    services.range_undo(&she, undo).await.expect("sent twice it is answered as the first time");
    assert_eq!(world.now_of(&booking).await, booking);
    // Too late is too late, and what is over is forgotten.
    let undo = world.range_done(&morning(nurse, "close")).await.undo.unwrap();
    world.set_now(services.now() + Duration::seconds(20));
    assert_eq!(code_of(fresh, services.range_undo(&she, undo)).await, "too_late");
    services.sweep_holds().await.unwrap();
    assert_eq!(number(fresh, "SELECT COUNT(*) FROM range_undo").await, 0);
}

async fn a_single_time_is_undone_too_with_its_reason_or_without(fresh: &Fresh) {
    let mut world = usual::city(fresh).await;
    let (services, nurse) = (world.services.clone(), world.nurse());
    let own = world.number.nurse(0);
    let hers: Vec<_> = world.slots().await.into_iter().filter(|slot| slot.staff == own).collect();
    let (slot, other) = (hers[0], hers.iter().find(|slot| slot.starts_at > hers[0].starts_at).unwrap());
    let open = async |world: &World| world.slots().await.iter().filter(|slot| !slot.open).count();
    let (closed, undo) = services.set_open(&nurse.permit().unwrap(), slot.id, Some(true), false).await.unwrap();
    assert!(!closed.open && open(&world).await == 2);
    services.range_undo(&nurse, undo.unwrap()).await.unwrap();
    assert_eq!(open(&world).await, 0);
    // With a reason it is an absence of these minutes; whoever may write none closes it without.
    let permit = nurse.permit().unwrap();
    assert_eq!(wrong(fresh, services.time_close(&permit, other.id, Some(true), " ")).await, [("reason", "required")]);
    assert_eq!(code_of(fresh, services.time_close(&permit, other.id, Some(false), "会議")).await, "changed");
    let colleagues = world.slots().await.into_iter().find(|slot| slot.staff != own).unwrap();
    assert_eq!(code_of(fresh, services.time_close(&permit, colleagues.id, Some(true), "会議")).await, "not_found");
    let undo = services.time_close(&permit, other.id, Some(true), "会議").await.unwrap().unwrap();
    world.reread().await;
    let closures = world.nurse().catalogue.closed.closures.clone();
    let hers = closures.iter().find(|closure| closure.staff == Some(own)).unwrap();
    assert_eq!((hers.reason.as_str(), hers.hours.map(|hours| hours.until - hours.from)), ("会議", Some(40)));
    services.range_undo(&nurse, undo).await.unwrap();
    world.reread().await;
    assert!(world.nurse().catalogue.closed.closures.iter().all(|closure| closure.staff.is_none()));
}

async fn nothing_is_undone_that_somebody_wrote_meanwhile(fresh: &Fresh) {
    let mut world = usual::city(fresh).await;
    let nurse = world.number.nurse(0);
    let (services, she) = (world.services.clone(), world.administrator());
    // What was opened is booked: closing it again would take her by surprise.
    world.range_done(&morning(nurse, "close")).await;
    let opened = world.range_done(&morning(nurse, "open")).await.undo.unwrap();
    world.booked_with(world.time(A_DAY).await, nurse).await;
    assert_eq!(code_of(fresh, services.range_undo(&she, opened)).await, "changed");
    // A closure that somebody changed since.
    let undo = world.range_done(&morning(nurse, "close")).await.undo.unwrap();
    let closures = world.administrator().catalogue.closed.closures.clone();
    let closure = closures.iter().find(|one| one.staff == Some(nurse)).unwrap().id;
    world
        .set_up(async |tx: &mut dyn mendan_service::unit::WriteUnit| {
            let city = tx.municipalities().await.unwrap()[0].id;
            assert!(tx.closure_delete(city, closure).await.unwrap());
        })
        .await;
    assert_eq!(code_of(fresh, services.range_undo(&she, undo)).await, "changed");
    // A time that a colleague closed since.
    let third = at(&world, A_DAY + 2);
    let slot = world.slots().await.into_iter().find(|slot| slot.staff == nurse && slot.starts_at == third).unwrap();
    let by_nurse = world.nurse();
    let (_, undo) = services.set_open(&by_nurse.permit().unwrap(), slot.id, Some(true), false).await.unwrap();
    services.set_open(&she.permit().unwrap(), slot.id, Some(false), true).await.unwrap();
    assert_eq!(code_of(fresh, services.range_undo(&by_nurse, undo.unwrap())).await, "changed");
}
