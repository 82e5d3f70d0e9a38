//! A compiler for the browser part: rustup's if its server can be reached, else Debian's (see [`crate::wasm`]).

use super::debian;
use crate::{
    background::temporary,
    paths,
    sh::{self, Result},
    wasm::{self, Compiler, TARGET},
};
use std::{fs, path::Path};

/// Makes sure there is one.
pub fn compiler() -> Result {
    if wasm::compiler().is_some() {
        return Ok(());
    }
    println!("Looking for a compiler for the browser part.");
    let added =
        sh::found("rustup") && sh::run(&mut sh::line(&format!("timeout 120 rustup target add {TARGET}"))).is_ok();
    if added && wasm::compiler().is_some() {
        return Ok(());
    }
    println!("rustup cannot add it here: taking Debian's compiler for the browser part.");
    if wasm::debian_sysroot().is_none() || !Path::new("/usr/lib/rustlib/src/rust/library/std").exists() {
        debian::apt(&["rustc-web", "cargo-web", "rust-web-src", "lld-19"])?;
    }
    let sysroot = wasm::debian_sysroot().ok_or("Debian's compiler is installed but does not start")?;
    standard_library(&sysroot)
}

/// Debian's compiler needs Debian's clippy.
pub fn clippy() -> Result {
    match wasm::compiler() {
        Some(Compiler::Debian(_)) if !sh::found("/usr/bin/cargo-clippy") => debian::apt(&["rust-web-clippy"]),
        _ => Ok(()),
    }
}

/// Builds the standard library from the packaged sources, once per compiler version.
fn standard_library(sysroot: &Path) -> Result {
    println!("Building its standard library once (about a minute).");
    let dir = temporary("std")?;
    fs::write(dir.join("Cargo.toml"), "[package]\nname = \"empty\"\nedition = \"2024\"\n[lib]\npath = \"lib.rs\"\n")?;
    fs::write(dir.join("lib.rs"), "")?;
    let mut cargo = sh::line("/usr/bin/cargo build --quiet --release -Zbuild-std=std,panic_abort --target");
    wasm::debian(&mut cargo);
    // Without its bitcode in the library there is no optimising across it at link time.
    cargo.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", "-Cembed-bitcode=yes");
    cargo.env("RUSTC_BOOTSTRAP", "1").env("CARGO_TARGET_DIR", dir.join("target")).arg(TARGET).current_dir(&dir);
    let built = sh::run(&mut cargo);

    let collect = || -> Result {
        let unfinished = sysroot.with_extension("new");
        let libraries = wasm::libraries_of(&unfinished);
        if unfinished.exists() {
            fs::remove_dir_all(&unfinished)?;
        }
        fs::create_dir_all(&libraries)?;
        for entry in fs::read_dir(dir.join("target").join(TARGET).join("release/deps"))? {
            let path = entry?.path();
            if let (Some("rlib"), Some(name)) = (path.extension().and_then(|e| e.to_str()), path.file_name()) {
                fs::copy(&path, libraries.join(name))?;
            }
        }
        Ok(fs::rename(unfinished, sysroot)?)
    };
    let result = built.and_then(|()| collect());
    fs::remove_dir_all(&dir)?;
    // What was compiled against an earlier library does not fit this one.
    let stale = paths::target().join("wasm");
    if stale.exists() {
        fs::remove_dir_all(stale)?;
    }
    result
}
