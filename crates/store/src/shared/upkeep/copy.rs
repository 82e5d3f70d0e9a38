//! The mark inside a copy of a database.

use async_trait::async_trait;
use mendan_service::model::BackupMark;
use mendan_service::ports::StoreResult;
use mendan_service::upkeep::repository::{CopyReads, CopyWrites};

use super::super::row::{get, instant, one, run, sql};
use super::super::unit::{Access, Unit, Writing};

statements! {
    BACKUP_MARK = "SELECT taken_at, version FROM backup_mark ORDER BY taken_at DESC LIMIT 1";
    BACKUP_MARK_FORGET = "DELETE FROM backup_mark";
}

#[async_trait]
impl<K: Access> CopyReads for Unit<K> {
    async fn backup_mark(&mut self) -> StoreResult<Option<BackupMark>> {
        one(self.conn(), sql(BACKUP_MARK), |row| {
            Ok(BackupMark { taken_at: instant(row, "taken_at")?, version: get(row, "version")? })
        })
        .await
    }
}

#[async_trait]
impl CopyWrites for Unit<Writing> {
    async fn backup_mark_forget(&mut self) -> StoreResult<()> {
        run(self.conn(), sql(BACKUP_MARK_FORGET)).await.map(drop)
    }
}
