//! What stands in the database, read behind the ports' back: the audit log, and whether anything was written at all.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use futures::future::LocalBoxFuture as Answer;
use mendan_domain::ids::MunicipalityId;
use mendan_service::Refusal;
use mendan_store::testing::{Engine, Fresh};
use sqlx::{AssertSqlSafe, Connection as _, PgConnection, SqliteConnection};

/// A line of the audit log.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    pub actor_kind: String,
    /// The member of staff, or the partner's key.
    pub actor: Option<i64>,
    pub action: String,
    pub subject: (String, i64),
    /// From where it was asked.
    pub network: Option<String>,
    pub detail: serde_json::Value,
}

type Row = (String, Option<i64>, String, String, i64, Option<String>, String);

const LINES: &str =
    "SELECT actor_kind, actor_id, action, subject_kind, subject_id, network, detail FROM audit ORDER BY id";

/// All lines, oldest first.
pub async fn lines(fresh: &Fresh) -> Vec<Line> {
    let rows: Vec<Row> = match fresh.engine {
        Engine::Sqlite => sqlx::query_as(LINES).fetch_all(&mut sqlite(fresh).await).await.unwrap(),
        Engine::Postgres => sqlx::query_as(LINES).fetch_all(&mut postgres(fresh).await).await.unwrap(),
    };
    let line = |(actor_kind, actor, action, kind, id, network, detail): Row| {
        let detail = serde_json::from_str(&detail).unwrap();
        Line { actor_kind, actor, action, subject: (kind, id), network, detail }
    };
    rows.into_iter().map(line).collect()
}

/// The latest.
pub async fn last_line(fresh: &Fresh) -> Line {
    lines(fresh).await.pop().unwrap()
}

/// Changes something as somebody does who has the database and not the product; several statements are separated by `;`.
pub async fn tamper(fresh: &Fresh, sql: &str) {
    let text = AssertSqlSafe(sql.to_owned());
    match fresh.engine {
        Engine::Sqlite => drop(sqlx::raw_sql(text).execute(&mut sqlite(fresh).await).await.unwrap()),
        Engine::Postgres => drop(sqlx::raw_sql(text).execute(&mut postgres(fresh).await).await.unwrap()),
    }
}

/// A number, read as somebody does who has the database.
pub async fn number(fresh: &Fresh, sql: &str) -> i64 {
    let text = AssertSqlSafe(sql.to_owned());
    match fresh.engine {
        Engine::Sqlite => sqlx::query_scalar(text).fetch_one(&mut sqlite(fresh).await).await.unwrap(),
        Engine::Postgres => sqlx::query_scalar(text).fetch_one(&mut postgres(fresh).await).await.unwrap(),
    }
}

/// Until a transaction of this database waits for a lock. On SQLite whoever begins behind the one writer waits by construction.
pub async fn until_somebody_waits(fresh: &Fresh) {
    let waiting =
        "SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
    let begun = Instant::now();
    while fresh.engine == Engine::Postgres && number(fresh, waiting).await == 0 {
        assert!(begun.elapsed() < Duration::from_secs(10), "nobody waits");
        tokio::task::yield_now().await;
    }
}

/// What is refused, and has written nothing whatever. Boxed, because a use case is a large future.
pub fn refused<'a, T: 'a>(
    fresh: &'a Fresh,
    asked: impl Future<Output = Result<T, Refusal>> + 'a,
) -> Answer<'a, Refusal> {
    let asked = Box::pin(asked);
    Box::pin(async move {
        let before = everything(fresh).await;
        let Err(refusal) = asked.await else { panic!("it was not refused") };
        let after = everything(fresh).await;
        for (table, rows) in &before {
            assert_eq!(after.get(table), Some(rows), "{refusal:?} wrote into {table}");
        }
        refusal
    })
}

