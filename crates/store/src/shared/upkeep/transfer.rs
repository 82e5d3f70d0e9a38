//! Whole tables, read and written as they are: for a copy into another database, of either engine.

use futures::TryStreamExt as _;
use mendan_service::ports::{StoreError, StoreResult};
use sqlx::{AssertSqlSafe, Database, QueryBuilder, Row as _};
use tokio::sync::mpsc::Sender;

use super::super::{Db, ENGINE, classify};
use crate::transfer::{Column, Rows, Sort, Sum, Value};

/// A copy is no unit of work: sqlx reads it piece by piece.
type Connection = <Db as Database>::Connection;
type Row = <Db as Database>::Row;

statements! {
    /// Name and sort of the columns of a table, in their order.
    TABLE_COLUMNS {
        sqlite: "SELECT name, lower(type) AS sort FROM pragma_table_info($1) ORDER BY cid",
        postgres:
            "SELECT column_name::TEXT AS name, data_type::TEXT AS sort FROM information_schema.columns \
             WHERE table_schema = current_schema() AND table_name = $1 ORDER BY ordinal_position"
    }
}

/// Values in one statement at most; SQLite takes 32,766, PostgreSQL 65,535.
const VALUES: usize = 30_000;
/// Rows that are on their way together.
const BATCH: usize = 500;

/// The columns of a table.
pub(crate) async fn columns(conn: &mut Connection, table: &str) -> StoreResult<Vec<Column>> {
    let rows = sqlx::query(TABLE_COLUMNS).bind(table).fetch_all(conn).await.map_err(classify)?;
    let column = |row: &Row| -> StoreResult<Column> {
        let (name, sort): (String, String) =
            (row.try_get("name").map_err(classify)?, row.try_get("sort").map_err(classify)?);
        let sort = Sort::parse(&sort)
            .ok_or_else(|| StoreError::Other(format!("{table}.{name} is of a sort nobody knows: {sort}").into()))?;
        Ok(Column { name, sort })
    };
    rows.iter().map(column).collect()
}

/// Sends all rows of a table, some at a time.
pub(crate) async fn read(
    conn: &mut Connection,
    (table, columns): (&str, &[Column]),
    to: &Sender<Rows>,
) -> StoreResult<()> {
    let names: Vec<&str> = columns.iter().map(|column| column.name.as_str()).collect();
    let text = AssertSqlSafe(format!("SELECT {} FROM {table}", names.join(", ")));
    let mut rows = sqlx::query(text).fetch(conn);
    let mut batch = Rows::new();
    while let Some(row) = rows.try_next().await.map_err(classify)? {
        let values = columns.iter().enumerate().map(|(index, column)| value(&row, index, column.sort));
        batch.push(values.collect::<StoreResult<_>>()?);
        if batch.len() == BATCH && to.send(std::mem::take(&mut batch)).await.is_err() {
            return Ok(());
        }
    }
    // Nobody listens any more: what went wrong there is told there.
    let _ = to.send(batch).await;
    Ok(())
}

/// What a table holds, whatever the order of its rows.
pub(crate) async fn sum(conn: &mut Connection, (table, columns): (&str, &[Column])) -> StoreResult<Sum> {
    let names: Vec<&str> = columns.iter().map(|column| column.name.as_str()).collect();
    let text = AssertSqlSafe(format!("SELECT {} FROM {table}", names.join(", ")));
    let mut rows = sqlx::query(text).fetch(conn);
    let mut sum = Sum::default();
    while let Some(row) = rows.try_next().await.map_err(classify)? {
        let values = columns.iter().enumerate().map(|(index, column)| value(&row, index, column.sort));
        sum.add(&values.collect::<StoreResult<Vec<_>>>()?);
    }
    Ok(sum)
}

fn value(row: &Row, index: usize, sort: Sort) -> StoreResult<Value> {
    let read = match sort {
        // SQLite keeps truth as 0 and 1.
        Sort::Truth if matches!(ENGINE, crate::statements::Engine::Sqlite) => {
            row.try_get::<Option<i64>, _>(index).map(|value| value.map(|value| Value::Truth(value != 0)))
        }
        Sort::Truth => row.try_get::<Option<bool>, _>(index).map(|value| value.map(Value::Truth)),
        Sort::Number => row.try_get::<Option<i64>, _>(index).map(|value| value.map(Value::Number)),
        Sort::Text => row.try_get::<Option<String>, _>(index).map(|value| value.map(Value::Text)),
        Sort::Octets => row.try_get::<Option<Vec<u8>>, _>(index).map(|value| value.map(Value::Octets)),
    };
    read.map(|value| value.unwrap_or(Value::None(sort))).map_err(classify)
}

/// Writes rows as they are.
pub(crate) async fn write(
    conn: &mut Connection,
    (table, columns): (&str, &[Column]),
    rows: &[Vec<Value>],
) -> StoreResult<()> {
    let names: Vec<&str> = columns.iter().map(|column| column.name.as_str()).collect();
    for some in rows.chunks((VALUES / columns.len().max(1)).max(1)) {
        let mut query = QueryBuilder::<Db>::new(format!("INSERT INTO {table} ({}) ", names.join(", ")));
        query.push_values(some, |mut values, row| {
            for value in row {
                match value {
                    Value::None(Sort::Truth) => values.push_bind(None::<bool>),
                    Value::None(Sort::Number) => values.push_bind(None::<i64>),
                    Value::None(Sort::Text) => values.push_bind(None::<&str>),
                    Value::None(Sort::Octets) => values.push_bind(None::<&[u8]>),
                    Value::Truth(value) => values.push_bind(*value),
                    Value::Number(value) => values.push_bind(*value),
                    Value::Text(value) => values.push_bind(value.as_str()),
                    Value::Octets(value) => values.push_bind(value.as_slice()),
                };
            }
        });
        query.build().persistent(false).execute(&mut *conn).await.map_err(classify)?;
    }
    Ok(())
}
