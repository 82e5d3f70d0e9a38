//! What was handed on at once is taken back at once: all of it, but for what has changed meanwhile.

use chrono::Duration;
use mendan_domain::booking::mode::Mode;
use mendan_domain::booking::{Channel, Status};
use mendan_domain::ids::ClosureId;
use mendan_service::booking::reassign::HandedOn;
use mendan_service::expected::Expected;
use mendan_service::handle::Handle;
use mendan_service::model::{Booking, MessageKind, OutboxState, StaffMember};
use mendan_service::range::repository::RangeUndoId;
use mendan_service::rescue::hand::TakenBack;
use mendan_service::rescue::list::Rescued;
use mendan_store::on_both_engines;
use mendan_store::testing::Fresh;

use super::played::{absent, looked};
use crate::support::behind::{code_of, last_line, number};
use crate::support::build;
use crate::support::guard;
use crate::support::usual::{self, A_DAY};
use crate::support::world::{Time, World};

on_both_engines!(
    all_of_it_is_taken_back_at_once_and_nobody_hears_of_it,
    what_has_changed_meanwhile_stays_and_the_rest_is_taken_back,
    it_is_hers_alone_and_only_for_as_long_as_nobody_is_told,
);

/// Each nurse has a room of her own: whoever is handed on is written to.
async fn city(fresh: &Fresh) -> World {
    let mut world = usual::city(fresh).await;
    let (number, town) = (world.number, world.town.clone());
    world
        .set_up(async |tx| {
            for (index, nurse) in town.nurses.iter().enumerate() {
                let video_url = Some(format!("https://meet.example.jp/{index}"));
                let member = build::nurse(number, index, nurse);
                tx.staff_update(&StaffMember { video_url, ..member }).await.unwrap();
            }
        })
        .await;
    world
}

/// Three bookings by video of a nurse who is absent tomorrow.
async fn three(world: &mut World) -> (Vec<Booking>, ClosureId) {
    let mut hers = Vec::new();
    for n in 0..3 {
        let time = Time { mode: Mode::Video, ..world.time(A_DAY + n).await };
        let (context, mut command) = world.command(time, Channel::Phone, None);
        command.nurse = Some(world.number.nurse(0));
        command.person.email = format!("{}@mail.kaku.example", command.person.phone);
        let answer = world.services.book(&context, command).await.unwrap();
        hers.push(world.services.find(&context, &Handle::Token(answer.token)).await.unwrap());
    }
    let closure = absent(world, &hers[0]).await;
    (hers, closure)
}

/// Hands on whoever can be, as the page names them.
async fn hand_on(world: &World, closure: ClosureId) -> (HandedOn, Option<RangeUndoId>) {
    let rows = looked(world, closure).await.rows;
    let named = rows.iter().filter(|row| row.state == Rescued::Open);
    let all = named.filter_map(|row| Some((row.booking.id, Expected::Version(row.booking.version), row.colleague?)));
    let all: Vec<_> = all.collect();
    world.services.rescue_hand_on(&world.desk().permit().unwrap(), closure, &all).await.unwrap()
}

async fn changes(world: &World, booking: &Booking) -> Vec<OutboxState> {
    let rows = world.messages(booking).await;
    rows.into_iter().filter(|row| row.kind == MessageKind::Change).map(|row| row.state).collect()
}

