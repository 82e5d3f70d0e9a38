//! Views of personal data, noted even while the store cannot write.
//!
//! One task notes for everybody: it takes what has come together and writes it into the audit table in one transaction. If that
//! does not work at once, the lines go into the [`Spare`] file, whose room was taken beforehand, and the pages are sent; the
//! table gets them, in order, when writing works again. Ids are fixed when the view happens, so that a line written twice
//! stands once. When the file is full, views are refused: one that nobody noted must not happen.

mod record;
mod spare;

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use mendan_service::model::AuditLine;
use mendan_service::ports::{Store, StoreError, StoreResult, ViewLog};
use tokio::sync::{mpsc, oneshot};
use tokio::time::{Instant, sleep_until, timeout};

pub use spare::Spare;

/// For the table, before a view goes into the file.
const TABLE_PATIENCE: Duration = Duration::from_millis(800);
/// Between two tries to bring what waits into the table.
const AGAIN: Duration = Duration::from_secs(1);
/// Lines in one transaction.
const BATCH: usize = 200;
/// Askers in the queue.
const QUEUE: usize = 1024;

/// Notes views; see the module.
pub struct Views {
    asks: mpsc::Sender<Ask>,
}

enum Ask {
    Note(AuditLine, oneshot::Sender<StoreResult<()>>),
    Settle(oneshot::Sender<()>),
}

impl Views {
    /// Starts the task. It ends with the last handle.
    pub fn start(store: Arc<dyn Store>, spare: Spare) -> Arc<Self> {
        let (asks, inbox) = mpsc::channel(QUEUE);
        tokio::spawn(Keeper { store, spare, inbox, again: Instant::now() }.run());
        Arc::new(Self { asks })
    }
}

#[async_trait]
impl ViewLog for Views {
    async fn note(&self, line: AuditLine) -> StoreResult<()> {
        let (noted, answer) = oneshot::channel();
        let asked = self.asks.send(Ask::Note(line, noted)).await;
        asked.map_err(|_| gone())?;
        answer.await.unwrap_or_else(|_| Err(gone()))
    }

    async fn settle(&self) {
        let (settled, answer) = oneshot::channel();
        if self.asks.send(Ask::Settle(settled)).await.is_ok() {
            drop(answer.await);
        }
    }
}

fn gone() -> StoreError {
    StoreError::Unavailable("nobody notes views any more".into())
}

/// A view and who waits for it to be noted.
type Asked = (AuditLine, oneshot::Sender<StoreResult<()>>);

struct Keeper {
    store: Arc<dyn Store>,
    spare: Spare,
    inbox: mpsc::Receiver<Ask>,
    /// When the table is tried again.
    again: Instant,
}

impl Keeper {
    async fn run(mut self) {
        loop {
            tokio::select! {
                ask = self.inbox.recv() => match ask {
                    Some(ask) => self.answer(ask).await,
                    None => return,
                },
                () = sleep_until(self.again), if !self.spare.is_empty() => self.bring().await,
            }
        }
    }

    async fn answer(&mut self, ask: Ask) {
        let (mut asked, mut settled) = (Vec::new(), Vec::new());
        let mut next = Some(ask);
        while let Some(ask) = next {
            match ask {
                Ask::Note(line, noted) => asked.push((line, noted)),
                Ask::Settle(done) => settled.push(done),
            }
            next = if asked.len() < BATCH { self.inbox.try_recv().ok() } else { None };
        }
        self.note(asked).await;
        if !settled.is_empty() {
            self.bring().await;
            for done in settled {
                // Whoever has gone away does not hear it.
                let _ = done.send(());
            }
        }
    }

    /// Into the table if nothing waits before them and it can be written, else into the file.
    async fn note(&mut self, asked: Vec<Asked>) {
        if asked.is_empty() {
            return;
        }
        let lines: Vec<AuditLine> = asked.iter().map(|(line, _)| line.clone()).collect();
        if self.spare.is_empty() {
            match self.write(&lines).await {
                Ok(()) => return tell(asked, |_| Ok(())),
                Err(StoreError::Busy(error) | StoreError::Unavailable(error)) => {
                    tracing::warn!(%error, "views wait: the store cannot write");
                    self.again = Instant::now() + AGAIN;
                }
                Err(error) => {
                    let text = error.to_string();
                    tracing::error!(?error, "views not noted");
                    return tell(asked, |_| Err(StoreError::Other(text.clone().into())));
                }
            }
        }
        match self.spare.keep(lines).await {
            Ok(kept) => tell(asked, |n| if n < kept { Ok(()) } else { Err(full("too many views wait already")) }),
            Err(error) => {
                let text = error.to_string();
                tracing::error!(%error, "views cannot wait");
                tell(asked, |_| Err(full(&text)));
            }
        }
    }

    /// Brings what waits into the table, as far as that works.
    async fn bring(&mut self) {
        self.again = Instant::now() + AGAIN;
        // Before the migration there is no table to write to.
        if !matches!(timeout(TABLE_PATIENCE, self.store.ready()).await, Ok(Ok(true))) {
            return;
        }
        while !self.spare.is_empty() {
            let lines = self.spare.oldest(BATCH);
            let count = match self.write(&lines).await {
                Ok(()) => lines.len(),
                Err(StoreError::Busy(_) | StoreError::Unavailable(_)) => return,
                // A line the table does not take must not keep the others out.
                Err(_) => match self.write(&lines[..1]).await {
                    Err(StoreError::Busy(_) | StoreError::Unavailable(_)) => return,
                    Err(error) => {
                        tracing::error!(?error, id = lines[0].id.0, "a view that waited cannot be noted");
                        1
                    }
                    Ok(()) => 1,
                },
            };
            if let Err(error) = self.spare.forget(count).await {
                tracing::warn!(%error, "views that were noted could not be cleared from their file");
            }
        }
        tracing::info!("views that waited are noted");
    }

    async fn write(&self, lines: &[AuditLine]) -> StoreResult<()> {
        let writing = async {
            let mut tx = self.store.begin().await?;
            for line in lines {
                tx.audit_insert_once(line).await?;
            }
            tx.commit().await
        };
        let late = |_| Err(StoreError::Busy("no answer in time".into()));
        timeout(TABLE_PATIENCE, writing).await.unwrap_or_else(late)
    }
}

fn full(text: &str) -> StoreError {
    StoreError::Busy(text.to_owned().into())
}

/// Answers everybody. Whoever has gone away does not hear it.
fn tell(asked: Vec<Asked>, answer: impl Fn(usize) -> StoreResult<()>) {
    for (n, (_, noted)) in asked.into_iter().enumerate() {
        drop(noted.send(answer(n)));
    }
}
