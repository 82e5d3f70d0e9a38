//! Commands beside the server: they have no pages, and end soon after they have written. So they tell the servers before they go on.

use std::sync::Arc;

use async_trait::async_trait;
use mendan_domain::ids::MunicipalityId;
use mendan_service::live::notice::Notice;
use mendan_service::ports::{Notices, Store};

use super::wire;

/// Tells other processes and nobody here.
pub struct AtOnce(pub Arc<dyn Store>);

#[async_trait]
impl Notices for AtOnce {
    async fn tell(&self, notices: Vec<Notice>) {
        // No process has this number.
        if let Err(error) = self.0.tell_others(&wire::written(0, &notices)).await {
            tracing::debug!(%error, "others not told");
        }
    }

    fn position(&self, _city: MunicipalityId) -> String {
        String::new()
    }
}
