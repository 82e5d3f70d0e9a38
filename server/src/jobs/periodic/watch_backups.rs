//! Whether there is a backup of the last night where there should be one; if not, an alarm says so.

use std::path::PathBuf;

use async_trait::async_trait;
use mendan_service::job::periodic::Periodic;
use mendan_service::{Refusal, Services};

use crate::commands::nightly;

/// Every five minutes, and at the start.
pub struct WatchBackups(pub PathBuf);

#[async_trait]
impl Periodic for WatchBackups {
    fn name(&self) -> &'static str {
        "watch the backups"
    }

    fn schedule(&self) -> &'static str {
        "47 */5 * * * *"
    }

    async fn run(&self, services: &Services) -> Result<(), Refusal> {
        let (last, since) = match nightly::last(&self.0) {
            Ok(found) => found,
            Err(error) => {
                let why = format!("{}: {error}", self.0.display());
                return services.backup_failed_untold(&why).await;
            }
        };
        // Prometheus counts the age itself; 0: there is none.
        let seconds = last.map_or(0, |last| last.timestamp());
        metrics::gauge!("mendan_backup_last_good_timestamp_seconds")
            .set(f64::from(u32::try_from(seconds).unwrap_or(u32::MAX)));
        services.watch_backup(last, since).await.map(drop)
    }
}
