//! The migrations make the same tables on both engines.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use mendan_store::testing::{Engine, Fresh, fresh_postgres, fresh_sqlite};
use sqlx::{Connection, PgConnection, Row as _, SqlStr, SqliteConnection};

/// Table and column → type of SQLite (0 and 1 are INTEGER there), and whether it may be empty.
type Columns = BTreeMap<(String, String), (String, bool)>;

async fn sqlite_columns(fresh: &Fresh) -> Columns {
    let mut conn = SqliteConnection::connect(&fresh.url).await.unwrap();
    let text = "SELECT t.name, c.name, c.type, c.\"notnull\" = 0 AND c.pk = 0 FROM sqlite_schema AS t, pragma_table_info(t.name) AS c \
                WHERE t.type = 'table' AND t.name <> '_sqlx_migrations'";
    let rows = sqlx::query(text).fetch_all(&mut conn).await.unwrap();
    rows.iter().map(|row| ((row.get(0), row.get(1)), (row.get(2), row.get(3)))).collect()
}

async fn postgres_columns(fresh: &Fresh) -> Columns {
    let mut conn = PgConnection::connect(&fresh.url).await.unwrap();
    let text = "SELECT table_name::text, column_name::text, data_type::text, is_nullable = 'YES' FROM information_schema.columns \
                WHERE table_schema = 'public' AND table_name <> '_sqlx_migrations'";
    let rows = sqlx::query(text).fetch_all(&mut conn).await.unwrap();
    let sqlite_type = |name: String| match name.as_str() {
        "bigint" | "boolean" => "INTEGER".to_owned(),
        "text" => "TEXT".to_owned(),
        "bytea" => "BLOB".to_owned(),
        _ => name,
    };
    rows.iter().map(|row| ((row.get(0), row.get(1)), (sqlite_type(row.get(2)), row.get(3)))).collect()
}

#[tokio::test]
async fn both_engines_have_the_same_columns() {
    let (sqlite, postgres) = (fresh_sqlite().await, fresh_postgres().await);
    let (sqlite, postgres) = (sqlite_columns(&sqlite).await, postgres_columns(&postgres).await);
    assert!(sqlite.len() > 100, "only {} columns", sqlite.len());
    assert_eq!(sqlite, postgres);
}

#[tokio::test]
async fn both_engines_have_the_same_named_indexes() {
    let (sqlite, postgres) = (fresh_sqlite().await, fresh_postgres().await);
    let mut conn = SqliteConnection::connect(&sqlite.url).await.unwrap();
    let text = "SELECT name FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL";
    let ours: BTreeSet<String> = sqlx::query_scalar(text).fetch_all(&mut conn).await.unwrap().into_iter().collect();
    let mut conn = PgConnection::connect(&postgres.url).await.unwrap();
    let text = "SELECT indexname::text FROM pg_indexes WHERE schemaname = 'public' \
                AND indexname !~ '_(pkey|key)$'";
    let theirs: BTreeSet<String> = sqlx::query_scalar(text).fetch_all(&mut conn).await.unwrap().into_iter().collect();
    assert_eq!(ours, theirs);
}

#[test]
fn what_stands_in_two_folders_stands_in_both_and_could_not_stand_in_one() {
    let texts = |engine: &str| -> BTreeMap<String, String> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../migrations").join(engine);
        let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap());
        let text = |file: std::fs::DirEntry| std::fs::read_to_string(file.path()).unwrap();
        files.map(|file| (file.file_name().into_string().unwrap(), text(file))).collect()
    };
    let (sqlite, postgres) = (texts("sqlite"), texts("postgres"));
    assert_eq!(sqlite.keys().collect::<Vec<_>>(), postgres.keys().collect::<Vec<_>>());
    for (name, text) in &postgres {
        assert_ne!(Some(text), sqlite.get(name), "{name} is the same for both: migrations/both");
    }
}

/// Names of statements as the sources have them.
fn written(folder: &Path) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            names.append(&mut written(&path));
            continue;
        }
        let text = std::fs::read_to_string(&path).unwrap();
        let blocks = text.split("\nstatements! {\n").skip(1).filter_map(|rest| rest.split("\n}\n").next());
        let lines = blocks.flat_map(str::lines).filter_map(|line| line.strip_prefix("    "));
        let name = |line: &str| line.strip_prefix("pub ").unwrap_or(line).split([' ', '{']).next().map(str::to_owned);
        names.extend(lines.filter_map(name).filter(|word| {
            !word.is_empty() && word.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_')
        }));
    }
    names
}

#[test]
fn no_statement_is_left_out_of_those_that_are_looked_at() {
    let written = written(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"));
    assert!(written.len() > 150, "{written:?}");
    let collected: BTreeSet<String> = [Engine::Sqlite, Engine::Postgres]
        .iter()
        .flat_map(|engine| engine.statements())
        .map(|(name, _)| name.to_owned())
        .collect();
    assert_eq!(collected, written);
}

async fn prepare_all(engine: Engine, mut prepare: impl AsyncFnMut(&'static str) -> sqlx::Result<()>) {
    for (name, text) in engine.statements() {
        if let Err(error) = prepare(text).await {
            panic!("{name} cannot be prepared on {engine:?}: {error}\n{text}");
        }
    }
}

#[tokio::test]
async fn every_statement_can_be_prepared_on_sqlite() {
    use sqlx::Executor as _;
    let fresh = fresh_sqlite().await;
    let mut conn = SqliteConnection::connect(&fresh.url).await.unwrap();
    prepare_all(fresh.engine, async |text| conn.prepare(SqlStr::from_static(text)).await.map(drop)).await;
}

#[tokio::test]
async fn every_statement_can_be_prepared_on_postgres() {
    use sqlx::Executor as _;
    let fresh = fresh_postgres().await;
    let mut conn = PgConnection::connect(&fresh.url).await.unwrap();
    prepare_all(fresh.engine, async |text| conn.prepare(SqlStr::from_static(text)).await.map(drop)).await;
}

#[tokio::test]
async fn every_table_is_copied_into_another_database_but_what_is_its_own() {
    let fresh = fresh_sqlite().await;
    let mut tables: BTreeSet<String> = sqlite_columns(&fresh).await.into_keys().map(|(table, _)| table).collect();
    assert!(tables.remove("write_probe"));
    assert_eq!(tables, mendan_store::transfer::TABLES.iter().map(|table| (*table).to_owned()).collect());
}
