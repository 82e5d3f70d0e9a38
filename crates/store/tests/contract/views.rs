//! Views are noted also while the store cannot write: durable, in order, once.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use async_trait::async_trait;
use mendan_domain::ids::{AuditId, MunicipalityId, StaffId};
use mendan_service::model::{AuditLine, BackupMark};
use mendan_service::ports::{Store, StoreResult, ViewLog as _};
use mendan_service::unit::{ReadUnit, WriteUnit};
use mendan_store::on_both_engines;
use mendan_store::testing::{Engine, Fresh};
use mendan_store::views::{Spare, Views};
use sqlx::{Connection as _, Executor as _, PgConnection, SqliteConnection};

use crate::sample::{at, city, read};

on_both_engines!(
    a_noted_view_outlives_a_crash_and_soon_stands_in_the_table,
    views_one_after_another_share_a_write_a_second,
    without_a_file_a_view_stands_in_the_table_when_it_is_noted,
    views_under_a_lock_wait_and_then_stand_once_and_in_order,
    views_that_waited_outlive_the_process,
    a_torn_record_is_none_and_the_others_stand,
    a_full_file_refuses_views,
    what_was_written_and_not_cleared_is_not_written_twice,
);

/// Another program that keeps the audit table to itself.
enum Lock {
    Sqlite(SqliteConnection),
    Postgres(PgConnection),
}

impl Lock {
    async fn take(fresh: &Fresh) -> Self {
        match fresh.engine {
            Engine::Sqlite => {
                let mut conn = SqliteConnection::connect(&fresh.url).await.unwrap();
                conn.execute("BEGIN IMMEDIATE").await.unwrap();
                Self::Sqlite(conn)
            }
            Engine::Postgres => {
                let mut conn = PgConnection::connect(&fresh.url).await.unwrap();
                conn.execute("BEGIN").await.unwrap();
                conn.execute("LOCK TABLE audit IN SHARE ROW EXCLUSIVE MODE").await.unwrap();
                Self::Postgres(conn)
            }
        }
    }

    async fn end(self) {
        match self {
            Self::Sqlite(conn) => conn.close().await.unwrap(),
            Self::Postgres(conn) => conn.close().await.unwrap(),
        }
    }
}

fn line(municipality: MunicipalityId, id: i64) -> AuditLine {
    AuditLine {
        id: AuditId(id),
        municipality,
        at: at(id),
        actor_kind: "staff",
        actor: Some(StaffId(1)),
        partner: None,
        action: "view".into(),
        subject_kind: "day",
        subject: 7,
        network: None,
        detail: format!("{{\"n\":{id}}}"),
        tag: String::new(),
    }
}

/// What stands in the table, in the order of ids.
async fn noted(fresh: &Fresh, municipality: MunicipalityId) -> Vec<String> {
    let lines = read(fresh).await.audit_of(municipality, ("day", 7)).await.unwrap();
    lines.into_iter().map(|line| line.detail).collect()
}

fn details(ids: impl IntoIterator<Item = i64>) -> Vec<String> {
    ids.into_iter().map(|id| format!("{{\"n\":{id}}}")).collect()
}

