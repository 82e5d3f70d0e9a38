//! SQLite: one writer connection behind a fair queue whose units of work share commits, readers that cannot write, WAL with full
//! durability.

mod backup;
mod driver;
mod errors;
mod examine;
mod files;
pub mod restore;
#[path = "../shared/mod.rs"]
mod shared;
mod writer;

use std::path::{Path, PathBuf};
use std::time::Duration;

use async_trait::async_trait;
use mendan_service::model::BackupMark;
use mendan_service::ports::{Store, StoreError, StoreResult};
use mendan_service::unit::{ReadUnit, WriteUnit};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous};

use crate::migrations;
use crate::statements::{CACHED, Engine};
use driver::Connection;
pub(crate) use errors::classify;
pub(crate) use examine::examine;
pub(crate) use files::create_private;
use shared::fill as fill_terms;
pub(crate) use shared::upkeep::transfer;
use shared::{row, unit};
use writer::{Writer, Writing, commit, is_doubted};

/// The engine the files under `shared/` are compiled for here.
type Db = sqlx::Sqlite;
/// A transaction that only reads and sees one state of the database.
type Snapshot = Connection;
/// A connection that only reads.
type Looked = Connection;
const ENGINE: Engine = Engine::Sqlite;
/// Whether nobody else writes while a unit of work does.
const WRITES_ALONE: bool = true;

/// For another process that migrates or recovers the journal; readers wait for nothing else.
const BUSY_TIMEOUT: Duration = Duration::from_secs(1);
/// In the queue of readers.
const ACQUIRE_TIMEOUT: Duration = Duration::from_millis(1500);
/// For another process that writes while we migrate.
const MIGRATION_PATIENCE: Duration = Duration::from_secs(5);
const READERS: u32 = 4;

/// A database in a file.
pub(crate) struct Sqlite {
    path: PathBuf,
    writer: Writer,
    readers: SqlitePool,
}

impl Sqlite {
    /// Opens the file, creating it with its folder if it is missing.
    pub(crate) async fn open(path: PathBuf) -> StoreResult<Self> {
        files::create_private(&path)?;
        files::writable(&path)?;
        let writing = driver::Options { path: path.clone(), busy_timeout: writer::BUSY_TIMEOUT };
        let writer = Writer::open(writing).await.map_err(classify)?;
        let readers = pool(READERS).connect_lazy_with(options(&path).read_only(true));
        Ok(Self { path, writer, readers })
    }

    /// A connection that only reads.
    pub(crate) async fn looking(&self) -> StoreResult<Looked> {
        self.writer.quiet().await;
        self.readers.acquire().await.map(Connection::Looking).map_err(classify)
    }

    /// Begins to read.
    pub(crate) async fn snapshot(&self) -> StoreResult<Snapshot> {
        // Readers see what lasts; whoever has seen more waits until they do, too.
        self.writer.quiet().await;
        self.readers.begin().await.map(Connection::Within).map_err(classify)
    }
}

fn writing(path: &Path) -> SqliteConnectOptions {
    options(path).journal_mode(SqliteJournalMode::Wal).synchronous(SqliteSynchronous::Full).foreign_keys(true)
}

fn options(path: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new().filename(path).busy_timeout(BUSY_TIMEOUT).statement_cache_capacity(CACHED)
}

/// Sends a statement without values, as any of the store's.
#[cfg(feature = "testing")]
pub(crate) async fn attempt(conn: &mut Connection, text: &'static str) -> StoreResult<()> {
    row::run(conn, row::sql(text)).await.map(drop)
}

/// One end of a copy into another database.
pub(crate) type End = sqlx::Transaction<'static, Db>;

/// A database whose tables are copied: one state of it.
pub(crate) async fn source(path: &Path) -> StoreResult<End> {
    pool(1).connect_lazy_with(options(path).read_only(true)).begin().await.map_err(classify)
}

/// A database that takes them.
pub(crate) async fn target(path: &Path) -> StoreResult<End> {
    let pool = pool(1).connect_lazy_with(writing(path).busy_timeout(MIGRATION_PATIENCE));
    pool.begin_with("BEGIN IMMEDIATE").await.map_err(classify)
}

fn pool(connections: u32) -> SqlitePoolOptions {
    SqlitePoolOptions::new()
        .max_connections(connections)
        .acquire_timeout(ACQUIRE_TIMEOUT)
        // A file does not hang up.
        .test_before_acquire(false)
        .idle_timeout(None)
        .max_lifetime(None)
}

/// Gives terms to bookings that were made before there were any.
async fn fill(pool: &SqlitePool) -> StoreResult<()> {
    loop {
        let mut conn = Connection::Within(pool.begin_with("BEGIN IMMEDIATE").await.map_err(classify)?);
        let filled = fill_terms(&mut conn).await?;
        driver::commit(conn).await?;
        if filled == 0 {
            return Ok(());
        }
    }
}

#[async_trait]
impl Store for Sqlite {
    async fn begin(&self) -> StoreResult<Box<dyn WriteUnit>> {
        let tx = self.writer.begin().await?;
        Ok(Box::new(unit::writing(tx)))
    }

    async fn settled(&self) -> StoreResult<()> {
        self.writer.settled().await
    }

    async fn read(&self) -> StoreResult<Box<dyn ReadUnit>> {
        Ok(Box::new(unit::reading(self.snapshot().await?)))
    }

    async fn look(&self) -> StoreResult<Box<dyn ReadUnit>> {
        Ok(Box::new(unit::looking(self.looking().await?)))
    }

    async fn written_elsewhere(&self) -> StoreResult<bool> {
        self.writer.written_elsewhere().await
    }

    async fn migrate(&self) -> StoreResult<()> {
        // A connection of its own, with more patience than a request has.
        let pool = pool(1).connect_lazy_with(writing(&self.path).busy_timeout(MIGRATION_PATIENCE));
        let done = migrations::migrator(migrations::SQLITE).run(&pool).await;
        let done = match migrations::outcome(done, classify) {
            Ok(()) => fill(&pool).await,
            Err(error) => Err(error),
        };
        pool.close().await;
        done
    }

    async fn ready(&self) -> StoreResult<bool> {
        let mut conn = Connection::Looking(self.readers.acquire().await.map_err(classify)?);
        let query = driver::sql(migrations::MIGRATIONS_APPLIED);
        match row::all(&mut conn, query, |row| Ok((row::get(row, "version")?, row::get(row, "success")?))).await {
            Ok(applied) => Ok(migrations::complete(migrations::SQLITE, &applied)),
            // There is no table of migrations yet.
            Err(StoreError::Other(_)) => Ok(false),
            Err(error) => Err(error),
        }
    }

    async fn backup(&self, file: &Path, mark: &BackupMark) -> StoreResult<()> {
        backup::write(&self.path, file, mark).await
    }

    async fn close(&self) {
        self.readers.close().await;
        self.writer.close().await;
    }
}
