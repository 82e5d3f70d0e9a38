//! Messages that did not leave, and those that are kept back.

use mendan_service::model::{Failure, JobRow, OutboxRow, OutboxState};
use mendan_store::on_both_engines;
use mendan_store::testing::{Engine, Fresh};
use sqlx::{Connection as _, PgConnection, SqliteConnection};

use crate::outbox::with_messages;
use crate::sample::{at, begin, city, read};

on_both_engines!(
    what_waits_for_the_relay_is_known_and_made_due_at_once,
    what_ended_without_leaving_is_listed_until_somebody_dealt_with_it,
    what_is_held_leaves_only_when_it_is_released,
    a_message_of_an_unknown_kind_is_listed_by_its_id_alone,
    a_row_that_cannot_be_read_keeps_no_other,
    no_other_city_can_touch_what_did_not_leave,
);

/// Behind the store's back.
async fn damage(fresh: &Fresh, sql: &'static str) {
    match fresh.engine {
        Engine::Sqlite => {
            let mut conn = SqliteConnection::connect(&fresh.url).await.unwrap();
            sqlx::raw_sql(sql).execute(&mut conn).await.unwrap();
            conn.close().await.unwrap();
        }
        Engine::Postgres => {
            let mut conn = PgConnection::connect(&fresh.url).await.unwrap();
            sqlx::raw_sql(sql).execute(&mut conn).await.unwrap();
        }
    }
}

fn ids(rows: &[OutboxRow]) -> Vec<i64> {
    rows.iter().map(|row| row.id.0).collect()
}

fn taken(rows: &[JobRow]) -> Vec<i64> {
    rows.iter().map(|row| row.id.0).collect()
}

async fn what_waits_for_the_relay_is_known_and_made_due_at_once(fresh: &Fresh) {
    let (city, rows) = with_messages(fresh, &[0, 0, 0]).await;
    let mut tx = begin(fresh).await;
    assert_eq!(tx.outbox_claim(1, at(1), at(9), 9).await.unwrap().rows.len(), 3);
    for (row, why) in rows.iter().zip([(Some(Failure::Relay), "504"), (None, "450"), (Some(Failure::Relay), "504")]) {
        assert!(tx.outbox_retry(1, row.id, at(60), why).await.unwrap());
    }
    tx.commit().await.unwrap();
    let mut tx = begin(fresh).await;
    let waiting = tx.outbox_waiting(city.id, 9).await.unwrap();
    assert_eq!(ids(&waiting), [rows[0].id.0, rows[2].id.0]);
    assert_eq!((waiting[0].failure, waiting[0].last_error.as_deref()), (Some(Failure::Relay), Some("504")));
    assert_eq!(tx.outbox_waiting(city.id, 1).await.unwrap().len(), 1);
    assert_eq!(tx.outbox_count_of(None, Failure::Relay).await.unwrap(), 2);
    assert_eq!(tx.outbox_count_of(Some(city.id), Failure::Relay).await.unwrap(), 2);
    assert_eq!(tx.outbox_count_of(None, Failure::Internal).await.unwrap(), 0);
    assert_eq!(tx.outbox_hasten(None, at(2)).await.unwrap(), 2);
    assert_eq!(tx.outbox_hasten(None, at(2)).await.unwrap(), 0);
    let claimed = tx.outbox_claim(2, at(2), at(9), 9).await.unwrap().rows;
    assert_eq!(taken(&claimed), [rows[0].id.0, rows[2].id.0], "those and no other");
    for row in &claimed {
        assert!(tx.outbox_finish(2, row.id, (OutboxState::Sent, None, None), at(3)).await.unwrap());
    }
    assert_eq!(tx.outbox_count_of(None, Failure::Relay).await.unwrap(), 0);
}

