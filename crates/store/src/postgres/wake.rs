//! LISTEN and NOTIFY: a process that has written something due wakes the others, and tells them what pages that are open should know. They look by themselves, too, only not as soon; so
//! that a pooler that does not let them listen costs a moment and nothing else.
//!
//! What is notified inside a transaction makes all such transactions commit one after the other, each with its own wait for the
//! disk. So it is said afterwards, in a statement of its own, and seldom.

use async_trait::async_trait;
use mendan_service::ports::{Hears, StoreResult, Wakes};
use sqlx::postgres::{PgConnectOptions, PgListener, PgPool};

use super::{ACQUIRE_TIMEOUT, classify, pool};

/// Where it is said that something is due.
const CHANNEL: &str = "mendan_jobs";
/// Where it is said what has changed.
const CHANGES: &str = "mendan_changes";

statements! {
    WAKE_OTHERS = "SELECT pg_notify($1, $2)";
}

/// Says that something is due.
pub(super) async fn others(writers: &PgPool, from: i64) -> StoreResult<()> {
    say(writers, CHANNEL, &from.to_string()).await
}

/// Says what has changed.
pub(super) async fn tell(writers: &PgPool, text: &str) -> StoreResult<()> {
    say(writers, CHANGES, text).await
}

async fn say(writers: &PgPool, channel: &str, text: &str) -> StoreResult<()> {
    let query = sqlx::query(WAKE_OTHERS).bind(channel).bind(text);
    query.execute(writers).await.map(drop).map_err(classify)
}

/// Listens on a connection of its own; a lost one is made anew.
pub(super) async fn listen(options: &PgConnectOptions) -> StoreResult<Option<Box<dyn Wakes>>> {
    Ok(Some(Box::new(Listener(listener(options, CHANNEL).await?))))
}

/// The same for what has changed.
pub(super) async fn hear(options: &PgConnectOptions) -> StoreResult<Option<Box<dyn Hears>>> {
    Ok(Some(Box::new(Hearing(listener(options, CHANGES).await?))))
}

async fn listener(options: &PgConnectOptions, channel: &str) -> StoreResult<PgListener> {
    let own = pool(1, ACQUIRE_TIMEOUT).connect_lazy_with(options.clone());
    let mut listener = PgListener::connect_with(&own).await.map_err(classify)?;
    listener.listen(channel).await.map_err(classify)?;
    Ok(listener)
}

struct Hearing(PgListener);

#[async_trait]
impl Hears for Hearing {
    async fn next(&mut self) -> StoreResult<Option<String>> {
        // None: the connection was lost and is another one by now; what was said in between nobody heard.
        let said = self.0.try_recv().await.map_err(classify)?;
        Ok(said.map(|said| said.payload().to_owned()))
    }
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
