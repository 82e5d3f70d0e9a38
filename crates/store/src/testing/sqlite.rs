//! A folder of its own for each test.

use std::path::PathBuf;

use super::{Engine, Fresh, unique_name};

struct Folder(PathBuf);

impl Drop for Folder {
    fn drop(&mut self) {
        // A folder that stays behind harms nobody.
        drop(std::fs::remove_dir_all(&self.0));
    }
}

/// A migrated, empty SQLite database in a folder of its own.
pub async fn fresh_sqlite() -> Fresh {
    let folder = Folder(std::env::temp_dir().join(unique_name()));
    let url = format!("sqlite://{}", folder.0.join("mendan.db").display());
    Fresh::open(url, Engine::Sqlite, folder).await
}
