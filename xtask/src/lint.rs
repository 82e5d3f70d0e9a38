//! What needs no test to be found.

mod areas;
mod asked_once;
mod circles;
mod proofs;
mod texts;
mod wall_clock;

use crate::{
    build::{ALL_BUT_BROWSER, SITE_TOOL},
    paths, setup,
    sh::{self, Result},
    wasm,
};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// Crates that must never reach the browser: server code, tables too large to send, texts of all pages in all languages.
const SERVER_ONLY: [&str; 8] = ["sqlx", "lettre", "tokio", "regex", "chrono-tz", "axum", "mendan-words", "icu_plurals"];

/// Where our Rust is.
const SOURCES: [&str; 5] = ["app", "bench", "crates", "server", "xtask"];

/// Formatting, clippy for both sides, and the browser's dependencies.
pub fn run(_: &[String]) -> Result {
    setup::for_lint()?;
    format(&["--check"])?;
    let strict = ["--", "--deny", "warnings"];
    for selection in [&ALL_BUT_BROWSER[..], &SITE_TOOL] {
        sh::run(paths::cargo().args(["clippy", "--all-targets"]).args(selection).args(strict))?;
    }
    sh::run(wasm::cargo("clippy")?.args(["--profile", "wasm-dev"]).args(strict))?;
    browser_dependencies()?;
    areas::check()?;
    asked_once::check()?;
    proofs::check()?;
    texts::check()?;
    wall_clock::check()
}

/// `cargo xtask fmt`.
pub fn fmt(_: &[String]) -> Result {
    setup::for_lint()?;
    format(&[])
}

/// Every file by its name: `cargo fmt` follows `mod`, and the folder of an area is its modules without one.
fn format(arguments: &[&str]) -> Result {
    let mut rustfmt = sh::cmd("rustfmt");
    rustfmt.args(arguments);
    for folder in SOURCES {
        rustfmt.args(files(&paths::root().join(folder), "rs")?);
    }
    // Not said word for word as other commands are: it names every file.
    println!("· rustfmt {}", arguments.join(" "));
    if rustfmt.status()?.success() { Ok(()) } else { Err("some files are not formatted: make fmt".into()) }
}

fn browser_dependencies() -> Result {
    // Leptos reads its configuration with regex; the linker drops that, as nothing in a browser calls it.
    let tree =
        "tree --package mendan-frontend --edges normal,no-proc-macro --prune leptos_config --prefix none --target";
    let tree = sh::output(paths::cargo().args(tree.split(' ')).arg(wasm::TARGET))?;
    let names = tree.lines().filter_map(|line| line.split_whitespace().next());
    let mut found: Vec<&str> = names.filter(|name| SERVER_ONLY.contains(name)).collect();
    found.sort_unstable();
    found.dedup();
    if found.is_empty() {
        return Ok(());
    }
    Err(format!("the browser part depends on {}; see `cargo tree -i` for how", found.join(", ")).into())
}

/// The files of that ending below a folder that may be missing.
fn files(folder: &Path, ending: &str) -> Result<Vec<PathBuf>> {
    let mut all = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let path = entry?.path();
        if path.is_dir() && !path.ends_with("node_modules") {
            all.extend(files(&path, ending)?);
        } else if path.extension().is_some_and(|end| end == ending) {
            all.push(path);
        }
    }
    Ok(all)
}
