//! What can be undone, the ticks it keeps, and the messages it brings back.

use mendan_domain::ids::{BookingId, HoldId, RoomId};
use mendan_service::model::{Claim, MessageKind, OutboxState, Owner, Undo};
use mendan_store::on_both_engines;
use mendan_store::testing::Fresh;

use crate::sample::{City, at, begin, booking, city, claim, hold, insert, message, read};

on_both_engines!(
    only_the_last_act_can_be_undone_and_only_in_its_city,
    what_a_move_left_is_kept_and_comes_back_exactly,
    a_time_that_the_keeper_lost_does_not_come_back,
    a_superseded_message_waits_again,
);

fn undo(city: &City, booking: BookingId, version: i64, until: i64) -> Undo {
    Undo {
        booking,
        municipality: city.id,
        action: "move".into(),
        version,
        until: at(until),
        hold: Some(HoldId(version)),
        before_sealed: vec![7, 0],
    }
}

async fn only_the_last_act_can_be_undone_and_only_in_its_city(fresh: &Fresh) {
    let (one, two) = (city(&*fresh.store, 1).await, city(&*fresh.store, 2).await);
    let mut tx = begin(fresh).await;
    let made = booking(&one, 1, 0);
    assert!(insert(&mut tx, &made).await);
    let first = Undo { hold: None, action: "mark".into(), ..undo(&one, made.id, 1, 10) };
    for undo in [&first, &undo(&one, made.id, 2, 20)] {
        tx.undo_save(undo).await.unwrap();
        assert_eq!(tx.undo_of(one.id, made.id).await.unwrap().as_ref(), Some(undo));
        assert_eq!(tx.undo_of(two.id, made.id).await.unwrap(), None);
    }
    assert!(!tx.undo_over(at(19)).await.unwrap() && tx.undo_over(at(20)).await.unwrap());
    assert_eq!(tx.undo_forget(at(19)).await.unwrap(), 0);
    assert_eq!(tx.undo_forget(at(20)).await.unwrap(), 1);
    tx.undo_save(&first).await.unwrap();
    tx.undo_delete(made.id).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(read(fresh).await.undo_of(one.id, made.id).await.unwrap(), None);
}

async fn what_a_move_left_is_kept_and_comes_back_exactly(fresh: &Fresh) {
    let city = city(&*fresh.store, 1).await;
    let (owner, keeper, other) = (Owner::Booking(BookingId(1)), Owner::Hold(HoldId(2)), Owner::Booking(BookingId(3)));
    let room = |k: usize| Some((city.rooms[k], 0));
    let before = claim(city.staff[0], room(0), 0, 45);
    let others = [
        claim(city.staff[0], room(0), 20, 65),
        claim(city.staff[0], room(1), 0, 45),
        claim(city.staff[1], None, 0, 45),
        Claim { joint: Some(city.staff[1]), ..claim(city.staff[0], None, -30, 15) },
        claim(city.staff[2], room(0), 300, 345),
    ];
    for now in others {
        let mut tx = begin(fresh).await;
        assert!(tx.occupy(&before, owner).await.unwrap() && tx.reoccupy(&before, &now, owner).await.unwrap());
        assert!(tx.keep_rest(&before, Some(&now), keeper).await.unwrap());
        tx.savepoint().await.unwrap();
        assert!(!tx.occupy(&before, other).await.unwrap(), "it is kept");
        tx.rollback_to_savepoint().await.unwrap();
        assert!(tx.take_back((Some(&now), &before), keeper, owner).await.unwrap());
        assert!(tx.transfer(&before, owner, owner).await.unwrap(), "all of it is hers");
        tx.release(&before, owner).await.unwrap();
        for free in [&before, &now] {
            assert!(tx.occupy(free, other).await.unwrap(), "and nothing else is left");
            tx.release(free, other).await.unwrap();
        }
    }
    // A booking that was called off has nothing; all of it is kept.
    let mut tx = begin(fresh).await;
    assert!(tx.keep_rest(&before, None, keeper).await.unwrap());
    assert!(tx.take_back((None, &before), keeper, owner).await.unwrap());
    assert!(tx.transfer(&before, owner, owner).await.unwrap());
}

async fn a_time_that_the_keeper_lost_does_not_come_back(fresh: &Fresh) {
    let city = city(&*fresh.store, 1).await;
    let mut tx = begin(fresh).await;
    let kept = hold(&city, 1, 0, 10);
    tx.hold_insert(&kept).await.unwrap();
    assert_eq!(tx.hold(kept.id).await.unwrap().as_ref(), Some(&kept));
    assert_eq!(tx.hold(HoldId(99)).await.unwrap(), None);
    let (owner, keeper) = (Owner::Booking(BookingId(1)), Owner::Hold(kept.id));
    assert!(tx.keep_rest(&kept.claim, None, keeper).await.unwrap());
    assert!(!tx.keep_rest(&kept.claim, None, owner).await.unwrap(), "somebody has it");
    assert_eq!(tx.reclaim(&kept.claim, at(9)).await.unwrap(), 0);
    assert!(tx.reclaim(&kept.claim, at(10)).await.unwrap() > 0, "as of any hold that has expired");
    assert!(!tx.take_back((None, &kept.claim), keeper, owner).await.unwrap());
    let nowhere = Claim { room: Some((RoomId(1), 0)), ..kept.claim };
    assert!(!tx.take_back((None, &nowhere), keeper, owner).await.unwrap());
}

async fn a_superseded_message_waits_again(fresh: &Fresh) {
    let city = city(&*fresh.store, 1).await;
    let mut tx = begin(fresh).await;
    let made = booking(&city, 1, 0);
    assert!(insert(&mut tx, &made).await);
    let (waits, mut left) = (message(&city, made.id, 1, 5), message(&city, made.id, 2, 5));
    (left.state, left.kind) = (OutboxState::Sent, MessageKind::Confirmation);
    tx.outbox_insert(std::slice::from_ref(&waits)).await.unwrap();
    tx.outbox_insert(std::slice::from_ref(&left)).await.unwrap();
    tx.outbox_supersede(made.id, at(1)).await.unwrap();
    for row in [&waits, &left] {
        tx.outbox_restore(row.id, 9).await.unwrap();
    }
    let mut again = waits.clone();
    again.version = 9;
    assert_eq!(tx.outbox_of(made.id).await.unwrap(), [again, left], "what has left stays as it is");
}
