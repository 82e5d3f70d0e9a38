//! How statements reach PostgreSQL: by sqlx.

use sqlx::{Decode, Executor as _, Postgres, Row as _, Type};

use mendan_service::ports::StoreResult;

use super::{Connection, classify};

/// A row.
pub(crate) type Row = sqlx::postgres::PgRow;
/// A statement with its values.
pub(crate) type Query<'q> = sqlx::query::Query<'q, Postgres, sqlx::postgres::PgArguments>;
/// What went wrong.
pub(crate) type Failure = sqlx::Error;

/// A statement.
pub(crate) fn sql<'q>(text: &'static str) -> Query<'q> {
    sqlx::query(text)
}

/// What a column can hold.
pub(crate) trait Read<'r>: Sized {
    /// From that column.
    fn read(row: &'r Row, column: &str) -> StoreResult<Self>;
}

impl<'r, T: Decode<'r, Postgres> + Type<Postgres>> Read<'r> for T {
    fn read(row: &'r Row, column: &str) -> StoreResult<Self> {
        row.try_get(column).map_err(classify)
    }
}

/// Whether a unique index refuses a row.
pub(crate) fn is_unique(failure: &Failure) -> bool {
    failure.as_database_error().is_some_and(sqlx::error::DatabaseError::is_unique_violation)
}

/// Runs a statement; returns how many rows it touched.
pub(crate) async fn run(conn: &mut Connection, query: Query<'_>) -> Result<u64, Failure> {
    query.execute(conn).await.map(|done| done.rows_affected())
}

/// All rows.
pub(crate) async fn all(conn: &mut Connection, query: Query<'_>) -> Result<Vec<Row>, Failure> {
    query.fetch_all(conn).await
}

/// The first row, if there is one.
pub(crate) async fn one(conn: &mut Connection, query: Query<'_>) -> Result<Option<Row>, Failure> {
    query.fetch_optional(conn).await
}

/// Plain statements without values, one after the other.
pub(crate) async fn script(conn: &mut Connection, text: &'static str) -> Result<(), Failure> {
    conn.execute(sqlx::raw_sql(text)).await.map(drop)
}
