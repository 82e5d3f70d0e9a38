//! `mendan`: picks a command.

use std::process::ExitCode;
use std::time::Duration;

use clap::Parser as _;
use mendan::commands::{self, Cli};

/// What still runs when everything is done (a name being looked up, a hash) is not waited for any longer.
const LEFTOVERS: Duration = Duration::from_secs(1);

#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    // A language of tests alone, which no release has: see `mendan_words::pseudo`.
    #[cfg(debug_assertions)]
    if std::env::var_os("MENDAN_TEST_PSEUDO").is_some() {
        mendan_words::pseudo::speak();
    }
    let runtime = match tokio::runtime::Runtime::new() {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("mendan: {error}");
            return ExitCode::FAILURE;
        }
    };
    let done = runtime.block_on(commands::run(Cli::parse()));
    runtime.shutdown_timeout(LEFTOVERS);
    match done {
        Ok(code) => code,
        Err(error) => {
            // The last word to the person at the terminal.
            eprintln!("mendan: {error}");
            ExitCode::FAILURE
        }
    }
}
