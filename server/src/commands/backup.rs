//! `mendan backup FILE`.

use std::path::Path;

use super::{CommandError, open};
use crate::config::Config;

/// Writes a consistent copy of the SQLite database beside a running server.
pub async fn backup(config: &Config, file: &Path) -> Result<(), CommandError> {
    if mendan_store::sqlite_path(&config.database_url).is_none() {
        return Err("backup is for SQLite; with PostgreSQL use pg_dump".into());
    }
    if file.exists() {
        return Err(format!("{} exists already", file.display()).into());
    }
    open::store(config).await?.backup(file).await?;
    println!("written: {} (keep the secret with it)", file.display());
    Ok(())
}
