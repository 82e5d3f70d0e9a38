//! The one connection that writes, behind a fair queue, replaced when its state is odd.
//!
//! sqlx counts how deep a connection is in transactions. A full disk makes SQLite roll back by itself; sqlx's own `ROLLBACK`
//! then finds no transaction, fails, and the count stays at one: from then on every `BEGIN` of that connection is refused.
//! So the connection is ours, not a pool's, and one that refuses to begin is closed and another one takes its place.

use std::ops::{Deref, DerefMut};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use mendan_service::ports::{StoreError, StoreResult};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions as _, Connection as _, Database, SqlStr};
use sqlx_core::transaction::TransactionManager as _;
use tokio::sync::{Mutex, OwnedMappedMutexGuard, OwnedMutexGuard};
use tokio::time::{Instant, sleep, timeout_at};

use super::errors::classify;
use super::{Connection, Db};

type Manager = <Db as Database>::TransactionManager;

/// In the queue of writers. Together with the last try to begin, below the three seconds anybody waits for an answer.
const QUEUE_PATIENCE: Duration = Duration::from_millis(1800);
/// For another process that keeps the file to itself.
const LOCK_PATIENCE: Duration = Duration::from_millis(1200);
/// One try to begin. Many short tries, so that the queue sees in time that the lock stays.
pub(super) const BUSY_TIMEOUT: Duration = Duration::from_millis(200);
/// Between two tries, should SQLite not wait at all.
const BREATH: Duration = Duration::from_millis(5);

/// Hands the connection to one writer after the other.
pub(super) struct Writer {
    options: SqliteConnectOptions,
    place: Arc<Mutex<Place>>,
    signs: Arc<Signs>,
}

#[derive(Default)]
struct Place {
    conn: Option<Connection>,
    closed: bool,
}

#[derive(Default)]
struct Signs {
    /// Another process kept the file for as long as we wait: who comes next tries once only.
    locked: AtomicBool,
    /// A commit failed: less than that one may still have room.
    doubted: AtomicBool,
}

impl Writer {
    /// Connects, which makes the journal that readers need.
    pub(super) async fn open(options: SqliteConnectOptions) -> Result<Self, sqlx::Error> {
        let place = Place { conn: Some(options.connect().await?), closed: false };
        Ok(Self { options, place: Arc::new(Mutex::new(place)), signs: Arc::default() })
    }

    /// Waits for the connection and begins.
    pub(super) async fn begin(&self) -> StoreResult<Writing> {
        let begun = Instant::now();
        let queued = timeout_at(begun + QUEUE_PATIENCE, Arc::clone(&self.place).lock_owned()).await;
        let mut place = queued.map_err(|_| StoreError::Busy("the queue of writers is long".into()))?;
        let patience = if self.signs.locked.load(Ordering::Acquire) { Duration::ZERO } else { LOCK_PATIENCE };
        let started = loop {
            match self.start(&mut place).await.map_err(classify) {
                Err(StoreError::Busy(_)) if Instant::now() < begun + patience => sleep(BREATH).await,
                started => break started,
            }
        };
        self.signs.locked.store(matches!(started, Err(StoreError::Busy(_))), Ordering::Release);
        started?;
        let signs = Arc::clone(&self.signs);
        OwnedMutexGuard::try_map(place, |place| place.conn.as_mut())
            .map(|conn| Writing { conn, signs, open: true, padded: false })
            .map_err(|_| StoreError::Unavailable("the writer's connection is gone".into()))
    }

    /// `BEGIN IMMEDIATE` on the connection, or on a new one if it is in no state to.
    async fn start(&self, place: &mut Place) -> Result<(), sqlx::Error> {
        if place.closed {
            return Err(sqlx::Error::PoolClosed);
        }
        if let Some(conn) = place.conn.as_mut() {
            match begin(conn).await {
                Err(error) if is_odd(&error) => {
                    tracing::warn!(%error, "the writer's connection is replaced");
                    self.signs.doubted.store(true, Ordering::Release);
                    place.conn = None;
                }
                begun => return begun,
            }
        }
        begin(place.conn.insert(self.options.connect().await?)).await
    }

    /// Ends it for good, after the writer who has it.
    pub(super) async fn close(&self) {
        let mut place = self.place.lock().await;
        place.closed = true;
        if let Some(conn) = place.conn.take()
            && let Err(error) = conn.close().await
        {
            tracing::debug!(%error, "the writer's connection did not close well");
        }
    }
}

/// A cancelled begin is rolled back by the connection's own thread.
async fn begin(conn: &mut Connection) -> Result<(), sqlx::Error> {
    Manager::begin(conn, Some(SqlStr::from_static("BEGIN IMMEDIATE"))).await
}

/// Whether the connection may not be what we take it for. A lock passes; anything else may be its own trouble, and connecting is
/// cheap.
fn is_odd(error: &sqlx::Error) -> bool {
    let code = error.as_database_error().and_then(sqlx::error::DatabaseError::code);
    // BUSY, LOCKED, PROTOCOL.
    !matches!(code.and_then(|code| code.parse::<i64>().ok()).map(|code| code & 0xFF), Some(5 | 6 | 15))
}

/// A transaction that writes; rolls back when dropped.
pub(super) struct Writing {
    conn: OwnedMappedMutexGuard<Place, Connection>,
    signs: Arc<Signs>,
    open: bool,
    padded: bool,
}

impl Writing {
    /// Makes it last.
    pub(super) async fn commit(mut self) -> Result<(), sqlx::Error> {
        let done = Manager::commit(&mut self.conn).await;
        self.open = done.is_err();
        if done.is_err() || self.padded {
            self.signs.doubted.store(done.is_err(), Ordering::Release);
        }
        done
    }
}

/// Whether a commit failed since the last one that had to prove as much room as a booking takes. Says that this one does.
pub(super) fn is_doubted(tx: &mut Writing) -> bool {
    tx.padded = tx.signs.doubted.load(Ordering::Acquire);
    tx.padded
}

impl Drop for Writing {
    fn drop(&mut self) {
        if self.open {
            // Queued before whatever the next writer says on this connection. If it fails, the next begin fails and replaces it.
            Manager::start_rollback(&mut self.conn);
        }
    }
}

impl Deref for Writing {
    type Target = Connection;
    fn deref(&self) -> &Connection {
        &self.conn
    }
}

impl DerefMut for Writing {
    fn deref_mut(&mut self) -> &mut Connection {
        &mut self.conn
    }
}

#[cfg(test)]
mod tests;
