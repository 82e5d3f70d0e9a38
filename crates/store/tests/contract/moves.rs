//! After any chain of moves a booking has exactly the ticks of its last claim, and others have theirs.

use mendan_domain::ids::{BookingId, RoomId, StaffId};
use mendan_service::model::{Claim, Owner};
use mendan_store::on_both_engines;
use mendan_store::testing::Fresh;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use crate::sample::{begin, claim};

on_both_engines!(any_chain_of_moves_keeps_the_guard_exact);

/// Which booking, and where it wants to go: nurse, second nurse, room with place, start, length.
type Step = (usize, i64, Option<i64>, Option<(i64, i64)>, i64, i64);

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let room = proptest::option::of((1_i64..3, 0_i64..2));
    let step = (0_usize..3, 1_i64..4, proptest::option::of(1_i64..4), room, 0_i64..40, 1_i64..15);
    prop::collection::vec(step, 1..30)
}

/// The ticks of nurses and rooms a claim takes.
fn ticks(claim: &Claim) -> Vec<(i64, i64, i64)> {
    let room = claim.room.map(|(room, lane)| (1000 + room.0, lane));
    let resources = [Some((claim.staff.0, 0)), claim.joint.map(|joint| (joint.0, 0)), room];
    resources
        .into_iter()
        .flatten()
        .flat_map(|(id, lane)| claim.busy.ticks().map(move |tick| (id, lane, tick)))
        .collect()
}

async fn check(fresh: &Fresh, steps: &[Step]) {
    let owner = |booking: usize| Owner::Booking(BookingId(i64::try_from(booking).unwrap()));
    let mut tx = begin(fresh).await;
    let mut has: [Option<Claim>; 3] = [None; 3];
    for (booking, nurse, second, room, from, length) in steps {
        let room = room.map(|(room, lane)| (RoomId(room), lane));
        let joint = second.filter(|second| second != nurse).map(StaffId);
        let new = Claim { joint, ..claim(StaffId(*nurse), room, from * 5, (from + length) * 5) };
        let others =
            has.iter().enumerate().filter(|(other, _)| other != booking).filter_map(|(_, claim)| claim.as_ref());
        let taken: Vec<_> = others.flat_map(ticks).collect();
        let free = ticks(&new).iter().all(|tick| !taken.contains(tick));

        tx.savepoint().await.unwrap();
        let moved = match &has[*booking] {
            None => tx.occupy(&new, owner(*booking)).await.unwrap(),
            Some(old) => tx.reoccupy(old, &new, owner(*booking)).await.unwrap(),
        };
        assert_eq!(moved, free);
        if moved {
            has[*booking] = Some(new);
        } else {
            tx.rollback_to_savepoint().await.unwrap();
        }
    }
    // Each has all of its own; and when these are given back, everything is free.
    for (booking, claim) in has.iter().enumerate().filter_map(|(booking, claim)| Some((booking, (*claim)?))) {
        assert!(tx.transfer(&claim, owner(booking), owner(booking)).await.unwrap());
        tx.release(&claim, owner(booking)).await.unwrap();
    }
    for nurse in 1..4 {
        for lane in 0..2 {
            let all = claim(StaffId(nurse), Some((RoomId(nurse), lane)), 0, 300);
            assert!(tx.occupy(&all, owner(9)).await.unwrap());
            tx.release(&Claim { room: None, ..all }, owner(9)).await.unwrap();
        }
    }
}

async fn any_chain_of_moves_keeps_the_guard_exact(fresh: &Fresh) {
    let mut runner = TestRunner::new(Config { cases: 40, failure_persistence: None, ..Config::default() });
    let outcome = runner.run(&steps(), |steps| {
        tokio::task::block_in_place(|| tokio::runtime::Handle::current().block_on(check(fresh, &steps)));
        Ok(())
    });
    if let Err(failure) = outcome {
        panic!("{failure}");
    }
}
