//! The [`Store`] port on SQLite and PostgreSQL: the same behaviour from one binary, chosen once by the address.
//!
//! The crate owns every SQL text, the migrations of both engines (embedded), connections, and the meaning of
//! database errors. The files under `shared/` are compiled twice, once inside `sqlite` and once inside `postgres`, each of
//! which says what its `Db`, its `ENGINE` and its errors are; so there are neither pages of generic bounds nor an `if` per
//! query. To add something that is asked of the store: its text and its method in the file of its area, and a contract
//! test, which runs on both engines.

#![allow(clippy::duplicate_mod, reason = "the files under shared/ are compiled once per engine, see above")]

#[macro_use]
mod columns;
#[macro_use]
mod statements;

pub mod examine;
mod migrations;
mod postgres;
mod sqlite;
#[cfg(feature = "testing")]
pub mod testing;
pub mod transfer;
pub mod views;

pub use postgres::POOLER;
pub use sqlite::restore;

use std::path::PathBuf;
use std::sync::Arc;

use mendan_service::ports::{Store, StoreError, StoreResult};

/// What can be chosen about a store.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// Connections to PostgreSQL at most. SQLite has one writer and four readers.
    pub max_connections: u32,
}

impl Default for Options {
    fn default() -> Self {
        Self { max_connections: 10 }
    }
}

/// Opens the database of that address: `sqlite://path` or `postgres://…`. Creates a missing SQLite file; does not need
/// PostgreSQL to be up yet ([`Store::ready`] tells).
pub async fn open(url: &str, options: &Options) -> StoreResult<Arc<dyn Store>> {
    check_address(url).map_err(|text| StoreError::Other(text.into()))?;
    if let Some(path) = sqlite_path(url) {
        return Ok(Arc::new(sqlite::Sqlite::open(path).await?));
    }
    if url.starts_with("postgres://") || url.starts_with("postgresql://") {
        return Ok(Arc::new(postgres::Postgres::open(url, options.max_connections)?));
    }
    Err(StoreError::Other("a database address begins with sqlite:// or postgres://".into()))
}

/// The file of an SQLite address; none for other addresses.
pub fn sqlite_path(url: &str) -> Option<PathBuf> {
    let path = url.strip_prefix("sqlite:")?;
    let path = path.strip_prefix("//").unwrap_or(path);
    (!path.is_empty()).then(|| PathBuf::from(path))
}

/// Refuses a path with a character that programs beside us would read as part of an address and so open another file.
pub fn check_address(url: &str) -> Result<(), String> {
    let path = sqlite_path(url).map(|path| path.display().to_string()).unwrap_or_default();
    path.chars().find(|c| "?#%".contains(*c)).map_or(Ok(()), |odd| {
        Err(format!("the path of the SQLite database must not contain {odd:?}: {path}; give the file another name"))
    })
}

/// Where the file of an SQLite address is or will be, symbolic links followed as far as there is something; nothing is made.
pub fn real_file_name(url: &str) -> Option<PathBuf> {
    let path = sqlite_path(url)?;
    Some(path.canonicalize().unwrap_or(path))
}

/// The file that an SQLite address means in the end: made if it is missing, symbolic links followed.
pub fn real_file(url: &str) -> StoreResult<Option<PathBuf>> {
    check_address(url).map_err(|text| StoreError::Other(text.into()))?;
    let Some(path) = sqlite_path(url) else { return Ok(None) };
    sqlite::create_private(&path)?;
    path.canonicalize().map(Some).map_err(|error| StoreError::Unavailable(error.into()))
}
