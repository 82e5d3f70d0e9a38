//! The demo city's times stay published eight weeks ahead.

use async_trait::async_trait;
use mendan_service::job::periodic::Periodic;
use mendan_service::{Refusal, Services};

/// Once an hour, in the demo only.
pub struct PublishDemo;

#[async_trait]
impl Periodic for PublishDemo {
    fn name(&self) -> &'static str {
        "publish the demo's times"
    }

    fn schedule(&self) -> &'static str {
        "29 11 * * * *"
    }

    async fn run(&self, services: &Services) -> Result<(), Refusal> {
        crate::demo::publish_ahead(services).await
    }
}
