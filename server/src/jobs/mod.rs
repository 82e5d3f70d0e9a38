//! What happens by itself. `tokio-cron-scheduler` beats the time for what is periodic; what else is to be done stands in the queue.

pub mod kinds;
pub mod periodic;
pub mod probe;

use std::convert::Infallible;
use std::future::pending;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use mendan_service::Services;
use mendan_service::feed::port::ReadsCalendars;
use mendan_service::job::worker::Worker;
use tokio::sync::Notify;
use tokio::time::{MissedTickBehavior, interval, sleep};
use tokio_cron_scheduler::{JobScheduler, JobSchedulerError};

use crate::http::limits::Limits;
use crate::mail::reports::Inbox;
use crate::ports::NotifyBell;

/// How long the worker waits for company after the bell.
const GATHER: Duration = Duration::from_millis(100);
/// After it was told something, it looks again so much later, and once more.
const CLOCKS: Duration = Duration::from_secs(1);
/// Between two tries to listen to other processes.
const LISTEN_AGAIN: Duration = Duration::from_secs(30);

/// The jobs of one process.
pub struct Jobs {
    /// The use cases.
    pub services: Services,
    /// The worker of the queue.
    pub worker: Worker,
    /// Rung after every commit that wrote a job.
    pub bell: NotifyBell,
    /// Request limits, whose memory of quiet networks is cleared.
    pub limits: Arc<Limits>,
    /// Reads calendars that members of staff have elsewhere.
    pub calendars: Arc<dyn ReadsCalendars>,
    /// Keep the demo's slots published.
    pub demo: bool,
    /// Where each night's backup is to be found.
    pub backups: Option<PathBuf>,
    /// Where reports of mail servers come in.
    pub reports: Option<Arc<dyn Inbox>>,
    /// Whether this process does jobs. One that does not tells others what is due.
    pub works: bool,
    /// How often it looks for what is due without having been told.
    pub poll: Duration,
}

impl Jobs {
    /// Runs until dropped.
    pub async fn run(&self) -> Result<Infallible, JobSchedulerError> {
        let scheduler = JobScheduler::new().await?;
        let reports = self.reports.as_ref();
        for work in periodic::all(&self.limits, &self.calendars, (self.demo, self.backups.as_deref(), reports)) {
            if self.works || work.everywhere() {
                scheduler.add(periodic::scheduled(&self.services, work)?).await?;
            }
        }
        scheduler.start().await?;
        let heard = Notify::new();
        let (never, (), ..) = tokio::join!(self.work(), self.hear(&heard), self.look_again(&heard), self.tell());
        Ok(never)
    }

    /// Does what is due, when the bell rings and once in every [`Self::poll`].
    async fn work(&self) -> Infallible {
        if !self.works {
            return pending().await;
        }
        let mut poll = interval(self.poll);
        poll.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            tokio::select! {
                () = self.bell.work.notified() => {}
                _ = poll.tick() => {}
            }
            // What else is written in this moment goes along.
            sleep(GATHER).await;
            if let Err(error) = self.worker.beat().await {
                tracing::warn!(%error, "queue not reached");
            }
        }
    }

    /// Tells other processes, at most ten times a second.
    async fn tell(&self) -> Infallible {
        loop {
            self.bell.others.notified().await;
            sleep(GATHER).await;
            if let Err(error) = self.worker.wake_others().await {
                // They find it by themselves, a moment later.
                tracing::debug!(%error, "others not told");
            }
        }
    }

    /// The clocks of two instances are never the same: what is due there may be due here in a moment.
    async fn look_again(&self, heard: &Notify) -> Infallible {
        loop {
            heard.notified().await;
            for _ in 0..2 {
                sleep(CLOCKS).await;
                self.bell.work.notify_one();
            }
        }
    }

    /// Hears what other processes tell. Where that cannot be, looking for it now and then is enough.
    async fn hear(&self, heard: &Notify) {
        if !self.works {
            return;
        }
        loop {
            match self.worker.wakes().await {
                Ok(None) => return,
                Ok(Some(mut wakes)) => {
                    // What was told before nobody heard.
                    self.bell.work.notify_one();
                    while let Ok(from) = wakes.next().await {
                        if !self.worker.is(from) {
                            self.bell.work.notify_one();
                            heard.notify_one();
                        }
                    }
                }
                Err(error) => tracing::info!(%error, "cannot listen to other instances; looks by itself"),
            }
            sleep(LISTEN_AGAIN).await;
        }
    }
}
