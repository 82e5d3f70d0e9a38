//! Whoever wants that reads in the morning what her day holds.

use async_trait::async_trait;
use mendan_service::job::periodic::Periodic;
use mendan_service::{Refusal, Services};

/// Every ten minutes; the letters have a morning each, and are written once.
pub struct TellMornings;

#[async_trait]
impl Periodic for TellMornings {
    fn name(&self) -> &'static str {
        "tell mornings"
    }

    fn schedule(&self) -> &'static str {
        "11 */10 * * * *"
    }

    async fn run(&self, services: &Services) -> Result<(), Refusal> {
        services.write_mornings().await.map(drop)
    }
}