async fn all_of_it_is_taken_back_at_once_and_nobody_hears_of_it(fresh: &Fresh) {
    let mut world = city(fresh).await;
    let (hers, closure) = three(&mut world).await;
    let (services, desk) = (world.services.clone(), world.desk());
    let (handed, undo) = hand_on(&world, closure).await;
    assert_eq!(handed, HandedOn { handed: 3, called: 0, left: 0 });
    let undo = undo.expect("one undo for all of them");
    assert_eq!(services.range_undoable(&desk, undo).await.unwrap(), Some(services.now() + Duration::seconds(20)));
    for booking in &hers {
        assert_ne!(world.now_of(booking).await.claim.staff, booking.claim.staff);
        assert_eq!(changes(&world, booking).await, [OutboxState::Pending], "held for as long as it can be undone");
    }
    assert_eq!(code_of(fresh, services.range_undo(&desk, undo)).await, "too_late", "it is no act on times");

    let done = services.rescue_take_back(&desk.permit().unwrap(), undo).await.unwrap();
    assert_eq!(done, TakenBack { back: 3, left: 0 });
    assert_eq!(last_line(fresh).await.action, "undo");
    assert_eq!(number(fresh, "SELECT COUNT(*) FROM audit WHERE action = 'undo'").await, 3, "each stands in the log");
    for booking in &hers {
        let now = world.now_of(booking).await;
        assert_eq!((&now.claim, &now.join_url), (&booking.claim, &booking.join_url));
        assert_eq!(changes(&world, booking).await, [OutboxState::Superseded]);
    }
    let rows = looked(&world, closure).await.rows;
    assert!(
        rows.iter().all(|row| row.state == Rescued::Open && row.call.done_at.is_none()),
        "to be looked after again"
    );
    assert_eq!(guard::rows(fresh, &world).await, guard::owed(&world).await);
    assert_eq!(services.range_undoable(&desk, undo).await.unwrap(), None);
    let versions = async || {
        let now = futures::future::join_all(hers.iter().map(|booking| world.now_of(booking))).await;
        now.iter().map(|booking| booking.version).collect::<Vec<_>>()
    };
    let before = versions().await;
    let again = services.rescue_take_back(&desk.permit().unwrap(), undo).await.unwrap();
    assert_eq!((again, versions().await), (done, before), "asked once more it is answered as the first time");
}

async fn what_has_changed_meanwhile_stays_and_the_rest_is_taken_back(fresh: &Fresh) {
    let mut world = city(fresh).await;
    let (hers, closure) = three(&mut world).await;
    let (services, desk) = (world.services.clone(), world.desk());
    let undo = hand_on(&world, closure).await.1.unwrap();
    services.cancel(&world.nurse(), &Handle::Id(hers[0].id), Expected::Any, None).await.unwrap();
    let cancelled = world.now_of(&hers[0]).await;
    let done = services.rescue_take_back(&desk.permit().unwrap(), undo).await.unwrap();
    assert_eq!(done, TakenBack { back: 2, left: 1 });
    assert_eq!(world.now_of(&hers[0]).await, cancelled);
    assert_eq!(cancelled.status, Status::Cancelled);
    for booking in &hers[1..] {
        assert_eq!(world.now_of(booking).await.claim, booking.claim);
    }

    // All of them have: nothing is done.
    let undo = hand_on(&world, closure).await.1.unwrap();
    for booking in &hers[1..] {
        services.cancel(&world.nurse(), &Handle::Id(booking.id), Expected::Any, None).await.unwrap();
    }
    let permit = desk.permit().unwrap();
    assert_eq!(code_of(fresh, services.rescue_take_back(&permit, undo)).await, "changed");
    world.undo_is_over().await;
    assert_eq!(guard::rows(fresh, &world).await, guard::owed(&world).await);
}

async fn it_is_hers_alone_and_only_for_as_long_as_nobody_is_told(fresh: &Fresh) {
    let mut world = city(fresh).await;
    let (hers, closure) = three(&mut world).await;
    let (services, desk) = (world.services.clone(), world.desk());
    let undo = hand_on(&world, closure).await.1.unwrap();
    let (hers_not, permit) = (world.nurse().permit().unwrap(), desk.permit().unwrap());
    assert_eq!(code_of(fresh, services.rescue_take_back(&hers_not, undo)).await, "too_late");
    assert_eq!(code_of(fresh, services.rescue_take_back(&permit, RangeUndoId(7))).await, "too_late");
    // One is undone in its own row, and then there is one less to take back.
    let one = world.now_of(&hers[0]).await;
    services.undo(&permit, one.id, Expected::Version(one.version)).await.unwrap();
    world.set_now(services.now() + Duration::seconds(20));
    assert_eq!(code_of(fresh, services.rescue_take_back(&permit, undo)).await, "too_late");
    assert_eq!(world.now_of(&hers[0]).await.claim, hers[0].claim);
    assert_ne!(world.now_of(&hers[1]).await.claim, hers[1].claim);
    // Of one alone there is no undo besides its own.
    let (handed, undo) = hand_on(&world, closure).await;
    assert_eq!((handed.handed, undo), (1, None));
}