async fn what_ended_without_leaving_is_listed_until_somebody_dealt_with_it(fresh: &Fresh) {
    let (city, rows) = with_messages(fresh, &[0, 0, 0, 0]).await;
    let mut tx = begin(fresh).await;
    tx.outbox_claim(1, at(1), at(9), 9).await.unwrap();
    let ends = [
        (OutboxState::Failed, Some(Failure::Recipient), Some("550")),
        (OutboxState::Expired, None, Some("no longer useful")),
        (OutboxState::Sent, None, None),
        (OutboxState::Failed, Some(Failure::Letter), Some("554")),
    ];
    for (minute, (row, end)) in (2..).zip(rows.iter().zip(ends)) {
        assert!(tx.outbox_finish(1, row.id, end, at(minute)).await.unwrap());
    }
    let listed = |rows: Vec<Result<OutboxRow, _>>| rows.into_iter().map(|row| row.unwrap().id).collect::<Vec<_>>();
    let ended = tx.outbox_ended(city.id, at(0), 9).await.unwrap();
    assert_eq!(listed(ended), [rows[3].id, rows[1].id, rows[0].id], "the latest first");
    assert_eq!(listed(tx.outbox_ended(city.id, at(3), 9).await.unwrap()), [rows[3].id, rows[1].id]);
    assert_eq!(listed(tx.outbox_ended(city.id, at(0), 1).await.unwrap()), [rows[3].id]);
    assert!(tx.outbox_settle(city.id, rows[3].id, at(8)).await.unwrap());
    assert!(!tx.outbox_settle(city.id, rows[3].id, at(9)).await.unwrap(), "only once");
    assert!(!tx.outbox_settle(city.id, rows[2].id, at(9)).await.unwrap(), "it was sent");
    assert_eq!(listed(tx.outbox_ended(city.id, at(0), 9).await.unwrap()), [rows[1].id, rows[0].id]);
    assert_eq!(tx.outbox_row(city.id, rows[3].id).await.unwrap().unwrap().settled_at, Some(at(8)));
    assert_eq!(tx.outbox_count_of(None, Failure::Letter).await.unwrap(), 0);
}

async fn what_is_held_leaves_only_when_it_is_released(fresh: &Fresh) {
    let (city, rows) = with_messages(fresh, &[0, 5, 0]).await;
    let mut tx = begin(fresh).await;
    assert_eq!(tx.outbox_claim(1, at(1), at(9), 1).await.unwrap().rows.len(), 1);
    assert_eq!(tx.outbox_hold(at(2)).await.unwrap(), 3, "what is leased, too");
    assert_eq!(tx.outbox_hold(at(2)).await.unwrap(), 0);
    assert!(!tx.outbox_finish(1, rows[0].id, (OutboxState::Sent, None, None), at(2)).await.unwrap());
    assert_eq!(tx.outbox_claim(1, at(100), at(109), 9).await.unwrap().rows, []);
    let held = tx.outbox_held(city.id).await.unwrap();
    assert_eq!(ids(&held), [rows[0].id.0, rows[2].id.0, rows[1].id.0], "by their time");
    assert!(held.iter().all(|row| row.held_at == Some(at(2)) && row.state == OutboxState::Pending));

    assert!(tx.outbox_release(city.id, rows[1].id, at(900)).await.unwrap());
    assert!(tx.outbox_drop(city.id, rows[0].id, at(3), "dropped").await.unwrap());
    assert!(!tx.outbox_drop(city.id, rows[1].id, at(3), "dropped").await.unwrap());
    assert!(!tx.outbox_release(city.id, rows[0].id, at(900)).await.unwrap());
    assert_eq!(ids(&tx.outbox_held(city.id).await.unwrap()), [rows[2].id.0]);
    let claimed = tx.outbox_claim(1, at(100), at(109), 9).await.unwrap().rows;
    assert_eq!((taken(&claimed), claimed[0].useful_until), (vec![rows[1].id.0], at(900)));
    let dropped = tx.outbox_row(city.id, rows[0].id).await.unwrap().unwrap();
    assert_eq!((dropped.state, dropped.last_error.as_deref()), (OutboxState::Superseded, Some("dropped")));
    // A change of the booking ends what is held as it ends what waits.
    assert_eq!(tx.outbox_supersede(rows[2].booking, at(4)).await.unwrap(), 2);
    assert_eq!(tx.outbox_held(city.id).await.unwrap(), []);
}

