//! Moving: times and bookings together, each booking by the judgement of every move; what cannot go stays and says why.

use chrono::Duration;
use mendan_domain::offer::Reason;
use mendan_domain::staff::{Permission, Rights, Role};
use mendan_service::model::{MessageKind, OutboxState};
use mendan_service::range::form::RangeForm;
use mendan_service::range::preview::{Fate, Stay, Then};
use mendan_store::on_both_engines;
use mendan_store::testing::Fresh;

use crate::support::behind::{code_of, lines, refused, wrong};
use crate::support::guard;
use crate::support::ranges::of_nurse;
use crate::support::usual::{self, A_DAY};
use crate::support::world::World;

on_both_engines!(
    times_and_bookings_go_together_and_come_back_together,
    what_cannot_go_stays_and_says_why,
    neighbours_follow_each_other_on_the_same_day,
    looking_writes_nothing_and_what_was_shown_must_still_hold,
    only_whoever_handles_bookings_moves_them,
    times_become_a_colleagues,
    a_move_is_not_undone_once_one_of_its_bookings_was_written,
);

fn to(world: &World, day: &str) -> RangeForm {
    RangeForm { part: "am".into(), to_day: day.into(), ..of_nurse(world.number.nurse(0), "move") }
}

async fn closed_by_hand(world: &World) -> usize {
    world.slots().await.iter().filter(|slot| !slot.open).count()
}

async fn times_and_bookings_go_together_and_come_back_together(fresh: &Fresh) {
    let mut world = usual::city(fresh).await;
    let nurse = world.number.nurse(0);
    let booking = world.booked_with(world.time(A_DAY).await, nurse).await;
    let form = to(&world, "2026-04-30");
    let seen = world.range_seen(&form).await;
    let fate = Fate::Moves { to: booking.starts_at + Duration::days(2), staff: nurse };
    assert!(matches!(seen.bookings.as_slice(), [line] if line.fate == fate), "{:?}", seen.bookings);
    let done = world.range_done(&form).await;
    assert_eq!((done.times, done.bookings), (8, 1), "four starts of two kinds");
    let moved = world.now_of(&booking).await;
    assert_eq!((moved.starts_at - booking.starts_at, moved.claim.staff), (Duration::days(2), nurse));
    assert_eq!(closed_by_hand(&world).await, 8, "publishing does not bring them back");
    let change = world.messages(&booking).await.into_iter().find(|row| row.kind == MessageKind::Change).unwrap();
    assert_eq!(change.due_at, world.services.now() + Duration::seconds(20), "nobody is told before");
    assert_eq!(guard::rows(fresh, &world).await, guard::owed(&world).await);
    assert_eq!(
        lines(fresh).await.iter().filter(|line| line.action == "move").count(),
        1,
        "its own history tells of it"
    );

    world.services.range_undo(&world.administrator(), done.undo.unwrap()).await.unwrap();
    let back = world.now_of(&booking).await;
    assert_eq!((back.starts_at, back.claim, back.sequence), (booking.starts_at, booking.claim, moved.sequence + 1));
    assert_eq!(closed_by_hand(&world).await, 0);
    assert_eq!(guard::rows(fresh, &world).await, guard::owed(&world).await);
    assert!(world.holds().await.is_empty());
    let news = world.messages(&booking).await;
    assert!(news.iter().all(|row| row.kind != MessageKind::Change || row.state == OutboxState::Superseded), "{news:?}");
    world.services.range_undo(&world.administrator(), done.undo.unwrap()).await.expect("once more as the first time");
}

async fn what_cannot_go_stays_and_says_why(fresh: &Fresh) {
    let mut world = usual::city(fresh).await;
    let nurse = world.number.nurse(0);
    let one = world.booked_with(world.time(A_DAY).await, nurse).await;
    let two = world.booked_with(world.time(A_DAY + 1).await, nurse).await;
    world.booked_with(world.time(A_DAY * 2 + 1).await, nurse).await;
    let form = to(&world, "2026-04-30");
    let seen = world.range_seen(&form).await;
    let of = |id| seen.bookings.iter().find(|line| line.booking.id == id).unwrap().fate.clone();
    assert!(matches!(of(one.id), Fate::Moves { .. }));
    let Fate::Stays(Stay::Judged(reasons)) = of(two.id) else { panic!("{:?}", of(two.id)) };
    assert_eq!(reasons, [Reason::NurseBusy(nurse)]);
    assert_eq!(seen.met(), 1);
    world.range_done(&form).await;
    assert_ne!(world.now_of(&one).await.starts_at, one.starts_at);
    assert_eq!(world.now_of(&two).await, two, "nothing of it was written");
    assert_eq!(guard::rows(fresh, &world).await, guard::owed(&world).await);
    // On a holiday nothing is, and nothing goes.
    let holiday = world.range_seen(&to(&world, "2026-04-29")).await;
    assert_eq!((holiday.changed(), holiday.met()), (0, 0));
    assert!(!holiday.writes && holiday.times.iter().all(|line| matches!(line.then, Then::Stays(_))));
}

