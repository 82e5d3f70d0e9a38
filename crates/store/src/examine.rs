//! A database looked at before anybody relies on it, for `mendan doctor`: nothing is made, migrated or changed. Whatever is wrong with it
//! is an answer; only what keeps from looking is an error.

use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use mendan_service::ports::StoreResult;

use crate::migrations::File;
use crate::{postgres, sqlite};

/// The oldest PostgreSQL that all statements were tried on.
pub const OLDEST_POSTGRES: i32 = 150_000;

/// What was found.
#[derive(Debug, Clone)]
pub struct Examined {
    /// The engine's name and version.
    pub engine: String,
    /// How far it is migrated.
    pub schema: Schema,
    /// What is wrong with it, without what it is not migrated to.
    pub faults: Vec<Fault>,
    /// The clock of the machine it runs on, where that may be another one.
    pub clock: Option<DateTime<Utc>>,
}

/// How far a database is migrated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Schema {
    /// As this release wants it.
    Whole,
    /// Nothing of ours is in it.
    Empty,
    /// So many migrations are still to be applied.
    Behind(usize),
    /// A later release has migrated it: the number of its last migration.
    Ahead(i64),
    /// A migration ended half-way: its number.
    Torn(i64),
}

impl Schema {
    /// From the migrations there are, and those that were applied (number, success).
    pub(crate) fn of(files: &[File], applied: &[(i64, bool)]) -> Self {
        if let Some((number, _)) = applied.iter().find(|(_, success)| !success) {
            return Self::Torn(*number);
        }
        let known = |number: i64| files.iter().any(|(file, ..)| *file == number);
        if let Some((number, _)) = applied.iter().rev().find(|(number, _)| !known(*number)) {
            return Self::Ahead(*number);
        }
        let missing = files.iter().filter(|(file, ..)| !applied.iter().any(|(number, _)| number == file)).count();
        match missing {
            0 => Self::Whole,
            _ if applied.is_empty() => Self::Empty,
            missing => Self::Behind(missing),
        }
    }
}

/// What is wrong with a database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// There is no such file.
    NoFile(PathBuf),
    /// The file is damaged, or no database; what SQLite said.
    Damaged(String),
    /// It cannot be reached; what was said.
    Unreachable(String),
    /// A PostgreSQL of that version is too old.
    TooOld(String),
    /// It takes no writes: a standby, or switched to read-only.
    ReadOnly,
    /// Texts are kept in that encoding, which is not UTF-8.
    Encoding(String),
    /// Rights its user lacks.
    Rights(Vec<String>),
    /// A pooler breaks prepared statements, see [`crate::POOLER`].
    Pooler,
}

impl Examined {
    /// One that could not be looked into.
    pub(crate) fn broken(engine: &str, fault: Fault) -> Self {
        Self { engine: engine.to_owned(), schema: Schema::Empty, faults: vec![fault], clock: None }
    }
}

/// Looks at the database of that address.
///
/// # Errors
/// When it was reached and then did not answer as databases do.
pub async fn examine(url: &str) -> StoreResult<Examined> {
    match crate::sqlite_path(url) {
        Some(path) => sqlite::examine(existing(&path)).await,
        None => postgres::examine(url).await,
    }
}

/// The file behind links, or the name of what is not there.
fn existing(path: &Path) -> Result<PathBuf, PathBuf> {
    path.canonicalize().ok().filter(|path| path.is_file()).ok_or_else(|| path.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILES: [File; 3] = [(1, "a", ""), (2, "b", ""), (3, "c", "")];

    #[test]
    fn how_far_it_is_migrated_is_told_from_what_was_applied() {
        let of = |applied: &[(i64, bool)]| Schema::of(&FILES, applied);
        assert_eq!(of(&[(1, true), (2, true), (3, true)]), Schema::Whole);
        assert_eq!(of(&[]), Schema::Empty);
        assert_eq!(of(&[(1, true)]), Schema::Behind(2));
        assert_eq!(of(&[(1, true), (2, true), (3, true), (4, true), (7, true)]), Schema::Ahead(7));
        assert_eq!(of(&[(1, true), (2, false)]), Schema::Torn(2));
    }
}
