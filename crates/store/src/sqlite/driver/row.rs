//! A row, whichever way it came, and what can be read from it.

use std::sync::Arc;

use mendan_service::ports::{StoreError, StoreResult};
use rusqlite::types::Value;
use sqlx::Row as _;
use sqlx::sqlite::SqliteRow;

use super::super::errors::classify;

/// A row.
pub(crate) enum Row {
    /// By sqlx.
    Handed(SqliteRow),
    /// Read in place.
    Own(Own),
}

/// Values with the names of their columns.
pub(crate) struct Own {
    pub(super) names: Arc<[String]>,
    pub(super) values: Vec<Value>,
}

impl Own {
    fn value(&self, column: &str) -> StoreResult<&Value> {
        let found = self.names.iter().position(|name| name == column).and_then(|at| self.values.get(at));
        found.ok_or_else(|| StoreError::Other(format!("there is no column {column}").into()))
    }
}

/// What a column can hold.
pub(crate) trait Read<'r>: Sized {
    /// From that column.
    fn read(row: &'r Row, column: &str) -> StoreResult<Self>;
}

/// What a column can hold, one way or the other.
trait Plain<'r>: Sized {
    fn plain(value: &'r Value) -> Option<Self>;
}

macro_rules! plain {
    ($($sort:ty: $value:pat => $read:expr;)*) => {$(
        impl<'r> Plain<'r> for $sort {
            fn plain(value: &'r Value) -> Option<Self> {
                match value {
                    $value => Some($read),
                    _ => None,
                }
            }
        }

        impl<'r> Read<'r> for $sort {
            fn read(row: &'r Row, column: &str) -> StoreResult<Self> {
                match row {
                    Row::Handed(row) => row.try_get(column).map_err(classify),
                    Row::Own(row) => Self::plain(row.value(column)?).ok_or_else(|| not_that(column)),
                }
            }
        }

        impl<'r> Read<'r> for Option<$sort> {
            fn read(row: &'r Row, column: &str) -> StoreResult<Self> {
                match row {
                    Row::Handed(row) => row.try_get(column).map_err(classify),
                    Row::Own(row) => match row.value(column)? {
                        Value::Null => Ok(None),
                        value => <$sort>::plain(value).map(Some).ok_or_else(|| not_that(column)),
                    },
                }
            }
        }
    )*};
}

plain! {
    i64: Value::Integer(number) => *number;
    bool: Value::Integer(number) => *number != 0;
    &'r str: Value::Text(text) => text.as_str();
    String: Value::Text(text) => text.clone();
    Vec<u8>: Value::Blob(octets) => octets.clone();
}

/// Names the column, never the value: it may be personal.
fn not_that(column: &str) -> StoreError {
    StoreError::Corrupt(format!("column {column}"))
}