async fn neighbours_follow_each_other_on_the_same_day(fresh: &Fresh) {
    let mut world = usual::city(fresh).await;
    let nurse = world.number.nurse(0);
    let mut bookings = Vec::new();
    for n in 0..3 {
        bookings.push(world.booked_with(world.time(A_DAY + n).await, nurse).await);
    }
    for (shift, minutes) in [("50", 50), ("-50", -50)] {
        let mut form = RangeForm { shift: shift.into(), part: "hours".into(), ..of_nurse(nurse, "move") };
        form.hours = ["9:00".into(), "13:00".into()];
        if minutes < 0 {
            form.hours = ["9:50".into(), "13:00".into()];
        }
        let before: Vec<_> = {
            let mut all = Vec::new();
            for booking in &bookings {
                all.push(world.now_of(booking).await);
            }
            all
        };
        let done = world.range_done(&form).await;
        assert_eq!(done.bookings, 3, "{shift}: each has the place of the next");
        for was in &before {
            assert_eq!(world.now_of(was).await.starts_at - was.starts_at, Duration::minutes(minutes), "{shift}");
        }
        assert_eq!(guard::rows(fresh, &world).await, guard::owed(&world).await);
        world.services.range_undo(&world.administrator(), done.undo.unwrap()).await.unwrap();
        for was in &before {
            let back = world.now_of(was).await;
            assert_eq!((back.starts_at, back.claim), (was.starts_at, was.claim), "{shift}");
        }
        assert_eq!(guard::rows(fresh, &world).await, guard::owed(&world).await);
        if minutes > 0 {
            // For the way back they stand where they went.
            world.range_done(&form).await;
            world.set_now(world.services.now() + Duration::seconds(21));
            world.services.sweep_holds().await.unwrap();
            // Whatever went is closed where it was: it is opened again.
            let open = RangeForm { act: "open".into(), ..form };
            world.range_done(&open).await;
        }
    }
}

async fn looking_writes_nothing_and_what_was_shown_must_still_hold(fresh: &Fresh) {
    let mut world = usual::city(fresh).await;
    let nurse = world.number.nurse(0);
    let booking = world.booked_with(world.time(A_DAY).await, nurse).await;
    let (form, services) = (to(&world, "2026-04-30"), world.services.clone());
    let mut digest = String::new();
    let looked = async {
        digest = services.range_preview(&world.shaper(), &form).await?.digest;
        Err::<(), _>(mendan_service::Refusal::NotPossible)
    };
    refused(fresh, looked).await;
    assert_eq!(
        services.range_preview(&world.shaper(), &form).await.unwrap().digest,
        digest,
        "seen twice it is the same"
    );
    // She moves herself away meanwhile.
    let elsewhere = world.time(A_DAY * 4).await.id.to_string();
    let link = world.link(&booking);
    services
        .move_to(&world.resident(), &link, mendan_service::expected::Expected::Any, &elsewhere, None)
        .await
        .unwrap();
    assert_eq!(wrong(fresh, services.range_do(&world.shaper(), &form, &digest)).await, [("digest", "changed")]);
}

async fn only_whoever_handles_bookings_moves_them(fresh: &Fresh) {
    let mut world = usual::city(fresh).await;
    let nurse = world.number.nurse(0);
    world.booked_with(world.time(A_DAY).await, nurse).await;
    let handles: Rights = [Permission::BookForOthers].into_iter().collect();
    let without = Role::Administrator.rights().without(handles);
    let she = world.system().in_the_name_of(world.number.receptionist(), without);
    let seen = world.services.range_preview(&she.permit().unwrap(), &to(&world, "2026-04-30")).await.unwrap();
    assert!(matches!(seen.bookings.as_slice(), [line] if line.fate == Fate::Stays(Stay::NotHers)));
    assert_eq!(seen.met(), 0);
}

async fn times_become_a_colleagues(fresh: &Fresh) {
    let mut world = usual::city(fresh).await;
    let (nurse, colleague) = (world.number.nurse(0), world.number.nurse(1));
    let booking = world.booked_with(world.time(A_DAY).await, nurse).await;
    let form = RangeForm { to_day: String::new(), to_nurse: colleague.to_string(), ..to(&world, "") };
    let done = world.range_done(&form).await;
    assert_eq!(done.bookings, 1);
    let now = world.now_of(&booking).await;
    assert_eq!((now.claim.staff, now.starts_at), (colleague, booking.starts_at));
    world.services.range_undo(&world.administrator(), done.undo.unwrap()).await.unwrap();
    assert_eq!(world.now_of(&booking).await.claim, booking.claim);
}

async fn a_move_is_not_undone_once_one_of_its_bookings_was_written(fresh: &Fresh) {
    let mut world = usual::city(fresh).await;
    let nurse = world.number.nurse(0);
    let one = world.booked_with(world.time(A_DAY).await, nurse).await;
    let two = world.booked_with(world.time(A_DAY + 1).await, nurse).await;
    let undo = world.range_done(&to(&world, "2026-04-30")).await.undo.unwrap();
    let link = world.link(&two);
    let (services, resident) = (world.services.clone(), world.resident());
    services.cancel(&resident, &link, mendan_service::expected::Expected::Any, None).await.unwrap();
    assert_eq!(code_of(fresh, services.range_undo(&world.administrator(), undo)).await, "changed");
    assert_ne!(world.now_of(&one).await.starts_at, one.starts_at, "all of it, or nothing");
}
