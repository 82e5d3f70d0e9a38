//! The public address of the only city follows the configuration.

use std::sync::Arc;

use serde_json::json;

use crate::error::Refusal;
use crate::services::{Context, Services};

impl Services {
    /// With a single city its links follow that address; with several each has its own in the database. Every instance reads
    /// the city anew, so that the next mail has the new links.
    pub async fn follow_address(&self, address: &str) -> Result<(), Refusal> {
        self.write(|writer| async move {
            let address = address.trim_end_matches('/');
            let mut tx = writer.begin().await?;
            let cities = tx.municipalities().await?;
            let [only] = cities.as_slice() else { return Ok(()) };
            if only.public_url == address {
                return Ok(());
            }
            tx.municipality_set_url(only.id, address).await?;
            let catalogue = Arc::new(tx.catalogue(only.id, writer.closures_since()).await?.ok_or(Refusal::NotFound)?);
            let context = Context::system(catalogue);
            let detail = json!({ "was": only.public_url, "is": address });
            let recorded = writer.audit(tx.as_mut(), &context, "public_url", ("city", only.id.0), &detail).await?;
            writer.commit_setup(tx, recorded, only.id).await?;
            tracing::info!(was = only.public_url, is = address, "links follow the public address");
            Ok(())
        })
        .await
    }
}
