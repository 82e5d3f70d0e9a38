//! Calendars that members of staff have elsewhere are read again.

use std::sync::Arc;

use async_trait::async_trait;
use mendan_service::feed::port::ReadsCalendars;
use mendan_service::job::periodic::Periodic;
use mendan_service::{Refusal, Services};

/// Every twenty seconds those that are due; each is due every quarter of an hour.
pub struct ReadCalendars(pub Arc<dyn ReadsCalendars>);

#[async_trait]
impl Periodic for ReadCalendars {
    fn name(&self) -> &'static str {
        "read calendars"
    }

    fn schedule(&self) -> &'static str {
        "7/20 * * * * *"
    }

    async fn run(&self, services: &Services) -> Result<(), Refusal> {
        services.read_due_calendars(&self.0).await.map(drop)
    }
}
