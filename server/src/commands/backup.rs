//! `mendan backup FILE`, and each night `mendan backup --into FOLDER --keep 14 --drill`.

use std::fs;
use std::path::{Path, PathBuf};

use clap::Args;
use mendan_service::model::BackupMark;

use super::restore::{self, staged_beside};
use super::{CommandError, open, pg_tools};
use crate::config::Config;

/// Where the copy goes.
#[derive(Debug, Args)]
pub struct Target {
    /// The file to write; must not exist
    #[arg(required_unless_present = "into", conflicts_with = "into")]
    file: Option<PathBuf>,
    /// A folder that gets a file named by the instant
    #[arg(long)]
    into: Option<PathBuf>,
    /// With --into: how many of them stay, the newest
    #[arg(long, default_value_t = 14, requires = "into", value_parser = clap::value_parser!(u16).range(1..))]
    keep: u16,
    /// Restore the copy beside itself, look at what must hold, and take it away again
    #[arg(long)]
    drill: bool,
}

/// Writes a consistent copy beside a running server. The copy says that it is one: served from, it holds what it knows as unsent until
/// an operator decides.
pub async fn backup(config: &Config, target: &Target) -> Result<(), CommandError> {
    let services = open::services(config).await?;
    let mark = BackupMark { taken_at: services.now(), version: env!("CARGO_PKG_VERSION").to_owned() };
    let sqlite = mendan_store::sqlite_path(&config.database_url).is_some();
    let file = match (&target.into, &target.file) {
        (Some(folder), _) => {
            let ending = if sqlite { "db" } else { "dump" };
            folder.join(format!("mendan-{}.{ending}", mark.taken_at.format("%Y%m%dT%H%M%SZ")))
        }
        (None, Some(file)) => file.clone(),
        (None, None) => return Err("name a file, or --into a folder".into()),
    };
    if file.exists() {
        return Err(format!("{} exists already", file.display()).into());
    }
    if sqlite {
        services.backup(&file, &mark).await?;
    } else {
        pg_tools::dump(&config.database_url, &file)?;
    }
    services.close().await;
    println!("written: {} (keep the secret with it)", file.display());
    if target.drill {
        drill(config, &file, &mark).await?;
    }
    match &target.into {
        Some(folder) => keep(folder, usize::from(target.keep)),
        None => Ok(()),
    }
}

/// Restores a copy where nobody serves it, and takes it away again.
async fn drill(config: &Config, file: &Path, mark: &BackupMark) -> Result<(), CommandError> {
    if mendan_store::sqlite_path(&config.database_url).is_none() {
        return pg_tools::readable(file);
    }
    let staged = staged_beside(file);
    mendan_store::restore::stage(file, &staged, mark).await.map_err(|error| open::chain(&error))?;
    let looked = restore::look(config, &staged).await;
    restore::take_away(&staged);
    println!("drill: {}", looked?);
    Ok(())
}

/// Deletes all but the newest of our files; what else lies there is not ours.
fn keep(folder: &Path, newest: usize) -> Result<(), CommandError> {
    let mut ours = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        let ending = path.extension().is_some_and(|ending| ending == "db" || ending == "dump");
        if name.starts_with("mendan-") && ending {
            ours.push(path);
        }
    }
    // Their names are instants, so the order of names is that of time.
    ours.sort();
    for old in ours.iter().rev().skip(newest) {
        fs::remove_file(old)?;
        println!("deleted: {}", old.display());
    }
    Ok(())
}
