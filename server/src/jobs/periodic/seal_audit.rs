//! What was written to the audit log is sealed: every line is a link of its city's chain within a minute.

use async_trait::async_trait;
use mendan_service::job::periodic::Periodic;
use mendan_service::{Refusal, Services};

/// Every fifteen seconds.
pub struct SealAudit;

#[async_trait]
impl Periodic for SealAudit {
    fn name(&self) -> &'static str {
        "seal the audit log"
    }

    fn schedule(&self) -> &'static str {
        "4/15 * * * * *"
    }

    async fn run(&self, services: &Services) -> Result<(), Refusal> {
        services.seal_audit().await.map(drop)
    }
}
