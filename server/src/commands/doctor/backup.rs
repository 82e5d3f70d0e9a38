//! The last good backup, and how old it is.

use async_trait::async_trait;
use chrono::Duration;
use mendan_service::ports::Clock as _;
use mendan_service::upkeep::backup_watch::OLD;
use mendan_words::Doctor;

use super::around::Around;
use super::check::{Check, Finding};
use crate::commands::{nightly, open};

/// See the file's head.
pub struct Backup;

#[async_trait]
impl Check for Backup {
    fn name(&self) -> &'static str {
        "backup"
    }

    fn title(&self, t: &Doctor) -> &'static str {
        t.backup
    }

    async fn look(&self, around: &Around) -> Finding {
        let t = around.t;
        let Some(folder) = &around.config.backup_folder else {
            return if around.is_real() {
                Finding::unknown(t.backup_nowhere, t.backup_nowhere_do)
            } else {
                Finding::good(t.backup_demo)
            };
        };
        let shown = &folder.display();
        let (last, since) = match nightly::last(folder) {
            Ok(found) => found,
            Err(error) => return Finding::mend(t.backup_no_folder(error, shown), t.backup_no_folder_do(shown)),
        };
        let age = open::clock(&around.config).now() - last.unwrap_or(since);
        match (last, nightly::failed(folder)) {
            // A copy that could not be restored stays until the next try.
            (_, Ok(Some(failed))) => Finding::mend(t.backup_failed(failed.display()), t.backup_do),
            (Some(_), _) if age > OLD => Finding::mend(t.backup_old(age.num_hours()), t.backup_do),
            (None, _) if age > OLD => Finding::mend(t.backup_none(shown), t.backup_do),
            (Some(_), _) => Finding::good(t.backup_good(age.max(Duration::zero()).num_hours())),
            (None, _) => Finding::good(t.backup_tonight),
        }
    }
}
