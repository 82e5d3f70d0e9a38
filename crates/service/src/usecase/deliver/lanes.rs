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
}

impl Lanes {
    /// So many of each.
    pub(super) fn new(quick: usize, slow: usize) -> Self {
        Self { quick: Semaphore::new(quick), slow: Semaphore::new(slow) }
    }

    /// Does the work as soon as there is a place.
    pub(super) async fn run<T>(&self, work: impl Future<Output = T>) -> T {
        let place = self.quick.acquire().await;
        tokio::pin!(work);
        if let Ok(done) = timeout(QUICK, &mut work).await {
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

    use tokio::time::{Instant, sleep};

    use super::*;

    #[tokio::test(start_paused = true)]
    async fn who_is_slow_keeps_nobody_who_is_not() {
        let lanes = Arc::new(Lanes::new(4, 40));
        let slow = (0..40).map(|_| {
            let lanes = Arc::clone(&lanes);
            tokio::spawn(async move { lanes.run(sleep(Duration::from_secs(19))).await })
        });
        let slow: Vec<_> = slow.collect();
        tokio::task::yield_now().await;
        let begun = Instant::now();
        lanes.run(async {}).await;
        assert!(begun.elapsed() <= Duration::from_secs(10), "{:?}", begun.elapsed());
        for one in slow {
            assert!(one.await.is_ok());
        }
        assert_eq!((lanes.quick.available_permits(), lanes.slow.available_permits()), (4, 40));
    }
}
