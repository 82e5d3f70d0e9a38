//! The commands of the binary. On SQLite only `serve` takes the process lock; the others work beside it.

pub mod backup;
mod copy;
pub mod key;
pub mod mail;
pub mod open;
mod pg_tools;
pub mod restore;
pub mod secret;
pub mod serve;
pub mod staff;

use std::path::PathBuf;

use clap::{Parser, Subcommand};

use crate::config::Config;

/// Any failure, as a sentence for the person at the terminal.
pub type CommandError = Box<dyn std::error::Error + Send + Sync>;

/// Appointment booking and online interviews for public services.
#[derive(Debug, Parser)]
#[command(name = "mendan", version)]
pub struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve pages and API (the default); migrates first
    Serve,
    /// Apply missing migrations
    Migrate,
    /// Fill an empty database with the demo city
    Demo,
    /// Add, disable or reset members of staff
    Staff {
        #[command(subcommand)]
        action: staff::Action,
    },
    /// Make, list or revoke the keys of partner systems
    Key {
        #[command(subcommand)]
        action: key::Action,
    },
    /// Look at messages that are held after a restore, send them or drop them
    Mail {
        #[command(subcommand)]
        action: mail::Action,
    },
    /// Seal everything anew under the first of the listed secrets
    Secret {
        #[command(subcommand)]
        action: secret::Action,
    },
    /// Write a consistent copy of the database, also while serving
    Backup(backup::Target),
    /// Copy a database into an empty one, of the same or the other engine, while nobody serves either
    Copy {
        /// Its address, `sqlite://path` or `postgres://…`
        from: String,
        /// The address of the empty one
        to: String,
    },
    /// Make a backup the database again, while nobody serves it
    Restore {
        /// The backup
        file: PathBuf,
    },
    /// Print the OpenAPI description
    Openapi,
    /// Print the effective configuration, secrets masked
    Config,
}

/// Runs a command.
pub async fn run(cli: Cli) -> Result<(), CommandError> {
    let command = cli.command.unwrap_or(Command::Serve);
    if matches!(command, Command::Openapi) {
        println!("{}", crate::http::api::openapi::document());
        return Ok(());
    }
    let config = Config::read()?;
    if matches!(command, Command::Config) {
        print!("{}", config.masked());
        return Ok(());
    }
    open::logging(&config);
    match command {
        Command::Serve => serve::serve(config).await,
        Command::Migrate => {
            open::store(&config).await?.migrate().await?;
            println!("migrated");
            Ok(())
        }
        Command::Demo => {
            let services = open::services(&config).await?;
            services.migrate().await?;
            let filled = crate::demo::fill_if_empty(&services, config.public_url.as_str()).await?;
            println!("{}", if filled { "demo city written" } else { "the database is not empty; nothing was written" });
            crate::demo::print_sign_ins(&services).await?;
            Ok(())
        }
        Command::Staff { action } => staff::staff(&config, action).await,
        Command::Key { action } => key::key(&config, action).await,
        Command::Mail { action } => mail::mail(&config, action).await,
        Command::Secret { action } => secret::secret(&config, action).await,
        Command::Backup(target) => backup::backup(&config, &target).await,
        Command::Copy { from, to } => copy::copy(&config, &from, &to).await,
        Command::Restore { file } => restore::restore(&config, &file).await,
        Command::Openapi | Command::Config => Ok(()),
    }
}
