//! A server looked at from outside: what it is, what its user may do, and whether a connection is ours alone.

use std::str::FromStr as _;

use chrono::DateTime;
use mendan_service::ports::{StoreError, StoreResult};
use sqlx::postgres::{PgConnectOptions, PgPool};

use super::{LIMITS, MIGRATION_PATIENCE, classify, pool, pooler, row};
use crate::examine::{Examined, Fault, OLDEST_POSTGRES, Schema};
use crate::migrations;
use crate::transfer::TABLES;

statements! {
    SERVER =
        "SELECT CAST(current_setting('server_version_num') AS INTEGER) AS number, current_setting('server_version') AS version, \
           current_setting('server_encoding') AS encoding, \
           pg_is_in_recovery() OR current_setting('transaction_read_only') = 'on' AS read_only, \
           CAST(EXTRACT(EPOCH FROM clock_timestamp()) AS BIGINT) AS clock, \
           COALESCE(has_schema_privilege(current_schema(), 'CREATE'), FALSE) AS makes_tables, \
           to_regclass('_sqlx_migrations') IS NOT NULL AS is_ours";
    /// Those of the named tables that are there and may not be read and written. The first argument is the list, parted by commas.
    LOCKED_TABLES =
        "SELECT name FROM unnest(string_to_array($1, ',')) AS name \
         WHERE to_regclass(name) IS NOT NULL AND NOT (has_table_privilege(name, 'SELECT') AND has_table_privilege(name, 'INSERT') \
           AND has_table_privilege(name, 'UPDATE') AND has_table_privilege(name, 'DELETE'))";
}

/// Looks at a server.
pub(crate) async fn examine(url: &str) -> StoreResult<Examined> {
    let options = PgConnectOptions::from_str(url).map_err(classify)?.application_name("mendan doctor");
    let one = pool(1, MIGRATION_PATIENCE).connect_lazy_with(options.clone());
    let looked = look(&one).await;
    one.close().await;
    let mut examined = match looked {
        Err(error) if is_pooler(&error) => return Ok(Examined::broken("PostgreSQL", Fault::Pooler)),
        Err(StoreError::Unavailable(why) | StoreError::Busy(why)) => {
            return Ok(Examined::broken("PostgreSQL", Fault::Unreachable(why.to_string())));
        }
        // It refuses us: the user, the password, the name of the database.
        Err(StoreError::Other(why)) if refuses_us(&why.to_string()) => {
            return Ok(Examined::broken("PostgreSQL", Fault::Unreachable(why.to_string())));
        }
        looked => looked?,
    };
    let two = pool(2, MIGRATION_PATIENCE).connect_lazy_with(options.options(LIMITS));
    let checked = pooler::check(&two).await;
    two.close().await;
    match checked {
        Err(error) if is_pooler(&error) => examined.faults.push(Fault::Pooler),
        checked => checked?,
    }
    Ok(examined)
}

fn is_pooler(error: &StoreError) -> bool {
    matches!(error, StoreError::Other(why) if why.to_string() == pooler::POOLER)
}

/// Class 28, invalid authorisation, and 3D000, no such database.
fn refuses_us(why: &str) -> bool {
    why.starts_with("28") || why.starts_with("3D000")
}

async fn look(pool: &PgPool) -> StoreResult<Examined> {
    let mut conn = pool.acquire().await.map_err(pooler::told)?;
    let server = sqlx::query(SERVER).fetch_one(&mut *conn).await.map_err(pooler::told)?;
    let mut faults = Vec::new();
    let version: String = row::get(&server, "version")?;
    if row::get::<i32>(&server, "number")? < OLDEST_POSTGRES {
        faults.push(Fault::TooOld(version.clone()));
    }
    let encoding: String = row::get(&server, "encoding")?;
    if encoding != "UTF8" {
        faults.push(Fault::Encoding(encoding));
    }
    if row::get(&server, "read_only")? {
        faults.push(Fault::ReadOnly);
    }
    let mut rights = Vec::new();
    if !row::get::<bool>(&server, "makes_tables")? {
        rights.push("CREATE ON SCHEMA".to_owned());
    }
    let mut applied = Vec::new();
    if row::get(&server, "is_ours")? {
        let locked = sqlx::query(LOCKED_TABLES).bind(TABLES.join(","));
        rights.extend(row::all(&mut conn, locked, |row| row::get(row, "name")).await?);
        let query = sqlx::query(migrations::MIGRATIONS_APPLIED);
        let read = row::all(&mut conn, query, |row| Ok((row::get(row, "version")?, row::get(row, "success")?))).await;
        if read.is_err() {
            rights.push("_sqlx_migrations".to_owned());
        }
        applied = read.unwrap_or_default();
    }
    if !rights.is_empty() {
        faults.push(Fault::Rights(rights));
    }
    let schema = Schema::of(migrations::POSTGRES, &applied);
    let clock = DateTime::from_timestamp(row::get(&server, "clock")?, 0);
    Ok(Examined { engine: format!("PostgreSQL {version}"), schema, faults, clock })
}
