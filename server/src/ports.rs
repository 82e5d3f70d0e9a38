//! The real clock, the real randomness, and the bell: the only places that touch the system's.

use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use chrono::{DateTime, TimeZone, Utc};
use mendan_service::ports::{Bell, Clock, Entropy};
use tokio::sync::Notify;

/// The system's clock, moved by an offset (demo only).
#[derive(Debug, Clone, Copy)]
pub struct SystemClock {
    /// Seconds.
    pub offset: i64,
}

impl SystemClock {
    /// The offset, seconds, of a clock that shows `begins` now.
    pub fn offset_to<Z: TimeZone>(begins: &DateTime<Z>) -> i64 {
        begins.timestamp() - Self { offset: 0 }.now().timestamp()
    }

    #[expect(clippy::disallowed_methods, reason = "this is the Clock port's implementation")]
    fn since_1970() -> Duration {
        SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default()
    }
}

impl Clock for SystemClock {
    fn now(&self) -> DateTime<Utc> {
        let seconds = i64::try_from(Self::since_1970().as_secs()).unwrap_or(0) + self.offset;
        DateTime::from_timestamp(seconds, 0).unwrap_or_default()
    }

    fn unix_millis(&self) -> i64 {
        i64::try_from(Self::since_1970().as_millis()).unwrap_or(0) + self.offset * 1000
    }
}

/// The system's randomness.
#[derive(Debug, Clone, Copy)]
pub struct SystemEntropy;

impl Entropy for SystemEntropy {
    #[expect(clippy::disallowed_methods, reason = "this is the Entropy port's implementation")]
    fn fill(&self, buffer: &mut [u8]) {
        if let Err(error) = getrandom::fill(buffer) {
            // Without randomness every link would be guessable: stop at once.
            tracing::error!(%error, "the system gives no randomness");
            std::process::abort();
        }
    }
}

/// Rings for this process's worker of the queue, and for whoever tells other processes.
#[derive(Debug, Clone, Default)]
pub struct NotifyBell {
    /// The worker waits here.
    pub work: Arc<Notify>,
    /// Whoever tells others waits here.
    pub others: Arc<Notify>,
}

impl Bell for NotifyBell {
    fn ring(&self) {
        self.work.notify_one();
        self.others.notify_one();
    }
}
