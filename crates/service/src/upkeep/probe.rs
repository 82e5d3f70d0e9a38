//! Whether writing works: found out by writing, so that nobody has to fail first.

use std::time::Duration;

use crate::ports::{StoreError, StoreResult};
use crate::services::{Recorded, Services, Writer};

/// A store that does not answer in this time does not write.
const PATIENCE: Duration = Duration::from_millis(2500);

impl Services {
    /// Writes a row that means nothing, in a transaction of its own.
    pub async fn probe_writes(&self) -> StoreResult<()> {
        // What came of it is an answer, not a reason to try again.
        let probe = |writer: Writer| async move {
            let probing = async {
                let mut tx = writer.begin().await?;
                tx.probe().await?;
                tx.commit(Recorded::not_needed("a row that means nothing")).await
            };
            let late = |_| Err(StoreError::Busy("no answer in time".into()));
            Ok(tokio::time::timeout(PATIENCE, probing).await.unwrap_or_else(late))
        };
        self.write(probe).await.unwrap_or_else(|refusal| Err(StoreError::Busy(refusal.code().into())))
    }
}
