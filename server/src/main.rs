//! `mendan`: picks a command.

use std::process::ExitCode;

use clap::Parser as _;
use mendan::commands::{self, Cli};

#[tokio::main]
async fn main() -> ExitCode {
    match commands::run(Cli::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // The last word to the person at the terminal.
            eprintln!("mendan: {error}");
            ExitCode::FAILURE
        }
    }
}
