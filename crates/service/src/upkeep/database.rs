//! The database as a whole: what commands and the server's start ask of it.

use std::path::Path;

use crate::error::Refusal;
use crate::model::BackupMark;
use crate::ports::StoreResult;
use crate::services::{Recorded, Services};

impl Services {
    /// Applies missing migrations.
    pub async fn migrate(&self) -> StoreResult<()> {
        self.store().migrate().await
    }

    /// Whether the database answers and is migrated.
    pub async fn database_ready(&self) -> StoreResult<bool> {
        self.store().ready().await
    }

    /// Waits until everything lasts that this task has seen of others; see [`crate::ports::Store::settled`].
    pub async fn settled(&self) -> StoreResult<()> {
        self.store().settled().await
    }

    /// Writes a consistent copy to a file and marks it as one.
    pub async fn backup(&self, file: &Path, mark: &BackupMark) -> StoreResult<()> {
        self.store().backup(file, mark).await
    }

    /// Closes all connections.
    pub async fn close(&self) {
        self.store().close().await;
    }

    /// Frees every lease of the outbox: at the start of the only process there is.
    pub async fn free_leases(&self) -> Result<u64, Refusal> {
        self.write(|writer| async move {
            let mut tx = writer.begin().await?;
            let freed = tx.outbox_free_leases().await?;
            tx.commit(Recorded::not_needed("a lease is nobody's act")).await?;
            Ok(freed)
        })
        .await
    }
}
