//! `mendan backup FILE`, and each night `mendan backup --into FOLDER --keep 14 --drill`.

use std::fs;
use std::path::{Path, PathBuf};

use clap::Args;
use mendan_service::model::BackupMark;
use mendan_store::restore::with_ending;

use super::restore::{self, staged_beside};
use super::{CommandError, nightly, open, pg_tools};
use crate::config::Config;

/// Where the copy goes.
#[derive(Debug, Args)]
pub struct Target {
    /// The file to write; must not exist
    #[arg(required_unless_present_any = ["into", "failed"], conflicts_with = "into")]
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
    /// Make nothing: tell administrators that the nightly backup ended that way (systemd calls this)
    #[arg(long, value_name = "HOW", conflicts_with_all = ["file", "into"], hide = true)]
    failed: Option<String>,
}

/// Writes a consistent copy beside a running server. What becomes of a nightly one, administrators are told.
pub async fn backup(config: &Config, target: &Target) -> Result<(), CommandError> {
    if let Some(how) = &target.failed {
        let services = open::services(config).await?;
        services.backup_failed_untold(how).await?;
        services.close().await;
        return Ok(());
    }
    let done = write(config, target).await;
    if target.into.is_some()
        && let Err(error) = tell(config, done.as_ref().err()).await
    {
        // What went wrong first is what to say; that nobody could be told is said beside it.
        eprintln!("mendan: administrators could not be told what became of the backup: {error}");
    }
    done
}

/// Raises the alarm of administrators, or ends it.
async fn tell(config: &Config, failed: Option<&CommandError>) -> Result<(), CommandError> {
    let services = open::services(config).await?;
    match failed {
        Some(error) => services.backup_failed(&error.to_string()).await?,
        None => services.backup_made().await?,
    }
    services.close().await;
    Ok(())
}

/// The copy says that it is one: served from, it holds what it knows as unsent until an operator decides. It gets its name when it is
/// whole and was tried, so that whatever has such a name is a good one.
async fn write(config: &Config, target: &Target) -> Result<(), CommandError> {
    let services = open::services(config).await?;
    let mark = BackupMark { taken_at: services.now(), version: env!("CARGO_PKG_VERSION").to_owned() };
    let sqlite = mendan_store::sqlite_path(&config.database_url).is_some();
    let file = match (&target.into, &target.file) {
        (Some(folder), _) => nightly::name(folder, mark.taken_at, sqlite),
        (None, Some(file)) => file.clone(),
        (None, None) => return Err("name a file, or --into a folder".into()),
    };
    if file.exists() {
        return Err(format!("{} exists already", file.display()).into());
    }
    let part = with_ending(&file, ".part");
    if let Some(folder) = &target.into {
        nightly::clear(folder)?;
    }
    if sqlite {
        services.backup(&part, &mark).await?;
    } else {
        pg_tools::dump(&config.database_url, &part)?;
    }
    services.close().await;
    if target.drill
        && let Err(error) = drill(config, &part, &mark).await
    {
        // Somebody may want to see why; it is no backup.
        let failed = with_ending(&file, nightly::FAILED);
        fs::rename(&part, &failed)?;
        return Err(format!("what was written could not be restored ({}): {error}", failed.display()).into());
    }
    fs::rename(&part, &file)?;
    // The name, too, must last.
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."));
    fs::File::open(folder)?.sync_all()?;
    println!("written: {} (keep the secret with it)", file.display());
    match &target.into {
        Some(folder) => nightly::keep(folder, usize::from(target.keep)),
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
