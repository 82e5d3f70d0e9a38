//! What the Makefile calls. `cargo xtask` lists the commands; each is a file of its own here.
//!
//! The commands are plain functions over the standard library. To add one: a module with `pub fn …() -> Result`,
//! a line in [`COMMANDS`], and a target in the Makefile if people are to call it daily.

mod background;
mod bench;
mod build;
mod deb;
mod deny;
mod e2e;
mod install;
mod instants;
mod lint;
mod paths;
mod postgres;
mod run;
mod setup;
mod sh;
mod site;
mod steps;
mod test;
mod wasm;

use sh::Result;
use std::process::ExitCode;

/// Name, what it does, and the function; what follows the name on the command line is handed on.
type Command = (&'static str, &'static str, fn(&[String]) -> Result);

const COMMANDS: &[Command] = &[
    ("setup", "install whatever the other commands need", setup::all),
    ("build", "release binary and site: target/release/mendan, target/site", build::run),
    ("deb", "a Debian package: target/debian/mendan.deb", deb::run),
    (
        "install-test",
        "the package on a bare Debian root: installed, a city founded, upgraded, restored (as root)",
        install::run,
    ),
    ("run", "serve the demo city on http://127.0.0.1:3000", run::run),
    ("site", "browser part and styles: target/site (--dev: quick and large, target/site-dev)", site::run),
    ("lint", "formatting, clippy on server and browser, what the browser may depend on", lint::run),
    ("fmt", "format all sources", lint::fmt),
    ("deny", "licences, banned crates and sources of dependencies", deny::run),
    ("test", "everything: lint, deny, unit, both databases, HTTP, browser", test::run),
    ("instants", "the whole HTTP suite at each of the instants that once were trouble", test::instants),
    ("torture", "the tests that try something random, as often as a night allows", test::torture),
    ("e2e", "browser tests only; what follows is handed to Playwright", e2e::run),
    ("screenshots", "pictures of the pages, into end2end/out", e2e::screenshots),
    ("bench", "release build and its table of figures", bench::run),
];

fn main() -> ExitCode {
    let mut args = std::env::args().skip(1);
    let name = args.next().unwrap_or_default();
    let rest: Vec<String> = args.collect();
    let Some((_, _, command)) = COMMANDS.iter().find(|(known, ..)| *known == name) else {
        println!("usage: cargo xtask COMMAND\n");
        for (name, what, _) in COMMANDS {
            println!("  {name:<12} {what}");
        }
        return if name.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(2) };
    };
    match paths::prepare().and_then(|()| command(&rest)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("xtask {name}: {error}");
            ExitCode::FAILURE
        }
    }
}
