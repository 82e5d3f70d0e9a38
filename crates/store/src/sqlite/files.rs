//! Files that only the server's user may read.

use std::fs::{self, OpenOptions};
use std::io;
use std::path::Path;

use mendan_service::ports::{StoreError, StoreResult};

/// Makes the file and its folder if they are missing. SQLite gives its journal the mode of the file.
pub(super) fn create_private(path: &Path) -> StoreResult<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    folder.map_or(Ok(()), fs::create_dir_all).map_err(unavailable)?;
    private(OpenOptions::new().write(true).create(true).truncate(false)).open(path).map(drop).map_err(unavailable)
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
