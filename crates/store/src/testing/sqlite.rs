//! A folder of its own for each test.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use sqlx::{AssertSqlSafe, Connection as _, Executor as _, SqliteConnection};

use super::{Engine, Fresh, unique_name};

struct Folder(PathBuf);

impl Drop for Folder {
    fn drop(&mut self) {
        // A folder that stays behind harms nobody.
        drop(fs::remove_dir_all(&self.0));
    }
}

/// A migrated, empty SQLite database in a folder of its own.
pub async fn fresh_sqlite() -> Fresh {
    let folder = Folder(std::env::temp_dir().join(unique_name()));
    let url = format!("sqlite://{}", folder.0.join("mendan.db").display());
    Fresh::open(url, Engine::Sqlite, folder).await
}

/// Makes a database in that file, unless it is there: `fill` gets the address of another, whose whole content then goes into
/// one file; who calls keeps others from doing the same.
pub async fn prepare(file: &Path, fill: impl FnOnce(&str)) {
    if file.exists() {
        return;
    }
    let folder = Folder(std::env::temp_dir().join(unique_name()));
    fs::create_dir_all(&folder.0).expect("a folder");
    let (url, new) = (format!("sqlite://{}", folder.0.join("mendan.db").display()), file.with_extension("new"));
    fill(&url);
    drop(fs::remove_file(&new));
    let mut conn = SqliteConnection::connect(&url).await.expect("it can be opened");
    let copy = AssertSqlSafe(format!("VACUUM INTO '{}'", new.display()));
    conn.execute(copy).await.expect("it can be copied");
    // As the program makes them: nobody else may read it.
    fs::set_permissions(&new, fs::Permissions::from_mode(0o600)).expect("a mode");
    fs::rename(&new, file).expect("it gets its name");
}

/// Puts a copy of a file in the place of the database at that address; both are closed.
pub(super) fn copy(prepared: &str, url: &str) {
    let file = url.trim_start_matches("sqlite://");
    for beside in ["-wal", "-shm"] {
        // Closed properly, it left none.
        drop(fs::remove_file(format!("{file}{beside}")));
    }
    fs::copy(prepared, file).expect("the prepared database can be copied");
}
