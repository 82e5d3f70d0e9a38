//! Sending a statement and reading rows without a panic: what our types cannot hold is [`StoreError::Corrupt`].

use chrono::{DateTime, NaiveDate, Utc};
use mendan_service::ports::{StoreError, StoreResult};

use super::driver::{self, Read, is_unique};
use super::{Connection, classify};

pub(crate) use super::driver::{Query, Row, sql};

/// Runs a statement; returns how many rows it touched.
pub(crate) async fn run(conn: &mut Connection, query: Query<'_>) -> StoreResult<u64> {
    driver::run(conn, query).await.map_err(classify)
}

/// Runs a statement that others may meet at a unique index where `ON CONFLICT` cannot be said: then another try, which sees
/// what they wrote, will tell.
pub(crate) async fn run_or_race(conn: &mut Connection, query: Query<'_>) -> StoreResult<u64> {
    match driver::run(conn, query).await {
        Err(failure) if is_unique(&failure) => {
            Err(StoreError::Busy("another transaction wrote the same in this moment".into()))
        }
        done => done.map_err(classify),
    }
}

/// All rows.
pub(crate) async fn rows(conn: &mut Connection, query: Query<'_>) -> StoreResult<Vec<Row>> {
    driver::all(conn, query).await.map_err(classify)
}

/// All rows, each made into what the caller wants.
pub(crate) async fn all<T>(
    conn: &mut Connection,
    query: Query<'_>,
    make: fn(&Row) -> StoreResult<T>,
) -> StoreResult<Vec<T>> {
    rows(conn, query).await?.iter().map(make).collect()
}

/// The row, if there is one.
pub(crate) async fn one<T>(
    conn: &mut Connection,
    query: Query<'_>,
    make: fn(&Row) -> StoreResult<T>,
) -> StoreResult<Option<T>> {
    driver::one(conn, query).await.map_err(classify)?.as_ref().map(make).transpose()
}

/// A column as it is.
pub(crate) fn get<'r, T: Read<'r>>(row: &'r Row, column: &str) -> StoreResult<T> {
    T::read(row, column)
}

/// Seconds since 1970.
pub(crate) fn instant(row: &Row, column: &str) -> StoreResult<DateTime<Utc>> {
    at(get(row, column)?, column)
}

/// Seconds since 1970, or nothing.
pub(crate) fn maybe_instant(row: &Row, column: &str) -> StoreResult<Option<DateTime<Utc>>> {
    get::<Option<i64>>(row, column)?.map(|seconds| at(seconds, column)).transpose()
}

fn at(seconds: i64, column: &str) -> StoreResult<DateTime<Utc>> {
    DateTime::from_timestamp(seconds, 0).ok_or_else(|| corrupt(column))
}

/// `YYYY-MM-DD`.
pub(crate) fn date(row: &Row, column: &str) -> StoreResult<NaiveDate> {
    word(row, column, |text| NaiveDate::parse_from_str(text, DATE).ok())
}

/// `YYYY-MM-DD`, or nothing.
pub(crate) fn maybe_date(row: &Row, column: &str) -> StoreResult<Option<NaiveDate>> {
    let text: Option<&str> = get(row, column)?;
    text.map(|text| NaiveDate::parse_from_str(text, DATE).map_err(|_| corrupt(column))).transpose()
}

/// JSON, or nothing.
pub(crate) fn maybe_json<T: serde::de::DeserializeOwned>(row: &Row, column: &str) -> StoreResult<Option<T>> {
    let text: Option<&str> = get(row, column)?;
    text.map(|text| serde_json::from_str(text).map_err(|_| corrupt(column))).transpose()
}

/// How dates are written.
pub(crate) const DATE: &str = "%Y-%m-%d";

/// A word of ours.
pub(crate) fn word<T>(row: &Row, column: &str, parse: impl FnOnce(&str) -> Option<T>) -> StoreResult<T> {
    parse(get(row, column)?).ok_or_else(|| corrupt(column))
}

/// A word of ours, or nothing.
pub(crate) fn maybe_word<T>(row: &Row, column: &str, parse: impl FnOnce(&str) -> Option<T>) -> StoreResult<Option<T>> {
    get::<Option<&str>>(row, column)?.map(|text| parse(text).ok_or_else(|| corrupt(column))).transpose()
}

/// JSON.
pub(crate) fn json<T: serde::de::DeserializeOwned>(row: &Row, column: &str) -> StoreResult<T> {
    word(row, column, |text| serde_json::from_str(text).ok())
}

/// Writes JSON.
pub(crate) fn to_json<T: serde::Serialize>(value: &T) -> StoreResult<String> {
    serde_json::to_string(value).map_err(|error| StoreError::Other(error.into()))
}

/// Names the column, never the value: it may be personal.
fn corrupt(column: &str) -> StoreError {
    StoreError::Corrupt(format!("column {column}"))
}
