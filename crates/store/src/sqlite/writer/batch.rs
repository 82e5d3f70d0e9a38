//! One transaction for all units of work that wait, each behind its own savepoint.
//!
//! Who finishes while others wait hands the connection on, and is answered when the whole transaction is on the disk. A closer
//! stands in the same queue, behind those who waited when the first one finished; when its turn comes it commits, whoever came
//! later. So nobody waits for more than the units before the closer, and at most for [`MOST_UNITS`] or [`OLDEST`]. With nobody
//! waiting the commit happens at once.
//!
//! The savepoint `unit` stands from `BEGIN` to `COMMIT`. SQLite may give up and roll back by itself (a full disk, a read or write
//! that failed), after which a statement would write outside of any transaction. Then there is no such savepoint either: every
//! step from one unit to the next, and the commit, begins by asking for it, and whoever shared the transaction is told.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use mendan_service::ports::{StoreError, StoreResult};
use tokio::sync::{OwnedMutexGuard, watch};
use tokio::time::Instant;

use super::{Place, Shared};
use crate::sqlite::driver::{Connection, Direct, Failure};
use crate::sqlite::errors::classify;

/// Units of work in one transaction.
const MOST_UNITS: usize = 32;
/// How long the first of them waits for others, together with the unit that is at work.
pub(super) const OLDEST: Duration = Duration::from_millis(20);

const BEGIN: &[&str] = &["BEGIN IMMEDIATE", "SAVEPOINT unit"];
const NEXT: &[&str] = &["RELEASE unit", "SAVEPOINT unit"];
const COMMIT: &[&str] = &["RELEASE unit", "COMMIT"];
/// The savepoint stays.
const UNDO_UNIT: &[&str] = &["ROLLBACK TO unit"];
const UNDO_ALL: &[&str] = &["ROLLBACK"];

/// How a transaction ended for all who shared it.
#[derive(Debug, Clone)]
struct Lost {
    busy: bool,
    why: Arc<str>,
}

impl From<Lost> for StoreError {
    fn from(lost: Lost) -> Self {
        let why = lost.why.to_string().into();
        if lost.busy { Self::Busy(why) } else { Self::Unavailable(why) }
    }
}

/// A transaction that is open.
pub(super) struct Batch {
    begun: Instant,
    /// Finished, not yet on the disk.
    units: usize,
    at_work: bool,
    padded: bool,
    has_closer: bool,
    outcome: watch::Sender<Option<Result<(), Lost>>>,
}

impl Batch {
    fn new() -> Self {
        let outcome = watch::Sender::new(None);
        Self { begun: Instant::now(), units: 0, at_work: true, padded: false, has_closer: false, outcome }
    }

    /// Counts the unit that is at work.
    pub(super) fn finish(&mut self, padded: bool) -> Outcome {
        self.units += 1;
        self.at_work = false;
        self.padded |= padded;
        self.outcome()
    }

    /// Whether whoever is at work can see what is not on the disk yet.
    pub(super) fn shows_others(&self) -> bool {
        self.units > 0
    }

    pub(super) fn outcome(&self) -> Outcome {
        Outcome(self.outcome.subscribe())
    }

    fn may_grow(&self, oldest: Duration) -> bool {
        self.units < MOST_UNITS && self.begun.elapsed() < oldest
    }
}

/// Where the end of a transaction is told.
pub(super) struct Outcome(watch::Receiver<Option<Result<(), Lost>>>);

impl Outcome {
    /// Waits for it.
    pub(super) async fn told(mut self) -> StoreResult<()> {
        let told = self.0.wait_for(Option::is_some).await.map(|told| told.clone());
        match told {
            Ok(Some(told)) => told.map_err(StoreError::from),
            _ => Err(StoreError::Unavailable("the server is about to stop".into())),
        }
    }

    /// Waits for it, leaving it to be asked again.
    pub(super) fn again(&self) -> Self {
        Self(self.0.clone())
    }

    /// Whether it came to nothing.
    pub(super) fn failed(&self) -> bool {
        matches!(*self.0.borrow(), Some(Err(_)))
    }

    /// Whether everything is on the disk.
    pub(super) fn lasts(&self) -> bool {
        matches!(*self.0.borrow(), Some(Ok(())))
    }
}

