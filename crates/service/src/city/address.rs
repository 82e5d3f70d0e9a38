//! The addresses of the only city follow the configuration; and which of them a request is looked for at.

use std::sync::Arc;

use serde_json::json;

use crate::city::catalogue::Municipality;
use crate::error::Refusal;
use crate::services::{Context, Services};

/// The door a request came to: where staff have a door of their own, each has its own addresses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Door {
    /// For everybody: there is only one.
    #[default]
    Only,
    /// For residents and programs.
    Public,
    /// For staff.
    Staff,
}

impl Door {
    /// Where it is reached, of that city; the first is the one to be led to.
    pub fn addresses(self, city: &Municipality) -> Vec<&str> {
        match self {
            Self::Public => vec![&city.public_url],
            Self::Staff => vec![city.staff_address()],
            Self::Only => [city.public_url.as_str()].into_iter().chain(city.staff_url.as_deref()).collect(),
        }
    }
}

impl Services {
    /// With a single city its links follow that address, unless it was given one by itself; with several each has its own in the database. Every instance reads
    /// the city anew, so that the next mail has the new links.
    pub async fn follow_address(&self, address: &str) -> Result<(), Refusal> {
        self.write(|writer| async move {
            let address = address.trim_end_matches('/');
            let mut tx = writer.begin().await?;
            let cities = tx.municipalities().await?;
            let [only] = cities.as_slice() else { return Ok(()) };
            if only.public_url == address || tx.has_own_address(only.id).await? {
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

    /// The same of its staff's address; none: they come in at the public one.
    pub async fn follow_staff_address(&self, address: Option<&str>) -> Result<(), Refusal> {
        self.write(|writer| async move {
            let address = address.map(|address| address.trim_end_matches('/'));
            let mut tx = writer.begin().await?;
            let cities = tx.municipalities().await?;
            let [only] = cities.as_slice() else { return Ok(()) };
            if only.staff_url.as_deref() == address || tx.has_own_staff_address(only.id).await? {
                return Ok(());
            }
            tx.staff_address_set(only.id, address, false).await?;
            let catalogue = Arc::new(tx.catalogue(only.id, writer.closures_since()).await?.ok_or(Refusal::NotFound)?);
            let context = Context::system(catalogue);
            let detail = json!({ "was": only.staff_url, "is": address });
            let recorded = writer.audit(tx.as_mut(), &context, "staff_url", ("city", only.id.0), &detail).await?;
            writer.commit_setup(tx, recorded, only.id).await?;
            Ok(())
        })
        .await
    }
}
