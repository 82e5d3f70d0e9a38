//! `mendan restore FILE`: a backup becomes the database. The server must not be running; what was there is put aside.

use std::fs;
use std::path::{Path, PathBuf};

use chrono::DateTime;
use mendan_service::model::BackupMark;
use mendan_service::ports::Clock as _;
use mendan_service::upkeep::sound::Soundness;
use mendan_store::restore::{put_in_place, stage, with_ending};

use super::serve::lock;
use super::{CommandError, open, pg_tools};
use crate::config::Config;
use crate::ports::NotifyBell;

/// Restores.
pub async fn restore(config: &Config, file: &Path) -> Result<(), CommandError> {
    if !file.is_file() {
        return Err(format!("there is no file {}", file.display()).into());
    }
    let Some(database) = mendan_store::real_file_name(&config.database_url) else {
        return restore_dump(config, file).await;
    };
    let _lock = lock(&config.database_url)?;
    let now = open::clock(config).now();
    // A copy without a mark gets this one: nobody knows when it was taken.
    let mark = BackupMark { taken_at: now, version: String::from("unknown") };
    let staged = with_ending(&database, ".restoring");
    take_away(&staged);
    stage(file, &staged, &mark).await.map_err(|error| open::chain(&error))?;
    let looked = match look(config, &staged).await {
        Ok(looked) => looked,
        Err(why) => {
            take_away(&staged);
            return Err(why);
        }
    };
    let aside = put_in_place(&staged, &database, &format!(".before-{}", now.format("%Y%m%dT%H%M%SZ")))?;
    println!("restored: {looked}");
    if let Some(aside) = aside {
        println!("the database that was there: {}", aside.display());
    }
    println!("messages it knows as unsent are held at the next start (mendan mail held)");
    Ok(())
}

/// PostgreSQL: into an empty database, by its own tool. Its dumps carry no mark, so what is unsent is held at once.
async fn restore_dump(config: &Config, file: &Path) -> Result<(), CommandError> {
    let services = open::services(config).await?;
    if services.database_ready().await? {
        return Err(
            "the database is not empty: make a new one (createdb), name it in MENDAN_DATABASE_URL, and run this again"
                .into(),
        );
    }
    pg_tools::restore(&config.database_url, file)?;
    services.migrate().await?;
    let held = services.hold_mails().await?;
    let looked = whole(&services.soundness().await?);
    services.close().await;
    println!("restored: {}", looked?);
    println!("messages held: {held} (mendan mail held)");
    Ok(())
}

/// Migrates a staged copy, and looks at what must hold.
pub async fn look(config: &Config, staged: &Path) -> Result<String, CommandError> {
    let url = format!("sqlite://{}", staged.display());
    let store = mendan_store::open(&url, &mendan_store::Options::default()).await?;
    let services = open::services_with(config, store, NotifyBell::default())?;
    let looked = async {
        services.migrate().await?;
        Ok::<_, CommandError>(services.soundness().await?)
    };
    let looked = looked.await;
    // The last connection writes the journal into the file.
    services.close().await;
    whole(&looked?)
}

/// What there is, or what is wrong.
pub fn whole(found: &Soundness) -> Result<String, CommandError> {
    if !found.broken.is_empty() {
        let broken: Vec<String> = found.broken.iter().map(|(rule, times)| format!("{rule:?} × {times}")).collect();
        return Err(format!("the copy is not sound: {}", broken.join(", ")).into());
    }
    if found.sealed > 0 {
        return Err(format!(
            "{} sealed values do not open: the copy belongs to another secret. Put the secret that was kept with it in place",
            found.sealed
        )
        .into());
    }
    let last = DateTime::from_timestamp(found.holdings.last_booked_at, 0).filter(|last| last.timestamp() > 0);
    let last = last.map(|last| format!(", the last of {}", last.to_rfc3339())).unwrap_or_default();
    let holdings = &found.holdings;
    Ok(format!(
        "cities {}, bookings {}{last}, unsent messages {}",
        holdings.cities, holdings.bookings, holdings.waiting
    ))
}

/// Where a copy of a file is looked at.
pub fn staged_beside(file: &Path) -> PathBuf {
    with_ending(file, ".drill")
}

/// Deletes a staged copy with all that SQLite put beside it.
pub fn take_away(staged: &Path) {
    for ending in ["", "-wal", "-shm"] {
        drop(fs::remove_file(with_ending(staged, ending)));
    }
}
