//! The compiler for the browser part.
//!
//! Normally that is rustup's, with its wasm target. Where rustup's server cannot be reached (closed networks), Debian's
//! compiler and the library sources it packages stand in; setup prepares their standard library in the cache.

use crate::{
    paths,
    sh::{self, Result},
};
use std::{
    path::{Path, PathBuf},
    process::Command,
};

/// The target's name.
pub const TARGET: &str = "wasm32-unknown-unknown";

/// Which compiler serves.
pub enum Compiler {
    /// The one on the path has the target.
    Usual,
    /// Debian's, with a standard library of our own making.
    Debian(PathBuf),
}

/// The compiler that can build for the browser right now, if any.
pub fn compiler() -> Option<Compiler> {
    let libraries = sh::line(&format!("rustc --print target-libdir --target {TARGET}"));
    if has_std(Path::new(&sh::output(&mut { libraries }).ok()?)) {
        return Some(Compiler::Usual);
    }
    let sysroot = debian_sysroot()?;
    has_std(&libraries_of(&sysroot)).then_some(Compiler::Debian(sysroot))
}

/// Where the standard library for Debian's compiler goes, if that compiler is there.
pub fn debian_sysroot() -> Option<PathBuf> {
    let version = sh::output(sh::cmd("/usr/bin/rustc").arg("--version")).ok()?;
    let version = version.split_whitespace().nth(1)?.to_owned();
    sh::found("wasm-ld-19").then(|| paths::cache().join(format!("wasm-sysroot-{version}")))
}

/// The folder of a system root that holds the target's libraries.
pub fn libraries_of(sysroot: &Path) -> PathBuf {
    sysroot.join("lib/rustlib").join(TARGET).join("lib")
}

/// `cargo SUBCOMMAND --target …` for the browser, in a target folder of its own, so that features and compilers do
/// not evict each other.
pub fn cargo(subcommand: &str) -> Result<Command> {
    let compiler = compiler().ok_or("no compiler for the browser part: `cargo xtask setup` finds one")?;
    let mut command = match (&compiler, subcommand) {
        (Compiler::Usual, _) => sh::cmd("cargo"),
        // Cargo would find rustup's clippy first.
        (Compiler::Debian(_), "clippy") => sh::cmd("/usr/bin/cargo-clippy"),
        (Compiler::Debian(_), _) => sh::cmd("/usr/bin/cargo"),
    };
    // What an island finds in the page must be what it would have written: both parts are built alike (`.cargo/config.toml`).
    let mut flags = "--cfg erase_components".to_owned();
    if let Compiler::Debian(sysroot) = &compiler {
        debian(&mut command);
        flags = format!("{flags} --sysroot={}", sysroot.display());
    }
    command.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", flags);
    command.env("CARGO_TARGET_DIR", paths::target().join("wasm"));
    command.args([subcommand, "--target", TARGET, "--package", "mendan-frontend"]);
    Ok(command)
}

/// Points cargo at Debian's compiler and linker.
pub fn debian(command: &mut Command) {
    command.env("CARGO", "/usr/bin/cargo").env("RUSTC", "/usr/bin/rustc").env_remove("RUSTUP_TOOLCHAIN");
    command.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", "wasm-ld-19");
}

fn has_std(libraries: &Path) -> bool {
    let entries = std::fs::read_dir(libraries).into_iter().flatten().flatten();
    entries.map(|entry| entry.file_name()).any(|name| name.to_string_lossy().starts_with("libstd-"))
}
