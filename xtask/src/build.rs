//! Server builds. Every debug build and test selects the same packages, so that cargo unifies features the same way
//! each time and compiles each dependency once.

use crate::{
    paths, setup,
    sh::{self, Result},
    site,
};
use std::path::PathBuf;

/// All but the browser's crate, which would switch the shared ones to their browser features.
pub const ALL_BUT_BROWSER: [&str; 3] = ["--workspace", "--exclude", "mendan-frontend"];

/// This package with its heavy part.
pub const SITE_TOOL: [&str; 4] = ["--package", "xtask", "--features", "site"];

/// `make build`: release binary and site.
pub fn run(_: &[String]) -> Result {
    setup::for_site(true)?;
    release_server()?;
    site::build(true)?;
    println!("Built target/release/mendan and target/site.");
    Ok(())
}

/// The release binaries, reachable under `target/release`.
pub fn release_server() -> Result {
    sh::run(paths::cargo().args(["build", "--release", "--package", "mendan", "--bins"]))?;
    paths::link("release/mendan")
}

/// The debug server. `--examples` (there are none) makes cargo count the features of development dependencies as the
/// tests do; without it tokio and all above it would be built twice.
pub fn debug_server() -> Result<PathBuf> {
    sh::run(paths::cargo().arg("build").args(ALL_BUT_BROWSER).args(["--bins", "--examples"]))?;
    Ok(paths::target().join("debug/mendan"))
}
