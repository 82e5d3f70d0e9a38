//! What happens by itself. `tokio-cron-scheduler` is the metronome only: what is to be done stands in the database.

pub mod probe;

use std::sync::Arc;
use std::time::Duration;

use mendan_service::Services;
use mendan_service::message::deliver::Deliverer;
use tokio_cron_scheduler::{Job, JobScheduler, JobSchedulerError};

use crate::http::limits::Limits;
use crate::ports::NotifyBell;

/// How long the worker waits for company after the bell.
const GATHER: Duration = Duration::from_millis(100);

/// The jobs of one process.
pub struct Jobs {
    /// The use cases.
    pub services: Services,
    /// The outbox worker.
    pub deliverer: Deliverer,
    /// Rung after every commit that wrote a message.
    pub bell: NotifyBell,
    /// Request limits, whose memory of quiet networks is cleared.
    pub limits: Arc<Limits>,
    /// Keep the demo's slots published.
    pub demo: bool,
}

impl Jobs {
    /// Runs until dropped.
    pub async fn run(&self) -> Result<(), JobSchedulerError> {
        let scheduler = JobScheduler::new().await?;
        let bell = Arc::clone(&self.bell.0);
        // Every second: a due message is attempted within two.
        scheduler.add(Job::new("* * * * * *", move |_, _| bell.notify_one())?).await?;
        let services = self.services.clone();
        scheduler.add(every("1/2 * * * * *", services, |s| async move { s.sweep_holds().await.map(|_| ()) })?).await?;
        let refused = |s: Services| async move { s.sweep_refused_mails().await.map(|_| ()) };
        scheduler.add(every("1/5 * * * * *", self.services.clone(), refused)?).await?;
        let sweep = |s: Services| async move { s.sweep_old().await.map(|_| ()) };
        scheduler.add(every("17 7 * * * *", self.services.clone(), sweep)?).await?;
        let check = |s: Services| async move { s.check_secret().await.map(|_| ()) };
        scheduler.add(every("37 * * * * *", self.services.clone(), check)?).await?;
        let limits = Arc::clone(&self.limits);
        scheduler.add(Job::new("41 13 * * * *", move |_, _| limits.forget_quiet())?).await?;
        if self.demo {
            let publish = |s: Services| async move { crate::demo::publish_ahead(&s).await };
            scheduler.add(every("29 11 * * * *", self.services.clone(), publish)?).await?;
        }
        scheduler.start().await?;
        loop {
            self.bell.0.notified().await;
            // What else is written in this moment goes along.
            tokio::time::sleep(GATHER).await;
            if let Err(error) = self.deliverer.beat().await {
                tracing::warn!(%error, "outbox not reached");
            }
        }
    }
}

/// A job that is not started again while it still runs.
fn every<F, Fut, E>(schedule: &str, services: Services, work: F) -> Result<Job, JobSchedulerError>
where
    F: Fn(Services) -> Fut + Clone + Send + Sync + 'static,
    Fut: Future<Output = Result<(), E>> + Send + 'static,
    E: std::fmt::Display + Send,
{
    let busy = Arc::new(tokio::sync::Mutex::new(()));
    Job::new_async(schedule, move |_, _| {
        let (busy, work, services) = (Arc::clone(&busy), work.clone(), services.clone());
        Box::pin(async move {
            let Ok(_only) = busy.try_lock() else { return };
            if let Err(error) = work(services).await {
                tracing::warn!(%error, "job failed; it will come again");
            }
        })
    })
}
