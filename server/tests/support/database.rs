//! A second pair of eyes: the same database, looked at directly.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::atomic::{AtomicBool, Ordering};

use sha2::{Digest as _, Sha256};
use sqlx::postgres::{PgPool, PgPoolOptions, PgRow};
use sqlx::sqlite::{SqlitePool, SqlitePoolOptions, SqliteRow};
use sqlx::{AssertSqlSafe, FromRow};

use super::Engine;
use super::wait::until;

/// The database of a test.
pub struct Database {
    pool: Pool,
    used: AtomicBool,
}

enum Pool {
    Sqlite(SqlitePool),
    Postgres(PgPool),
}

/// What became of a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// `confirmation` …
    pub kind: String,
    /// SEQUENCE it speaks of.
    pub version: i64,
    /// Outbox state.
    pub state: String,
    /// Message-ID.
    pub id: String,
    /// Unix seconds.
    pub due_at: i64,
    /// Attempts so far.
    pub attempts: i64,
    /// Why it ended, if that was said.
    pub error: String,
}

impl Database {
    /// Opens it.
    pub fn open(engine: Engine, url: &str) -> Self {
        let pool = match engine {
            Engine::Sqlite => {
                Pool::Sqlite(SqlitePoolOptions::new().max_connections(1).connect_lazy(url).expect("an address"))
            }
            Engine::Postgres => {
                Pool::Postgres(PgPoolOptions::new().max_connections(1).connect_lazy(url).expect("an address"))
            }
        };
        Self { pool, used: AtomicBool::new(false) }
    }

    /// Whether anybody has looked at it or changed it here.
    pub fn is_used(&self) -> bool {
        self.used.load(Ordering::Relaxed)
    }

    /// Which engine it is.
    pub const fn engine(&self) -> Engine {
        match self.pool {
            Pool::Sqlite(_) => Engine::Sqlite,
            Pool::Postgres(_) => Engine::Postgres,
        }
    }

    /// All rows of a query.
    pub async fn rows<T>(&self, sql: &str) -> Vec<T>
    where
        T: for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send + Unpin,
    {
        self.used.store(true, Ordering::Relaxed);
        let text = AssertSqlSafe(sql.to_owned());
        let rows = match &self.pool {
            Pool::Sqlite(pool) => sqlx::query_as(text).fetch_all(pool).await,
            Pool::Postgres(pool) => sqlx::query_as(text).fetch_all(pool).await,
        };
        rows.unwrap_or_else(|error| panic!("{sql}: {error}"))
    }

    /// A count.
    pub async fn count(&self, sql: &str) -> i64 {
        self.rows::<(i64,)>(sql).await[0].0
    }

    /// The version of a row, as forms carry it.
    pub async fn version(&self, table: &str, id: i64) -> String {
        self.count(&format!("SELECT version FROM {table} WHERE id = {id}")).await.to_string()
    }

    /// Changes something; several statements are separated by `;`.
    pub async fn execute(&self, sql: &str) {
        self.used.store(true, Ordering::Relaxed);
        let text = AssertSqlSafe(sql.to_owned());
        let done = match &self.pool {
            Pool::Sqlite(pool) => sqlx::raw_sql(text).execute(pool).await.map(drop),
            Pool::Postgres(pool) => sqlx::raw_sql(text).execute(pool).await.map(drop),
        };
        done.unwrap_or_else(|error| panic!("{sql}: {error}"));
    }

    /// Lets go of it, so that somebody else has the file alone.
    pub async fn close(&self) {
        match &self.pool {
            Pool::Sqlite(pool) => pool.close().await,
            Pool::Postgres(pool) => pool.close().await,
        }
    }

    /// Live bookings made with that mail address.
    pub async fn bookings_of(&self, email: &str) -> i64 {
        self.count(&format!("SELECT COUNT(*) FROM booking WHERE email = '{email}' AND status <> 'cancelled'")).await
    }

    /// Bookings that tests made (the demo's own came another way).
    pub async fn bookings(&self) -> i64 {
        self.count("SELECT COUNT(*) FROM booking WHERE email LIKE 'haha%'").await
    }

    /// The messages about the bookings of a mail address, oldest first.
    pub async fn messages(&self, email: &str) -> Vec<Message> {
        let sql = format!(
            "SELECT o.kind, o.version, o.state, o.message_id, o.due_at, o.attempts, COALESCE(o.last_error, '') \
             FROM outbox AS o JOIN booking AS b ON b.id = o.booking_id WHERE b.email = '{email}' ORDER BY o.created_at, o.id"
        );
        let rows = self.rows::<(String, i64, String, String, i64, i64, String)>(&sql).await;
        let message = |(kind, version, state, id, due_at, attempts, error)| Message {
            kind,
            version,
            state,
            id,
            due_at,
            attempts,
            error,
        };
        rows.into_iter().map(message).collect()
    }

