//! The SQLite file and its copies.

use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use mendan_service::model::BackupMark;
use mendan_service::ports::StoreError;
use mendan_store::testing::{fresh_postgres, fresh_sqlite};
use mendan_store::{Options, open, sqlite_path};
use sqlx::{Connection as _, SqliteConnection};
use tokio::sync::Notify;

use crate::sample::{at, begin, booking, city, insert, read};

fn beside(url: &str, name: &str) -> PathBuf {
    sqlite_path(url).unwrap().with_file_name(name)
}

fn mode(path: &Path) -> u32 {
    std::fs::metadata(path).unwrap().permissions().mode() & 0o777
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_backup_under_load_is_whole() {
    let fresh = fresh_sqlite().await;
    let city = Arc::new(city(&*fresh.store, 1).await);
    let stop = Arc::new(AtomicBool::new(false));
    let written = Arc::new(Notify::new());
    let writer = tokio::spawn({
        let (store, city, stop, written) = (fresh.store.clone(), city.clone(), stop.clone(), written.clone());
        async move {
            let mut k = 0;
            while !stop.load(Ordering::Relaxed) {
                k += 1;
                // A booking and its ticks in one transaction.
                let mut tx = store.begin().await.unwrap();
                let booking = booking(&city, k, k * 60);
                assert!(insert(&mut tx, &booking).await);
                assert!(tx.occupy(&booking.claim, mendan_service::model::Owner::Booking(booking.id)).await.unwrap());
                tx.commit().await.unwrap();
                written.notify_one();
            }
            k
        }
    });
    written.notified().await;
    let copy = beside(&fresh.url, "copy.db");
    fresh.store.backup(&copy, &mark()).await.unwrap();
    stop.store(true, Ordering::Relaxed);
    assert!(writer.await.unwrap() > 0);

    assert_eq!(mode(&copy), 0o600);
    let url = format!("sqlite://{}", copy.display());
    let mut conn = SqliteConnection::connect(&url).await.unwrap();
    let integrity: String = sqlx::query_scalar("PRAGMA integrity_check").fetch_one(&mut conn).await.unwrap();
    assert_eq!(integrity, "ok");
    // Nine ticks of the nurse and nine of the room to every booking.
    let text = "SELECT (SELECT COUNT(*) FROM booking) * 18 - (SELECT COUNT(*) FROM occupied)";
    let difference: i64 = sqlx::query_scalar(text).fetch_one(&mut conn).await.unwrap();
    assert_eq!(difference, 0);
    conn.close().await.unwrap();

    // And it opens as a store.
    let restored = open(&url, &Options::default()).await.unwrap();
    assert!(restored.ready().await.unwrap());
    assert!(!restored.read().await.unwrap().bookings_between(city.id, at(0), at(1_000_000)).await.unwrap().is_empty());
    // It says that it is a copy until somebody has seen that; the original never does.
    assert_eq!(restored.read().await.unwrap().backup_mark().await.unwrap(), Some(mark()));
    assert_eq!(read(&fresh).await.backup_mark().await.unwrap(), None);
    let mut tx = restored.begin().await.unwrap();
    tx.backup_mark_forget().await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(restored.read().await.unwrap().backup_mark().await.unwrap(), None);
    restored.close().await;
}

fn mark() -> BackupMark {
    BackupMark { taken_at: at(7), version: "0.1.0".into() }
}

/// A database that this version has not served yet has no table for the mark.
#[tokio::test]
async fn a_copy_of_an_older_database_is_marked_too() {
    let fresh = fresh_sqlite().await;
    let mut conn = SqliteConnection::connect(&fresh.url).await.unwrap();
    sqlx::raw_sql(
        "DROP TABLE backup_mark; DELETE FROM _sqlx_migrations WHERE version = 5; DROP TABLE alarm; \
        DROP INDEX outbox_failure; DROP INDEX outbox_held; DROP INDEX outbox_trouble; \
        ALTER TABLE outbox DROP COLUMN failure; ALTER TABLE outbox DROP COLUMN held_at; \
        ALTER TABLE outbox DROP COLUMN settled_at",
    )
    .execute(&mut conn)
    .await
    .unwrap();
    conn.close().await.unwrap();
    let copy = beside(&fresh.url, "copy.db");
    fresh.store.backup(&copy, &mark()).await.unwrap();
    let restored = open(&format!("sqlite://{}", copy.display()), &Options::default()).await.unwrap();
    restored.migrate().await.unwrap();
    assert_eq!(restored.read().await.unwrap().backup_mark().await.unwrap(), Some(mark()));
    restored.close().await;
}

#[tokio::test]
async fn a_backup_never_overwrites() {
    let fresh = fresh_sqlite().await;
    let file = beside(&fresh.url, "precious");
    std::fs::write(&file, "precious").unwrap();
    assert!(matches!(fresh.store.backup(&file, &mark()).await, Err(StoreError::Unavailable(_))));
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "precious");
    assert!(fresh.store.backup(&beside(&fresh.url, "nowhere/copy.db"), &mark()).await.is_err());
    // Nor itself.
    assert!(fresh.store.backup(&sqlite_path(&fresh.url).unwrap(), &mark()).await.is_err());
    assert!(fresh.store.ready().await.unwrap());
}

#[tokio::test]
async fn postgres_is_backed_up_by_its_own_tool() {
    let fresh = fresh_postgres().await;
    assert!(matches!(fresh.store.backup(Path::new("/nowhere"), &mark()).await, Err(StoreError::Other(_))));
}

#[tokio::test]
async fn the_file_is_private_and_its_folder_is_made() {
    let fresh = fresh_sqlite().await;
    let path = sqlite_path(&fresh.url).unwrap();
    assert_eq!(mode(&path), 0o600);
    let deep = beside(&fresh.url, "a/b/c.db");
    let store = open(&format!("sqlite://{}", deep.display()), &Options::default()).await.unwrap();
    assert!(!store.ready().await.unwrap());
    store.migrate().await.unwrap();
    assert!(store.ready().await.unwrap());
    store.close().await;
    assert_eq!(mode(&deep), 0o600);
}

#[tokio::test]
async fn a_second_process_can_read_and_back_up_beside_the_server() {
    let fresh = fresh_sqlite().await;
    let city = city(&*fresh.store, 1).await;
    let second = open(&fresh.url, &Options::default()).await.unwrap();
    let mut tx = begin(&fresh).await;
    assert!(insert(&mut tx, &booking(&city, 1, 0)).await);
    assert_eq!(second.read().await.unwrap().municipalities().await.unwrap().len(), 1);
    second.backup(&beside(&fresh.url, "second.db"), &mark()).await.unwrap();
    let begun = second.begin().await.map(drop);
    assert!(matches!(begun, Err(StoreError::Busy(_))), "{begun:?}");
    tx.commit().await.unwrap();
    second.begin().await.unwrap();
    second.close().await;
}
