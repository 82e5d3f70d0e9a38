//! The same key again gets the first answer.

use mendan_domain::ids::BookingId;
use mendan_service::model::StoredAnswer;
use mendan_service::ports::StoreError;
use mendan_service::upkeep::repository::Over;
use mendan_store::on_both_engines;
use mendan_store::testing::Fresh;

use crate::sample::{at, begin, city, read};
use crate::waits::until_somebody_waits;

on_both_engines!(
    a_key_is_taken_once_and_then_tells_its_answer,
    a_key_of_a_request_that_failed_is_free_again,
    the_second_use_waits_for_the_first,
    old_keys_are_forgotten,
);

async fn a_key_is_taken_once_and_then_tells_its_answer(fresh: &Fresh) {
    let city = city(&*fresh.store, 1).await;
    let mut tx = begin(fresh).await;
    assert_eq!(tx.idempotency_find(city.id, "key").await.unwrap(), None);
    assert_eq!(tx.idempotency_claim(city.id, "key", b"hash", at(0)).await.unwrap(), None);
    let unanswered = StoredAnswer { request_hash: b"hash".to_vec(), answer_sealed: None };
    assert_eq!(tx.idempotency_claim(city.id, "key", b"other", at(0)).await.unwrap(), Some(unanswered));
    tx.idempotency_store(city.id, "key", BookingId(5), b"sealed").await.unwrap();
    tx.commit().await.unwrap();
    let answered = StoredAnswer { request_hash: b"hash".to_vec(), answer_sealed: Some(b"sealed".to_vec()) };
    assert_eq!(read(fresh).await.idempotency_find(city.id, "key").await.unwrap().as_ref(), Some(&answered));
    let mut tx = begin(fresh).await;
    assert_eq!(tx.idempotency_claim(city.id, "key", b"hash", at(1)).await.unwrap(), Some(answered));
    assert_eq!(tx.idempotency_claim(city.id, "key 2", b"hash", at(1)).await.unwrap(), None);
}

async fn a_key_of_a_request_that_failed_is_free_again(fresh: &Fresh) {
    let city = city(&*fresh.store, 1).await;
    let mut tx = begin(fresh).await;
    assert_eq!(tx.idempotency_claim(city.id, "key", b"hash", at(0)).await.unwrap(), None);
    drop(tx);
    let mut tx = begin(fresh).await;
    assert_eq!(tx.idempotency_claim(city.id, "key", b"other", at(0)).await.unwrap(), None);
}

async fn the_second_use_waits_for_the_first(fresh: &Fresh) {
    let city = city(&*fresh.store, 1).await;
    let mut first = begin(fresh).await;
    assert_eq!(first.idempotency_claim(city.id, "key", b"hash", at(0)).await.unwrap(), None);
    let (store, id) = (fresh.store.clone(), city.id);
    let second = tokio::spawn(async move {
        let mut tx = store.begin().await?;
        tx.idempotency_claim(id, "key", b"hash", at(0)).await
    });
    until_somebody_waits(fresh).await;
    assert!(!second.is_finished());
    first.idempotency_store(city.id, "key", BookingId(5), b"sealed").await.unwrap();
    first.commit().await.unwrap();
    let answer = second.await.unwrap();
    assert!(
        matches!(&answer, Ok(Some(stored)) if stored.answer_sealed.as_deref() == Some(b"sealed"))
            || matches!(answer, Err(StoreError::Busy(_))),
        "{answer:?}"
    );
}

async fn old_keys_are_forgotten(fresh: &Fresh) {
    let city = city(&*fresh.store, 1).await;
    let mut tx = begin(fresh).await;
    for (key, minute) in [("a", 0), ("b", 1), ("c", 2)] {
        assert_eq!(tx.idempotency_claim(city.id, key, b"hash", at(minute)).await.unwrap(), None);
    }
    assert_eq!(tx.end_over(Over::Keys, Some(city.id), at(2), 10).await.unwrap(), 2);
    assert_eq!(tx.idempotency_find(city.id, "a").await.unwrap(), None);
    assert!(tx.idempotency_find(city.id, "c").await.unwrap().is_some());
}
