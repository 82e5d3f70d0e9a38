//! Whoever's address was refused is put on the call list.

use async_trait::async_trait;
use mendan_service::job::periodic::Periodic;
use mendan_service::{Refusal, Services};

/// Every five seconds, so that a crash between refusal and list loses nobody.
pub struct ListRefusedMails;

#[async_trait]
impl Periodic for ListRefusedMails {
    fn name(&self) -> &'static str {
        "list refused mails"
    }

    fn schedule(&self) -> &'static str {
        "1/5 * * * * *"
    }

    async fn run(&self, services: &Services) -> Result<(), Refusal> {
        services.sweep_refused_mails().await.map(drop)
    }
}
