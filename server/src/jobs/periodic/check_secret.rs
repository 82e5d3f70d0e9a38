//! Whether the listed secrets open what is sealed; if not, an alarm says so.

use async_trait::async_trait;
use mendan_service::job::periodic::Periodic;
use mendan_service::{Refusal, Services};

/// Every minute.
pub struct CheckSecret;

#[async_trait]
impl Periodic for CheckSecret {
    fn name(&self) -> &'static str {
        "check the secret"
    }

    fn schedule(&self) -> &'static str {
        "37 * * * * *"
    }

    async fn run(&self, services: &Services) -> Result<(), Refusal> {
        services.check_secret().await.map(drop)
    }
}
