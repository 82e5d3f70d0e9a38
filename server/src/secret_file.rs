//! The secret beside the SQLite database: made at first start, readable by its owner only.

use std::fs::{self, OpenOptions};
use std::io::Write as _;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;

use mendan_service::ports::Entropy as _;

use crate::config::ConfigError;
use crate::ports::SystemEntropy;

/// Reads the file, if there is one.
pub fn read(path: &Path) -> Result<Option<String>, ConfigError> {
    match fs::read_to_string(path) {
        Ok(text) => Ok(Some(text.trim().to_owned())),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(ConfigError(format!("cannot read the secret {}: {error}", path.display()))),
    }
}

/// Reads the file, or makes it (mode 0600) with 256 random bits in hexadecimal.
pub fn read_or_make(path: &Path) -> Result<Option<String>, ConfigError> {
    let fail =
        |error: std::io::Error| ConfigError(format!("cannot read or make the secret {}: {error}", path.display()));
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(fail)?;
    }
    let mut octets = [0_u8; 32];
    SystemEntropy.fill(&mut octets);
    let fresh = base16ct::lower::encode_string(&octets);
    // Of two starts at once only one creates; the other reads what the first wrote.
    match OpenOptions::new().write(true).create_new(true).mode(0o600).open(path) {
        Ok(mut file) => {
            file.write_all(fresh.as_bytes()).and_then(|()| file.sync_all()).map_err(fail)?;
            Ok(Some(fresh))
        }
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
            fs::read_to_string(path).map(|text| Some(text.trim().to_owned())).map_err(fail)
        }
        Err(error) => Err(fail(error)),
    }
}
