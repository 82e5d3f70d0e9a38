//! What went wrong, whichever way was taken.

/// An error of SQLite, or on the way there.
#[derive(Debug)]
pub(crate) enum Failure {
    /// By sqlx.
    Handed(sqlx::Error),
    /// Asked in place.
    Own(rusqlite::Error),
    /// The runtime ends.
    Ends,
}

impl Failure {
    /// SQLite's extended code, where it is SQLite that says no. <https://www.sqlite.org/rescode.html>
    pub(crate) fn code(&self) -> Option<i64> {
        match self {
            Self::Handed(error) => error.as_database_error()?.code()?.parse().ok(),
            Self::Own(error) => error.sqlite_error().map(|error| i64::from(error.extended_code)),
            Self::Ends => None,
        }
    }
}

/// Whether a unique index refuses a row.
pub(crate) fn is_unique(failure: &Failure) -> bool {
    // SQLITE_CONSTRAINT_PRIMARYKEY, SQLITE_CONSTRAINT_UNIQUE.
    matches!(failure.code(), Some(1555 | 2067))
}

impl std::fmt::Display for Failure {
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Handed(error) => error.fmt(to),
            Self::Own(error) => error.fmt(to),
            Self::Ends => to.write_str("the server is about to stop"),
        }
    }
}

impl std::error::Error for Failure {}

impl From<sqlx::Error> for Failure {
    fn from(error: sqlx::Error) -> Self {
        Self::Handed(error)
    }
}

impl From<rusqlite::Error> for Failure {
    fn from(error: rusqlite::Error) -> Self {
        Self::Own(error)
    }
}
