//! A copy of a database brought to where one is served from. The copy is looked at first, beside that place; what stood there is put
//! aside, never overwritten.

use std::ffi::OsString;
use std::fs::{self, File};
use std::path::{Path, PathBuf};

use mendan_service::model::BackupMark;
use mendan_service::ports::{StoreError, StoreResult};
use sqlx::{ConnectOptions as _, Connection as _, Row as _, SqliteConnection};

use super::backup::mark_as_copy;
use super::errors::classify;
use super::files::{create_new_private, unavailable};
use super::options;
use crate::migrations;

/// Copies a backup to a file of its own, which must not exist, and makes sure that it is whole, ours, and not of a later release. A copy
/// that does not say that it is one gets that mark, so that its mails wait for a decision.
pub async fn stage(backup: &Path, staged: &Path, mark: &BackupMark) -> StoreResult<()> {
    if with_ending(backup, "-wal").exists() {
        let why = format!(
            "{0} has a journal ({0}-wal) beside it: it is no backup, but a database somebody serves",
            backup.display()
        );
        return Err(StoreError::Other(why.into()));
    }
    create_new_private(staged)?;
    let done = copy(backup, staged, mark).await;
    if done.is_err() {
        drop(fs::remove_file(staged));
    }
    done
}

async fn copy(backup: &Path, staged: &Path, mark: &BackupMark) -> StoreResult<()> {
    let target = staged.to_str().ok_or_else(|| StoreError::Other("the file's name is not UTF-8".into()))?;
    let mut conn = options(backup).read_only(true).immutable(true).connect().await.map_err(classify)?;
    let looked = look(&mut conn).await;
    let copied = match looked {
        Ok(()) => sqlx::query("VACUUM INTO $1").bind(target).execute(&mut conn).await.map(drop).map_err(classify),
        Err(why) => Err(why),
    };
    conn.close().await.map_err(classify)?;
    copied?;
    let mut conn = options(staged).read_only(true).connect().await.map_err(classify)?;
    let marked = value::<i64>(&mut conn, "SELECT COUNT(*) FROM backup_mark").await.unwrap_or(0);
    conn.close().await.map_err(classify)?;
    if marked == 0 {
        mark_as_copy(staged, mark).await?;
    }
    File::open(staged).and_then(|file| file.sync_all()).map_err(unavailable)
}

/// Whether the file is a whole database of ours.
async fn look(conn: &mut SqliteConnection) -> StoreResult<()> {
    let refuse = |why: String| Err(StoreError::Other(why.into()));
    let said: String = value(conn, "PRAGMA integrity_check").await?;
    if said != "ok" {
        return refuse(format!("the file is damaged: {said}"));
    }
    let newest: Option<i64> = value(conn, "SELECT MAX(version) FROM _sqlx_migrations").await?;
    match newest {
        None => refuse("the file is no database of Mendan's".into()),
        Some(newest) if migrations::SQLITE.iter().all(|(known, ..)| *known < newest) => {
            refuse(format!("the file is of a later release (migration {newest}): install that one first"))
        }
        Some(_) if value::<i64>(conn, "SELECT COUNT(*) FROM pragma_foreign_key_check").await? > 0 => {
            refuse("rows of the file point to rows that are not there".into())
        }
        Some(_) => Ok(()),
    }
}

async fn value<T>(conn: &mut SqliteConnection, text: &'static str) -> StoreResult<T>
where
    T: for<'r> sqlx::Decode<'r, sqlx::Sqlite> + sqlx::Type<sqlx::Sqlite>,
{
    let row = sqlx::query(text).fetch_one(conn).await;
    let told = |error: sqlx::Error| {
        StoreError::Other(format!("the file is damaged, or no database of Mendan's: {error}").into())
    };
    row.and_then(|row| row.try_get(0)).map_err(told)
}

/// Puts a staged copy, which nobody has open, in the place of a database that nobody serves. Returns where that one is now.
pub fn put_in_place(staged: &Path, database: &Path, aside: &str) -> StoreResult<Option<PathBuf>> {
    let mut old = None;
    if database.exists() {
        let place = with_ending(database, aside);
        // With its journal it is whole; under its new name SQLite finds it again.
        for ending in ["", "-wal", "-shm"] {
            let from = with_ending(database, ending);
            if from.exists() {
                fs::rename(&from, with_ending(&place, ending)).map_err(unavailable)?;
            }
        }
        old = Some(place);
    }
    fs::rename(staged, database).map_err(unavailable)?;
    if let Some(folder) = database.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        File::open(folder).and_then(|folder| folder.sync_all()).map_err(unavailable)?;
    }
    Ok(old)
}

/// A file's name with something behind it.
pub fn with_ending(path: &Path, ending: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(ending);
    PathBuf::from(name)
}
