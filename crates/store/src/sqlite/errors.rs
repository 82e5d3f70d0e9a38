//! What SQLite's errors mean to us. <https://www.sqlite.org/rescode.html>

use mendan_service::ports::StoreError;

/// In the words of the port.
pub(crate) fn classify(error: sqlx::Error) -> StoreError {
    use sqlx::Error as E;
    match &error {
        E::PoolTimedOut => StoreError::Busy(error.into()),
        E::PoolClosed | E::WorkerCrashed | E::Io(_) => StoreError::Unavailable(error.into()),
        E::ColumnDecode { .. } | E::Decode(_) => StoreError::Corrupt(error.to_string()),
        E::Database(cause) => match primary_code(cause.as_ref()) {
            // BUSY, LOCKED, PROTOCOL (a race for the journal's locks).
            5 | 6 | 15 => StoreError::Busy(error.into()),
            // READONLY, IOERR, FULL, CANTOPEN.
            8 | 10 | 13 | 14 => StoreError::Unavailable(error.into()),
            _ => StoreError::Other(error.into()),
        },
        _ => StoreError::Other(error.into()),
    }
}

/// The low eight bits of an extended code.
fn primary_code(error: &dyn sqlx::error::DatabaseError) -> i64 {
    error.code().and_then(|code| code.parse::<i64>().ok()).unwrap_or(0) & 0xFF
}
