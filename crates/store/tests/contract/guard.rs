//! Nobody gets five minutes that somebody else has.

use mendan_domain::ids::{BookingId, HoldId, StaffId};
use mendan_service::model::{Claim, Owner};
use mendan_service::unit::WriteUnit;
use mendan_store::on_both_engines;
use mendan_store::testing::Fresh;

use crate::sample::{at, begin, city, claim, hold};

on_both_engines!(
    overlapping_claims_conflict_and_touching_ones_do_not,
    two_claims_that_share_a_nurse_never_both_succeed,
    a_joint_claim_is_handed_on_and_released_for_both,
    a_room_counts_by_its_places,
    a_move_keeps_what_both_times_share,
    a_move_into_a_taken_time_is_refused_and_can_be_undone,
    a_move_of_what_one_does_not_have_is_refused,
    a_claim_is_handed_on_whole_or_not_at_all,
    releasing_frees_only_what_the_owner_has,
    ticks_of_expired_and_vanished_holds_are_reclaimed,
    a_conflict_leaves_the_transaction_usable,
);

pub const A: Owner = Owner::Booking(BookingId(1));
pub const B: Owner = Owner::Booking(BookingId(2));
const HOLD: Owner = Owner::Hold(HoldId(1));

/// Tries to take it, and gives it back at once.
async fn is_free(tx: &mut dyn WriteUnit, claim: &Claim) -> bool {
    tx.savepoint().await.unwrap();
    let free = tx.occupy(claim, Owner::Booking(BookingId(999))).await.unwrap();
    tx.rollback_to_savepoint().await.unwrap();
    free
}

async fn overlapping_claims_conflict_and_touching_ones_do_not(fresh: &Fresh) {
    let city = city(&*fresh.store, 1).await;
    let [nurse, other, ..] = city.staff;
    let mut tx = begin(fresh).await;
    assert!(tx.occupy(&claim(nurse, None, 0, 45), A).await.unwrap());
    for (from, until, free) in
        [(-45, 0, true), (45, 90, true), (-5, 5, false), (40, 41, false), (10, 20, false), (-60, 90, false)]
    {
        assert_eq!(is_free(&mut *tx, &claim(nurse, None, from, until)).await, free, "{from}..{until}");
    }
    // A started tick counts whole.
    assert!(tx.occupy(&claim(nurse, None, 101, 104), A).await.unwrap());
    assert!(!is_free(&mut *tx, &claim(nurse, None, 104, 110)).await);
    assert!(is_free(&mut *tx, &claim(nurse, None, 105, 110)).await);
    assert!(is_free(&mut *tx, &claim(other, None, 0, 45)).await);
    // A nurse's number is not a room's.
    assert!(tx.occupy(&claim(StaffId(12), Some((city.rooms[0], 0)), 0, 45), B).await.unwrap());
    assert!(is_free(&mut *tx, &claim(StaffId(city.rooms[0].0), None, 0, 45)).await);
}

/// The same claim with a second nurse.
fn with(joint: StaffId, claim: Claim) -> Claim {
    Claim { joint: Some(joint), ..claim }
}

async fn two_claims_that_share_a_nurse_never_both_succeed(fresh: &Fresh) {
    let city = city(&*fresh.store, 1).await;
    let [one, two, three, four, _] = city.staff;
    let alone = |nurse| claim(nurse, None, 0, 45);
    let mut tx = begin(fresh).await;
    for taken in [with(two, alone(one)), with(one, alone(two))] {
        assert!(tx.occupy(&taken, A).await.unwrap());
        let refused = [
            alone(one),
            alone(two),
            with(two, alone(one)),
            with(one, alone(two)),
            with(three, alone(one)),
            with(three, alone(two)),
            with(one, alone(three)),
            with(two, alone(three)),
            with(two, claim(three, None, 40, 90)),
        ];
        for wish in &refused {
            assert!(!is_free(&mut *tx, wish).await, "{wish:?}");
        }
        for wish in [with(four, alone(three)), with(two, claim(one, None, 45, 90)), alone(three)] {
            assert!(is_free(&mut *tx, &wish).await, "{wish:?}");
        }
        tx.release(&taken, A).await.unwrap();
    }
}