/// The stable code of what is refused so.
pub fn code_of<'a, T: 'a>(
    fresh: &'a Fresh,
    asked: impl Future<Output = Result<T, Refusal>> + 'a,
) -> Answer<'a, &'static str> {
    let refused = refused(fresh, asked);
    Box::pin(async move { refused.await.code() })
}

/// Fields and what is wrong with them, of what is refused so.
pub fn wrong<'a, T: 'a>(
    fresh: &'a Fresh,
    asked: impl Future<Output = Result<T, Refusal>> + 'a,
) -> Answer<'a, Vec<(&'static str, &'static str)>> {
    let refused = refused(fresh, asked);
    Box::pin(async move { wrong_in(&refused.await) })
}

/// Fields and what is wrong with them.
pub fn wrong_in(refusal: &Refusal) -> Vec<(&'static str, &'static str)> {
    let Refusal::Invalid(errors) = refusal else { panic!("{refusal:?}") };
    errors.iter().map(|error| (error.field, error.code.as_str())).collect()
}

async fn sqlite(fresh: &Fresh) -> SqliteConnection {
    SqliteConnection::connect(&fresh.url).await.unwrap()
}

async fn postgres(fresh: &Fresh) -> PgConnection {
    PgConnection::connect(&fresh.url).await.unwrap()
}

/// Every row of every table.
async fn everything(fresh: &Fresh) -> BTreeMap<String, Vec<String>> {
    rows(fresh, |_| "TRUE".to_owned()).await
}

/// Every row of that city.
pub async fn of_city(fresh: &Fresh, city: MunicipalityId) -> BTreeMap<String, Vec<String>> {
    let theirs = |table: &str| match table {
        "municipality" => format!("id = {city}"),
        "staff_office" => format!("staff_id IN (SELECT id FROM staff WHERE municipality_id = {city})"),
        "occupied" => format!(
            "owner_id IN (SELECT id FROM booking WHERE municipality_id = {city} \
             UNION SELECT id FROM hold WHERE municipality_id = {city})"
        ),
        "backup_mark" | "write_probe" | "audit_key" | "mail_report" => "TRUE".to_owned(),
        _ => format!("municipality_id = {city}"),
    };
    rows(fresh, theirs).await
}

/// The rows of every table that meet its condition (SQL).
async fn rows(fresh: &Fresh, condition: impl Fn(&str) -> String) -> BTreeMap<String, Vec<String>> {
    let mut all = BTreeMap::new();
    match fresh.engine {
        Engine::Sqlite => {
            const TABLES: &str = "SELECT name, (SELECT group_concat('quote(\"' || c.name || '\")', '||'',''||') \
                                  FROM pragma_table_info(t.name) c) FROM sqlite_schema t WHERE type = 'table' \
                                  AND name NOT LIKE 'sqlite%' AND name NOT LIKE '_sqlx%'";
            let mut conn = sqlite(fresh).await;
            let tables: Vec<(String, String)> = sqlx::query_as(TABLES).fetch_all(&mut conn).await.unwrap();
            for (table, columns) in tables {
                let text = AssertSqlSafe(format!(
                    "SELECT {columns} AS row FROM {table} WHERE {} ORDER BY 1",
                    condition(&table)
                ));
                all.insert(table, sqlx::query_scalar(text).fetch_all(&mut conn).await.unwrap());
            }
        }
        Engine::Postgres => {
            const TABLES: &str = "SELECT tablename::text FROM pg_tables WHERE schemaname = 'public' \
                                  AND tablename NOT LIKE '\\_sqlx%'";
            let mut conn = postgres(fresh).await;
            let tables: Vec<String> = sqlx::query_scalar(TABLES).fetch_all(&mut conn).await.unwrap();
            for table in tables {
                let text =
                    AssertSqlSafe(format!("SELECT t::text FROM \"{table}\" t WHERE {} ORDER BY 1", condition(&table)));
                all.insert(table, sqlx::query_scalar(text).fetch_all(&mut conn).await.unwrap());
            }
        }
    }
    assert!(all.len() > 20, "tables: {:?}", all.keys());
    all
}
