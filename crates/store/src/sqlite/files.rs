//! Files that only the server's user may read.

use std::fs::{self, OpenOptions};
use std::io;
use std::path::Path;

use mendan_service::ports::{StoreError, StoreResult};

/// Makes the file and its folder if they are missing. SQLite gives its journal the mode of the file.
pub(crate) fn create_private(path: &Path) -> StoreResult<()> {
    let folder = folder_of(path);
    fs::create_dir_all(folder).map_err(|error| lacking("make the folder", folder, &error))?;
    let opened = private(OpenOptions::new().write(true).create(true).truncate(false)).open(path);
    opened.map(drop).map_err(|error| {
        let (right, place) =
            if path.exists() { ("write to the file", path) } else { ("make files in the folder", folder) };
        lacking(right, place, &error)
    })
}

/// Whether SQLite can have its journal beside the file: the folder must take new files.
pub(super) fn writable(path: &Path) -> StoreResult<()> {
    let real = fs::canonicalize(path).map_err(|error| lacking("read the file", path, &error))?;
    let mut name = real.clone().into_os_string();
    name.push(format!(".{}.check", std::process::id()));
    let folder = folder_of(&real);
    private(OpenOptions::new().write(true).create(true).truncate(true))
        .open(&name)
        .and_then(|_| fs::remove_file(&name))
        .map_err(|error| lacking("make files in the folder", folder, &error))
}

/// The folder a file is in.
fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."))
}

/// Which right is missing, and where.
fn lacking(right: &str, place: &Path, error: &io::Error) -> StoreError {
    StoreError::Unavailable(format!("mendan must be allowed to {right} {}: {error}", place.display()).into())
}

/// Makes a file that must not exist yet.
pub(super) fn create_new_private(path: &Path) -> StoreResult<()> {
    private(OpenOptions::new().write(true).create_new(true)).open(path).map(drop).map_err(unavailable)
}

#[cfg(unix)]
fn private(options: &mut OpenOptions) -> &mut OpenOptions {
    use std::os::unix::fs::OpenOptionsExt as _;
    options.mode(0o600)
}

#[cfg(not(unix))]
fn private(options: &mut OpenOptions) -> &mut OpenOptions {
    options
}

pub(super) fn unavailable(error: io::Error) -> StoreError {
    StoreError::Unavailable(error.into())
}
