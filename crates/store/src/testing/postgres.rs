//! A database of its own for each test, on the server of the environment.

use std::str::FromStr as _;

use sqlx::postgres::PgConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions as _, Executor as _};

use super::{Engine, Fresh, unique_name};

const VARIABLE: &str = "MENDAN_TEST_POSTGRES_URL";

struct Database {
    server: PgConnectOptions,
    name: String,
}

impl Drop for Database {
    fn drop(&mut self) {
        let (server, name) = (self.server.clone(), self.name.clone());
        // In a thread, because dropping happens inside a runtime. A database that stays behind harms nobody.
        let dropped = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
            let text = format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)");
            runtime.block_on(command(&server, text)).map_err(std::io::Error::other)
        });
        drop(dropped.join());
    }
}

async fn command(server: &PgConnectOptions, text: String) -> Result<(), sqlx::Error> {
    let mut conn = server.connect().await?;
    conn.execute(AssertSqlSafe(text)).await.map(drop)
}

/// A migrated, empty PostgreSQL database of its own.
pub async fn fresh_postgres() -> Fresh {
    let url = std::env::var(VARIABLE).unwrap_or_else(|_| {
        panic!("{VARIABLE} must name a PostgreSQL server where databases may be created, e.g. postgres://user@127.0.0.1:5432/postgres")
    });
    let server = PgConnectOptions::from_str(&url).expect("the address of the test server can be read");
    let name = unique_name();
    command(&server, format!("CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'"))
        .await
        .expect("a database can be created on the test server");
    let (base, query) = url.split_once('?').map_or((url.as_str(), None), |(base, query)| (base, Some(query)));
    let root = base.rsplit_once('/').map_or(base, |(root, _)| root);
    let own = query.map_or_else(|| format!("{root}/{name}"), |query| format!("{root}/{name}?{query}"));
    Fresh::open(own, Engine::Postgres, Database { server, name }).await
}
