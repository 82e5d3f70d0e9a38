//! Starting other programs.

use std::{
    error::Error,
    ffi::OsStr,
    process::{Command, Stdio},
};

/// What every command returns: errors are sentences for the person at the terminal.
pub type Result<T = ()> = std::result::Result<T, Box<dyn Error>>;

/// A program to start, freed from what cargo tells its children about *this* package: build scripts (ring's among
/// them) watch those variables, and would compile anew whenever cargo is called once from here and once by hand.
pub fn cmd(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    for (name, _) in std::env::vars_os() {
        let text = name.to_string_lossy();
        let ours = ["CARGO_PKG_", "CARGO_MANIFEST_", "CARGO_BIN_", "CARGO_CRATE_"];
        if ours.iter().any(|prefix| text.starts_with(prefix)) || ["CARGO", "LD_LIBRARY_PATH"].contains(&&*text) {
            command.env_remove(&name);
        }
    }
    command.current_dir(crate::paths::root());
    command
}

/// A program with its arguments, split at spaces.
pub fn line(text: &str) -> Command {
    let mut words = text.split_whitespace();
    let mut command = cmd(words.next().unwrap_or_default());
    command.args(words);
    command
}

/// Runs to the end; anything but success is an error. Standard input is closed.
pub fn run(command: &mut Command) -> Result {
    let shown = show(command);
    println!("· {shown}");
    let status = command.stdin(Stdio::null()).status().map_err(|error| format!("{shown}: {error}"))?;
    if status.success() { Ok(()) } else { Err(format!("`{shown}` failed ({status})").into()) }
}

/// Whether the program can be started and succeeds; prints nothing.
pub fn works(command: &mut Command) -> bool {
    let quiet = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    quiet.status().is_ok_and(|status| status.success())
}

/// What the program prints, trimmed; an error unless it succeeds.
pub fn output(command: &mut Command) -> Result<String> {
    let shown = show(command);
    let output = command.stdin(Stdio::null()).output().map_err(|error| format!("{shown}: {error}"))?;
    if !output.status.success() {
        return Err(format!("`{shown}` failed: {}", String::from_utf8_lossy(&output.stderr).trim()).into());
    }
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// Whether a program of this name is on the path.
pub fn found(program: &str) -> bool {
    works(Command::new("sh").args(["-c", "command -v \"$0\"", program]))
}

fn show(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(OsStr::to_string_lossy).collect::<Vec<_>>().join(" ")
}
