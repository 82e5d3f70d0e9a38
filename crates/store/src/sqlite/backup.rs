//! A consistent copy while others write: one read transaction, written compactly to a new file, which then says of itself
//! that it is a copy.

use std::fs::{self, File};
use std::path::Path;

use mendan_service::model::BackupMark;
use mendan_service::ports::{StoreError, StoreResult};
use sqlx::{ConnectOptions as _, Connection as _};

use super::errors::classify;
use super::files::{create_new_private, unavailable};
use super::options;

/// Copies the database to a file that does not exist yet.
pub(super) async fn write(database: &Path, file: &Path, mark: &BackupMark) -> StoreResult<()> {
    // Made first, so that nothing is overwritten and nobody else can read it; SQLite accepts an empty file.
    create_new_private(file)?;
    let copied = copy(database, file, mark).await;
    if copied.is_err() {
        // A torso must not look like a backup. If even this fails, the error to report is the first one.
        drop(fs::remove_file(file));
    }
    copied
}

async fn copy(database: &Path, file: &Path, mark: &BackupMark) -> StoreResult<()> {
    let target = file.to_str().ok_or_else(|| StoreError::Other("the file's name is not UTF-8".into()))?;
    // A connection of its own: readers stay free.
    let mut conn = options(database).read_only(true).connect().await.map_err(classify)?;
    let written = sqlx::query("VACUUM INTO $1").bind(target).execute(&mut conn).await;
    conn.close().await.map_err(classify)?;
    written.map_err(classify)?;
    mark_as_copy(file, mark).await?;
    // SQLite leaves this to us.
    File::open(file).and_then(|file| file.sync_all()).map_err(unavailable)
}

/// The same table as in the migrations: a database may be copied by a newer version before that version has served it.
const MARK_TABLE: &str =
    "CREATE TABLE IF NOT EXISTS backup_mark (taken_at INTEGER PRIMARY KEY, version TEXT NOT NULL) STRICT";
const MARK: &str = "INSERT INTO backup_mark (taken_at, version) VALUES ($1, $2) ON CONFLICT DO NOTHING";

/// Writes into a copy that it is one.
pub(super) async fn mark_as_copy(file: &Path, mark: &BackupMark) -> StoreResult<()> {
    let mut conn = options(file).connect().await.map_err(classify)?;
    sqlx::query(MARK_TABLE).execute(&mut conn).await.map_err(classify)?;
    let query = sqlx::query(MARK).bind(mark.taken_at.timestamp()).bind(&mark.version);
    query.execute(&mut conn).await.map_err(classify)?;
    conn.close().await.map_err(classify)
}
