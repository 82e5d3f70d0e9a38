//! From one database into another, of the same or the other engine: table by table, in one transaction, compared at the end.

use sha2::{Digest as _, Sha256};

use mendan_service::ports::{StoreError, StoreResult};
use tokio::sync::mpsc;

use crate::{postgres, sqlite};

/// Every table, those that others point to first. What belongs to a database itself stays there: its migrations and its probe.
pub const TABLES: [&str; 57] = [
    "municipality",
    "office",
    "room",
    "interview_kind",
    "leaflet",
    "role",
    "staff",
    "staff_office",
    "calendar_feed",
    "busy_source",
    "setting_change",
    "city_image",
    "mailbox",
    "dkim_key",
    "openid",
    "template",
    "closure",
    "holiday",
    "slot",
    "partner_key",
    "client",
    "booking",
    "former_interview",
    "meeting",
    "import_key",
    "search_term",
    "hold",
    "occupied",
    "undo",
    "range_undo",
    "idempotency",
    "outbox",
    "receipt",
    "dead_address",
    "mail_report",
    "resend",
    "call",
    "staff_news",
    "offer_set",
    "offer_choice",
    "alarm",
    "audit",
    "audit_seal",
    "audit_chain",
    "audit_key",
    "session",
    "staff_factor",
    "recovery_code",
    "sign_in_step",
    "staff_address",
    "staff_link",
    "openid_link",
    "openid_attempt",
    "founding_link",
    "import_draft",
    "work_draft",
    "backup_mark",
];

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sort {
    /// Yes or no.
    Truth,
    /// Whole numbers of 64 bits.
    Number,
    /// Characters.
    Text,
    /// Anything.
    Octets,
}

impl Sort {
    /// As the engines call it, in small letters.
    pub(crate) fn parse(word: &str) -> Option<Self> {
        match word {
            "boolean" => Some(Self::Truth),
            "integer" | "bigint" => Some(Self::Number),
            "text" => Some(Self::Text),
            "blob" | "bytea" => Some(Self::Octets),
            _ => None,
        }
    }
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Column {
    pub(crate) name: String,
    pub(crate) sort: Sort,
}

/// A value.
#[derive(Clone)]
pub(crate) enum Value {
    /// Nothing, of a column of that sort.
    None(Sort),
    Truth(bool),
    Number(i64),
    Text(String),
    Octets(Vec<u8>),
}

/// Rows of a table.
pub(crate) type Rows = Vec<Vec<Value>>;

/// How many rows, and a sum over them in which their order does not matter: each row's SHA-256, the first 128 bits, added up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sum {
    /// Rows.
    pub rows: u64,
    /// Their digests, added up.
    pub digest: u128,
}

impl Sum {
    /// Adds a row.
    pub(crate) fn add(&mut self, row: &[Value]) {
        let mut digest = Sha256::new();
        for value in row {
            let (letter, octets): (u8, &[u8]) = match value {
                Value::None(_) => (b'-', &[]),
                // SQLite knows no difference.
                Value::Truth(value) => (b'n', &i64::from(*value).to_be_bytes()),
                Value::Number(value) => (b'n', &value.to_be_bytes()),
                Value::Text(value) => (b't', value.as_bytes()),
                Value::Octets(value) => (b'o', value),
            };
            digest.update([letter]);
            digest.update(octets.len().to_be_bytes());
            digest.update(octets);
        }
        let digest = digest.finalize();
        let first = digest.first_chunk().map_or(0, |octets: &[u8; 16]| u128::from_be_bytes(*octets));
        self.digest = self.digest.wrapping_add(first);
        self.rows += 1;
    }
}

/// One end of a copy, in a transaction of its own.
enum End {
    Sqlite(sqlite::End),
    Postgres(postgres::End),
}

/// The same for both engines.
macro_rules! either {
    ($end:expr, $engine:ident, $conn:ident => $done:expr) => {
        match $end {
            End::Sqlite(end) => {
                use sqlite::transfer as $engine;
                let $conn = &mut **end;
                $done
            }
            End::Postgres(end) => {
                use postgres::transfer as $engine;
                let $conn = &mut **end;
                $done
            }
        }
    };
}

