//! PostgreSQL: READ COMMITTED, short waits for locks, errors told apart by SQLSTATE.

mod driver;
mod errors;
mod examine;
mod pooler;
#[path = "../shared/mod.rs"]
mod shared;
mod wake;

use std::path::Path;
use std::str::FromStr as _;
use std::time::Duration;

use async_trait::async_trait;
use mendan_service::model::BackupMark;
use mendan_service::ports::{Hears, Store, StoreError, StoreResult, Wakes};
use mendan_service::unit::{ReadUnit, WriteUnit};
use sqlx::Database;
use sqlx::pool::PoolConnection;
use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions};

use crate::migrations;
use crate::statements::{CACHED, Engine};
pub(crate) use errors::classify;
pub(crate) use examine::examine;
pub use pooler::POOLER;
use shared::fill as fill_terms;
pub(crate) use shared::upkeep::transfer;
use shared::{row, unit};

/// The engine the files under `shared/` are compiled for here.
type Db = sqlx::Postgres;
type Connection = <Db as Database>::Connection;
/// A transaction that only reads and sees one state of the database.
type Snapshot = sqlx::Transaction<'static, Db>;
/// A connection that only reads.
type Looked = PoolConnection<Db>;
const ENGINE: Engine = Engine::Postgres;
/// Whether nobody else writes while a unit of work does.
const WRITES_ALONE: bool = false;

/// A transaction; rolls back when dropped.
type Writing = sqlx::Transaction<'static, Db>;

/// With the wait for a lock this stays below the three seconds anybody waits for an answer.
const ACQUIRE_TIMEOUT: Duration = Duration::from_millis(1300);
/// Who only looks waits for others who only look, and never for a lock: the wait for a place is all of it.
const LOOK_TIMEOUT: Duration = Duration::from_millis(2600);
/// No transaction waits for a network.
const LIMITS: [(&str, &str); 4] = [
    ("lock_timeout", "1300ms"),
    ("statement_timeout", "5s"),
    ("idle_in_transaction_session_timeout", "10s"),
    ("default_transaction_isolation", "read committed"),
];
/// Others may write meanwhile; what is read is of one moment.
const SNAPSHOT: &str = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
/// For who migrates: the server may just be starting, or has much else to do.
const MIGRATION_PATIENCE: Duration = Duration::from_secs(5);

/// A database on a server.
pub(crate) struct Postgres {
    options: PgConnectOptions,
    writers: PgPool,
    /// Their own, so that writers who wait for a lock take no place of those who only look.
    readers: PgPool,
}

impl Postgres {
    /// Reads the address. Connections are made when they are needed.
    pub(crate) fn open(url: &str, max_connections: u32) -> StoreResult<Self> {
        let options = PgConnectOptions::from_str(url).map_err(classify)?;
        let options = options.application_name("mendan").statement_cache_capacity(CACHED);
        let (most, limited) = (max_connections.max(2), options.clone().options(LIMITS));
        let only_reads = limited.clone().options([("default_transaction_read_only", "on")]);
        let readers = pool(most / 3, LOOK_TIMEOUT).connect_lazy_with(only_reads);
        let writers = pool(most - (most / 3).max(1), ACQUIRE_TIMEOUT).connect_lazy_with(limited);
        Ok(Self { options, writers, readers })
    }

    /// A connection that only reads.
    pub(crate) async fn looking(&self) -> StoreResult<Looked> {
        self.readers.acquire().await.map_err(classify)
    }

    /// Begins to read.
    pub(crate) async fn snapshot(&self) -> StoreResult<Snapshot> {
        self.readers.begin_with(SNAPSHOT).await.map_err(classify)
    }
}

/// One end of a copy into another database.
pub(crate) type End = sqlx::Transaction<'static, Db>;

