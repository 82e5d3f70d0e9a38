//! Times kept for a browser.

use mendan_service::ports::StoreError;
use mendan_service::unit::ReadUnit;
use mendan_store::on_both_engines;
use mendan_store::testing::Fresh;

use crate::sample::{at, begin, city, hold, read};

on_both_engines!(
    a_hold_is_read_as_it_was_written,
    extension_and_draft_are_kept,
    a_second_hold_of_one_browser_is_worth_another_try,
    expired_holds_come_oldest_first,
    holds_of_a_day_are_read_in_order_while_they_last,
);

async fn a_hold_is_read_as_it_was_written(fresh: &Fresh) {
    let city = city(&*fresh.store, 1).await;
    let mut with_room = hold(&city, 1, 0, 10);
    with_room.draft_sealed = None;
    with_room.claim.joint = Some(city.staff[1]);
    let mut without = hold(&city, 2, 100, 110);
    without.claim.room = None;
    let mut tx = begin(fresh).await;
    for hold in [&with_room, &without] {
        tx.hold_insert(hold).await.unwrap();
        assert_eq!(tx.hold_of_browser(city.id, &hold.browser_hash).await.unwrap().as_ref(), Some(hold));
    }
    tx.hold_delete(with_room.id).await.unwrap();
    tx.commit().await.unwrap();
    let mut tx = read(fresh).await;
    assert_eq!(tx.hold_of_browser(city.id, &with_room.browser_hash).await.unwrap(), None);
    assert_eq!(tx.hold_of_browser(city.id, &without.browser_hash).await.unwrap(), Some(without));
}

async fn extension_and_draft_are_kept(fresh: &Fresh) {
    let city = city(&*fresh.store, 1).await;
    let mut hold = hold(&city, 1, 0, 10);
    let mut tx = begin(fresh).await;
    tx.hold_insert(&hold).await.unwrap();
    (hold.expires_at, hold.extended, hold.draft_sealed) = (at(20), true, Some(vec![7]));
    tx.hold_update(&hold).await.unwrap();
    assert_eq!(tx.hold_of_browser(city.id, &hold.browser_hash).await.unwrap(), Some(hold));
}

async fn a_second_hold_of_one_browser_is_worth_another_try(fresh: &Fresh) {
    let city = city(&*fresh.store, 1).await;
    let mut tx = begin(fresh).await;
    tx.hold_insert(&hold(&city, 1, 0, 10)).await.unwrap();
    let mut second = hold(&city, 2, 100, 110);
    second.browser_hash = hold(&city, 1, 0, 10).browser_hash;
    assert!(matches!(tx.hold_insert(&second).await, Err(StoreError::Busy(_))));
    tx.hold_delete(hold(&city, 1, 0, 10).id).await.unwrap();
    tx.hold_insert(&second).await.unwrap();
    tx.commit().await.unwrap();
}

async fn expired_holds_come_oldest_first(fresh: &Fresh) {
    let city = city(&*fresh.store, 1).await;
    let mut tx = begin(fresh).await;
    for (k, expires) in [(1, 12), (2, 10), (3, 11), (4, 13)] {
        tx.hold_insert(&hold(&city, k, k * 60, expires)).await.unwrap();
    }
    tx.commit().await.unwrap();
    let ids = |holds: Vec<mendan_service::model::Hold>| holds.iter().map(|hold| hold.id.0 % 10).collect::<Vec<_>>();
    let (mut writing, mut reading) = (begin(fresh).await, read(fresh).await);
    let units: [&mut dyn ReadUnit; 2] = [&mut *writing, &mut *reading];
    for tx in units {
        assert_eq!(ids(tx.holds_expired(at(12), 10).await.unwrap()), [2, 3, 1]);
        assert_eq!(ids(tx.holds_expired(at(12), 1).await.unwrap()), [2]);
        assert_eq!(ids(tx.holds_expired(at(9), 10).await.unwrap()), [0_i64; 0]);
    }
}

async fn holds_of_a_day_are_read_in_order_while_they_last(fresh: &Fresh) {
    let (one, two) = (city(&*fresh.store, 1).await, city(&*fresh.store, 2).await);
    let mut tx = begin(fresh).await;
    for (k, from, expires) in [(1, 100, 11), (2, 0, 11), (3, 60, 10), (4, 99, 12), (5, -1, 12)] {
        let mut hold = hold(&one, k, from, expires);
        hold.claim.joint = Some(one.staff[2]);
        tx.hold_insert(&hold).await.unwrap();
    }
    tx.hold_insert(&hold(&two, 6, 50, 11)).await.unwrap();
    let found = tx.holds_between(one.id, at(0), at(100), at(10)).await.unwrap();
    assert_eq!(found.iter().map(|hold| hold.id.0 % 10).collect::<Vec<_>>(), [2, 4]);
    assert!(found.iter().all(|hold| hold.claim.joint == Some(one.staff[2])));
    assert_eq!(tx.holds_between(two.id, at(0), at(100), at(10)).await.unwrap(), [hold(&two, 6, 50, 11)]);
}