impl End {
    async fn source(url: &str) -> StoreResult<Self> {
        Ok(match crate::sqlite_path(url) {
            Some(path) => Self::Sqlite(sqlite::source(&path).await?),
            None => Self::Postgres(postgres::source(url).await?),
        })
    }

    async fn target(url: &str) -> StoreResult<Self> {
        Ok(match crate::sqlite_path(url) {
            Some(path) => Self::Sqlite(sqlite::target(&path).await?),
            None => Self::Postgres(postgres::target(url).await?),
        })
    }

    async fn columns(&mut self, table: &str) -> StoreResult<Vec<Column>> {
        either!(self, engine, conn => engine::columns(conn, table).await)
    }

    async fn read(&mut self, table: (&str, &[Column]), to: &mpsc::Sender<Rows>) -> StoreResult<()> {
        either!(self, engine, conn => engine::read(conn, table, to).await)
    }

    async fn write(&mut self, table: (&str, &[Column]), rows: &[Vec<Value>]) -> StoreResult<()> {
        either!(self, engine, conn => engine::write(conn, table, rows).await)
    }

    async fn sum(&mut self, table: (&str, &[Column])) -> StoreResult<Sum> {
        either!(self, engine, conn => engine::sum(conn, table).await)
    }

    async fn commit(self) -> StoreResult<()> {
        match self {
            Self::Sqlite(end) => end.commit().await.map_err(sqlite::classify),
            Self::Postgres(end) => end.commit().await.map_err(postgres::classify),
        }
    }
}

/// Copies every table of a migrated database into another one, which is migrated, too, and empty. Nothing stays there unless every table
/// holds the same at the end. Returns what each of them holds.
///
/// # Errors
/// When the target is not empty, when the tables differ, and for whatever either database says.
pub async fn copy(from: &str, to: &str) -> StoreResult<Vec<(&'static str, Sum)>> {
    let (mut source, mut target) = (End::source(from).await?, End::target(to).await?);
    let mut done = Vec::new();
    for table in TABLES {
        let columns = agreed(table, source.columns(table).await?, target.columns(table).await?)?;
        let whole = (table, columns.as_slice());
        if target.sum(whole).await?.rows > 0 {
            return Err(StoreError::Other(format!("the database copied to is not empty: {table}").into()));
        }
        let (sender, mut receiver) = mpsc::channel(4);
        let read = async {
            let read = source.read(whole, &sender).await;
            drop(sender);
            read
        };
        let mut sum = Sum::default();
        let write = async {
            while let Some(rows) = receiver.recv().await {
                for row in &rows {
                    sum.add(row);
                }
                target.write(whole, &rows).await?;
            }
            // Whoever reads must not wait for a place in a queue that nobody empties.
            receiver.close();
            Ok(())
        };
        tokio::try_join!(read, write)?;
        if target.sum(whole).await? != sum {
            return Err(StoreError::Other(format!("{table} is not the same after it was copied").into()));
        }
        done.push((table, sum));
    }
    target.commit().await?;
    Ok(done)
}

/// The columns of a table in the order of the source, as the engine that knows most about them sorts them.
fn agreed(table: &str, source: Vec<Column>, mut target: Vec<Column>) -> StoreResult<Vec<Column>> {
    let differs =
        || StoreError::Other(format!("the tables {table} differ: migrate both databases with this release").into());
    let mut columns = Vec::new();
    for Column { name, sort } in source {
        let index = target.iter().position(|column| column.name == name).ok_or_else(differs)?;
        let other = target.swap_remove(index).sort;
        let sort = if sort == Sort::Truth || other == Sort::Truth { Sort::Truth } else { sort };
        columns.push(Column { name, sort });
    }
    if target.is_empty() && !columns.is_empty() { Ok(columns) } else { Err(differs()) }
}
