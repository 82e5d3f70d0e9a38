//! `mendan copy FROM TO`: a city moves from SQLite to PostgreSQL, or back.

use super::restore::whole;
use super::serve::lock;
use super::{CommandError, open};
use crate::config::Config;
use crate::ports::NotifyBell;

/// Copies, compares, and says what to do next.
pub async fn copy(config: &Config, from: &str, to: &str) -> Result<(), CommandError> {
    if mendan_store::sqlite_path(from).is_some_and(|path| !path.is_file()) {
        return Err(format!("there is no database {from}").into());
    }
    // Whoever served one of them would go on writing where nobody reads. PostgreSQL cannot tell: the guide says to stop them all.
    let _locks = (lock(from)?, lock(to)?);
    let source = mendan_store::open(from, &mendan_store::Options::default()).await?;
    if !source.ready().await? {
        return Err(
            "the database to be copied is of an earlier release: mendan migrate, with MENDAN_DATABASE_URL naming it"
                .into(),
        );
    }
    source.close().await;
    let target = mendan_store::open(to, &mendan_store::Options::default()).await?;
    target.migrate().await?;
    target.close().await;
    let copied = mendan_store::transfer::copy(from, to).await.map_err(|error| open::chain(&error))?;
    for (table, sum) in copied {
        println!("{table:<16} {:>10}  {:032x}", sum.rows, sum.digest);
    }
    let target = mendan_store::open(to, &mendan_store::Options::default()).await?;
    let services = open::services_with(config, target, NotifyBell::default())?;
    let found = services.soundness().await?;
    services.close().await;
    println!("copied: {}", whole(&found)?);
    println!("now let MENDAN_DATABASE_URL name the copy, with the same MENDAN_SECRET");
    Ok(())
}
