//! Sessions with one mail server that are kept between letters: greeting, TLS and signing in cost more than a letter.
//!
//! A pool belongs to one mail server as it was set. With other settings there is another pool, and this one is closed: what
//! it kept is told good-bye, and what comes back to it later, too.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::{Duration, Instant};

use lettre::transport::smtp::client::AsyncSmtpConnection;
use lettre::transport::smtp::commands::Quit;
use lettre::transport::smtp::extension::ClientId;
use tokio::time::{sleep, timeout};

/// A session that nobody needs is kept so long: shorter than servers wait for a command under stress (Postfix: 10 s).
const KEEP: Duration = Duration::from_secs(8);
/// Between two looks at what is kept.
const LOOK: Duration = Duration::from_secs(2);
/// Letters in one session; many servers take a hundred.
const LETTERS: u32 = 100;
/// Sessions kept at a time.
const MOST: usize = 16;
/// Saying good-bye is a courtesy.
pub(super) const FAREWELL: Duration = Duration::from_secs(2);

/// A session, and what it was greeted by.
pub(super) struct Session {
    /// The connection, signed in.
    pub(super) connection: AsyncSmtpConnection,
    hello: ClientId,
    letters: u32,
    since: Instant,
}

impl Session {
    /// One that has just begun.
    pub(super) fn new(connection: AsyncSmtpConnection, hello: ClientId) -> Self {
        Self { connection, hello, letters: 0, since: Instant::now() }
    }

    /// Leaves, within two seconds.
    pub(super) async fn leave(mut self) {
        let _farewell = timeout(FAREWELL, self.connection.command(Quit)).await;
    }
}

#[derive(Default)]
struct Kept {
    idle: Vec<Session>,
    closed: bool,
    /// Somebody looks after what is kept.
    watched: bool,
}

/// What is kept of one mail server; clones are the same pool.
#[derive(Clone, Default)]
pub(super) struct Pool(Arc<Mutex<Kept>>);

impl Pool {
    /// The session that was used last of those that were greeted so.
    pub(super) fn take(&self, hello: &ClientId) -> Option<Session> {
        let mut kept = self.kept();
        let at = kept.idle.iter().rposition(|session| session.hello == *hello && session.since.elapsed() < KEEP)?;
        Some(kept.idle.remove(at))
    }

    /// Keeps a session in which a letter was dealt with, if it can be kept; otherwise it ends, and nobody waits for that.
    pub(super) fn give(&self, mut session: Session) {
        session.letters += 1;
        session.since = Instant::now();
        let mut kept = self.kept();
        if kept.closed || session.letters >= LETTERS || kept.idle.len() >= MOST {
            tokio::spawn(session.leave());
            return;
        }
        kept.idle.push(session);
        if !kept.watched {
            kept.watched = true;
            tokio::spawn(watch(Arc::downgrade(&self.0)));
        }
    }

    /// Ends all that is kept, and all that is given back from now on.
    pub(super) fn close(&self) {
        let ended = {
            let mut kept = self.kept();
            kept.closed = true;
            std::mem::take(&mut kept.idle)
        };
        for session in ended {
            tokio::spawn(session.leave());
        }
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        kept(&self.0)
    }
}

fn kept(pool: &Mutex<Kept>) -> MutexGuard<'_, Kept> {
    pool.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Ends what nobody has needed, until nothing is left or the pool is gone.
async fn watch(pool: Weak<Mutex<Kept>>) {
    loop {
        sleep(LOOK).await;
        let Some(pool) = pool.upgrade() else { return };
        let (stale, done) = stale(&pool);
        for session in stale {
            session.leave().await;
        }
        if done {
            return;
        }
    }
}

/// What has been kept for too long; and whether that was all.
fn stale(pool: &Mutex<Kept>) -> (Vec<Session>, bool) {
    let mut kept = kept(pool);
    let (stale, idle) = std::mem::take(&mut kept.idle).into_iter().partition(|session| session.since.elapsed() >= KEEP);
    kept.idle = idle;
    kept.watched = !kept.idle.is_empty();
    (stale, !kept.watched)
}
