//! The same rows as one booking, written bare: one connection, one durable transaction each, nothing else.

use std::path::Path;
use std::time::Instant;

use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sqlx::{ConnectOptions as _, Connection as _, SqliteConnection};

use crate::{Failure, city};

/// Bare transactions per second.
pub async fn rate(folder: &Path, count: i64) -> Result<f64, Failure> {
    let file = folder.join("bare.db");
    city::write(&file, city::Plan { offices: 1, nurses: 1, days: 1, history: 0, live: 0 }).await?;
    let options = SqliteConnectOptions::new()
        .filename(&file)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full);
    let mut connection = options.connect().await?;
    let begun = Instant::now();
    for number in 1..=count {
        one(&mut connection, number).await?;
    }
    let seconds = begun.elapsed().as_secs_f64();
    connection.close().await?;
    Ok(f64::from(u32::try_from(count)?) / seconds)
}

/// Client, booking, 20 ticks, idempotency key with answer, two messages, audit line.
async fn one(connection: &mut SqliteConnection, n: i64) -> Result<(), Failure> {
    let mut tx = connection.begin_with("BEGIN IMMEDIATE").await?;
    let blob = vec![7_u8; 32];
    sqlx::query("INSERT INTO client VALUES (?1, 1, '+8190' || ?1, '1995-04-03', 0)").bind(n).execute(&mut *tx).await?;
    sqlx::query(
        "INSERT INTO booking (id, municipality_id, reference, token_version, token_hash, client_id, kind_id, office_id, staff_id,
           room_id, room_lane, mode, status, open, starts_at, ends_at, busy_from, busy_until, sequence, uid, language, channel,
           discreet, consent_version, modes_offered, family_name, given_name, family_kana, given_kana, phone_typed, phone_e164,
           phone_last4, email, birth_date, private_sealed, created_at, updated_at, search_hash)
         VALUES (?1, 1, printf('%08d', ?1), 0, CAST(printf('hash%d', ?1) AS BLOB), ?1, 1, 1, 1, 1, 0, 'in_person', 'booked', 1,
           ?2, ?2 + 2400, ?2, ?2 + 3000, 0, printf('uid-%024d', ?1), 'ja', 'api', 0, '1', 3, '架空', '花子', 'カクウ', 'ハナコ',
           '090-0000-0000', '+8190' || ?1, '0000', 'sample' || ?1 || '@mail.example', '1995-04-03', ?3, 0, 0, 1)",
    )
    .bind(n)
    .bind(n * 3000)
    .bind(&blob)
    .execute(&mut *tx)
    .await?;
    sqlx::query("WITH RECURSIVE t(k) AS (SELECT 0 UNION ALL SELECT k + 1 FROM t WHERE k < 9) INSERT INTO occupied SELECT r, 1, 0, ?1 * 10 + k, 1, ?1 FROM t, (SELECT 1 AS r UNION SELECT 2)")
        .bind(n).execute(&mut *tx).await?;
    sqlx::query("INSERT INTO idempotency VALUES (1, printf('%036d', ?1), ?2, ?1, zeroblob(400), 0)")
        .bind(n)
        .bind(&blob)
        .execute(&mut *tx)
        .await?;
    for kind in ["confirmation", "reminder_1d"] {
        sqlx::query(
            "INSERT INTO outbox (id, municipality_id, booking_id, kind, version, recipient, dedupe_key, due_at, useful_until, state,
               attempts, message_id, detail, created_at)
             VALUES (?1, 1, ?2, ?3, 0, 'sample' || ?2 || '@mail.example', ?3 || ?2, 9999999999, 9999999999, 'pending', 0,
               printf('%043d@mail.example', ?1), '{}', 0)",
        ).bind(n * 2 + i64::from(kind == "reminder_1d")).bind(n).bind(kind).execute(&mut *tx).await?;
    }
    sqlx::query(
        "INSERT INTO audit (id, municipality_id, at, actor_kind, action, subject_kind, subject_id, detail)
         VALUES (?1, 1, 0, 'api', 'book', 'booking', ?1, '{}')",
    )
    .bind(n)
    .execute(&mut *tx)
    .await?;
    tx.commit().await?;
    Ok(())
}
