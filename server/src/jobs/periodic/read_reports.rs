//! Reports of mail servers are read.

use std::sync::Arc;

use async_trait::async_trait;
use mendan_service::job::periodic::Periodic;
use mendan_service::{Refusal, Services};

use crate::mail::reports::{Inbox, InboxError, Reader};

/// A folder every ten seconds, a mailbox every minute.
pub struct ReadReports(pub Arc<dyn Inbox>);

#[async_trait]
impl Periodic for ReadReports {
    fn name(&self) -> &'static str {
        "read reports"
    }

    fn schedule(&self) -> &'static str {
        self.0.schedule()
    }

    async fn run(&self, services: &Services) -> Result<(), Refusal> {
        match self.0.each(&Reader::of(services.clone())).await {
            Ok(_) => Ok(()),
            Err(InboxError::Refused(refusal)) => Err(refusal),
            Err(error) => {
                // Nothing is lost: they lie there until the next time. The doctor says so, too.
                tracing::warn!(%error, "reports of mail servers cannot be read");
                Ok(())
            }
        }
    }
}
