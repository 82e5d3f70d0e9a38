//! All or nothing.

use mendan_service::ports::StoreError;
use mendan_store::on_both_engines;
use mendan_store::testing::Fresh;

use crate::sample::{at, begin, booking, city, insert, read};

on_both_engines!(
    without_commit_nothing_happened,
    a_savepoint_can_be_set_again_and_again,
    a_reader_does_not_see_what_is_not_committed,
    a_reader_cannot_write,
    a_reader_sees_one_state_whatever_is_written_meanwhile,
);

async fn without_commit_nothing_happened(fresh: &Fresh) {
    let city = city(&*fresh.store, 1).await;
    for _ in 0..3 {
        let mut tx = begin(fresh).await;
        assert!(insert(&mut tx, &booking(&city, 1, 0)).await);
        drop(tx);
    }
    assert_eq!(read(fresh).await.booking(city.id, booking(&city, 1, 0).id).await.unwrap(), None);
}

async fn a_savepoint_can_be_set_again_and_again(fresh: &Fresh) {
    let city = city(&*fresh.store, 1).await;
    let mut tx = begin(fresh).await;
    for k in 1..=4 {
        tx.savepoint().await.unwrap();
        assert!(insert(&mut tx, &booking(&city, k, k * 60)).await);
        if k % 2 == 0 {
            tx.rollback_to_savepoint().await.unwrap();
            // Twice is the same as once.
            tx.rollback_to_savepoint().await.unwrap();
        }
    }
    tx.commit().await.unwrap();
    let found = read(fresh).await.bookings_between(city.id, at(0), at(1000)).await.unwrap();
    assert_eq!(found.iter().map(|booking| booking.id.0 % 10).collect::<Vec<_>>(), [1, 3]);
}

async fn a_reader_does_not_see_what_is_not_committed(fresh: &Fresh) {
    let city = city(&*fresh.store, 1).await;
    let mut tx = begin(fresh).await;
    assert!(insert(&mut tx, &booking(&city, 1, 0)).await);
    assert_eq!(read(fresh).await.bookings_between(city.id, at(0), at(1000)).await.unwrap(), []);
    tx.commit().await.unwrap();
    assert_eq!(read(fresh).await.bookings_between(city.id, at(0), at(1000)).await.unwrap().len(), 1);
}

async fn a_reader_sees_one_state_whatever_is_written_meanwhile(fresh: &Fresh) {
    let city = city(&*fresh.store, 1).await;
    let mut reader = read(fresh).await;
    assert_eq!(reader.bookings_between(city.id, at(0), at(1000)).await.unwrap(), []);
    let mut tx = begin(fresh).await;
    assert!(insert(&mut tx, &booking(&city, 1, 0)).await);
    tx.commit().await.unwrap();
    assert_eq!(reader.bookings_between(city.id, at(0), at(1000)).await.unwrap(), []);
    assert_eq!(reader.mailbox_use(city.id, "", at(0)).await.unwrap().bookings, 0);
    drop(reader);
    assert_eq!(read(fresh).await.bookings_between(city.id, at(0), at(1000)).await.unwrap().len(), 1);
}

async fn a_reader_cannot_write(fresh: &Fresh) {
    for outcome in fresh.write_while_reading().await {
        assert!(matches!(outcome, Err(StoreError::Unavailable(_))), "{outcome:?}");
    }
}
