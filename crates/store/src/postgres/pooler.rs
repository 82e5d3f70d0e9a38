//! Whether a pooler stands before PostgreSQL that hands our connections about between statements: prepared statements and
//! the limits on time belong to a connection, and would be lost.

use mendan_service::ports::{StoreError, StoreResult};
use sqlx::postgres::PgPool;

use super::{LIMITS, classify, row};

statements! {
    /// A limit of the session, as the server keeps it.
    SESSION_LIMIT = "SELECT current_setting($1) AS value";
}

/// What to do about it.
pub const POOLER: &str = "a connection pooler (PgBouncer) that does not keep a session per client stands before \
    PostgreSQL: connect to PostgreSQL directly, or set pool_mode = session, \
    ignore_startup_parameters = extra_float_digits,options, and the limits on the role (docs/operators.ja.md, PgBouncer)";

/// Fails with [`POOLER`] where, in a pool of two, statements or limits do not stay with their connection.
pub(super) async fn check(pool: &PgPool) -> StoreResult<()> {
    // Two at once: a pooler gives the second the server on which the first has prepared the same name.
    let mut two = [pool.acquire().await.map_err(told)?, pool.acquire().await.map_err(told)?];
    for conn in &mut two {
        for (name, wanted) in LIMITS {
            let query = sqlx::query(SESSION_LIMIT).bind(name);
            let rows = query.fetch_all(&mut **conn).await.map_err(told)?;
            let value: String = rows.first().map_or_else(|| Ok(String::new()), |row| row::get(row, "value"))?;
            if value != wanted {
                tracing::warn!(limit = name, value, wanted, "a limit of the session is not in force");
                return Err(StoreError::Other(POOLER.into()));
            }
        }
    }
    Ok(())
}

/// A prepared statement that is there already or not at all, or our options refused at the beginning, is the pooler's doing.
pub(super) fn told(error: sqlx::Error) -> StoreError {
    let code = error.as_database_error().and_then(sqlx::error::DatabaseError::code).unwrap_or_default().into_owned();
    let message = error.to_string();
    if matches!(code.as_str(), "42P05" | "26000") || message.contains("unsupported startup parameter") {
        tracing::warn!(code, message, "the database connection is not ours alone");
        return StoreError::Other(POOLER.into());
    }
    classify(error)
}