async fn a_row_that_cannot_be_read_keeps_no_other(fresh: &Fresh) {
    let (city, rows) = with_messages(fresh, &[0, 1]).await;
    // An instant that no calendar has.
    damage(fresh, "UPDATE outbox SET created_at = 9000000000000000 WHERE due_at = (SELECT MIN(due_at) FROM outbox)")
        .await;
    let mut tx = begin(fresh).await;
    let claimed = tx.outbox_claim(1, at(2), at(9), 9).await.unwrap();
    assert_eq!(taken(&claimed.rows), [rows[1].id.0]);
    let [poison] = claimed.unreadable.as_slice() else { panic!("{claimed:?}") };
    assert_eq!((poison.id, poison.municipality), (rows[0].id, city.id));
    assert!(poison.why.contains("created_at") && !poison.why.contains("9000"), "{}", poison.why);
    let end = (OutboxState::Failed, Some(Failure::Internal), Some(poison.why.as_str()));
    assert!(tx.outbox_finish(1, poison.id, end, at(2)).await.unwrap());
    // It is listed by its id, hides nothing of its booking, and can be put away.
    assert_eq!(tx.outbox_ended(city.id, at(0), 9).await.unwrap(), [Err(rows[0].id)]);
    assert_eq!(ids(&tx.outbox_of(rows[0].booking).await.unwrap()), [rows[1].id.0]);
    assert_eq!(tx.outbox_count_of(Some(city.id), Failure::Internal).await.unwrap(), 1);
    assert!(tx.outbox_settle(city.id, rows[0].id, at(3)).await.unwrap());
    assert_eq!(tx.outbox_count_of(Some(city.id), Failure::Internal).await.unwrap(), 0);
}

async fn a_message_of_an_unknown_kind_is_listed_by_its_id_alone(fresh: &Fresh) {
    let (city, rows) = with_messages(fresh, &[0, 1]).await;
    damage(fresh, "UPDATE outbox SET kind = 'telegram' WHERE due_at = (SELECT MIN(due_at) FROM outbox)").await;
    let mut tx = begin(fresh).await;
    let claimed = tx.outbox_claim(1, at(2), at(9), 9).await.unwrap();
    assert_eq!((taken(&claimed.rows), claimed.unreadable), (vec![rows[0].id.0, rows[1].id.0], Vec::new()));
    let why = OutboxRow::read(claimed.rows[0].clone()).unwrap_err().to_string();
    assert!(why.contains("kind") && !why.contains("telegram"), "{why}");
    assert!(
        tx.outbox_finish(1, rows[0].id, (OutboxState::Failed, Some(Failure::Internal), None), at(2)).await.unwrap()
    );
    assert_eq!(tx.outbox_ended(city.id, at(0), 9).await.unwrap(), [Err(rows[0].id)]);
    assert_eq!(ids(&tx.outbox_of(rows[0].booking).await.unwrap()), [rows[1].id.0]);
}

async fn no_other_city_can_touch_what_did_not_leave(fresh: &Fresh) {
    let (one, rows) = with_messages(fresh, &[0, 0, 0]).await;
    let two = city(&*fresh.store, 2).await;
    let mut tx = begin(fresh).await;
    tx.outbox_claim(1, at(1), at(9), 2).await.unwrap();
    assert!(tx.outbox_retry(1, rows[0].id, at(9), (Some(Failure::Relay), "504")).await.unwrap());
    let end = (OutboxState::Failed, Some(Failure::Internal), Some("550"));
    assert!(tx.outbox_finish(1, rows[1].id, end, at(2)).await.unwrap());
    assert_eq!(tx.outbox_waiting(two.id, 9).await.unwrap(), []);
    assert_eq!(tx.outbox_count_of(Some(two.id), Failure::Relay).await.unwrap(), 0);
    assert_eq!(tx.outbox_ended(two.id, at(0), 9).await.unwrap(), []);
    assert_eq!(tx.outbox_row(two.id, rows[1].id).await.unwrap(), None);
    assert!(!tx.outbox_settle(two.id, rows[1].id, at(3)).await.unwrap());
    tx.outbox_hold(at(3)).await.unwrap();
    assert_eq!(tx.outbox_held(two.id).await.unwrap(), []);
    assert!(!tx.outbox_release(two.id, rows[0].id, at(9)).await.unwrap());
    assert!(!tx.outbox_drop(two.id, rows[0].id, at(3), "no").await.unwrap());
    assert_eq!(tx.outbox_held(one.id).await.unwrap().len(), 2);
    tx.commit().await.unwrap();
    assert_eq!(read(fresh).await.outbox_held(one.id).await.unwrap().len(), 2);
}
