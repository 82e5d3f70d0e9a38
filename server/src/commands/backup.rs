//! `mendan backup FILE`.

use std::path::Path;

use mendan_service::model::BackupMark;

use super::{CommandError, open};
use crate::config::Config;

/// Writes a consistent copy of the SQLite database beside a running server. The copy says that it is one: served from, it
/// holds what it knows as unsent until an operator decides.
pub async fn backup(config: &Config, file: &Path) -> Result<(), CommandError> {
    if mendan_store::sqlite_path(&config.database_url).is_none() {
        return Err("backup is for SQLite; with PostgreSQL use pg_dump".into());
    }
    if file.exists() {
        return Err(format!("{} exists already", file.display()).into());
    }
    let services = open::services(config).await?;
    let mark = BackupMark { taken_at: services.now(), version: env!("CARGO_PKG_VERSION").to_owned() };
    services.backup(file, &mark).await?;
    println!("written: {} (keep the secret with it)", file.display());
    Ok(())
}
