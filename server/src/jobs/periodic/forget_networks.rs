//! The memory of request limits forgets networks that have been quiet.

use std::sync::Arc;

use async_trait::async_trait;
use mendan_service::job::periodic::Periodic;
use mendan_service::{Refusal, Services};

use crate::http::limits::Limits;

/// Once an hour, in this process.
pub struct ForgetNetworks(pub Arc<Limits>);

#[async_trait]
impl Periodic for ForgetNetworks {
    fn name(&self) -> &'static str {
        "forget networks"
    }

    fn schedule(&self) -> &'static str {
        "41 13 * * * *"
    }

    fn everywhere(&self) -> bool {
        true
    }

    async fn run(&self, _services: &Services) -> Result<(), Refusal> {
        self.0.forget_quiet();
        Ok(())
    }
}
