//! PostgreSQL's own tools for its dumps. The password goes to them by the environment, where nobody else on the machine sees it.

use std::ffi::OsStr;
use std::fs::OpenOptions;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;
use std::process::Command;

use url::Url;

use super::CommandError;

/// Writes a dump in the tool's own format.
pub fn dump(database: &str, file: &Path) -> Result<(), CommandError> {
    // Made first: nobody else may read it.
    OpenOptions::new().write(true).create_new(true).mode(0o600).open(file)?;
    let (address, password) = apart(database)?;
    let how = [OsStr::new("--format=custom"), "--file".as_ref(), file.as_ref(), address.as_ref()];
    let written = run("pg_dump", how, &password);
    if written.is_err() {
        // A torso must not look like a backup. If even this fails, the error to report is the first one.
        drop(std::fs::remove_file(file));
    }
    written
}

/// Reads a dump into an empty database, all or nothing.
pub fn restore(database: &str, file: &Path) -> Result<(), CommandError> {
    let (address, password) = apart(database)?;
    let how = ["--exit-on-error", "--single-transaction", "--no-owner", "--no-privileges", "--dbname"];
    run("pg_restore", how.map(OsStr::new).into_iter().chain([address.as_ref(), file.as_ref()]), &password)
}

/// Whether a dump can be read from its beginning to its end.
pub fn readable(file: &Path) -> Result<(), CommandError> {
    run("pg_restore", [OsStr::new("--file=/dev/null"), file.as_ref()], "")?;
    println!("drill: the dump was read to its end");
    Ok(())
}

/// An address without its password, and that.
fn apart(database: &str) -> Result<(String, String), CommandError> {
    let mut url = Url::parse(database)?;
    let password = url.password().unwrap_or_default().to_owned();
    let password = percent_encoding::percent_decode_str(&password).decode_utf8_lossy().into_owned();
    let _ = url.set_password(None);
    Ok((url.to_string(), password))
}

fn run<'a>(tool: &str, arguments: impl IntoIterator<Item = &'a OsStr>, password: &str) -> Result<(), CommandError> {
    let mut command = Command::new(tool);
    command.args(arguments);
    if !password.is_empty() {
        command.env("PGPASSWORD", password);
    }
    let ended = command.status().map_err(|error| {
        format!("{tool} cannot be started: {error}; it comes with PostgreSQL (Debian: postgresql-client)")
    })?;
    if ended.success() { Ok(()) } else { Err(format!("{tool} failed; what it said stands above").into()) }
}