async fn a_joint_claim_is_handed_on_and_released_for_both(fresh: &Fresh) {
    let city = city(&*fresh.store, 1).await;
    let [one, two, ..] = city.staff;
    let held = with(two, claim(one, Some((city.rooms[0], 0)), 0, 45));
    let mut tx = begin(fresh).await;
    assert!(tx.occupy(&held, HOLD).await.unwrap());
    assert!(tx.transfer(&held, HOLD, A).await.unwrap());
    assert!(!tx.transfer(&held, HOLD, A).await.unwrap());
    for nurse in [one, two] {
        tx.savepoint().await.unwrap();
        tx.release(&claim(nurse, None, 40, 45), A).await.unwrap();
        assert!(!tx.transfer(&held, A, B).await.unwrap(), "not whole without {nurse:?}");
        tx.rollback_to_savepoint().await.unwrap();
    }
    tx.release(&held, B).await.unwrap();
    assert!(!is_free(&mut *tx, &claim(one, None, 0, 45)).await && !is_free(&mut *tx, &claim(two, None, 0, 45)).await);
    tx.release(&held, A).await.unwrap();
    assert!(is_free(&mut *tx, &held).await);
}

async fn a_room_counts_by_its_places(fresh: &Fresh) {
    let city = city(&*fresh.store, 1).await;
    let [first, second, third, ..] = city.staff;
    let room = city.rooms[1];
    let mut tx = begin(fresh).await;
    assert!(tx.occupy(&claim(first, Some((room, 0)), 0, 45), A).await.unwrap());
    assert!(!is_free(&mut *tx, &claim(second, Some((room, 0)), 30, 60)).await);
    assert!(tx.occupy(&claim(second, Some((room, 1)), 30, 60), B).await.unwrap());
    assert!(!is_free(&mut *tx, &claim(third, Some((room, 1)), 55, 90)).await);
    assert!(is_free(&mut *tx, &claim(third, None, 0, 60)).await);
}

async fn a_move_keeps_what_both_times_share(fresh: &Fresh) {
    let city = city(&*fresh.store, 1).await;
    let ([nurse, second, third, ..], room) = (city.staff, Some((city.rooms[0], 0)));
    let mut tx = begin(fresh).await;
    let steps = [
        claim(nurse, room, 0, 45),
        claim(nurse, room, 15, 60),
        claim(nurse, room, 10, 70),
        claim(nurse, room, 20, 30),
        claim(nurse, None, 20, 30),
        claim(nurse, room, 20, 30),
        with(second, claim(nurse, room, 25, 45)),
        with(nurse, claim(second, room, 30, 50)),
        with(third, claim(second, None, 30, 50)),
        with(third, claim(nurse, room, 40, 80)),
        claim(third, room, 60, 90),
        claim(second, Some((city.rooms[1], 1)), 25, 40),
        claim(nurse, room, 500, 545),
    ];
    assert!(tx.occupy(&steps[0], A).await.unwrap());
    for pair in steps.windows(2) {
        assert!(tx.reoccupy(&pair[0], &pair[1], A).await.unwrap(), "{:?}", pair[1]);
        // Exactly the new claim is taken now: whole, and nothing beside it.
        assert!(tx.transfer(&pair[1], A, A).await.unwrap(), "{:?}", pair[1]);
        tx.release(&pair[1], A).await.unwrap();
        assert!(is_free(&mut *tx, &claim(nurse, room, -60, 600)).await, "{:?}", pair[1]);
        let others = with(third, claim(second, Some((city.rooms[1], 1)), -60, 600));
        assert!(is_free(&mut *tx, &others).await, "{:?}", pair[1]);
        assert!(tx.occupy(&pair[1], A).await.unwrap());
    }
}

async fn a_move_into_a_taken_time_is_refused_and_can_be_undone(fresh: &Fresh) {
    let city = city(&*fresh.store, 1).await;
    let nurse = city.staff[0];
    let mut tx = begin(fresh).await;
    let (old, new) = (claim(nurse, None, 0, 45), claim(nurse, None, 30, 75));
    assert!(tx.occupy(&old, A).await.unwrap());
    assert!(tx.occupy(&claim(nurse, None, 70, 100), B).await.unwrap());
    tx.savepoint().await.unwrap();
    assert!(!tx.reoccupy(&old, &new, A).await.unwrap());
    tx.rollback_to_savepoint().await.unwrap();
    assert!(tx.transfer(&old, A, A).await.unwrap());
    assert!(is_free(&mut *tx, &claim(nurse, None, 45, 70)).await);
}

