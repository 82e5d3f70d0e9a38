//! LISTEN and NOTIFY: a process that has written something due wakes the others. They look by themselves, too, only not as soon; so
//! that a pooler that does not let them listen costs a moment and nothing else.
//!
//! What is notified inside a transaction makes all such transactions commit one after the other, each with its own wait for the
//! disk. So it is said afterwards, in a statement of its own, and seldom.

use async_trait::async_trait;
use mendan_service::ports::{StoreResult, Wakes};
use sqlx::postgres::{PgConnectOptions, PgListener, PgPool};

use super::{ACQUIRE_TIMEOUT, classify, pool};

/// Where it is said.
const CHANNEL: &str = "mendan_jobs";

statements! {
    WAKE_OTHERS = "SELECT pg_notify($1, $2)";
}

/// Says that something is due.
pub(super) async fn others(writers: &PgPool, from: i64) -> StoreResult<()> {
    let query = sqlx::query(WAKE_OTHERS).bind(CHANNEL).bind(from.to_string());
    query.execute(writers).await.map(drop).map_err(classify)
}

/// Listens on a connection of its own; a lost one is made anew.
pub(super) async fn listen(options: &PgConnectOptions) -> StoreResult<Option<Box<dyn Wakes>>> {
    let own = pool(1, ACQUIRE_TIMEOUT).connect_lazy_with(options.clone());
    let mut listener = PgListener::connect_with(&own).await.map_err(classify)?;
    listener.listen(CHANNEL).await.map_err(classify)?;
    Ok(Some(Box::new(Listener(listener))))
}

struct Listener(PgListener);

#[async_trait]
impl Wakes for Listener {
    async fn next(&mut self) -> StoreResult<i64> {
        let said = self.0.recv().await.map_err(classify)?;
        // Whoever says something else is nobody we know, and may have written something all the same.
        Ok(said.payload().parse().unwrap_or_default())
    }
}
