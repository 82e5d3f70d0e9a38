//! What SQLite's errors mean to us. <https://www.sqlite.org/rescode.html>

use mendan_service::ports::StoreError;

use super::driver::Failure;

/// In the words of the port.
pub(crate) fn classify(error: impl Into<Failure>) -> StoreError {
    use sqlx::Error as E;
    let failure = error.into();
    match (&failure, failure.code().map(|code| code & 0xFF)) {
        // BUSY, LOCKED, PROTOCOL (a race for the journal's locks).
        (_, Some(5 | 6 | 15)) | (Failure::Handed(E::PoolTimedOut), _) => StoreError::Busy(failure.into()),
        // READONLY, IOERR, FULL, CANTOPEN.
        (_, Some(8 | 10 | 13 | 14))
        | (Failure::Handed(E::PoolClosed | E::WorkerCrashed | E::Io(_)) | Failure::Ends, _) => {
            StoreError::Unavailable(failure.into())
        }
        (Failure::Handed(E::ColumnDecode { .. } | E::Decode(_)) | Failure::Own(rusqlite::Error::Utf8Error(..)), _) => {
            StoreError::Corrupt(failure.to_string())
        }
        _ => StoreError::Other(failure.into()),
    }
}

/// CORRUPT, or NOTADB.
pub(super) fn is_damage(failure: &Failure) -> bool {
    matches!(failure.code().map(|code| code & 0xFF), Some(11 | 26))
}
