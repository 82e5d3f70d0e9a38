//! Each message leaves by one hand at a time.

use std::collections::BTreeMap;

use futures::future::join_all;
use mendan_domain::ids::OutboxId;
use mendan_service::model::{Failure, OutboxRow, OutboxState};
use mendan_service::ports::StoreError;
use mendan_store::on_both_engines;
use mendan_store::testing::Fresh;

use crate::sample::{City, at, begin, booking, city, insert, message, read};

on_both_engines!(
    a_message_is_read_as_it_was_written,
    a_message_is_written_once,
    due_messages_are_claimed_oldest_first,
    three_workers_take_a_thousand_messages_each_once,
    a_lease_that_ran_out_is_taken_by_another,
    who_lost_the_row_cannot_finish_it,
    the_stamp_of_the_first_attempt_stays,
    a_message_is_given_back_for_later,
    a_booking_that_changes_supersedes_what_has_not_left,
    leases_are_renewed_and_freed,
    one_that_waits_is_replaced_and_one_that_is_dropped_is_never_taken,
);

/// How a message ends that was taken.
const SENT: (OutboxState, Option<Failure>, Option<&str>) = (OutboxState::Sent, None, None);

pub async fn with_messages(fresh: &Fresh, due: &[i64]) -> (City, Vec<OutboxRow>) {
    let city = city(&*fresh.store, 1).await;
    let mut tx = begin(fresh).await;
    let about = booking(&city, 1, 0);
    assert!(insert(&mut tx, &about).await);
    let rows: Vec<_> = (1..).zip(due).map(|(k, due)| message(&city, about.id, k, *due)).collect();
    for row in &rows {
        tx.outbox_insert(std::slice::from_ref(row)).await.unwrap();
    }
    tx.commit().await.unwrap();
    (city, rows)
}

async fn claim(fresh: &Fresh, worker: i64, now: i64, limit: i64) -> Vec<OutboxId> {
    let mut tx = begin(fresh).await;
    let rows = tx.outbox_claim(worker, at(now), at(now + 5), limit).await.unwrap().rows;
    assert!(rows.iter().all(|row| row.state == OutboxState::Leased));
    tx.commit().await.unwrap();
    rows.iter().map(|row| row.id).collect()
}

fn ids(rows: &[OutboxRow], of: &[usize]) -> Vec<OutboxId> {
    of.iter().map(|index| rows[*index].id).collect()
}

async fn a_message_is_read_as_it_was_written(fresh: &Fresh) {
    let (city, rows) = with_messages(fresh, &[0]).await;
    let mut full = message(&city, rows[0].booking, 2, 10);
    (full.state, full.attempts, full.created_at) = (OutboxState::Failed, 4, at(1));
    (full.stamped_at, full.finished_at, full.last_error) = (Some(at(2)), Some(at(3)), Some("550".into()));
    let mut tx = begin(fresh).await;
    tx.outbox_insert(std::slice::from_ref(&full)).await.unwrap();
    tx.commit().await.unwrap();
    let mut tx = read(fresh).await;
    assert_eq!(tx.outbox_of(full.booking).await.unwrap(), [rows[0].clone(), full]);
    let counted = [(OutboxState::Failed, 1), (OutboxState::Pending, 1)];
    assert_eq!(tx.outbox_counts(at(3)).await.unwrap(), counted);
    assert_eq!(tx.outbox_counts(at(4)).await.unwrap(), counted[1..], "what ended before is not walked past");
}

async fn a_message_is_written_once(fresh: &Fresh) {
    let (city, rows) = with_messages(fresh, &[0]).await;
    let mut again = message(&city, rows[0].booking, 2, 10);
    again.dedupe_key.clone_from(&rows[0].dedupe_key);
    let mut tx = begin(fresh).await;
    tx.outbox_insert(std::slice::from_ref(&again)).await.unwrap();
    assert_eq!(tx.outbox_of(again.booking).await.unwrap(), rows);
}