    /// Waits until a message of that kind and version has that state.
    pub async fn message(&self, email: &str, kind: &str, version: i64, state: &str) -> Message {
        let what = format!("{kind} {version} of {email} to be {state}");
        until(&what, async || {
            self.messages(email).await.into_iter().find(|m| m.kind == kind && m.version == version && m.state == state)
        })
        .await
    }

    /// Waits until so many messages are in that condition (SQL).
    pub async fn messages_where(&self, condition: &str, number: i64) {
        let sql = format!("SELECT COUNT(*) FROM outbox WHERE {condition}");
        until(&format!("{number} messages where {condition}"), async || {
            (self.count(&sql).await == number).then_some(())
        })
        .await;
    }

    /// Waits until nothing that is due by then is waiting or under way, but for what is held.
    pub async fn quiet(&self, due_by: i64) {
        let sql = format!(
            "SELECT COUNT(*) FROM outbox WHERE state = 'leased' OR (state = 'pending' AND held_at IS NULL AND due_at <= {due_by})"
        );
        until("the outbox to be quiet", async || (self.count(&sql).await == 0).then_some(())).await;
    }

    /// A digest of every table's rows, but for sessions, for views, failures and refusals in the audit log and that it is sealed, and
    /// for what tries whether writing works.
    pub async fn fingerprint(&self) -> BTreeMap<String, String> {
        let tables = match self.engine() {
            Engine::Sqlite => "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'",
            Engine::Postgres => {
                "SELECT CAST(table_name AS TEXT) FROM information_schema.tables WHERE table_schema = 'public'"
            }
        };
        let mut prints = BTreeMap::new();
        for (table,) in self.rows::<(String,)>(tables).await {
            if matches!(table.as_str(), "session" | "write_probe" | "audit_seal" | "audit_chain") {
                continue;
            }
            let only = if table == "audit" {
                "WHERE action NOT LIKE 'view%' AND action NOT IN ('sign_in_failed', 'refused')"
            } else {
                ""
            };
            let line = self.line_of(&table).await;
            let mut digest = Sha256::new();
            let rows = self.rows::<(String,)>(&format!("SELECT {line} AS line FROM {table} {only} ORDER BY 1")).await;
            for (row,) in &rows {
                digest.update(row.as_bytes());
            }
            let hex = digest.finalize().iter().fold(String::new(), |mut text, octet| {
                let _ = write!(text, "{octet:02x}");
                text
            });
            prints.insert(table, format!("{} rows {hex}", rows.len()));
        }
        prints
    }

    /// Tables of our own with the names of their columns, without what belongs to the database itself.
    pub async fn tables(&self) -> BTreeMap<String, Vec<String>> {
        let sql = match self.engine() {
            Engine::Sqlite => {
                "SELECT m.name, c.name FROM sqlite_master AS m, pragma_table_info(m.name) AS c WHERE m.type = 'table' \
                 AND m.name NOT LIKE 'sqlite%'"
            }
            Engine::Postgres => {
                "SELECT CAST(table_name AS TEXT), CAST(column_name AS TEXT) FROM information_schema.columns \
                 WHERE table_schema = 'public'"
            }
        };
        let mut tables = BTreeMap::<String, Vec<String>>::new();
        for (table, column) in self.rows::<(String, String)>(sql).await {
            tables.entry(table).or_default().push(column);
        }
        tables.retain(|table, _| !matches!(table.as_str(), "write_probe" | "_sqlx_migrations"));
        tables
    }

    /// Every row of a table that meets a condition (SQL), as one line each.
    pub async fn lines(&self, table: &str, condition: &str) -> Vec<String> {
        let line = self.line_of(table).await;
        let sql = format!("SELECT {line} AS line FROM {table} WHERE {condition} ORDER BY 1");
        self.rows::<(String,)>(&sql).await.into_iter().map(|(line,)| line).collect()
    }

    /// A row as one line; of the audit log without the mark, which goes by itself when the line is sealed.
    async fn line_of(&self, table: &str) -> String {
        if table == "audit" {
            let columns = "municipality_id at actor_kind actor_id action subject_kind subject_id network detail";
            return columns.split(' ').fold("CAST(id AS TEXT)".to_owned(), |line, column| {
                line + &format!(" || ' ' || COALESCE(CAST({column} AS TEXT), '-')")
            });
        }
        match self.engine() {
            Engine::Sqlite => self.quoted_columns(table).await,
            Engine::Postgres => format!("CAST({table} AS TEXT)"),
        }
    }

    async fn quoted_columns(&self, table: &str) -> String {
        let columns = self.rows::<(String,)>(&format!("SELECT name FROM pragma_table_info('{table}')")).await;
        columns.iter().map(|(column,)| format!("quote({column})")).collect::<Vec<_>>().join(" || ',' || ")
    }
}