async fn a_move_of_what_one_does_not_have_is_refused(fresh: &Fresh) {
    let city = city(&*fresh.store, 1).await;
    let nurse = city.staff[0];
    let mut tx = begin(fresh).await;
    let (old, new) = (claim(nurse, None, 0, 45), claim(nurse, None, 15, 60));
    assert!(tx.occupy(&claim(nurse, None, 0, 45), B).await.unwrap());
    assert!(!tx.reoccupy(&old, &new, A).await.unwrap());
}

async fn a_claim_is_handed_on_whole_or_not_at_all(fresh: &Fresh) {
    let city = city(&*fresh.store, 1).await;
    let held = claim(city.staff[0], Some((city.rooms[0], 0)), 0, 45);
    let mut tx = begin(fresh).await;
    assert!(tx.occupy(&held, HOLD).await.unwrap());
    assert!(!tx.transfer(&held, B, A).await.unwrap());
    assert!(tx.transfer(&held, HOLD, A).await.unwrap());
    assert!(!tx.transfer(&held, HOLD, A).await.unwrap());
    tx.release(&claim(city.staff[0], None, 0, 5), A).await.unwrap();
    assert!(!tx.transfer(&held, A, B).await.unwrap());
}

async fn releasing_frees_only_what_the_owner_has(fresh: &Fresh) {
    let city = city(&*fresh.store, 1).await;
    let taken = claim(city.staff[0], Some((city.rooms[0], 0)), 0, 45);
    let mut tx = begin(fresh).await;
    assert!(tx.occupy(&taken, A).await.unwrap());
    tx.release(&taken, B).await.unwrap();
    // A hold and a booking of the same number are not the same owner.
    tx.release(&taken, HOLD).await.unwrap();
    assert!(!is_free(&mut *tx, &taken).await);
    tx.release(&taken, A).await.unwrap();
    assert!(is_free(&mut *tx, &taken).await);
}

async fn ticks_of_expired_and_vanished_holds_are_reclaimed(fresh: &Fresh) {
    let city = city(&*fresh.store, 1).await;
    let mut tx = begin(fresh).await;
    let (mut alive, mut expired) = (hold(&city, 1, 0, 11), hold(&city, 2, 100, 10));
    for hold in [&mut alive, &mut expired] {
        hold.claim.joint = Some(city.staff[1]);
    }
    for hold in [&alive, &expired] {
        assert!(tx.occupy(&hold.claim, Owner::Hold(hold.id)).await.unwrap());
        tx.hold_insert(hold).await.unwrap();
    }
    let vanished = claim(city.staff[0], None, 200, 230);
    assert!(tx.occupy(&vanished, Owner::Hold(HoldId(77))).await.unwrap());
    let booked = claim(city.staff[0], None, 300, 330);
    assert!(tx.occupy(&booked, A).await.unwrap());
    for claim in [&alive.claim, &expired.claim, &vanished, &booked] {
        tx.reclaim(claim, at(10)).await.unwrap();
    }
    for nurse in [city.staff[0], city.staff[1]] {
        assert!(!is_free(&mut *tx, &Claim { staff: nurse, joint: None, ..alive.claim }).await);
    }
    assert!(is_free(&mut *tx, &expired.claim).await);
    assert!(is_free(&mut *tx, &vanished).await);
    assert!(!is_free(&mut *tx, &booked).await);
}

async fn a_conflict_leaves_the_transaction_usable(fresh: &Fresh) {
    let city = city(&*fresh.store, 1).await;
    let [first, second, third, ..] = city.staff;
    let room = Some((city.rooms[0], 0));
    let mut tx = begin(fresh).await;
    assert!(tx.occupy(&claim(first, None, 0, 45), A).await.unwrap());
    assert!(tx.occupy(&claim(third, room, 40, 90), A).await.unwrap());
    // First nurse taken; second free, but the room is not: hers is given back with it.
    for nurse in [first, second] {
        tx.savepoint().await.unwrap();
        assert!(!tx.occupy(&claim(nurse, room, 10, 55), B).await.unwrap());
        tx.rollback_to_savepoint().await.unwrap();
    }
    tx.savepoint().await.unwrap();
    assert!(tx.occupy(&claim(second, Some((city.rooms[1], 0)), 10, 55), B).await.unwrap());
    tx.commit().await.unwrap();
    let mut tx = begin(fresh).await;
    assert!(tx.transfer(&claim(second, Some((city.rooms[1], 0)), 10, 55), B, B).await.unwrap());
    assert!(is_free(&mut *tx, &claim(second, None, 55, 90)).await);
}
