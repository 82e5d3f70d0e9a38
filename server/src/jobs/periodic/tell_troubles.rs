//! Whoever wants to know is told what somebody has to look after.

use async_trait::async_trait;
use mendan_service::job::periodic::Periodic;
use mendan_service::{Refusal, Services};

/// Every ten minutes; it is looked for at a few hours, and what is the same is told once a day.
pub struct TellTroubles;

#[async_trait]
impl Periodic for TellTroubles {
    fn name(&self) -> &'static str {
        "tell troubles"
    }

    fn schedule(&self) -> &'static str {
        "41 */10 * * * *"
    }

    async fn run(&self, services: &Services) -> Result<(), Refusal> {
        services.write_troubles().await.map(drop)
    }
}
