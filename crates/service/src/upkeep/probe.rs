//! Whether writing works: found out by writing, so that nobody has to fail first.

use std::time::Duration;

use crate::ports::{StoreError, StoreResult};
use crate::services::Services;

/// A store that does not answer in this time does not write.
const PATIENCE: Duration = Duration::from_millis(2500);

impl Services {
    /// Writes a row that means nothing, in a transaction of its own.
    pub async fn probe_writes(&self) -> StoreResult<()> {
        let probing = async {
            let mut tx = self.store().begin().await?;
            tx.probe().await?;
            tx.commit().await
        };
        let late = |_| Err(StoreError::Busy("no answer in time".into()));
        tokio::time::timeout(PATIENCE, probing).await.unwrap_or_else(late)
    }
}
