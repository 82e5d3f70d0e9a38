//! Views of personal data, noted without holding up whoever writes, and also while the store cannot write.
//!
//! One task notes for everybody: it takes what has come together and writes it into the [`Spare`] file, whose room was taken
//! beforehand; then the pages are sent. Once a second what waits there goes into the audit table, in order, many lines in one
//! transaction, as soon as that works. Ids are fixed when the view happens, so that a line written twice stands once. When the
//! file is full and the table takes nothing, views are refused: one that nobody noted must not happen.
//!
//! Where there is no file, the table is asked first: memory alone does not outlive a crash.

mod bring;
mod record;
mod spare;

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use mendan_service::model::AuditLine;
use mendan_service::ports::{Store, StoreError, StoreResult, ViewLog};
use tokio::sync::{mpsc, oneshot};
use tokio::time::{Instant, sleep_until};

use bring::{Bringing, Table};
pub use spare::Spare;

/// Between two times that what waits is brought into the table.
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
        tokio::spawn(Keeper { table: Table::new(store), spare, inbox, again: Instant::now() }.run());
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
    table: Table,
    spare: Spare,
    inbox: mpsc::Receiver<Ask>,
    /// When what waits is brought into the table.
    again: Instant,
}

impl Keeper {
    async fn run(mut self) {
        // Whoever looks does not wait for it.
        let mut bringing: Option<Bringing> = None;
        loop {
            tokio::select! {
                ask = self.inbox.recv() => match ask {
                    Some(ask) => self.answer(ask, &mut bringing).await,
                    None => return,
                },
                brought = bring::done(&mut bringing), if bringing.is_some() => {
                    bringing = None;
                    self.forget(brought).await;
                }
                () = sleep_until(self.again), if bringing.is_none() && !self.spare.is_empty() => {
                    bringing = Some(self.bring());
                }
            }
        }
    }

    async fn answer(&mut self, ask: Ask, bringing: &mut Option<Bringing>) {
        let (mut asked, mut settled) = (Vec::new(), Vec::new());
        let mut next = Some(ask);
        while let Some(ask) = next {
            match ask {
                Ask::Note(line, noted) => asked.push((line, noted)),
                Ask::Settle(done) => settled.push(done),
            }
            next = if asked.len() < BATCH { self.inbox.try_recv().ok() } else { None };
        }
        self.note(asked, bringing).await;
        if !settled.is_empty() {
            self.settle(bringing).await;
            for done in settled {
                // Whoever has gone away does not hear it.
                let _ = done.send(());
            }
        }
    }

    /// Into the file; without one into the table if nothing waits before them and it can be written, else into memory.
    async fn note(&mut self, asked: Vec<Asked>, bringing: &mut Option<Bringing>) {
        if asked.is_empty() {
            return;
        }
        let lines: Vec<AuditLine> = asked.iter().map(|(line, _)| line.clone()).collect();
        if !self.spare.outlives() && self.spare.is_empty() {
            match self.table.write(&lines).await {
                Ok(()) => return tell(asked, |_| Ok(())),
                Err(StoreError::Busy(error) | StoreError::Unavailable(error)) => {
                    tracing::warn!(%error, "views wait: the store cannot write");
                }
                Err(error) => {
                    let text = error.to_string();
                    tracing::error!(?error, "views not noted");
                    return tell(asked, |_| Err(StoreError::Other(text.clone().into())));
                }
            }
        }
        if self.spare.is_empty() {
            self.again = Instant::now() + AGAIN;
        } else if self.spare.room() < lines.len() && Instant::now() >= self.again {
            self.settle(bringing).await;
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

    /// Brings all that waits into the table, as far as that works.
    async fn settle(&mut self, bringing: &mut Option<Bringing>) {
        loop {
            let brought = match bringing.take() {
                Some(begun) => begun.await,
                None if self.spare.is_empty() => return,
                None => self.bring().await,
            };
            if !self.forget(brought).await {
                return;
            }
        }
    }

    /// Begins to bring the oldest that wait into the table.
    fn bring(&self) -> Bringing {
        self.table.bring(self.spare.oldest(BATCH))
    }

    /// What stands in the table waits no longer. `false` when the table took nothing.
    async fn forget(&mut self, brought: usize) -> bool {
        if brought > 0
            && let Err(error) = self.spare.forget(brought).await
        {
            tracing::warn!(%error, "views that were noted could not be cleared from their file");
        }
        // After a full batch the next one follows at once.
        self.again = Instant::now() + if brought < BATCH { AGAIN } else { Duration::ZERO };
        brought > 0
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
