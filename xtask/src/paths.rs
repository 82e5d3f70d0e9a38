//! Where things are.
//!
//! In CI each run is a fresh clone, so what is expensive lives in the cache folder; the clone's own `target` then holds
//! links to it, and everything is found where README says.

use crate::sh::{self, Result};
use std::{
    env, fs,
    path::{Path, PathBuf},
};

/// A cache that grew past this is thrown away: cargo never removes what a later version no longer uses.
const CACHE_LIMIT_GB: u64 = 15;

/// The repository.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().map(Path::to_path_buf).unwrap_or_default()
}

/// Tools, and in CI everything that is built: `${XDG_CACHE_HOME:-$HOME/.cache}/mendan`.
pub fn cache() -> PathBuf {
    let home = || PathBuf::from(env::var_os("HOME").unwrap_or_else(|| "/tmp".into())).join(".cache");
    env::var_os("XDG_CACHE_HOME").filter(|path| !path.is_empty()).map_or_else(home, PathBuf::from).join("mendan")
}

fn in_ci() -> bool {
    env::var_os("CI").is_some_and(|value| !value.is_empty() && value != "false")
}

/// Cargo's target folder.
pub fn target() -> PathBuf {
    match env::var_os("CARGO_TARGET_DIR") {
        Some(path) if !path.is_empty() => root().join(path),
        _ if in_ci() => cache().join("target"),
        _ => root().join("target"),
    }
}

/// `cargo`, told which target folder to use.
pub fn cargo() -> std::process::Command {
    let mut command = sh::cmd("cargo");
    command.env("CARGO_TARGET_DIR", target());
    if in_ci() {
        // Its files would be of no use to the next clone.
        command.env("CARGO_INCREMENTAL", "0");
    }
    command
}

/// npm, with its downloads kept where a later CI run finds them.
pub fn npm() -> std::process::Command {
    let mut command = sh::cmd("npm");
    if in_ci() {
        command.env("npm_config_cache", cache().join("npm"));
    }
    command
}

/// Makes the folders and throws away a cache that has grown too large.
pub fn prepare() -> Result {
    fs::create_dir_all(cache())?;
    let target = target();
    fs::create_dir_all(&target)?;
    if target.starts_with(cache()) {
        let kilobytes = sh::output(sh::cmd("du").arg("-sk").arg(&target))?;
        let kilobytes: u64 = kilobytes.split_whitespace().next().unwrap_or_default().parse()?;
        if kilobytes > CACHE_LIMIT_GB * 1024 * 1024 {
            println!("The build cache has grown past {CACHE_LIMIT_GB} GB: starting afresh.");
            fs::remove_dir_all(&target)?;
            fs::create_dir_all(&target)?;
        }
    }
    Ok(())
}

/// Makes `target/NAME` reach what was built, when that is in another folder.
pub fn link(name: &str) -> Result {
    let (here, there) = (root().join("target").join(name), target().join(name));
    if here == there {
        return Ok(());
    }
    fs::create_dir_all(here.parent().unwrap_or(&here))?;
    if here.is_symlink() || here.is_file() {
        fs::remove_file(&here)?;
    } else if here.is_dir() {
        fs::remove_dir_all(&here)?;
    }
    std::os::unix::fs::symlink(there, here)?;
    Ok(())
}
