//! Where statements go: one of the readers, or the writer.

use mendan_service::ports::StoreResult;
use sqlx::pool::PoolConnection;
use sqlx::{Executor as _, Sqlite, SqliteConnection, Transaction};

use super::direct::Direct;
use super::failure::Failure;
use super::query::Query;
use super::row::Row;

/// Where statements go.
pub(crate) enum Connection {
    /// A reader, each statement by itself.
    Looking(PoolConnection<Sqlite>),
    /// A transaction of sqlx's: a reader that sees one state, or whoever migrates.
    Within(Transaction<'static, Sqlite>),
    /// The writer.
    Writing(Direct),
}

/// Either the connection that sqlx asks, or the writer.
enum Way<'c> {
    Handed(&'c mut SqliteConnection),
    Own(&'c Direct),
}

impl Connection {
    fn way(&mut self) -> Way<'_> {
        match self {
            Self::Looking(conn) => Way::Handed(conn),
            Self::Within(tx) => Way::Handed(tx),
            Self::Writing(writer) => Way::Own(writer),
        }
    }
}

/// Runs a statement; returns how many rows it touched.
pub(crate) async fn run(conn: &mut Connection, query: Query<'_>) -> Result<u64, Failure> {
    match conn.way() {
        Way::Handed(conn) => Ok(query.handed_over().execute(conn).await?.rows_affected()),
        Way::Own(writer) => {
            // Whoever writes much lets others onto this thread now and then.
            tokio::task::coop::consume_budget().await;
            writer.run(&query)
        }
    }
}

/// All rows.
pub(crate) async fn all(conn: &mut Connection, query: Query<'_>) -> Result<Vec<Row>, Failure> {
    match conn.way() {
        Way::Handed(conn) => Ok(query.handed_over().fetch_all(conn).await?.into_iter().map(Row::Handed).collect()),
        Way::Own(writer) => {
            tokio::task::coop::consume_budget().await;
            writer.rows(&query, usize::MAX)
        }
    }
}

/// The first row, if there is one.
pub(crate) async fn one(conn: &mut Connection, query: Query<'_>) -> Result<Option<Row>, Failure> {
    match conn.way() {
        Way::Handed(conn) => Ok(query.handed_over().fetch_optional(conn).await?.map(Row::Handed)),
        Way::Own(writer) => {
            tokio::task::coop::consume_budget().await;
            Ok(writer.rows(&query, 1)?.pop())
        }
    }
}

/// Plain statements without values, one after the other.
pub(crate) async fn script(conn: &mut Connection, text: &'static str) -> Result<(), Failure> {
    match conn.way() {
        Way::Handed(conn) => Ok(conn.execute(sqlx::raw_sql(text)).await.map(drop)?),
        Way::Own(writer) => writer.script(text),
    }
}

/// Makes what whoever migrates wrote last.
pub(crate) async fn commit(conn: Connection) -> StoreResult<()> {
    match conn {
        Connection::Within(tx) => tx.commit().await.map_err(super::super::classify),
        Connection::Looking(_) | Connection::Writing(_) => Ok(()),
    }
}
