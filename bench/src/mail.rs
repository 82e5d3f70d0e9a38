//! Sending: so many confirmations that are due at once, to a mail server on this machine that takes everything; the sender is killed
//! half-way and begun again.

use std::collections::BTreeSet;
use std::path::Path;
use std::time::{Duration, Instant};

use mendan_domain::ids::BookingId;
use mendan_service::secret::{Secret, sha256};
use sqlx::Connection as _;

use crate::process::{Process, SECRET};
use crate::sink::Sink;
use crate::table::Table;
use crate::{Failure, city};

/// Letters of a run that is one of many.
pub const USUAL: i64 = 10_000;
/// Letters of `ARGS=mail-many`.
pub const MANY: i64 = 100_000;
/// Milliseconds that a letter may take, on average.
const EACH: f64 = 10.0;
/// MiB by which the server may grow from a tenth of the letters to the last: it holds those on their way, never all.
const GROWS: f64 = 40.0;
/// Letters that may come twice after a kill: one for each place to send from, quick or slow.
const TWICE: f64 = 48.0;
/// So long without a letter, and the run has failed.
const PATIENCE: Duration = Duration::from_mins(2);

/// Adds the rows.
pub async fn sent(folder: &Path, table: &mut Table, letters: i64) -> Result<(), Failure> {
    let plan = city::Plan { offices: 4, nurses: 30, days: 28, history: 0, live: letters };
    let address = city::write(&folder.join("mail.db"), plan).await?;
    write_letters(&address).await?;
    let sink = Sink::start().await?;
    let url = sink.url();
    let more = [("MENDAN_MAIL_URL", url.as_str())];
    let begin = || Process::mendan_with(folder, &address, &more);
    let all = usize::try_from(letters)?;

    let server = begin().await?;
    arrived(&sink, all / 10).await?;
    let (early, begun, at) = (server.memory()?, Instant::now(), sink.count());
    arrived(&sink, all / 2).await?;
    let (half, took) = (sink.count() - at, begun.elapsed().as_secs_f64());
    // As by a loss of power.
    drop(server);
    let server = begin().await?;
    let different = || sink.ids().into_iter().collect::<BTreeSet<String>>().len();
    let mut waited = Instant::now();
    let mut known = different();
    while known < all {
        tokio::time::sleep(Duration::from_millis(500)).await;
        let now = different();
        if now > known {
            (known, waited) = (now, Instant::now());
        } else if waited.elapsed() > PATIENCE {
            return Err(format!("{known} of {all} letters arrived").into());
        }
    }
    // What was sent and is not marked yet would come again.
    settled(&address, letters).await?;
    let twice = sink.count() - different();
    let each = took * 1000.0 / figure(half)?;
    let a_second = 1000.0 / each;
    table.goal(
        format!("sending {letters} letters, ms each"),
        (each, EACH),
        format!("{a_second:.0} a second, {} sessions", sink.sessions()),
    );
    table.goal("  MiB more at the end", (server.memory()? - early, GROWS), format!("{early:.0} after a tenth"));
    table.goal("  letters that came twice after kill -9 half-way", (figure(twice)?, TWICE), "under one Message-ID");
    Ok(())
}

fn figure(count: usize) -> Result<f64, Failure> {
    Ok(f64::from(u32::try_from(count)?))
}

/// Waits until so many letters have arrived.
async fn arrived(sink: &Sink, letters: usize) -> Result<(), Failure> {
    let (mut known, mut since) = (0, Instant::now());
    loop {
        let now = sink.count();
        if now >= letters {
            return Ok(());
        }
        if now > known {
            (known, since) = (now, Instant::now());
        } else if since.elapsed() > PATIENCE {
            return Err(format!("{now} of {letters} letters arrived").into());
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// Every letter is marked.
async fn settled(address: &str, letters: i64) -> Result<(), Failure> {
    let mut connection = sqlx::SqliteConnection::connect(address).await?;
    let begun = Instant::now();
    loop {
        let sent: i64 =
            sqlx::query_scalar("SELECT COUNT(*) FROM outbox WHERE state = 'sent'").fetch_one(&mut connection).await?;
        if sent == letters {
            return Ok(connection.close().await?);
        }
        if begun.elapsed() > PATIENCE {
            return Err(format!("{sent} of {letters} letters are marked as sent").into());
        }
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
}

/// A confirmation of every booking, due now; their links are those of the server's secret.
async fn write_letters(address: &str) -> Result<(), Failure> {
    let mut connection = sqlx::SqliteConnection::connect(address).await?;
    let mut tx = connection.begin().await?;
    let bookings: Vec<i64> = sqlx::query_scalar("SELECT id FROM booking").fetch_all(&mut *tx).await?;
    let secret = Secret::new(SECRET);
    for id in bookings {
        let hash = sha256(secret.booking_token(BookingId(id), 0).as_bytes());
        sqlx::query("UPDATE booking SET token_hash = ?2 WHERE id = ?1").bind(id).bind(hash).execute(&mut *tx).await?;
    }
    let columns = "id, municipality_id, booking_id, kind, version, recipient, dedupe_key, due_at, useful_until, state, attempts, message_id, \
                   detail, created_at";
    let rows = "SELECT id, municipality_id, id, 'confirmation', 0, 'haha' || id || '@mail.bench.example', 'bench ' || id, ?1, \
                starts_at, 'pending', 0, 'bench-' || id || '@bench.example', '{}', ?1 FROM booking";
    let statement = sqlx::AssertSqlSafe(format!("INSERT INTO outbox ({columns}) {rows}"));
    sqlx::query(statement).bind(city::now()).execute(&mut *tx).await?;
    tx.commit().await?;
    Ok(connection.close().await?)
}
