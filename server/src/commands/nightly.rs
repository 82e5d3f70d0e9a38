//! The folder of nightly backups: how they are called, which is the last good one, how many stay.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use chrono::{DateTime, NaiveDateTime, Utc};

use super::CommandError;

/// Behind the name of a copy that could not be restored.
pub const FAILED: &str = ".failed";
/// What the names of all of them begin with.
const PREFIX: &str = "mendan-";
/// The instant in a name, UTC.
const INSTANT: &str = "%Y%m%dT%H%M%SZ";

/// The name of a backup of that instant.
pub fn name(folder: &Path, at: DateTime<Utc>, sqlite: bool) -> PathBuf {
    let ending = if sqlite { "db" } else { "dump" };
    folder.join(format!("{PREFIX}{}.{ending}", at.format(INSTANT)))
}

/// When a backup of that name was made. `None` for whatever else lies there: only what is whole and was tried has such a name.
fn instant_of(path: &Path) -> Option<DateTime<Utc>> {
    let name = path.file_name()?.to_str()?.strip_prefix(PREFIX)?;
    let instant = name.strip_suffix(".db").or_else(|| name.strip_suffix(".dump"))?;
    NaiveDateTime::parse_from_str(instant, INSTANT).ok().map(|at| at.and_utc())
}

/// All of them, the oldest first.
fn all(folder: &Path) -> io::Result<Vec<(DateTime<Utc>, PathBuf)>> {
    let mut all = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        all.extend(instant_of(&path).map(|at| (at, path)));
    }
    all.sort();
    Ok(all)
}

/// When the last good one was made; and without one, since when there should be some: since the folder was made or last changed.
pub fn last(folder: &Path) -> io::Result<(Option<DateTime<Utc>>, DateTime<Utc>)> {
    let since = DateTime::from(fs::metadata(folder)?.modified()?);
    Ok((all(folder)?.pop().map(|(at, _)| at), since))
}

/// Takes away what a backup left that was ended half-way, and an earlier copy that could not be restored.
pub fn clear(folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        let torso = [".part", ".part.drill", ".part.drill-wal", ".part.drill-shm", FAILED];
        if name.starts_with(PREFIX) && torso.iter().any(|ending| name.ends_with(ending)) {
            fs::remove_file(path)?;
        }
    }
    Ok(())
}

/// Deletes all but the newest of our files; what else lies there is not ours.
pub fn keep(folder: &Path, newest: usize) -> Result<(), CommandError> {
    for (_, old) in all(folder)?.iter().rev().skip(newest) {
        fs::remove_file(old)?;
        println!("deleted: {}", old.display());
    }
    Ok(())
}

/// A copy that could not be restored.
pub fn failed(folder: &Path) -> io::Result<Option<PathBuf>> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        if name.starts_with(PREFIX) && name.ends_with(FAILED) {
            return Ok(Some(path));
        }
    }
    Ok(None)
}
