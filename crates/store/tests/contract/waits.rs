//! Seeing that somebody waits, instead of sleeping and hoping.

use std::time::{Duration, Instant};

use mendan_store::testing::{Engine, Fresh};
use sqlx::{Connection as _, PgConnection};

/// Until a transaction of this database waits for a lock. On SQLite whoever begins behind the one writer waits by
/// construction: it has no connection to do anything with.
pub async fn until_somebody_waits(fresh: &Fresh) {
    if fresh.engine == Engine::Sqlite {
        return;
    }
    let mut conn = PgConnection::connect(&fresh.url).await.unwrap();
    let begun = Instant::now();
    loop {
        let text =
            "SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
        let waiting: i64 = sqlx::query_scalar(text).fetch_one(&mut conn).await.unwrap();
        if waiting > 0 {
            return conn.close().await.unwrap();
        }
        assert!(begun.elapsed() < Duration::from_secs(10), "nobody waits");
        tokio::task::yield_now().await;
    }
}
