//! The one connection that writes, behind a fair queue. Units of work that wait for it share a commit ([`batch`]).
//!
//! The connection is asked in place ([`super::driver`]), and its transactions are plain statements: a full disk makes SQLite roll back
//! by itself, so whether `BEGIN` and `COMMIT` worked is the only thing believed, and a connection that refuses to begin is replaced by
//! another one. Those two may wait, for the disk or for another process; they are said aside.

use std::ops::{Deref, DerefMut};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI64, AtomicUsize, Ordering};
use std::time::Duration;

use mendan_service::ports::{StoreError, StoreResult};
use tokio::sync::{Mutex, OwnedMutexGuard};
use tokio::time::{Instant, sleep, timeout_at};

use super::driver::{Connection, Direct, Failure, Options, sql};
use super::errors::classify;
use super::row::{get, one};
use batch::{Batch, OLDEST};
use seen::Seen;

mod batch;
mod seen;

/// In the queue of writers. Together with the last try to begin, below the three seconds anybody waits for an answer.
const QUEUE_PATIENCE: Duration = Duration::from_millis(1800);
/// For another process that keeps the file to itself.
const LOCK_PATIENCE: Duration = Duration::from_millis(1200);
/// One try to begin. Many short tries, so that the queue sees in time that the lock stays.
pub(super) const BUSY_TIMEOUT: Duration = Duration::from_millis(200);
/// Between two tries, should SQLite not wait at all.
const BREATH: Duration = Duration::from_millis(5);

/// Hands the connection to one unit of work after the other.
pub(super) struct Writer(Arc<Shared>);

struct Shared {
    options: Options,
    place: Arc<Mutex<Place>>,
    /// Units of work in the queue.
    waiting: AtomicUsize,
    /// Transactions that are older take nobody else in.
    oldest: Duration,
    seen: Seen,
    signs: Signs,
}

/// What whoever has the lock has.
struct Place {
    conn: Option<Connection>,
    /// The transaction that is open.
    batch: Option<Batch>,
    closed: bool,
}

#[derive(Default)]
struct Signs {
    /// Another process kept the file for as long as we wait: who comes next tries once only.
    locked: AtomicBool,
    /// A commit failed: less than that one may still have room.
    doubted: AtomicBool,
    /// SQLite's count of what others committed, as it was told last; 0: never asked.
    version: AtomicI64,
}

impl Writer {
    /// Connects, which makes the journal that readers need.
    pub(super) async fn open(options: Options) -> Result<Self, Failure> {
        let place = Place { conn: Some(connect(&options).await?), batch: None, closed: false };
        Ok(Self(Arc::new(Shared {
            options,
            place: Arc::new(Mutex::new(place)),
            waiting: AtomicUsize::new(0),
            oldest: OLDEST,
            seen: Seen::default(),
            signs: Signs::default(),
        })))
    }

    /// Waits for the connection and begins: a transaction, or a savepoint in one that others have not ended yet.
    pub(super) async fn begin(&self) -> StoreResult<Writing> {
        let (shared, begun) = (&self.0, Instant::now());
        shared.seen.forget();
        let mut tx = Writing { place: Some(shared.turn(begun).await?), shared: Arc::clone(shared), padded: false };
        let patience = if shared.signs.locked.load(Ordering::Acquire) { Duration::ZERO } else { LOCK_PATIENCE };
        let started = loop {
            match tx.start().await.map_err(classify) {
                Err(StoreError::Busy(_)) if Instant::now() < begun + patience => sleep(BREATH).await,
                started => break started,
            }
        };
        shared.signs.locked.store(matches!(started, Err(StoreError::Busy(_))), Ordering::Release);
        started.map(|()| tx)
    }

    /// Waits until everything lasts that this task has seen in units of work which it did not commit.
    pub(super) async fn settled(&self) -> StoreResult<()> {
        self.0.seen.settled().await
    }

    /// The same, for whoever goes on to read: how it ended is told by [`Self::settled`].
    pub(super) async fn quiet(&self) {
        self.0.seen.ended().await;
    }

    /// Whether another process has committed since this was asked before: SQLite counts the commits that its connection sees and did not
    /// make. Of a new connection it does not know.
    pub(super) async fn written_elsewhere(&self) -> StoreResult<bool> {
        let mut place = self.0.place.lock().await;
        let Some(conn) = place.conn.as_mut() else { return Ok(false) };
        let version: Option<i64> = one(conn, sql("PRAGMA data_version"), |row| get(row, "data_version")).await?;
        let now = version.unwrap_or_default();
        let before = self.0.signs.version.swap(now, Ordering::AcqRel);
        Ok(before != 0 && before != now)
    }

