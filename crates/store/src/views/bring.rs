//! From where views wait into the audit table.

use std::future::{Future, pending};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use mendan_service::model::AuditLine;
use mendan_service::ports::{Store, StoreError, StoreResult};
use tokio::time::timeout;

/// For the table, before it is left alone until the next time.
const PATIENCE: Duration = Duration::from_millis(800);

/// Lines on their way into the table; tells how many of them, the oldest first, wait no longer.
pub(super) type Bringing = Pin<Box<dyn Future<Output = usize> + Send>>;

/// The end of what was begun, if anything was.
pub(super) async fn done(bringing: &mut Option<Bringing>) -> usize {
    match bringing {
        Some(begun) => begun.await,
        None => pending().await,
    }
}

/// The audit table.
#[derive(Clone)]
pub(super) struct Table {
    store: Arc<dyn Store>,
    /// Whether it is known to be there.
    ready: Arc<AtomicBool>,
}

impl Table {
    pub(super) fn new(store: Arc<dyn Store>) -> Self {
        Self { store, ready: Arc::default() }
    }

    /// Begins to write lines in one transaction.
    pub(super) fn bring(&self, lines: Vec<AuditLine>) -> Bringing {
        let table = self.clone();
        Box::pin(async move { table.take(&lines).await })
    }

    async fn take(&self, lines: &[AuditLine]) -> usize {
        if !self.is_ready().await {
            return 0;
        }
        match self.write(lines).await {
            Ok(()) => lines.len(),
            Err(StoreError::Busy(_) | StoreError::Unavailable(_)) => 0,
            // A line the table does not take must not keep the others out.
            Err(_) => match self.write(&lines[..1]).await {
                Ok(()) => 1,
                Err(StoreError::Busy(_) | StoreError::Unavailable(_)) => 0,
                Err(error) => {
                    tracing::error!(?error, id = lines[0].id.0, "a view that waited cannot be noted");
                    1
                }
            },
        }
    }

    /// Before the migration there is no table to write to.
    async fn is_ready(&self) -> bool {
        if !self.ready.load(Ordering::Relaxed) {
            let ready = matches!(timeout(PATIENCE, self.store.ready()).await, Ok(Ok(true)));
            self.ready.store(ready, Ordering::Relaxed);
        }
        self.ready.load(Ordering::Relaxed)
    }

    /// Writes lines, each of them once, however often it is written.
    pub(super) async fn write(&self, lines: &[AuditLine]) -> StoreResult<()> {
        let writing = async {
            let mut tx = self.store.begin().await?;
            for line in lines {
                tx.audit_insert_once(line).await?;
            }
            tx.commit().await
        };
        let late = |_| Err(StoreError::Busy("no answer in time".into()));
        timeout(PATIENCE, writing).await.unwrap_or_else(late)
    }
}
