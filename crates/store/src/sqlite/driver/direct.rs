//! The writer's connection, asked in place, on whatever thread the unit of work is.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use rusqlite::types::{Value, ValueRef};
use rusqlite::{OpenFlags, Statement};
use tokio::time::Instant;

use super::failure::Failure;
use super::query::Query;
use super::row::{Own, Row};
use crate::statements::CACHED;

/// Whoever asks in place holds others up for as long: that should be known.
const LONG: Duration = Duration::from_millis(250);

/// Where the file is, and how long another process may keep it to itself.
#[derive(Debug, Clone)]
pub(crate) struct Options {
    /// The file, which exists.
    pub(crate) path: PathBuf,
    /// One try to begin.
    pub(crate) busy_timeout: Duration,
}

/// A connection that writes: WAL, with full durability.
#[derive(Clone)]
pub(crate) struct Direct(Arc<Mutex<Place>>);

struct Place {
    conn: rusqlite::Connection,
    /// Names of the columns of what a statement reads.
    names: HashMap<&'static str, Arc<[String]>>,
}

impl Direct {
    /// Connects, which makes the journal that readers need.
    pub(crate) async fn open(options: Options) -> Result<Self, Failure> {
        aside(move || {
            let conn = rusqlite::Connection::open_with_flags(
                &options.path,
                OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX,
            )?;
            conn.busy_timeout(options.busy_timeout)?;
            conn.set_prepared_statement_cache_capacity(CACHED);
            // What savepoints keep stays in memory, not in files.
            conn.execute_batch(
                "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY",
            )?;
            Ok(Self(Arc::new(Mutex::new(Place { conn, names: HashMap::new() }))))
        })
        .await
    }

    fn place(&self) -> MutexGuard<'_, Place> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Statements without values that are seldom said.
    pub(crate) fn script(&self, text: &str) -> Result<(), Failure> {
        Ok(self.place().conn.execute_batch(text)?)
    }

    /// Statements without values that are said all the time, and wait for nothing.
    pub(crate) fn say(&self, texts: &[&'static str]) -> Result<(), Failure> {
        let place = self.place();
        for text in texts {
            place.conn.prepare_cached(text)?.raw_execute()?;
        }
        Ok(())
    }

    /// The same of those that may wait, for the disk or for another process.
    pub(crate) async fn say_aside(&self, texts: &'static [&'static str]) -> Result<(), Failure> {
        let here = self.clone();
        aside(move || here.say(texts)).await
    }

    /// How many rows a statement wrote.
    pub(super) fn run(&self, query: &Query<'_>) -> Result<u64, Failure> {
        self.with(query, |conn, statement, _| {
            let mut rows = statement.raw_query();
            while rows.next()?.is_some() {}
            Ok(conn.changes())
        })
    }

    /// The first rows of a statement, so many at most.
    pub(super) fn rows(&self, query: &Query<'_>, most: usize) -> Result<Vec<Row>, Failure> {
        self.with(query, |_, statement, names| {
            let (mut found, mut rows) = (Vec::new(), statement.raw_query());
            while let Some(row) = if found.len() < most { rows.next()? } else { None } {
                let values = (0..names.len()).map(|column| kept(row.get_ref(column)?));
                let values = values.collect::<rusqlite::Result<_>>()?;
                found.push(Row::Own(Own { names: Arc::clone(names), values }));
            }
            Ok(found)
        })
    }

    fn with<T>(
        &self,
        query: &Query<'_>,
        work: impl FnOnce(&rusqlite::Connection, &mut Statement<'_>, &Arc<[String]>) -> rusqlite::Result<T>,
    ) -> Result<T, Failure> {
        let begun = Instant::now();
        let Place { conn, names } = &mut *self.place();
        let mut statement = conn.prepare_cached(query.text)?;
        let named = |statement: &Statement<'_>| statement.column_names().into_iter().map(str::to_owned).collect();
        let names = names.entry(query.text).or_insert_with(|| named(&statement));
        query.bind_to(&mut statement)?;
        let done = work(conn, &mut statement, names);
        let took = begun.elapsed();
        tracing::debug!(statement = query.text, ?took, "written");
        if took > LONG {
            tracing::warn!(statement = query.text, ?took, "slow statement of the writer");
        }
        Ok(done?)
    }

    /// Ends it, when nobody else has it any more.
    pub(crate) async fn close(self) -> Result<(), Failure> {
        aside(move || self.script("PRAGMA analysis_limit = 400; PRAGMA optimize")).await
    }
}

/// A value that outlives its row.
fn kept(value: ValueRef<'_>) -> rusqlite::Result<Value> {
    Ok(match value {
        ValueRef::Null => Value::Null,
        ValueRef::Integer(number) => Value::Integer(number),
        ValueRef::Real(number) => Value::Real(number),
        ValueRef::Text(_) => Value::Text(value.as_str()?.to_owned()),
        ValueRef::Blob(octets) => Value::Blob(octets.to_owned()),
    })
}

/// On a thread that may wait.
async fn aside<T: Send + 'static>(work: impl FnOnce() -> Result<T, Failure> + Send + 'static) -> Result<T, Failure> {
    tokio::task::spawn_blocking(work).await.unwrap_or(Err(Failure::Ends))
}
