//! The embedded migrations. `build.rs` lists the files, so adding one is adding a file to each engine's folder.

use mendan_service::ports::{StoreError, StoreResult};
use sqlx::migrate::{MigrateError, Migration, MigrationType, Migrator};
use sqlx::{AssertSqlSafe, SqlSafeStr as _};

statements! {
    /// Which have been applied, and whether they succeeded.
    pub MIGRATIONS_APPLIED = "SELECT version, success FROM _sqlx_migrations ORDER BY version";
}

/// Number, words, text.
pub type File = (i64, &'static str, &'static str);

/// Of SQLite.
pub const SQLITE: &[File] = include!(concat!(env!("OUT_DIR"), "/sqlite_migrations.rs"));
/// Of PostgreSQL.
pub const POSTGRES: &[File] = include!(concat!(env!("OUT_DIR"), "/postgres_migrations.rs"));

/// What applies them.
pub fn migrator(files: &[File]) -> Migrator {
    let migration = |(number, words, text): &File| {
        let text = AssertSqlSafe(*text).into_sql_str();
        Migration::new(*number, (*words).into(), MigrationType::Simple, text, false)
    };
    Migrator::with_migrations(files.iter().map(migration).collect())
}

/// The outcome of a migration in the words of the port.
pub fn outcome(done: Result<(), MigrateError>, classify: fn(sqlx::Error) -> StoreError) -> StoreResult<()> {
    done.map_err(|error| match error {
        MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _) => classify(error),
        other => StoreError::Other(other.into()),
    })
}

/// Whether these applied migrations (number, success) are all there are.
pub fn complete(files: &[File], applied: &[(i64, bool)]) -> bool {
    applied.iter().all(|(_, success)| *success)
        && files.iter().all(|(number, ..)| applied.iter().any(|(version, _)| version == number))
}