impl Place {
    /// Begins a transaction; known as begun before it is, so that whoever goes away meanwhile is cleaned up after.
    pub(super) async fn open(&mut self) -> Result<(), Failure> {
        self.batch = Some(Batch::new());
        let begun = self.say_aside(BEGIN).await;
        if begun.is_err() {
            self.batch = None;
        }
        begun
    }

    /// Goes on in the transaction that is open, if one is.
    pub(super) fn take_up(&mut self) -> bool {
        self.batch.as_mut().map(|batch| batch.at_work = true).is_some()
    }

    /// Whether a unit was left as it was.
    pub(super) fn is_left(&self) -> bool {
        self.batch.as_ref().is_some_and(|batch| batch.at_work)
    }

    fn writer(&self) -> Result<&Direct, Failure> {
        match &self.conn {
            Some(Connection::Writing(writer)) => Ok(writer),
            _ => Err(Failure::Ends),
        }
    }

    /// What waits for nothing.
    fn say(&self, texts: &[&'static str]) -> Result<(), Failure> {
        self.writer()?.say(texts)
    }

    /// What may wait for the disk or for another process.
    async fn say_aside(&self, texts: &'static [&'static str]) -> Result<(), Failure> {
        self.writer()?.say_aside(texts).await
    }
}

impl Shared {
    /// Between two units of work: ends this one, and hands the connection on or commits.
    pub(super) async fn after(self: Arc<Self>, mut place: OwnedMutexGuard<Place>, finished: bool) {
        if !finished {
            self.undo(&mut place).await;
        }
        let shared = self.waiting.load(Ordering::Acquire) > 0;
        match place.batch.as_mut() {
            None => {}
            Some(batch) if shared && batch.may_grow(self.oldest) => {
                if !std::mem::replace(&mut batch.has_closer, true) {
                    tokio::spawn(Arc::clone(&self).close_in_turn(batch.outcome()));
                }
                if finished && let Err(error) = place.say(NEXT) {
                    self.give_up(&mut place, error).await;
                }
            }
            Some(_) => self.conclude(&mut place).await,
        }
    }

    /// Commits when its turn in the queue has come, unless somebody has.
    async fn close_in_turn(self: Arc<Self>, outcome: Outcome) {
        let mut place = Arc::clone(&self.place).lock_owned().await;
        if outcome.0.borrow().is_none() {
            self.conclude(&mut place).await;
        }
    }

    /// Takes back what the unit at work did; all of the transaction if nobody else is in it.
    pub(super) async fn undo(&self, place: &mut Place) {
        if place.batch.as_ref().is_some_and(Batch::shows_others) {
            match (place.say(UNDO_UNIT), place.batch.as_mut()) {
                (Ok(()), Some(batch)) => batch.at_work = false,
                (Ok(()), None) => {}
                (Err(error), _) => self.give_up(place, error).await,
            }
        } else if place.batch.is_some() {
            if let Err(error) = place.say_aside(UNDO_ALL).await {
                // The database rolled back by itself, or it was never begun: if it is something else, beginning will fail.
                tracing::debug!(%error, "nothing to roll back");
            }
            place.batch = None;
        }
    }

    /// Commits, and tells everybody who waits for it.
    pub(super) async fn conclude(&self, place: &mut Place) {
        if place.is_left() {
            self.undo(place).await;
        }
        if place.batch.is_none() {
            return;
        }
        match place.say_aside(COMMIT).await {
            Ok(()) => {
                let Some(batch) = place.batch.take() else { return };
                metrics::counter!("mendan_commits_total").increment(1);
                metrics::counter!("mendan_committed_units_total").increment(u64::try_from(batch.units).unwrap_or(1));
                if batch.padded {
                    self.signs.doubted.store(false, Ordering::Release);
                }
                batch.outcome.send_replace(Some(Ok(())));
            }
            Err(error) => self.give_up(place, error).await,
        }
    }

    /// The engine gave up: nothing of the transaction is there, and everybody in it is told.
    async fn give_up(&self, place: &mut Place, error: Failure) {
        self.signs.doubted.store(true, Ordering::Release);
        tracing::warn!(%error, "a shared transaction could not be committed");
        if let Err(error) = place.say_aside(UNDO_ALL).await {
            tracing::debug!(%error, "the database has rolled back by itself");
        }
        let Some(batch) = place.batch.take() else { return };
        let (why, error) = (error.to_string().into(), classify(error));
        batch.outcome.send_replace(Some(Err(Lost { busy: matches!(error, StoreError::Busy(_)), why })));
    }
}