/// A database whose tables are copied: one state of it, without the limits on time.
pub(crate) async fn source(url: &str) -> StoreResult<End> {
    let options = PgConnectOptions::from_str(url).map_err(classify)?;
    pool(1, MIGRATION_PATIENCE).connect_lazy_with(options).begin_with(SNAPSHOT).await.map_err(classify)
}

/// A database that takes them.
pub(crate) async fn target(url: &str) -> StoreResult<End> {
    let options = PgConnectOptions::from_str(url).map_err(classify)?;
    pool(1, MIGRATION_PATIENCE).connect_lazy_with(options).begin().await.map_err(classify)
}

/// Makes it last.
async fn commit(tx: Writing) -> StoreResult<()> {
    tx.commit().await.map_err(classify)
}

/// Whether the last commit failed in a way that a word's commit would not show: the server knows what room it has.
const fn is_doubted(_tx: &mut Writing) -> bool {
    false
}

fn pool(connections: u32, patience: Duration) -> PgPoolOptions {
    PgPoolOptions::new().max_connections(connections.max(1)).acquire_timeout(patience)
}

/// Gives terms to bookings that were made before there were any.
async fn fill(pool: &PgPool) -> StoreResult<()> {
    loop {
        let mut tx = pool.begin().await.map_err(classify)?;
        let filled = fill_terms(&mut tx).await?;
        tx.commit().await.map_err(classify)?;
        if filled == 0 {
            return Ok(());
        }
    }
}

#[async_trait]
impl Store for Postgres {
    async fn begin(&self) -> StoreResult<Box<dyn WriteUnit>> {
        let tx = self.writers.begin().await.map_err(classify)?;
        Ok(Box::new(unit::writing(tx)))
    }

    async fn read(&self) -> StoreResult<Box<dyn ReadUnit>> {
        Ok(Box::new(unit::reading(self.snapshot().await?)))
    }

    async fn look(&self) -> StoreResult<Box<dyn ReadUnit>> {
        Ok(Box::new(unit::looking(self.looking().await?)))
    }

    async fn wake_others(&self, from: i64) -> StoreResult<()> {
        wake::others(&self.writers, from).await
    }

    async fn wakes(&self) -> StoreResult<Option<Box<dyn Wakes>>> {
        wake::listen(&self.options).await
    }

    async fn tell_others(&self, text: &str) -> StoreResult<()> {
        wake::tell(&self.writers, text).await
    }

    async fn hears(&self) -> StoreResult<Option<Box<dyn Hears>>> {
        wake::hear(&self.options).await
    }

    async fn migrate(&self) -> StoreResult<()> {
        // A connection without the limits on time: building an index may take long.
        let unlimited = pool(1, MIGRATION_PATIENCE).connect_lazy_with(self.options.clone());
        let done = migrations::migrator(migrations::POSTGRES).run(&unlimited).await;
        let done = match migrations::outcome(done, pooler::told) {
            Ok(()) => fill(&unlimited).await,
            Err(error) => Err(error),
        };
        unlimited.close().await;
        done?;
        let two = pool(2, MIGRATION_PATIENCE).connect_lazy_with(self.options.clone().options(LIMITS));
        let checked = pooler::check(&two).await;
        two.close().await;
        checked
    }

    async fn ready(&self) -> StoreResult<bool> {
        let mut conn = self.readers.acquire().await.map_err(classify)?;
        let query = driver::sql(migrations::MIGRATIONS_APPLIED);
        match row::all(&mut conn, query, |row| Ok((row::get(row, "version")?, row::get(row, "success")?))).await {
            Ok(applied) => Ok(migrations::complete(migrations::POSTGRES, &applied)),
            // There is no table of migrations yet.
            Err(StoreError::Other(_)) => Ok(false),
            Err(error) => Err(error),
        }
    }

    async fn backup(&self, _file: &Path, _mark: &BackupMark) -> StoreResult<()> {
        Err(StoreError::Other("PostgreSQL is backed up by pg_dump".into()))
    }

    async fn close(&self) {
        self.readers.close().await;
        self.writers.close().await;
    }
}
