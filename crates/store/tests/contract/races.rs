//! Many at once: one winner, nobody loses both, nobody waits in a circle.

use std::sync::Arc;
use std::time::Duration;

use futures::future::join_all;
use mendan_domain::booking::Status;
use mendan_domain::ids::{BookingId, MunicipalityId, StaffId};
use mendan_service::model::{Booking, Claim, Owner};
use mendan_service::ports::{Store, StoreError, StoreResult};
use mendan_store::on_both_engines;
use mendan_store::testing::{Fresh, fresh_postgres};
use tokio::sync::mpsc;
use tokio::sync::mpsc::error::TryRecvError;
use tokio::task::JoinHandle;

use crate::sample::{begin, booking, city, claim, february, insert};
use crate::waits::until_somebody_waits;

on_both_engines!(
    of_two_hundred_who_want_one_nurse_one_gets_her,
    overlapping_wishes_never_both_come_true,
    two_who_swap_keep_one_time_each,
    a_chain_of_moves_loses_nobody,
    one_person_who_books_ten_times_at_once_has_one_booking,
    a_booking_reopened_while_its_person_books_is_refused,
    a_request_that_is_dropped_leaves_nothing,
    of_three_pairs_that_share_nurses_one_wins,
    the_second_who_locks_a_day_waits_for_the_first,
);

/// Busy is an honest answer: the use case tries again.
fn won(outcome: StoreResult<bool>) -> bool {
    match outcome {
        Ok(won) => won,
        Err(StoreError::Busy(_)) => false,
        Err(error) => panic!("neither won nor busy: {error:?}"),
    }
}

async fn take(store: Arc<dyn Store>, claim: Claim, owner: Owner) -> StoreResult<bool> {
    let mut tx = store.begin().await?;
    let won = tx.occupy(&claim, owner).await?;
    if won {
        tx.commit().await?;
    }
    Ok(won)
}

async fn relocate(store: Arc<dyn Store>, old: Claim, new: Claim, owner: Owner) -> StoreResult<bool> {
    let mut tx = store.begin().await?;
    let won = tx.reoccupy(&old, &new, owner).await?;
    if won {
        tx.commit().await?;
    }
    Ok(won)
}

async fn outcomes(tasks: Vec<JoinHandle<StoreResult<bool>>>) -> Vec<bool> {
    join_all(tasks).await.into_iter().map(|outcome| won(outcome.unwrap())).collect()
}

const fn owner(n: i64) -> Owner {
    Owner::Booking(BookingId(n))
}

async fn of_two_hundred_who_want_one_nurse_one_gets_her(fresh: &Fresh) {
    let wish = claim(StaffId(1), None, 0, 45);
    let tasks = (0..200).map(|n| tokio::spawn(take(fresh.store.clone(), wish, owner(n)))).collect();
    assert_eq!(outcomes(tasks).await.into_iter().filter(|won| *won).count(), 1);
}

async fn overlapping_wishes_never_both_come_true(fresh: &Fresh) {
    for round in 0..10 {
        let from = round * 300;
        // Eight clients, starts five minutes apart, 45 minutes each: any two of them overlap.
        let tasks = (0..8).map(|n| {
            let wish = claim(StaffId(1), None, from + n * 5, from + n * 5 + 45);
            tokio::spawn(take(fresh.store.clone(), wish, owner(round * 8 + n)))
        });
        let winners = outcomes(tasks.collect()).await.into_iter().filter(|won| *won).count();
        assert_eq!(winners, 1, "round {round}");
    }
}

async fn whole(fresh: &Fresh, owners: &[(Owner, Claim)]) -> bool {
    let mut tx = begin(fresh).await;
    for (owner, claim) in owners {
        if !tx.transfer(claim, *owner, *owner).await.unwrap() {
            return false;
        }
    }
    true
}

