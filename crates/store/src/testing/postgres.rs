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

/// The test server.
fn server() -> (String, PgConnectOptions) {
    let url = std::env::var(VARIABLE).unwrap_or_else(|_| {
        panic!("{VARIABLE} must name a PostgreSQL server where databases may be created, e.g. postgres://user@127.0.0.1:5432/postgres")
    });
    let server = PgConnectOptions::from_str(&url).expect("the address of the test server can be read");
    (url, server)
}

/// The address of a database on the test server.
fn address(url: &str, name: &str) -> String {
    let (base, query) = url.split_once('?').map_or((url, None), |(base, query)| (base, Some(query)));
    let root = base.rsplit_once('/').map_or(base, |(root, _)| root);
    query.map_or_else(|| format!("{root}/{name}"), |query| format!("{root}/{name}?{query}"))
}

/// A migrated, empty PostgreSQL database of its own.
pub async fn fresh_postgres() -> Fresh {
    let ((url, server), name) = (server(), unique_name());
    command(&server, format!("CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'"))
        .await
        .expect("a database can be created on the test server");
    Fresh::open(address(&url, &name), Engine::Postgres, Database { server, name }).await
}

/// A database of its own with nothing in it; gone when this is dropped.
pub struct Bare {
    /// Its address.
    pub url: String,
    _remains: Database,
}

/// An empty PostgreSQL database that nobody has migrated.
pub async fn bare_postgres() -> Bare {
    let ((url, server), name) = (server(), unique_name());
    command(&server, format!("CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'"))
        .await
        .expect("a database can be created on the test server");
    Bare { url: address(&url, &name), _remains: Database { server, name } }
}

/// Puts a copy of a database in the place of the one at that address; nobody has either open.
pub(super) async fn copy(prepared: &str, url: &str) {
    let own = PgConnectOptions::from_str(url).expect("an address");
    let (name, (_, server)) = (own.get_database().expect("a database").to_owned(), server());
    command(&server, format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).await.expect("dropped");
    command(&server, format!("CREATE DATABASE {name} TEMPLATE {prepared}")).await.expect("copied");
}

/// Makes a database of that name on the test server, unless it is there: `fill` gets its address and closes it again. It
/// is filled under another name, so that it is there whole or not at all; who calls keeps others from doing the same.
pub async fn prepare(name: &str, fill: impl FnOnce(&str)) {
    let (url, server) = server();
    let mut conn = server.connect().await.expect("the test server answers");
    let known = sqlx::query_scalar::<_, i32>("SELECT 1 FROM pg_database WHERE datname = $1").bind(name);
    if known.fetch_optional(&mut conn).await.expect("the test server's list").is_some() {
        return;
    }
    let new = format!("{name}_new");
    for text in [
        format!("DROP DATABASE IF EXISTS {new} WITH (FORCE)"),
        format!("CREATE DATABASE {new} TEMPLATE template0 ENCODING 'UTF8'"),
    ] {
        conn.execute(AssertSqlSafe(text)).await.expect("a database can be created on the test server");
    }
    fill(&address(&url, &new));
    let text = format!("ALTER DATABASE {new} RENAME TO {name}");
    conn.execute(AssertSqlSafe(text)).await.expect("the prepared database is closed");
}