async fn until_noted(fresh: &Fresh, municipality: MunicipalityId, wanted: &[String]) {
    let begun = Instant::now();
    while noted(fresh, municipality).await != wanted {
        assert!(begun.elapsed() < Duration::from_secs(20), "{:?}", noted(fresh, municipality).await);
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// Counts how often somebody begins to write.
struct Counting {
    store: Arc<dyn Store>,
    begun: AtomicUsize,
}

#[async_trait]
impl Store for Counting {
    async fn begin(&self) -> StoreResult<Box<dyn WriteUnit>> {
        self.begun.fetch_add(1, Ordering::SeqCst);
        self.store.begin().await
    }
    async fn read(&self) -> StoreResult<Box<dyn ReadUnit>> {
        self.store.read().await
    }
    async fn look(&self) -> StoreResult<Box<dyn ReadUnit>> {
        self.store.look().await
    }
    async fn migrate(&self) -> StoreResult<()> {
        self.store.migrate().await
    }
    async fn ready(&self) -> StoreResult<bool> {
        self.store.ready().await
    }
    async fn backup(&self, file: &Path, mark: &BackupMark) -> StoreResult<()> {
        self.store.backup(file, mark).await
    }
    async fn close(&self) {
        self.store.close().await;
    }
}

/// A file of its own, in a folder that is gone when this is dropped.
struct Place(PathBuf);

impl Place {
    fn new(fresh: &Fresh, name: &str) -> Self {
        let folder =
            std::env::temp_dir().join(format!("mendan_views_{}_{name}_{:?}", std::process::id(), fresh.engine));
        drop(std::fs::remove_dir_all(&folder));
        Self(folder)
    }

    fn file(&self) -> PathBuf {
        self.0.join("x.views")
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        drop(std::fs::remove_dir_all(&self.0));
    }
}

fn open(fresh: &Fresh, file: &Path, slots: usize) -> Arc<Views> {
    Views::start(Arc::clone(&fresh.store), Spare::of_size(file, slots).unwrap())
}

/// Ends the task as a crash would, and waits until it has let go of the file.
async fn crash(views: Arc<Views>, file: &Path) {
    drop(views);
    let begun = Instant::now();
    let other = std::fs::OpenOptions::new().read(true).write(true).open(file).unwrap();
    while other.try_lock().is_err() {
        assert!(begun.elapsed() < Duration::from_secs(20), "the file is still in use");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

async fn a_noted_view_outlives_a_crash_and_soon_stands_in_the_table(fresh: &Fresh) {
    let city = city(&*fresh.store, 1).await.id;
    let place = Place::new(fresh, "plain");
    let views = open(fresh, &place.file(), 64);
    let all = futures::future::join_all((1..=50).map(|id| views.note(line(city, id)))).await;
    all.into_iter().collect::<StoreResult<Vec<()>>>().unwrap();
    crash(views, &place.file()).await;
    let views = open(fresh, &place.file(), 64);
    until_noted(fresh, city, &details(1..=50)).await;
    drop(views);
}

async fn views_one_after_another_share_a_write_a_second(fresh: &Fresh) {
    let city = city(&*fresh.store, 1).await.id;
    let place = Place::new(fresh, "shared");
    let counting = Arc::new(Counting { store: Arc::clone(&fresh.store), begun: AtomicUsize::new(0) });
    let views = Views::start(Arc::<Counting>::clone(&counting), Spare::of_size(&place.file(), 256).unwrap());
    let begun = Instant::now();
    for id in 1..=100 {
        views.note(line(city, id)).await.unwrap();
    }
    let (writes, seconds) = (counting.begun.load(Ordering::SeqCst), begun.elapsed().as_secs_f64());
    assert!(u64::try_from(writes).unwrap() <= begun.elapsed().as_secs() + 1, "{writes} writes in {seconds} seconds");
    views.settle().await;
    assert_eq!(noted(fresh, city).await, details(1..=100));
}

async fn without_a_file_a_view_stands_in_the_table_when_it_is_noted(fresh: &Fresh) {
    let city = city(&*fresh.store, 1).await.id;
    let views = Views::start(Arc::clone(&fresh.store), Spare::in_memory());
    let all = futures::future::join_all((1..=50).map(|id| views.note(line(city, id)))).await;
    all.into_iter().collect::<StoreResult<Vec<()>>>().unwrap();
    assert_eq!(noted(fresh, city).await, details(1..=50));
}

async fn views_under_a_lock_wait_and_then_stand_once_and_in_order(fresh: &Fresh) {
    let city = city(&*fresh.store, 1).await.id;
    let place = Place::new(fresh, "lock");
    let views = open(fresh, &place.file(), 64);
    let lock = Lock::take(fresh).await;
    for id in 1..=20 {
        let begun = Instant::now();
        views.note(line(city, id)).await.unwrap();
        assert!(begun.elapsed() < Duration::from_secs(3), "{:?}", begun.elapsed());
    }
    assert_eq!(noted(fresh, city).await, details([]));
    lock.end().await;
    until_noted(fresh, city, &details(1..=20)).await;
    views.note(line(city, 21)).await.unwrap();
    until_noted(fresh, city, &details(1..=21)).await;
    // The room is free again.
    crash(views, &place.file()).await;
    assert!(Spare::of_size(&place.file(), 64).unwrap().is_empty());
}

async fn views_that_waited_outlive_the_process(fresh: &Fresh) {
    let city = city(&*fresh.store, 1).await.id;
    let place = Place::new(fresh, "restart");
    let views = open(fresh, &place.file(), 64);
    let lock = Lock::take(fresh).await;
    for id in 1..=5 {
        views.note(line(city, id)).await.unwrap();
    }
    crash(views, &place.file()).await;
    // Still locked, and noted on.
    let views = open(fresh, &place.file(), 64);
    views.note(line(city, 6)).await.unwrap();
    lock.end().await;
    until_noted(fresh, city, &details(1..=6)).await;
    drop(views);
}

async fn a_torn_record_is_none_and_the_others_stand(fresh: &Fresh) {
    let city = city(&*fresh.store, 1).await.id;
    let place = Place::new(fresh, "torn");
    let views = open(fresh, &place.file(), 8);
    let lock = Lock::take(fresh).await;
    for id in 1..=3 {
        views.note(line(city, id)).await.unwrap();
    }
    crash(views, &place.file()).await;
    // Half of the second slot never reached the disk.
    let mut octets = std::fs::read(place.file()).unwrap();
    let slot = octets.len() / 8;
    octets[slot + slot / 2..2 * slot].fill(0);
    std::fs::write(place.file(), octets).unwrap();
    lock.end().await;
    let views = open(fresh, &place.file(), 8);
    until_noted(fresh, city, &details([1, 3])).await;
    drop(views);
}

async fn a_full_file_refuses_views(fresh: &Fresh) {
    let city = city(&*fresh.store, 1).await.id;
    let place = Place::new(fresh, "full");
    let views = open(fresh, &place.file(), 3);
    let lock = Lock::take(fresh).await;
    for id in 1..=3 {
        views.note(line(city, id)).await.unwrap();
    }
    assert!(views.note(line(city, 4)).await.is_err(), "a view that nobody noted must not happen");
    lock.end().await;
    until_noted(fresh, city, &details(1..=3)).await;
    views.note(line(city, 5)).await.unwrap();
    until_noted(fresh, city, &details([1, 2, 3, 5])).await;
}

async fn what_was_written_and_not_cleared_is_not_written_twice(fresh: &Fresh) {
    let city = city(&*fresh.store, 1).await.id;
    let place = Place::new(fresh, "twice");
    let mut spare = Spare::of_size(&place.file(), 8).unwrap();
    assert_eq!(spare.keep(vec![line(city, 1), line(city, 2)]).await.unwrap(), 2);
    drop(spare);
    // The table got the first one before the power failed.
    let mut tx = fresh.store.begin().await.unwrap();
    tx.audit_insert(&line(city, 1)).await.unwrap();
    tx.commit().await.unwrap();
    let views = open(fresh, &place.file(), 8);
    until_noted(fresh, city, &details(1..=2)).await;
    views.settle().await;
    assert_eq!(noted(fresh, city).await, details(1..=2));
}

#[tokio::test]
async fn the_room_is_really_taken_and_private() {
    use std::os::unix::fs::MetadataExt as _;
    let folder = std::env::temp_dir().join(format!("mendan_views_{}_room", std::process::id()));
    drop(std::fs::remove_dir_all(&folder));
    let file = folder.join("x.views");
    let first = Spare::in_file(&file).unwrap();
    let taken = std::fs::metadata(&file).unwrap();
    assert!(taken.len() >= 4 << 20 && taken.blocks() * 512 >= taken.len(), "{taken:?}");
    assert_eq!(taken.mode() & 0o777, 0o600);
    // A neighbour gets a file of its own.
    let second = Spare::in_file(&file).unwrap();
    assert!(folder.join("x.views.2").exists() && first.is_empty() && second.is_empty());
    drop(std::fs::remove_dir_all(&folder));
}