async fn two_who_swap_keep_one_time_each(fresh: &Fresh) {
    for round in 0..20 {
        let nurse = StaffId(round + 1);
        let (morning, noon) = (claim(nurse, None, 0, 45), claim(nurse, None, 180, 225));
        let (a, b) = (owner(2 * round), owner(2 * round + 1));
        assert!(take(fresh.store.clone(), morning, a).await.unwrap());
        assert!(take(fresh.store.clone(), noon, b).await.unwrap());
        let tasks = vec![
            tokio::spawn(relocate(fresh.store.clone(), morning, noon, a)),
            tokio::spawn(relocate(fresh.store.clone(), noon, morning, b)),
        ];
        assert_eq!(outcomes(tasks).await, [false, false]);
        assert!(whole(fresh, &[(a, morning), (b, noon)]).await, "round {round}");
    }
}

async fn a_chain_of_moves_loses_nobody(fresh: &Fresh) {
    for round in 0..20 {
        let nurse = StaffId(round + 1);
        let times: Vec<Claim> = (0..4).map(|n| claim(nurse, None, n * 30, n * 30 + 45)).step_by(2).collect();
        let free = claim(nurse, None, 120, 165);
        let places = [times[0], times[1], free];
        let (a, b) = (owner(2 * round), owner(2 * round + 1));
        assert!(take(fresh.store.clone(), places[0], a).await.unwrap());
        assert!(take(fresh.store.clone(), places[1], b).await.unwrap());
        let tasks = vec![
            tokio::spawn(relocate(fresh.store.clone(), places[0], places[1], a)),
            tokio::spawn(relocate(fresh.store.clone(), places[1], places[2], b)),
        ];
        let moved = outcomes(tasks).await;
        let now = |first: bool, old: Claim, new: Claim| if first { new } else { old };
        let a_has = now(moved[0], places[0], places[1]);
        let b_has = now(moved[1], places[1], places[2]);
        assert!(!moved[0] || moved[1], "round {round}: the first cannot move unless the second has");
        assert!(whole(fresh, &[(a, a_has), (b, b_has)]).await, "round {round}: {moved:?}");
    }
}

async fn one_person_who_books_ten_times_at_once_has_one_booking(fresh: &Fresh) {
    let city = city(&*fresh.store, 1).await;
    let tasks = (1..=10).map(|k| {
        let mut wish = booking(&city, k, k * 60);
        wish.contact = booking(&city, 1, 0).contact;
        let store = fresh.store.clone();
        tokio::spawn(async move {
            let mut tx = store.begin().await?;
            let contact = &wish.contact;
            let phone = &contact.phone_e164;
            wish.client =
                tx.client_upsert(wish.municipality, phone, contact.birth_date, wish.client, wish.created_at).await?;
            let won = tx.booking_insert(&wish).await?;
            if won {
                tx.commit().await?;
            }
            Ok(won)
        })
    });
    assert_eq!(outcomes(tasks.collect()).await.into_iter().filter(|won| *won).count(), 1);
}

async fn a_booking_reopened_while_its_person_books_is_refused(fresh: &Fresh) {
    let city = city(&*fresh.store, 1).await;
    let missed = Booking { open: false, status: Status::Noshow, ..booking(&city, 1, 0) };
    let mut tx = begin(fresh).await;
    assert!(insert(&mut tx, &missed).await);
    tx.commit().await.unwrap();
    let mut first = begin(fresh).await;
    assert!(first.booking_insert(&Booking { client: missed.client, ..booking(&city, 2, 100) }).await.unwrap());
    let store = fresh.store.clone();
    let reopening = tokio::spawn(async move {
        let mut tx = store.begin().await?;
        let reopened = Booking { open: true, status: Status::Booked, version: 1, ..missed };
        tx.booking_update(&reopened).await
    });
    until_somebody_waits(fresh).await;
    first.commit().await.unwrap();
    assert!(!won(reopening.await.unwrap()));
}

