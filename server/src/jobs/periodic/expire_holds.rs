//! Times that were kept and not booked are free again, and what was typed into them is wiped; so is what an undo kept.

use async_trait::async_trait;
use mendan_service::job::periodic::Periodic;
use mendan_service::{Refusal, Services};

/// Every two seconds.
pub struct ExpireHolds;

#[async_trait]
impl Periodic for ExpireHolds {
    fn name(&self) -> &'static str {
        "expire holds"
    }

    fn schedule(&self) -> &'static str {
        "1/2 * * * * *"
    }

    async fn run(&self, services: &Services) -> Result<(), Refusal> {
        services.sweep_holds().await.map(drop)
    }
}