async fn due_messages_are_claimed_oldest_first(fresh: &Fresh) {
    let (_, rows) = with_messages(fresh, &[3, 1, 4, 2]).await;
    assert_eq!(claim(fresh, 1, 3, 2).await, ids(&rows, &[1, 3]));
    assert_eq!(claim(fresh, 1, 3, 2).await, ids(&rows, &[0]));
    assert_eq!(claim(fresh, 1, 3, 2).await, []);
    assert_eq!(claim(fresh, 1, 4, 2).await, ids(&rows, &[2]));
}

async fn three_workers_take_a_thousand_messages_each_once(fresh: &Fresh) {
    let (_, rows) = with_messages(fresh, &[0; 1000]).await;
    let workers = (1..=3).map(|worker| {
        let store = fresh.store.clone();
        tokio::spawn(async move {
            let mut taken = Vec::new();
            loop {
                let mut tx = match store.begin().await {
                    Err(StoreError::Busy(_)) => continue,
                    tx => tx.unwrap(),
                };
                let rows = tx.outbox_claim(worker, at(1), at(10), 20).await.unwrap().rows;
                tx.commit().await.unwrap();
                if rows.is_empty() {
                    return taken;
                }
                let mut tx = store.begin().await.unwrap();
                for row in &rows {
                    assert!(tx.outbox_finish(worker, row.id, SENT, at(2)).await.unwrap());
                }
                tx.commit().await.unwrap();
                taken.extend(rows.into_iter().map(|row| row.id));
            }
        })
    });
    let mut times: BTreeMap<OutboxId, usize> = BTreeMap::new();
    for taken in join_all(workers).await {
        for id in taken.unwrap() {
            *times.entry(id).or_default() += 1;
        }
    }
    assert_eq!(times.len(), rows.len());
    assert!(times.values().all(|times| *times == 1));
    assert_eq!(read(fresh).await.outbox_counts(at(0)).await.unwrap(), [(OutboxState::Sent, 1000)]);
}

async fn a_lease_that_ran_out_is_taken_by_another(fresh: &Fresh) {
    let (_, rows) = with_messages(fresh, &[0, 2]).await;
    assert_eq!(claim(fresh, 1, 1, 9).await, ids(&rows, &[0]));
    assert_eq!(claim(fresh, 2, 5, 9).await, ids(&rows, &[1]));
    assert_eq!(claim(fresh, 2, 6, 9).await, ids(&rows, &[0]));
}

async fn who_lost_the_row_cannot_finish_it(fresh: &Fresh) {
    let (_, rows) = with_messages(fresh, &[0]).await;
    let id = rows[0].id;
    assert_eq!(claim(fresh, 1, 0, 9).await, [id]);
    assert_eq!(claim(fresh, 2, 5, 9).await, [id]);
    let mut tx = begin(fresh).await;
    assert!(!tx.outbox_stamp(1, id, at(6)).await.unwrap());
    assert!(!tx.outbox_retry(1, id, at(9), (None, "421")).await.unwrap());
    assert!(!tx.outbox_finish(1, id, SENT, at(6)).await.unwrap());
    assert!(tx.outbox_stamp(2, id, at(6)).await.unwrap());
    assert!(
        tx.outbox_finish(2, id, (OutboxState::Failed, Some(Failure::Recipient), Some("550")), at(7)).await.unwrap()
    );
    assert!(!tx.outbox_finish(2, id, SENT, at(8)).await.unwrap());
    let row = tx.outbox_of(rows[0].booking).await.unwrap().remove(0);
    assert_eq!((row.state, row.attempts, row.finished_at), (OutboxState::Failed, 1, Some(at(7))));
    assert_eq!((row.last_error.as_deref(), row.failure), (Some("550"), Some(Failure::Recipient)));
}

async fn the_stamp_of_the_first_attempt_stays(fresh: &Fresh) {
    let (_, rows) = with_messages(fresh, &[0]).await;
    claim(fresh, 1, 0, 9).await;
    let mut tx = begin(fresh).await;
    assert!(tx.outbox_stamp(1, rows[0].id, at(1)).await.unwrap());
    assert!(tx.outbox_stamp(1, rows[0].id, at(2)).await.unwrap());
    let row = tx.outbox_of(rows[0].booking).await.unwrap().remove(0);
    assert_eq!((row.stamped_at, row.attempts), (Some(at(1)), 2));
}