async fn a_request_that_is_dropped_leaves_nothing(fresh: &Fresh) {
    let city = city(&*fresh.store, 1).await;
    for k in 0..30_u64 {
        let (store, wish) = (fresh.store.clone(), booking(&city, 1, 60));
        let task = tokio::spawn(async move {
            let mut tx = store.begin().await.unwrap();
            insert(&mut tx, &wish).await;
            assert!(tx.occupy(&wish.claim, owner(1)).await.unwrap());
            std::future::pending::<()>().await;
        });
        tokio::time::sleep(Duration::from_micros(k * 100)).await; // the moment itself, another one each time
        task.abort();
        assert!(task.await.unwrap_err().is_cancelled());
    }
    let mut tx = begin(fresh).await;
    assert_eq!(tx.booking(city.id, booking(&city, 1, 60).id).await.unwrap(), None);
    assert!(tx.occupy(&booking(&city, 1, 60).claim, owner(1)).await.unwrap());
}

async fn of_three_pairs_that_share_nurses_one_wins(fresh: &Fresh) {
    for round in 0..20 {
        let nurse = |n: i64| StaffId(round * 3 + n);
        // Whoever leads: any two of these share one nurse.
        let pairs = [(1, 2), (3, 2), (3, 1)]
            .map(|(lead, second)| Claim { joint: Some(nurse(second)), ..claim(nurse(lead), None, 0, 45) });
        let tasks =
            (0..).zip(pairs).map(|(n, wish)| tokio::spawn(take(fresh.store.clone(), wish, owner(round * 3 + n))));
        let winners = outcomes(tasks.collect()).await;
        assert_eq!(winners.iter().filter(|won| **won).count(), 1, "round {round}: {winners:?}");
        let has: Vec<_> = (0..).zip(pairs).map(|(n, wish)| (owner(round * 3 + n), wish)).collect();
        let winner = winners.iter().position(|won| *won).unwrap();
        assert!(whole(fresh, &has[winner..=winner]).await, "round {round}");
    }
}

/// Tells when it has the day.
async fn lock(store: Arc<dyn Store>, city: MunicipalityId, day: u32, told: mpsc::UnboundedSender<&'static str>) {
    let mut tx = store.begin().await.unwrap();
    tx.lock_day(city, february(day)).await.unwrap();
    told.send("second").unwrap();
}

async fn the_second_who_locks_a_day_waits_for_the_first(fresh: &Fresh) {
    let city = city(&*fresh.store, 1).await.id;
    for ends_with_commit in [true, false] {
        let (told, mut heard) = mpsc::unbounded_channel();
        let mut first = begin(fresh).await;
        first.lock_day(city, february(1)).await.unwrap();
        // Whoever has it may ask again.
        first.lock_day(city, february(1)).await.unwrap();
        let second = tokio::spawn(lock(fresh.store.clone(), city, 1, told.clone()));
        until_somebody_waits(fresh).await;
        assert_eq!(heard.try_recv(), Err(TryRecvError::Empty));
        told.send("first").unwrap();
        if ends_with_commit {
            first.commit().await.unwrap();
        } else {
            drop(first);
        }
        assert_eq!((heard.recv().await, heard.recv().await), (Some("first"), Some("second")));
        second.await.unwrap();
    }
}

#[tokio::test]
async fn another_day_and_another_city_are_not_waited_for_on_postgres() {
    let fresh = fresh_postgres().await;
    let (one, two) = (city(&*fresh.store, 1).await.id, city(&*fresh.store, 2).await.id);
    let mut first = begin(&fresh).await;
    first.lock_day(one, february(1)).await.unwrap();
    let (told, mut heard) = mpsc::unbounded_channel();
    for (city, day) in [(one, 2), (two, 1)] {
        lock(fresh.store.clone(), city, day, told.clone()).await;
        assert_eq!(heard.recv().await, Some("second"));
    }
    first.commit().await.unwrap();
    fresh.store.close().await;
}
