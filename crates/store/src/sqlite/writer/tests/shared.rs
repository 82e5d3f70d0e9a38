//! Units of work that share a commit: each fails alone, and nobody is answered before it lasts.

use std::path::Path;

use tokio::sync::Notify;
use tokio::task::{JoinHandle, yield_now};

use super::*;

/// Whose transactions may grow as old as a loaded machine makes them.
async fn patient(name: &str) -> (Arc<Writer>, PathBuf) {
    let (mut writer, file) = writer(name).await;
    Arc::get_mut(&mut writer.0).unwrap().oldest = Duration::from_mins(1);
    (Arc::new(writer), file)
}

/// Somebody who keeps the connection, so that a crowd can gather.
async fn first(writer: &Arc<Writer>) -> Writing {
    let mut tx = writer.begin().await.unwrap();
    run(&mut tx, "INSERT INTO t (n) VALUES (0)").await.unwrap();
    tx
}

/// Begins in a task of its own; back when it stands in the queue.
async fn queue<F: Future<Output = StoreResult<()>> + Send + 'static>(
    writer: &Arc<Writer>,
    work: impl FnOnce(Writing) -> F + Send + 'static,
) -> JoinHandle<StoreResult<()>> {
    let before = writer.0.waiting.load(Ordering::Acquire);
    let of = Arc::clone(writer);
    let task = tokio::spawn(async move { work(of.begin().await?).await });
    while writer.0.waiting.load(Ordering::Acquire) == before {
        yield_now().await;
    }
    task
}

async fn put(mut tx: Writing, n: i64) -> StoreResult<()> {
    run(&mut tx, &format!("INSERT INTO t (n) VALUES ({n})")).await.map_err(classify)?;
    commit(tx).await
}

/// What others see.
async fn stored(file: &Path) -> Vec<i64> {
    let mut conn = super::super::super::options(file).read_only(true).connect().await.unwrap();
    sqlx::query_scalar("SELECT n FROM t ORDER BY rowid").fetch_all(&mut conn).await.unwrap()
}

/// Whether a transaction is open.
async fn is_open(writer: &Writer) -> bool {
    writer.0.place.lock().await.batch.is_some()
}

#[tokio::test]
async fn a_lone_unit_of_work_is_on_the_disk_when_it_is_answered() {
    let (writer, file) = writer("lone").await;
    for n in 0..3 {
        insert(&writer, n).await.unwrap();
        assert!(!is_open(&writer).await, "nothing is left open for others");
        assert_eq!(stored(&file).await.len(), usize::try_from(n).unwrap() + 1);
    }
}

#[tokio::test]
async fn of_a_crowd_each_fails_alone_and_nobody_is_answered_before_it_lasts() {
    let (writer, file) = patient("crowd").await;
    let mut tx = writer.begin().await.unwrap();
    run(&mut tx, "CREATE TABLE guard (tick INTEGER PRIMARY KEY); INSERT INTO guard VALUES (1)").await.unwrap();
    commit(tx).await.unwrap();
    let before = first(&writer).await;
    let (path, at_work) = (file.clone(), Arc::new(Notify::new()));
    let early = queue(&writer, async move |tx| {
        put(tx, 1).await?;
        assert_eq!(stored(&path).await, [0, 1, 7], "answered after the commit that all share");
        Ok(())
    });
    let early = early.await;
    let wrong = queue(&writer, async |mut tx| {
        run(&mut tx, "INSERT INTO t (n) VALUES (2)").await.map_err(classify)?;
        run(&mut tx, "INSERT INTO t (n) VALUES (NULL)").await.map_err(classify)?;
        commit(tx).await
    });
    let wrong = wrong.await;
    let taken = queue(&writer, async |mut tx| {
        // As a booking whose time belongs to somebody else: written, found out, given back, answered.
        run(&mut tx, "INSERT INTO t (n) VALUES (10)").await.map_err(classify)?;
        let took = driver::run(&mut tx, sql("INSERT INTO guard VALUES (1) ON CONFLICT DO NOTHING")).await;
        assert_eq!(took.map_err(classify)?, 0, "it is taken");
        Ok(())
    });
    let taken = taken.await;
    let panics = queue(&writer, async |mut tx| {
        run(&mut tx, "INSERT INTO t (n) VALUES (3)").await.map_err(classify)?;
        panic!("in the middle of its work")
    });
    let panics = panics.await;
    let dropped = queue(&writer, async |mut tx| run(&mut tx, "INSERT INTO t (n) VALUES (4)").await.map_err(classify));
    let dropped = dropped.await;
    let here = Arc::clone(&at_work);
    let cut = queue(&writer, async move |mut tx| {
        run(&mut tx, "INSERT INTO t (n) VALUES (5)").await.map_err(classify)?;
        here.notify_one();
        drop(poll_and_drop(run(&mut tx, "INSERT INTO t (n) VALUES (6)"), 1));
        std::future::pending::<()>().await;
        commit(tx).await
    });
    let cut = cut.await;
    let gone = queue(&writer, async |tx| put(tx, 8).await).await;
    let late = queue(&writer, async |tx| put(tx, 7).await).await;
    gone.abort();
    let first = tokio::spawn(commit(before));
    // The others end by themselves; this one when it is at work.
    at_work.notified().await;
    cut.abort();
    first.await.unwrap().unwrap();
    early.await.unwrap().unwrap();
    assert!(wrong.await.unwrap().is_err());
    taken.await.unwrap().unwrap();
    assert!(panics.await.unwrap_err().is_panic());
    dropped.await.unwrap().unwrap();
    assert!(cut.await.unwrap_err().is_cancelled());
    assert!(gone.await.unwrap_err().is_cancelled());
    late.await.unwrap().unwrap();
    assert_eq!(stored(&file).await, [0, 1, 7]);
    insert(&writer, 9).await.unwrap();
    assert_eq!(stored(&file).await, [0, 1, 7, 9]);
}