    /// Ends it for good, after the writer who has it.
    pub(super) async fn close(&self) {
        let mut place = self.0.place.lock().await;
        self.0.conclude(&mut place).await;
        place.closed = true;
        if let Some(Connection::Writing(conn)) = place.conn.take()
            && let Err(error) = conn.close().await
        {
            tracing::debug!(%error, "the writer's connection did not close well");
        }
    }
}

impl Shared {
    /// Waits in the queue, seen by those who decide whether a commit is shared.
    async fn turn(&self, begun: Instant) -> StoreResult<OwnedMutexGuard<Place>> {
        let _waits = Waits::new(&self.waiting);
        let queued = timeout_at(begun + QUEUE_PATIENCE, Arc::clone(&self.place).lock_owned()).await;
        queued.map_err(|_| StoreError::Busy("the queue of writers is long".into()))
    }

    /// Begins a transaction on the connection, or on a new one if it is in no state to.
    async fn open(&self, place: &mut Place) -> Result<(), Failure> {
        if place.conn.is_some() {
            match place.open().await {
                Err(error) if is_odd(&error) => {
                    tracing::warn!(%error, "the writer's connection is replaced");
                    self.signs.doubted.store(true, Ordering::Release);
                    place.conn = None;
                }
                begun => return begun,
            }
        }
        place.conn = Some(connect(&self.options).await?);
        place.open().await
    }
}

/// One more in the queue, for as long as it lives.
struct Waits<'a>(&'a AtomicUsize);

impl<'a> Waits<'a> {
    fn new(waiting: &'a AtomicUsize) -> Self {
        waiting.fetch_add(1, Ordering::AcqRel);
        Self(waiting)
    }
}

impl Drop for Waits<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::AcqRel);
    }
}

/// Whether the connection may not be what we take it for. A lock passes; anything else may be its own trouble, and connecting is
/// cheap.
fn is_odd(failure: &Failure) -> bool {
    // BUSY, LOCKED, PROTOCOL.
    !matches!(failure.code().map(|code| code & 0xFF), Some(5 | 6 | 15))
}

/// A unit of work that writes; undone when dropped, it alone.
pub(super) struct Writing {
    /// Until it is given back.
    place: Option<OwnedMutexGuard<Place>>,
    shared: Arc<Shared>,
    padded: bool,
}

impl Writing {
    async fn start(&mut self) -> Result<(), Failure> {
        let Some(place) = self.place.as_mut() else { return Err(Failure::Ends) };
        if place.closed {
            return Err(Failure::Ends);
        }
        if place.is_left() {
            // Whoever should have cleaned up could not: no runtime was there to do it.
            self.shared.undo(place).await;
        }
        if place.take_up() {
            return Ok(());
        }
        self.shared.open(place).await
    }
}

/// Makes it last, with what others wrote in the same transaction; back when it is on the disk.
pub(super) async fn commit(mut tx: Writing) -> StoreResult<()> {
    let shared = Arc::clone(&tx.shared);
    let gone = || StoreError::Unavailable("the writer's transaction is gone".into());
    let mut place = tx.place.take().ok_or_else(gone)?;
    let outcome = place.batch.as_mut().map(|batch| batch.finish(tx.padded)).ok_or_else(gone)?;
    // A task of its own: whoever goes away now takes nobody with it.
    tokio::spawn(shared.after(place, true));
    outcome.told().await
}

/// Whether a commit failed since the last one that had to prove as much room as a booking takes. Says that this one does.
pub(super) fn is_doubted(tx: &mut Writing) -> bool {
    tx.padded = tx.shared.signs.doubted.load(Ordering::Acquire);
    tx.padded
}

impl Drop for Writing {
    fn drop(&mut self) {
        let Some(place) = self.place.take() else { return };
        let Some(batch) = place.batch.as_ref() else { return };
        self.shared.seen.note(batch);
        if let Ok(runtime) = tokio::runtime::Handle::try_current() {
            runtime.spawn(Arc::clone(&self.shared).after(place, false));
        }
    }
}

impl Deref for Writing {
    type Target = Connection;
    #[expect(clippy::expect_used, reason = "from the beginning until it is given back there is one")]
    fn deref(&self) -> &Connection {
        self.place.as_ref().and_then(|place| place.conn.as_ref()).expect("a connection")
    }
}

impl DerefMut for Writing {
    #[expect(clippy::expect_used, reason = "from the beginning until it is given back there is one")]
    fn deref_mut(&mut self) -> &mut Connection {
        self.place.as_mut().and_then(|place| place.conn.as_mut()).expect("a connection")
    }
}

async fn connect(options: &Options) -> Result<Connection, Failure> {
    Direct::open(options.clone()).await.map(Connection::Writing)
}

#[cfg(test)]
mod tests;
