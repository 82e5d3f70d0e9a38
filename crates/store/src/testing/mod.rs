//! Databases that live as long as a test, one per engine, migrated and empty.
//!
//! PostgreSQL is the server named by `MENDAN_TEST_POSTGRES_URL`; without it the tests fail, they do not skip.

#![allow(clippy::missing_panics_doc, clippy::expect_used, reason = "a test that has no database cannot go on")]

mod postgres;
mod sqlite;

use std::sync::Arc;

use mendan_service::ports::{Store, StoreResult};

pub use postgres::{Bare, bare_postgres, fresh_postgres, prepare as prepare_postgres};
pub use sqlite::{fresh_sqlite, prepare as prepare_sqlite};

use crate::Options;
pub use crate::statements::Engine;

/// A database of one's own; gone when this is dropped.
pub struct Fresh {
    /// Migrated and empty.
    pub store: Arc<dyn Store>,
    /// Its address, for looking behind the port's back.
    pub url: String,
    /// Its engine.
    pub engine: Engine,
    /// Dropped after the store.
    _remains: Box<dyn Send + Sync>,
}

impl Fresh {
    async fn open(url: String, engine: Engine, remains: impl Send + Sync + 'static) -> Self {
        let store = crate::open(&url, &Options::default()).await.expect("a fresh database opens");
        store.migrate().await.expect("a fresh database can be migrated");
        Self { store, url, engine, _remains: Box::new(remains) }
    }
}

impl Fresh {
    /// Replaces it, closed, by a copy of a prepared database of its engine that nobody has open: a file's path, or a
    /// database's name on the test server.
    pub async fn copy(&self, prepared: &str) {
        match self.engine {
            Engine::Sqlite => sqlite::copy(prepared, &self.url),
            Engine::Postgres => postgres::copy(prepared, &self.url).await,
        }
    }
}

impl Fresh {
    /// Tries to write where the store only reads: in a snapshot, and beside one.
    pub async fn write_while_reading(&self) -> [StoreResult<()>; 2] {
        const DELETE: &str = "DELETE FROM outbox";
        match self.engine {
            Engine::Sqlite => {
                let path = crate::sqlite_path(&self.url).expect("the address of a file");
                let store = crate::sqlite::Sqlite::open(path).await.expect("the file opens");
                let mut reading = store.snapshot().await.expect("it can be read");
                let mut looking = store.looking().await.expect("it can be read");
                [crate::sqlite::attempt(&mut reading, DELETE).await, crate::sqlite::attempt(&mut looking, DELETE).await]
            }
            Engine::Postgres => {
                let store = crate::postgres::Postgres::open(&self.url, 6).expect("an address");
                let mut reading = store.snapshot().await.expect("it can be read");
                let mut looking = store.looking().await.expect("it can be read");
                [
                    sqlx::query(DELETE).execute(&mut *reading).await.map(drop).map_err(crate::postgres::classify),
                    sqlx::query(DELETE).execute(&mut *looking).await.map(drop).map_err(crate::postgres::classify),
                ]
            }
        }
    }
}

/// Runs a test on SQLite, in a runtime of its own.
pub fn on_sqlite(test: &impl AsyncFn(&Fresh)) {
    runtime().block_on(async {
        let fresh = fresh_sqlite().await;
        test(&fresh).await;
        fresh.store.close().await;
    });
}

/// Runs a test on PostgreSQL, in a runtime of its own.
pub fn on_postgres(test: &impl AsyncFn(&Fresh)) {
    runtime().block_on(async {
        let fresh = fresh_postgres().await;
        test(&fresh).await;
        fresh.store.close().await;
    });
}

/// Makes two tests of each `async fn name(fresh: &Fresh)`: `name::on_sqlite` and `name::on_postgres`.
#[macro_export]
macro_rules! on_both_engines {
    ($($name:ident),* $(,)?) => {$(
        mod $name {
            #[test]
            fn on_sqlite() {
                $crate::testing::on_sqlite(&super::$name);
            }
            #[test]
            fn on_postgres() {
                $crate::testing::on_postgres(&super::$name);
            }
        }
    )*};
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_multi_thread().worker_threads(4).enable_all().build().expect("a runtime")
}

/// A name nobody else has.
#[expect(
    clippy::disallowed_methods,
    reason = "databases of one server are shared by tests that know nothing of each other"
)]
fn unique_name() -> String {
    let random = getrandom::u64().expect("the system has randomness");
    format!("mendan_test_{random:016x}")
}
