//! The demo city, filled once for all tests: what every server of a test would write again, from the first octet the same.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::UNIX_EPOCH;

use mendan_store::testing::{Fresh, prepare_postgres, prepare_sqlite};

use super::Engine;
use super::clock::before_the_beginning;

/// Puts the demo city into a fresh, closed database; `fill` is the command that writes it, but for the database's address.
/// Tests are processes: they share the prepared one on the disk or on the server, and whoever comes first makes it.
pub async fn lay(fresh: &Fresh, fill: Command) {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
    let name = format!("mendan_demo_{}", key());
    let lock = File::create(folder.join(format!("{name}.lock"))).expect("a lock");
    lock.lock().expect("the lock");
    let prepared = match fresh.engine {
        Engine::Sqlite => {
            let file = folder.join(format!("{name}.db"));
            forget_others(&folder);
            prepare_sqlite(&file, |url| filled(fill, url)).await;
            file.display().to_string()
        }
        Engine::Postgres => {
            prepare_postgres(&name, |url| filled(fill, url)).await;
            name
        }
    };
    drop(lock);
    fresh.copy(&prepared).await;
}

/// The program that fills it and the instant at which: with either another, it is another.
fn key() -> String {
    let program = fs::metadata(env!("CARGO_BIN_EXE_mendan")).expect("the program");
    let built = program.modified().expect("its time").duration_since(UNIX_EPOCH).expect("a time").as_millis();
    let at: String = before_the_beginning().chars().filter(char::is_ascii_digit).collect();
    format!("{built:x}_{at}")
}

/// Programs of before left theirs.
fn forget_others(folder: &Path) {
    let built = key().split('_').next().unwrap_or_default().to_owned();
    for entry in fs::read_dir(folder).expect("the folder").flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.strip_prefix("mendan_demo_").is_some_and(|key| !key.starts_with(&built)) {
            drop(fs::remove_file(entry.path()));
        }
    }
}

fn filled(mut fill: Command, url: &str) {
    let done = fill.env("MENDAN_DATABASE_URL", url).env("MENDAN_CLOCK_OFFSET", before_the_beginning()).output();
    let done = done.expect("the program runs");
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
}