async fn a_message_is_given_back_for_later(fresh: &Fresh) {
    let (_, rows) = with_messages(fresh, &[0]).await;
    claim(fresh, 1, 0, 9).await;
    let mut tx = begin(fresh).await;
    assert!(tx.outbox_retry(1, rows[0].id, at(8), (None, "421 busy")).await.unwrap());
    tx.commit().await.unwrap();
    assert_eq!(claim(fresh, 2, 7, 9).await, []);
    assert_eq!(claim(fresh, 2, 8, 9).await, ids(&rows, &[0]));
}

async fn a_booking_that_changes_supersedes_what_has_not_left(fresh: &Fresh) {
    let (_, rows) = with_messages(fresh, &[0, 0, 9]).await;
    claim(fresh, 1, 0, 2).await;
    let mut tx = begin(fresh).await;
    assert!(tx.outbox_finish(1, rows[0].id, SENT, at(1)).await.unwrap());
    assert_eq!(tx.outbox_supersede(rows[0].booking, at(2)).await.unwrap(), 2);
    assert!(!tx.outbox_stamp(1, rows[1].id, at(3)).await.unwrap());
    assert!(!tx.outbox_finish(1, rows[1].id, SENT, at(3)).await.unwrap());
    let states: Vec<_> =
        tx.outbox_of(rows[0].booking).await.unwrap().iter().map(|row| (row.state, row.finished_at)).collect();
    let superseded = (OutboxState::Superseded, Some(at(2)));
    assert_eq!(states, [(OutboxState::Sent, Some(at(1))), superseded, superseded]);
    tx.commit().await.unwrap();
    assert_eq!(claim(fresh, 1, 20, 9).await, []);
}

async fn leases_are_renewed_and_freed(fresh: &Fresh) {
    let (_, rows) = with_messages(fresh, &[0, 0]).await;
    claim(fresh, 1, 0, 9).await;
    let mut tx = begin(fresh).await;
    tx.outbox_renew(1, &ids(&rows, &[0]), at(50)).await.unwrap();
    tx.outbox_renew(2, &ids(&rows, &[1]), at(50)).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(claim(fresh, 3, 10, 9).await, ids(&rows, &[1]));
    let mut tx = begin(fresh).await;
    assert_eq!(tx.outbox_free_leases().await.unwrap(), 2);
    tx.commit().await.unwrap();
    assert_eq!(claim(fresh, 4, 10, 9).await, ids(&rows, &[0, 1]));
}

async fn one_that_waits_is_replaced_and_one_that_is_dropped_is_never_taken(fresh: &Fresh) {
    let (city, rows) = with_messages(fresh, &[0, 0]).await;
    let mut dropped = message(&city, rows[0].booking, 3, 0);
    (dropped.state, dropped.finished_at, dropped.last_error) =
        (OutboxState::Dropped, Some(at(0)), Some("quiet hours".into()));
    let mut tx = begin(fresh).await;
    tx.outbox_insert(std::slice::from_ref(&dropped)).await.unwrap();
    assert!(tx.outbox_replace(city.id, rows[0].id, at(1), "the schedule has changed").await.unwrap());
    for gone in [rows[0].id, dropped.id] {
        assert!(!tx.outbox_replace(city.id, gone, at(2), "again").await.unwrap(), "it waits no more");
    }
    let elsewhere = mendan_domain::ids::MunicipalityId(city.id.0 + 1);
    assert!(!tx.outbox_replace(elsewhere, rows[1].id, at(2), "another city's").await.unwrap());
    let read = tx.outbox_of(rows[0].booking).await.unwrap();
    let of = |id| read.iter().find(|row| row.id == id).map(|row| (row.state, row.last_error.as_deref()));
    assert_eq!(of(rows[0].id), Some((OutboxState::Superseded, Some("the schedule has changed"))));
    assert_eq!(of(dropped.id), Some((OutboxState::Dropped, Some("quiet hours"))));
    tx.commit().await.unwrap();
    assert_eq!(claim(fresh, 1, 20, 9).await, ids(&rows, &[1]));
}
