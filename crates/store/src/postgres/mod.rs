//! PostgreSQL: READ COMMITTED, short waits for locks, errors told apart by SQLSTATE.

#[path = "../shared/alarms.rs"]
mod alarms;
#[path = "../shared/audit.rs"]
mod audit;
#[path = "../shared/bookings.rs"]
mod bookings;
#[path = "../shared/calls.rs"]
mod calls;
#[path = "../shared/closed.rs"]
mod closed;
#[path = "../shared/desk.rs"]
mod desk;
mod errors;
#[path = "../shared/guard.rs"]
mod guard;
#[path = "../shared/holds.rs"]
mod holds;
#[path = "../shared/idempotency.rs"]
mod idempotency;
#[path = "../shared/leaflets.rs"]
mod leaflets;
#[path = "../shared/listed.rs"]
mod listed;
#[path = "../shared/offer.rs"]
mod offer;
#[path = "../shared/outbox.rs"]
mod outbox;
#[path = "../shared/partner_keys.rs"]
mod partner_keys;
mod pooler;
#[path = "../shared/probe.rs"]
mod probe;
#[path = "../shared/sealed.rs"]
mod sealed;
#[path = "../shared/search.rs"]
mod search;
#[path = "../shared/setup.rs"]
mod setup;
#[path = "../shared/slots.rs"]
mod slots;
#[path = "../shared/staff.rs"]
mod staff;
#[path = "../shared/talk.rs"]
mod talk;
#[path = "../shared/templates.rs"]
mod templates;
#[path = "../shared/undo.rs"]
mod undo;
#[path = "../shared/unsent.rs"]
mod unsent;
#[path = "../shared/uow.rs"]
mod uow;

use std::path::Path;
use std::str::FromStr as _;
use std::time::Duration;

use async_trait::async_trait;
use mendan_service::model::BackupMark;
use mendan_service::ports::{Store, StoreError, StoreResult, Tx};
use sqlx::Database;
use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions};

use crate::{migrations, sql};
use errors::classify;
pub use pooler::POOLER;

/// The engine the files under `shared/` are compiled for here.
type Db = sqlx::Postgres;
type Connection = <Db as Database>::Connection;
const DIALECT: sql::Dialect = sql::POSTGRES;
/// Whether nobody else writes while a unit of work does.
const WRITES_ALONE: bool = false;

/// A transaction; rolls back when dropped.
type Writing = sqlx::Transaction<'static, Db>;

/// With the wait for a lock this stays below the three seconds anybody waits for an answer.
const ACQUIRE_TIMEOUT: Duration = Duration::from_millis(1300);
/// No transaction waits for a network.
const LIMITS: [(&str, &str); 4] = [
    ("lock_timeout", "1300ms"),
    ("statement_timeout", "5s"),
    ("idle_in_transaction_session_timeout", "10s"),
    ("default_transaction_isolation", "read committed"),
];
/// More than there are statements, so that each is prepared once per connection.
const STATEMENTS: usize = 200;

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
        let options = options.application_name("mendan").statement_cache_capacity(STATEMENTS);
        let (most, limited) = (max_connections.max(2), options.clone().options(LIMITS));
        let readers = pool(most / 3).connect_lazy_with(limited.clone());
        let writers = pool(most - (most / 3).max(1)).connect_lazy_with(limited);
        Ok(Self { options, writers, readers })
    }
}

/// Makes it last.
async fn commit(tx: Writing) -> StoreResult<()> {
    tx.commit().await.map_err(classify)
}

/// Whether the last commit failed in a way that a word's commit would not show: the server knows what room it has.
const fn is_doubted(_tx: &mut Writing) -> bool {
    false
}

fn pool(connections: u32) -> PgPoolOptions {
    PgPoolOptions::new().max_connections(connections.max(1)).acquire_timeout(ACQUIRE_TIMEOUT)
}

/// Gives terms to bookings that were made before there were any.
async fn fill(pool: &PgPool) -> StoreResult<()> {
    loop {
        let mut tx = pool.begin().await.map_err(classify)?;
        let filled = search::fill(&mut tx).await?;
        tx.commit().await.map_err(classify)?;
        if filled == 0 {
            return Ok(());
        }
    }
}

#[async_trait]
impl Store for Postgres {
    async fn begin(&self) -> StoreResult<Box<dyn Tx>> {
        let tx = self.writers.begin().await.map_err(classify)?;
        Ok(Box::new(uow::Uow::Write { tx, marked: false }))
    }

    async fn read(&self) -> StoreResult<Box<dyn Tx>> {
        Ok(Box::new(uow::Uow::Read(self.readers.acquire().await.map_err(classify)?)))
    }

    async fn migrate(&self) -> StoreResult<()> {
        // A connection without the limits on time: building an index may take long.
        let pool = pool(1).connect_lazy_with(self.options.clone());
        let done = migrations::migrator(migrations::POSTGRES).run(&pool).await;
        let done = match migrations::outcome(done, pooler::told) {
            Ok(()) => fill(&pool).await,
            Err(error) => Err(error),
        };
        pool.close().await;
        done?;
        pooler::check(&self.writers).await
    }

    async fn ready(&self) -> StoreResult<bool> {
        let mut conn = self.readers.acquire().await.map_err(classify)?;
        let query = sqlx::query(sql::MIGRATIONS_APPLIED);
        match talk::all(&mut conn, query, |row| Ok((talk::get(row, "version")?, talk::get(row, "success")?))).await {
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
