//! Places to send from. A session that the other side lets wait gives its quick place to the next one and goes on in a slow
//! place, so that some who are slow keep nobody who is not.

use std::future::Future;
use std::time::Duration;

use tokio::sync::Semaphore;
use tokio::time::timeout;

/// A session that lasts longer is slow.
const QUICK: Duration = Duration::from_secs(1);

/// Quick and slow places.
#[derive(Debug)]
pub(super) struct Lanes {
    quick: Semaphore,
    slow: Semaphore,
    quick_for: Duration,
}

impl Lanes {
    /// So many of each.
    pub(super) fn new(quick: usize, slow: usize) -> Self {
        Self { quick: Semaphore::new(quick), slow: Semaphore::new(slow), quick_for: QUICK }
    }

    /// Does the work as soon as there is a place.
    pub(super) async fn run<T>(&self, work: impl Future<Output = T>) -> T {
        let place = self.quick.acquire().await;
        tokio::pin!(work);
        if let Ok(done) = timeout(self.quick_for, &mut work).await {
            return done;
        }
        tokio::select! {
            done = &mut work => done,
            _slow = self.slow.acquire() => {
                drop(place);
                work.await
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use tokio::sync::Notify;

    use super::*;

    #[tokio::test]
    async fn who_is_slow_keeps_nobody_who_is_not() {
        let lanes = Arc::new(Lanes { quick_for: Duration::from_millis(5), ..Lanes::new(4, 40) });
        let end = Arc::new(Notify::new());
        let slow = (0..40).map(|_| {
            let (lanes, end) = (Arc::clone(&lanes), Arc::clone(&end));
            tokio::spawn(async move { lanes.run(end.notified()).await })
        });
        let slow: Vec<_> = slow.collect();
        tokio::task::yield_now().await;
        // None of the forty has ended.
        let quick = timeout(Duration::from_secs(20), lanes.run(async {})).await;
        assert!(quick.is_ok(), "a quick one waits for slow ones");
        assert!(slow.iter().all(|one| !one.is_finished()));
        while !slow.iter().all(tokio::task::JoinHandle::is_finished) {
            end.notify_one();
            tokio::task::yield_now().await;
        }
        assert_eq!((lanes.quick.available_permits(), lanes.slow.available_permits()), (4, 40));
    }
}