#[tokio::test]
async fn when_the_database_ends_a_shared_transaction_all_in_it_are_told_and_nothing_is_there() {
    let (writer, file) = patient("ended_for_all").await;
    for how in ["dropped", "committed", "written on"] {
        let before = first(&writer).await;
        let good = queue(&writer, async |tx| put(tx, 1).await).await;
        let bad = queue(&writer, async move |mut tx| {
            // What SQLite does when the disk is full.
            run(&mut tx, "ROLLBACK").await.map_err(classify)?;
            match how {
                "dropped" => return Ok(()),
                "written on" => run(&mut tx, "SAVEPOINT mark; INSERT INTO t (n) VALUES (2)").await.map_err(classify)?,
                _ => {}
            }
            commit(tx).await
        });
        let bad = bad.await;
        let after = queue(&writer, async |tx| put(tx, 3).await).await;
        assert!(matches!(commit(before).await, Err(StoreError::Unavailable(_))), "{how}");
        assert!(matches!(good.await.unwrap(), Err(StoreError::Unavailable(_))), "{how}");
        assert_eq!(bad.await.unwrap().is_err(), how != "dropped", "{how}");
        after.await.unwrap().unwrap();
        assert_eq!(stored(&file).await, [3], "{how}");
        let mut tx = writer.begin().await.unwrap();
        run(&mut tx, "DELETE FROM t").await.unwrap();
        commit(tx).await.unwrap();
    }
}

#[tokio::test]
async fn a_commit_that_fails_is_told_to_all_who_share_it() {
    let (writer, file) = patient("fails").await;
    let mut tx = writer.begin().await.unwrap();
    run(&mut tx, "CREATE TABLE p (n INTEGER PRIMARY KEY)").await.unwrap();
    run(&mut tx, "CREATE TABLE c (n INTEGER REFERENCES p DEFERRABLE INITIALLY DEFERRED)").await.unwrap();
    commit(tx).await.unwrap();
    let before = first(&writer).await;
    let good = queue(&writer, async |tx| put(tx, 1).await).await;
    let bad = queue(&writer, async |mut tx| {
        // Looked at by COMMIT only.
        run(&mut tx, "INSERT INTO c VALUES (99)").await.map_err(classify)?;
        commit(tx).await
    });
    let bad = bad.await;
    for outcome in [commit(before).await, good.await.unwrap(), bad.await.unwrap()] {
        assert!(matches!(outcome, Err(StoreError::Unavailable(_))), "{outcome:?}");
    }
    assert!(is_doubted(&mut writer.begin().await.unwrap()), "the next probe proves more");
    assert!(stored(&file).await.is_empty());
    insert(&writer, 2).await.unwrap();
    assert_eq!(stored(&file).await, [2]);
}

#[tokio::test]
async fn more_than_one_transaction_holds_come_in_order() {
    let (writer, file) = patient("many").await;
    let before = first(&writer).await;
    let mut tasks = Vec::new();
    for n in 1..=100 {
        let path = file.clone();
        let unit = async move |tx| {
            if n == 40 {
                // The first transaction took no more than 32, and lasts before anybody begins in the next.
                let lasting = stored(&path).await.len();
                assert!((32..=40).contains(&lasting), "{lasting} in the first transaction");
            }
            put(tx, n).await
        };
        tasks.push(queue(&writer, unit).await);
    }
    commit(before).await.unwrap();
    for task in tasks {
        task.await.unwrap().unwrap();
    }
    assert_eq!(stored(&file).await, (0..=100).collect::<Vec<_>>());
}

#[tokio::test]
async fn whoever_saw_what_does_not_last_yet_waits_before_telling_it() {
    let (writer, file) = patient("seen").await;
    for fails in [false, true] {
        let before = first(&writer).await;
        let (of, path) = (Arc::clone(&writer), file.clone());
        let looks = queue(&writer, async move |mut tx| {
            let seen: i64 =
                one(&mut tx, sql("SELECT COUNT(*) AS n FROM t"), |row| get(row, "n")).await.unwrap().unwrap();
            drop(tx);
            assert_eq!(seen, 1, "of somebody whose work does not last yet");
            of.quiet().await;
            let lasts = stored(&path).await.len();
            assert_eq!(lasts, usize::from(!fails), "whoever reads now sees the same, or that it was undone");
            // Beginning anew does not make it true.
            drop(of.begin().await.unwrap());
            let settled = of.settled().await;
            assert!(of.settled().await.is_ok(), "told once");
            settled
        });
        let looks = looks.await;
        let last = queue(&writer, async move |mut tx| {
            if fails {
                run(&mut tx, "ROLLBACK").await.map_err(classify)?;
            }
            Ok(())
        });
        let last = last.await;
        assert_eq!(commit(before).await.is_err(), fails);
        let settled = looks.await.unwrap();
        assert_eq!(matches!(settled, Err(StoreError::Busy(_))), fails, "so that it is done again: {settled:?}");
        last.await.unwrap().unwrap();
        let mut tx = writer.begin().await.unwrap();
        run(&mut tx, "DELETE FROM t").await.unwrap();
        commit(tx).await.unwrap();
    }
}

#[tokio::test]
async fn a_transaction_that_is_old_waits_for_nobody() {
    let (mut writer, file) = writer("old").await;
    Arc::get_mut(&mut writer.0).unwrap().oldest = Duration::ZERO;
    let writer = Arc::new(writer);
    let before = first(&writer).await;
    let slow = queue(&writer, async |_tx| std::future::pending().await).await;
    commit(before).await.unwrap();
    assert_eq!(stored(&file).await, [0]);
    slow.abort();
}
