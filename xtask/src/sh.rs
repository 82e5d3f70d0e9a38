//! Starting other programs.

use std::{
    error::Error,
    ffi::OsStr,
    io::{BufRead, BufReader},
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

/// Runs a test runner to its end, showing what it says; its own last words (from the line for which `last` holds) are the
/// error, so that they can stand at the end of everything.
pub fn run_tests(command: &mut Command, last: fn(&str) -> bool) -> Result {
    println!("· {}", show(command));
    let mut both = cmd("sh");
    both.args(["-c", r#"exec "$@" 2>&1"#, "sh"]).arg(command.get_program()).args(command.get_args());
    for (name, value) in command.get_envs() {
        match value {
            Some(value) => both.env(name, value),
            None => both.env_remove(name),
        };
    }
    if let Some(folder) = command.get_current_dir() {
        both.current_dir(folder);
    }
    let mut child = both.stdin(Stdio::null()).stdout(Stdio::piped()).spawn()?;
    let mut said: Vec<String> = Vec::new();
    for line in child.stdout.take().map(BufReader::new).into_iter().flat_map(BufReader::lines) {
        let line = line?;
        println!("{line}");
        if last(&line) {
            said.clear();
        }
        said.push(line);
    }
    let status = child.wait()?;
    let begin = said.len().saturating_sub(LAST_WORDS);
    if status.success() { Ok(()) } else { Err(format!("{status}\n{}", said[begin..].join("\n")).into()) }
}

/// Lines of a failed test runner that are told again at most.
const LAST_WORDS: usize = 200;

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
