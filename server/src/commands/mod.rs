//! The commands of the binary. On SQLite only `serve` takes the process lock; the others work beside it.

pub mod audit;
pub mod backup;
pub mod city;
mod copy;
pub mod doctor;
pub mod health;
pub mod key;
pub mod mail;
pub mod nightly;
pub mod open;
mod pg_tools;
pub mod restore;
pub mod secret;
pub mod serve;
pub mod staff;

use std::path::PathBuf;
use std::process::ExitCode;

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
    /// Add or list cities, and print the link to the first set-up of one
    City {
        #[command(subcommand)]
        action: city::Action,
    },
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
    /// Look whether the log of who saw and did what is as it was written: 0 all is well, or acknowledged, 1 something was changed, 2 something could not be looked at
    Audit {
        #[command(subcommand)]
        action: audit::Action,
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
    /// Look whether this machine can serve a city, and say what to do: 0 all is well, 1 something is to be done, 2 something could not be looked at
    Doctor(doctor::How),
    /// Ask the running server whether it is ready
    Health(health::Wait),
    /// Print the OpenAPI description
    Openapi,
    /// Print the effective configuration, secrets masked
    Config,
}

/// Runs a command; how the process ends, if not in the usual way.
pub async fn run(cli: Cli) -> Result<ExitCode, CommandError> {
    let command = cli.command.unwrap_or(Command::Serve);
    if let Command::Doctor(how) = &command {
        return Ok(doctor::doctor(how).await);
    }
    if let Command::Health(wait) = &command {
        health::health(Config::look()?.listen, wait).await?;
        return Ok(ExitCode::SUCCESS);
    }
    if let Command::Audit { action } = &command {
        return Ok(audit::audit(action).await);
    }
    act(command).await.map(|()| ExitCode::SUCCESS)
}

async fn act(command: Command) -> Result<(), CommandError> {
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
        Command::City { action } => city::city(&config, action).await,
        Command::Staff { action } => staff::staff(&config, action).await,
        Command::Key { action } => key::key(&config, action).await,
        Command::Mail { action } => mail::mail(&config, action).await,
        Command::Secret { action } => secret::secret(&config, action).await,
        Command::Backup(target) => backup::backup(&config, &target).await,
        Command::Copy { from, to } => copy::copy(&config, &from, &to).await,
        Command::Restore { file } => restore::restore(&config, &file).await,
        // They have run already.
        Command::Openapi | Command::Config | Command::Doctor(_) | Command::Health(_) | Command::Audit { .. } => Ok(()),
    }
}
