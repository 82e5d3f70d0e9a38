//! Undo: for twenty seconds, of the last act of staff, as if it had never been.

use chrono::Duration;
use mendan_domain::booking::Channel;
use mendan_domain::offer::rules::Rules;
use mendan_service::Refusal;
use mendan_service::expected::Expected;
use mendan_service::handle::Handle;
use mendan_service::model::{Booking, MessageKind, OutboxState};
use mendan_store::on_both_engines;
use mendan_store::testing::Fresh;

use crate::support::behind::{code_of, last_line};
use crate::support::guard;
use crate::support::usual::{self, A_DAY};
use crate::support::world::World;

on_both_engines!(
    an_undone_move_is_as_if_it_had_never_been,
    what_was_freed_is_kept_as_long_as_it_can_be_undone_and_no_longer,
    only_the_last_act_is_undone_and_what_residents_do_stays,
);

const ANY: Expected = Expected::Any;

async fn narrow(fresh: &Fresh) -> World {
    usual::city_of(fresh, usual::town_with(Rules { capacity: Some(1), ..Rules::default() })).await
}

async fn moved(world: &World, booking: &Booking, to: usize) -> Booking {
    let (to, handle) = (world.time(to).await.id.to_string(), Handle::Id(booking.id));
    world.services.move_to(&world.desk(), &handle, ANY, &to, None).await.unwrap();
    world.now_of(booking).await
}

async fn an_undone_move_is_as_if_it_had_never_been(fresh: &Fresh) {
    let mut world = narrow(fresh).await;
    let booking = world.booked_at(A_DAY).await;
    let there = moved(&world, &booking, A_DAY * 2).await;
    let (desk, services) = (world.desk(), world.services.clone());
    let change = world.messages(&booking).await.into_iter().find(|row| row.kind == MessageKind::Change).unwrap();
    assert_eq!(change.due_at, services.now() + Duration::seconds(20), "nobody is told before");
    assert_eq!(services.undoable(&desk.permit().unwrap(), &there).await.unwrap(), Some(change.due_at));
    world.set_now(change.due_at - Duration::seconds(1));
    let back = services.undo(&desk.permit().unwrap(), booking.id, Expected::Version(1)).await.unwrap();
    assert_eq!((back.starts_at, back.claim), (booking.starts_at, booking.claim));
    assert_eq!((back.sequence, back.version), (2, 2), "a calendar may have fetched the change");
    assert_eq!(guard::rows(fresh, &world).await, guard::owed(&world).await);
    let messages = world.messages(&booking).await;
    let waiting = messages.iter().filter(|row| row.state == OutboxState::Pending);
    let mut waiting: Vec<_> = waiting.map(|row| (row.kind.as_str(), row.version)).collect();
    waiting.sort_unstable();
    assert_eq!(waiting, [("confirmation", 2), ("reminder_1d", 2)]);
    let line = last_line(fresh).await;
    assert_eq!((line.action.as_str(), &line.detail["undone"]), ("undo", &"move".into()));
    // Sent twice it is answered as the first time.
    assert!(services.undo(&desk.permit().unwrap(), booking.id, Expected::Version(1)).await.unwrap() == back);
}

async fn what_was_freed_is_kept_as_long_as_it_can_be_undone_and_no_longer(fresh: &Fresh) {
    let mut world = narrow(fresh).await;
    let (booking, time) = (world.booked_at(A_DAY).await, world.time(A_DAY).await);
    let desk = world.desk();
    let (resident, command) = world.command(time, Channel::Web, None);
    world.services.cancel(&desk, &Handle::Id(booking.id), ANY, None).await.unwrap();
    let done = world.services.now();
    world.set_now(done + Duration::seconds(19));
    assert_eq!(code_of(fresh, world.services.book(&resident, command.clone())).await, "slot_taken");
    world.set_now(done + Duration::seconds(20));
    assert_eq!(code_of(fresh, world.services.undo(&desk.permit().unwrap(), booking.id, ANY)).await, "too_late");
    world.services.book(&resident, command).await.unwrap();
    assert_eq!(guard::rows(fresh, &world).await, guard::owed(&world).await);
}

async fn only_the_last_act_is_undone_and_what_residents_do_stays(fresh: &Fresh) {
    let mut world = narrow(fresh).await;
    let booking = world.booked_at(A_DAY).await;
    let (desk, services) = (world.desk(), world.services.clone());
    let (resident, link) = (world.resident(), world.link(&booking));
    assert_eq!(
        code_of(fresh, services.undo(&desk.permit().unwrap(), booking.id, ANY)).await,
        "too_late",
        "she booked it herself"
    );
    moved(&world, &booking, A_DAY * 2).await;
    let there = moved(&world, &booking, A_DAY * 3).await;
    // The first move can no longer be undone; what it kept is free.
    let time = world.time(A_DAY).await;
    world.book(time, Channel::Web, None).await.unwrap();
    let stale = async { services.undo(&desk.permit()?, booking.id, Expected::Version(there.version - 1)).await };
    assert_eq!(code_of(fresh, stale).await, "changed");
    services.change_mode(&resident, &link, ANY, "video").await.unwrap();
    assert_eq!(services.undoable(&desk.permit().unwrap(), &world.now_of(&booking).await).await.unwrap(), None);
    assert_eq!(code_of(fresh, services.undo(&desk.permit().unwrap(), booking.id, ANY)).await, "too_late");
    // A booking of the desk's is unmade.
    let made = world.book(world.time(A_DAY + 1).await, Channel::Phone, None).await.unwrap();
    services.undo(&desk.permit().unwrap(), made.id, Expected::Version(0)).await.unwrap();
    let gone = services.move_to(&desk, &Handle::Id(made.id), ANY, &time.id.to_string(), None).await;
    assert!(matches!(gone, Err(Refusal::NotPossible)), "{gone:?}");
}
