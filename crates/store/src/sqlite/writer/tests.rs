//! The writer's connection after everything that can happen to it.

use std::future::Future;
use std::path::PathBuf;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use sqlx::ConnectOptions as _;
use sqlx::Executor as _;

use super::super::driver;
use super::super::driver::sql;
use super::super::row::{all, get, one};
use super::*;

mod shared;

/// A writer on a file of its own, with a table `t`.
async fn writer(name: &str) -> (Writer, PathBuf) {
    let folder = std::env::temp_dir().join(format!("mendan_writer_{}_{name}", std::process::id()));
    drop(std::fs::remove_dir_all(&folder));
    std::fs::create_dir_all(&folder).unwrap();
    let file = folder.join("t.db");
    std::fs::File::create(&file).unwrap();
    let options = Options { path: file.clone(), busy_timeout: BUSY_TIMEOUT };
    let writer = Writer::open(options).await.unwrap();
    let mut tx = writer.begin().await.unwrap();
    run(&mut tx, "CREATE TABLE t (n INTEGER NOT NULL, b BLOB)").await.unwrap();
    commit(tx).await.unwrap();
    (writer, file)
}

async fn run(tx: &mut Writing, text: &str) -> Result<(), Failure> {
    let Connection::Writing(writer) = &**tx else { panic!("who writes has the writer") };
    // As every statement, it may let others go first.
    tokio::task::coop::consume_budget().await;
    writer.script(text)
}

async fn insert(writer: &Writer, n: i64) -> StoreResult<()> {
    let mut tx = writer.begin().await?;
    run(&mut tx, &format!("INSERT INTO t (n) VALUES ({n})")).await.map_err(classify)?;
    commit(tx).await
}

async fn count(writer: &Writer) -> i64 {
    let mut tx = writer.begin().await.unwrap();
    one(&mut tx, sql("SELECT COUNT(*) AS n FROM t"), |row| get(row, "n")).await.unwrap().unwrap()
}

/// Lets it run for that many polls and drops it.
fn poll_and_drop<F: Future>(future: F, polls: usize) -> Option<F::Output> {
    let mut future = pin!(future);
    for _ in 0..polls {
        if let Poll::Ready(output) = future.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            return Some(output);
        }
        std::thread::yield_now();
    }
    None
}

#[tokio::test]
async fn a_transaction_that_the_database_ended_by_itself_does_not_end_writing() {
    let (writer, _) = writer("ended").await;
    for (n, how) in ["dropped", "committed", "dropped"].into_iter().enumerate() {
        let mut tx = writer.begin().await.unwrap();
        // What SQLite does when the disk is full.
        run(&mut tx, "ROLLBACK").await.unwrap();
        match how {
            "committed" => assert!(commit(tx).await.is_err()),
            _ => drop(tx),
        }
        insert(&writer, i64::try_from(n).unwrap()).await.unwrap();
    }
    assert_eq!(count(&writer).await, 3);
}

#[tokio::test]
async fn a_file_that_may_not_grow_is_unavailable_and_then_works_again() {
    let (writer, _) = writer("full").await;
    let mut tx = writer.begin().await.unwrap();
    run(&mut tx, "PRAGMA max_page_count = 3").await.unwrap();
    let outcome = run(&mut tx, "INSERT INTO t (n, b) VALUES (1, zeroblob(100000))").await.map_err(classify);
    assert!(matches!(outcome, Err(StoreError::Unavailable(_))), "{outcome:?}");
    run(&mut tx, "PRAGMA max_page_count = 1000000").await.unwrap();
    drop(tx);
    insert(&writer, 2).await.unwrap();
    assert_eq!(count(&writer).await, 1);
}

#[tokio::test]
async fn a_commit_that_failed_makes_the_next_probe_prove_more() {
    let (writer, _) = writer("doubt").await;
    let mut tx = writer.begin().await.unwrap();
    assert!(!is_doubted(&mut tx));
    run(&mut tx, "ROLLBACK").await.unwrap();
    assert!(commit(tx).await.is_err());
    insert(&writer, 1).await.unwrap();
    let mut probe = writer.begin().await.unwrap();
    assert!(is_doubted(&mut probe), "a small commit proves little");
    commit(probe).await.unwrap();
    assert!(!is_doubted(&mut writer.begin().await.unwrap()));
}

#[tokio::test]
async fn whoever_goes_away_at_any_moment_leaves_all_or_nothing() {
    let (writer, _) = writer("away").await;
    let mut least = 0;
    for polls in 0..40 {
        drop(poll_and_drop(writer.begin(), polls));
        let mut tx = writer.begin().await.unwrap();
        run(&mut tx, "INSERT INTO t (n) VALUES (1)").await.unwrap();
        if let Some(done) = poll_and_drop(commit(tx), polls) {
            done.unwrap();
            least += 1;
        }
        insert(&writer, 2).await.unwrap();
        least += 1;
    }
    let stored = count(&writer).await;
    assert!((least..=80).contains(&stored), "{stored} of at least {least}");
}

#[tokio::test]
async fn nobody_waits_three_seconds_for_another_process_and_it_passes() {
    let (writer, file) = writer("locked").await;
    let mut other = super::super::options(&file).connect().await.unwrap();
    other.execute("BEGIN IMMEDIATE").await.unwrap();
    let begun = Instant::now();
    let outcomes = futures::future::join_all((0..8).map(|_| insert(&writer, 1))).await;
    assert!(outcomes.iter().all(|outcome| matches!(outcome, Err(StoreError::Busy(_)))), "{outcomes:?}");
    assert!(begun.elapsed() < Duration::from_secs(3), "{:?}", begun.elapsed());
    // Who comes while the lock is known to stay is told at once.
    let begun = Instant::now();
    assert!(insert(&writer, 1).await.is_err());
    assert!(begun.elapsed() < Duration::from_secs(1), "{:?}", begun.elapsed());
    other.execute("ROLLBACK").await.unwrap();
    insert(&writer, 1).await.unwrap();
    assert_eq!(count(&writer).await, 1);
}

#[tokio::test]
async fn writers_come_in_the_order_they_asked_in() {
    let (writer, _) = writer("fair").await;
    let first = writer.begin().await.unwrap();
    let mut waiting: Vec<_> = (0..20).map(|n| Box::pin(insert(&writer, n))).collect();
    for turn in &mut waiting {
        assert!(turn.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_pending());
    }
    drop(first);
    for outcome in futures::future::join_all(waiting).await {
        outcome.unwrap();
    }
    let mut tx = writer.begin().await.unwrap();
    let order: Vec<i64> = all(&mut tx, sql("SELECT n FROM t ORDER BY rowid"), |row| get(row, "n")).await.unwrap();
    assert_eq!(order, (0..20).collect::<Vec<_>>());
}

#[tokio::test]
async fn after_the_end_nobody_begins() {
    let (writer, _) = writer("closed").await;
    writer.close().await;
    assert!(matches!(insert(&writer, 1).await, Err(StoreError::Unavailable(_))));
}
