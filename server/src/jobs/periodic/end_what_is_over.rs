//! What is over goes when its period has passed (`MENDAN_KEEP_…`): keys, sessions, half sign-ins, finished jobs, calls, alarms, files that
//! were not brought in, and the front of the audit log.

use async_trait::async_trait;
use mendan_service::job::periodic::Periodic;
use mendan_service::{Refusal, Services};

/// Once an hour.
pub struct EndWhatIsOver;

#[async_trait]
impl Periodic for EndWhatIsOver {
    fn name(&self) -> &'static str {
        "end what is over"
    }

    fn schedule(&self) -> &'static str {
        "17 7 * * * *"
    }

    async fn run(&self, services: &Services) -> Result<(), Refusal> {
        services.sweep_old().await.map(drop)
    }
}
