//! What happens by itself at set times, a file each.

mod check_secret;
mod end_offers;
mod end_what_is_over;
mod expire_holds;
mod forget_networks;
mod list_refused_mails;
mod publish_demo;
mod read_calendars;
mod read_reports;
mod seal_audit;
mod tell_mornings;
mod tell_troubles;
pub mod watch_backups;

use std::path::Path;
use std::sync::Arc;

use mendan_service::Services;
use mendan_service::feed::port::ReadsCalendars;
use mendan_service::job::periodic::Periodic;
use tokio_cron_scheduler::{Job, JobSchedulerError};

use crate::http::limits::Limits;
use crate::mail::reports::Inbox;

/// All of it.
pub fn all(
    limits: &Arc<Limits>,
    calendars: &Arc<dyn ReadsCalendars>,
    (demo, backups, reports): (bool, Option<&Path>, Option<&Arc<dyn Inbox>>),
) -> Vec<Arc<dyn Periodic>> {
    let mut all: Vec<Arc<dyn Periodic>> = vec![
        Arc::new(expire_holds::ExpireHolds),
        Arc::new(list_refused_mails::ListRefusedMails),
        Arc::new(end_offers::EndOffers),
        Arc::new(end_what_is_over::EndWhatIsOver),
        Arc::new(check_secret::CheckSecret),
        Arc::new(seal_audit::SealAudit),
        Arc::new(tell_mornings::TellMornings),
        Arc::new(tell_troubles::TellTroubles),
        Arc::new(read_calendars::ReadCalendars(Arc::clone(calendars))),
        Arc::new(forget_networks::ForgetNetworks(Arc::clone(limits))),
    ];
    if let Some(folder) = backups {
        all.push(Arc::new(watch_backups::WatchBackups(folder.to_owned())));
    }
    if let Some(inbox) = reports {
        all.push(Arc::new(read_reports::ReadReports(Arc::clone(inbox))));
    }
    if demo {
        all.push(Arc::new(publish_demo::PublishDemo));
    }
    all
}

/// For the scheduler; not begun again while it still runs.
pub fn scheduled(services: &Services, work: Arc<dyn Periodic>) -> Result<Job, JobSchedulerError> {
    let (services, busy) = (services.clone(), Arc::new(tokio::sync::Mutex::new(())));
    Job::new_async(work.schedule(), move |_, _| {
        let (busy, work, services) = (Arc::clone(&busy), Arc::clone(&work), services.clone());
        Box::pin(async move {
            let Ok(_only) = busy.try_lock() else { return };
            if let Err(error) = work.run(&services).await {
                tracing::warn!(work = work.name(), %error, "it failed; it will come again");
            }
        })
    })
}
