//! A file looked at from outside: nothing of it is changed.

use std::path::PathBuf;

use mendan_service::ports::StoreResult;
use sqlx::{ConnectOptions as _, Connection as _, Row as _, SqliteConnection};

use super::driver::Failure;
use super::errors::{classify, is_damage};
use super::options;
use crate::examine::{Examined, Fault, Schema};
use crate::migrations;

/// Looks at a file, if it is there.
pub(crate) async fn examine(file: Result<PathBuf, PathBuf>) -> StoreResult<Examined> {
    let file = match file {
        Ok(file) => file,
        Err(missing) => return Ok(Examined::broken("SQLite", Fault::NoFile(missing))),
    };
    let looked = async {
        let mut conn = options(&file).read_only(true).connect().await?;
        let looked = look(&mut conn).await;
        conn.close().await?;
        looked
    };
    match looked.await.map_err(Failure::from) {
        Err(error) if is_damage(&error) => Ok(Examined::broken("SQLite", Fault::Damaged(error.to_string()))),
        looked => looked.map_err(classify),
    }
}

async fn look(conn: &mut SqliteConnection) -> Result<Examined, sqlx::Error> {
    let version: String = sqlx::query("SELECT sqlite_version()").fetch_one(&mut *conn).await?.try_get(0)?;
    let said: String = sqlx::query("PRAGMA quick_check(1)").fetch_one(&mut *conn).await?.try_get(0)?;
    let faults = if said == "ok" { Vec::new() } else { vec![Fault::Damaged(said)] };
    let there: i64 = sqlx::query("SELECT COUNT(*) FROM sqlite_master WHERE name = '_sqlx_migrations'")
        .fetch_one(&mut *conn)
        .await?
        .try_get(0)?;
    let mut applied = Vec::new();
    if there > 0 {
        for row in sqlx::query(migrations::MIGRATIONS_APPLIED).fetch_all(&mut *conn).await? {
            applied.push((row.try_get("version")?, row.try_get("success")?));
        }
    }
    let schema = Schema::of(migrations::SQLITE, &applied);
    Ok(Examined { engine: format!("SQLite {version}"), schema, faults, clock: None })
}
