//! Times that were offered to somebody and that she did not choose in time are free again.

use async_trait::async_trait;
use mendan_service::job::periodic::Periodic;
use mendan_service::{Refusal, Services};

/// Every five seconds.
pub struct EndOffers;

#[async_trait]
impl Periodic for EndOffers {
    fn name(&self) -> &'static str {
        "end offers"
    }

    fn schedule(&self) -> &'static str {
        "3/5 * * * * *"
    }

    async fn run(&self, services: &Services) -> Result<(), Refusal> {
        services.sweep_offers().await.map(drop)
    }
}
