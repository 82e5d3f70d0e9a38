//! Take due rows out of the outbox and have them sent: lease in a short transaction, look at the booking again,
//! send with no transaction open, mark. A row is lost only by being delivered, refused for good, or out of time.

use std::sync::Arc;
use std::time::Duration as Wait;

use async_trait::async_trait;
use chrono::{DateTime, Duration, Utc};
use mendan_domain::booking::Status;
use mendan_domain::ids::OutboxId;
use mendan_domain::mode::Mode;
use tokio::sync::Semaphore;

use crate::catalogue::Catalogue;
use crate::error::Refusal;
use crate::model::{Booking, MessageKind, OutboxRow, OutboxState};
use crate::services::{Actor, Context, Services};
use crate::usecase::find::Handle;
use crate::usecase::ledger::{Ledger, Note};
use crate::usecase::messages::awake_from;

/// A lease lasts 30 seconds and is renewed while its message is being sent.
const LEASE_SECONDS: i64 = 30;
/// Renewed three times per lease.
const RENEW_EVERY: Wait = Wait::from_secs(10);
/// One attempt may take a minute: a server that sends an octet a second must not keep a place for ever.
const ATTEMPT_LIMIT: Wait = Wait::from_mins(1);

/// One message, ready to be written.
#[derive(Debug, Clone)]
pub struct Letter {
    /// The row: recipient, kind, Message-ID, SEQUENCE.
    pub row: OutboxRow,
    /// The booking as it is now.
    pub booking: Booking,
    /// The city.
    pub catalogue: Arc<Catalogue>,
    /// The manage page.
    pub manage_url: String,
    /// `Date` and `DTSTAMP`: the first attempt.
    pub stamped_at: DateTime<Utc>,
}

/// What a mailer may fail with. Texts carry the server's words, never an address.
#[derive(Debug, thiserror::Error)]
pub enum MailError {
    /// 4xx, time-out, disconnect: try again.
    #[error("temporary: {0}")]
    Temporary(String),
    /// 5xx: somebody must call.
    #[error("permanent: {0}")]
    Permanent(String),
}

/// Sends letters.
#[async_trait]
pub trait Mailer: Send + Sync {
    /// Sends one; the same letter has the same octets each time.
    async fn send(&self, letter: &Letter) -> Result<(), MailError>;
}

/// Rows a worker has leased at most.
const MOST_LEASED: u32 = 64;

/// A worker of the outbox.
#[derive(Clone)]
pub struct Deliverer {
    services: Services,
    mailer: Arc<dyn Mailer>,
    worker: i64,
    ledger: Arc<Ledger>,
    leased: Arc<Semaphore>,
    places: Arc<Semaphore>,
}

enum Next {
    Send(Box<Letter>),
    Finish(OutboxState, &'static str),
    Later(DateTime<Utc>, &'static str),
}

impl Deliverer {
    /// A worker that sends up to `places` letters at a time.
    pub fn new(services: Services, mailer: Arc<dyn Mailer>, places: usize) -> Self {
        let worker = services.new_id();
        let leased = usize::try_from(MOST_LEASED).unwrap_or(1);
        let (leased, places) = (Arc::new(Semaphore::new(leased)), Arc::new(Semaphore::new(places)));
        Self { services, mailer, worker, ledger: Arc::default(), leased, places }
    }

    /// Claims what is due and starts sending it; returns how many rows were taken. Does not wait for them, so that a
    /// slow server keeps nobody else.
    pub async fn beat(&self) -> Result<usize, Refusal> {
        let free = i64::try_from(self.leased.available_permits()).unwrap_or(i64::MAX);
        if free == 0 {
            return Ok(0);
        }
        let now = self.services.now();
        let mut tx = self.services.store().begin().await?;
        let rows = tx.outbox_claim(self.worker, now, now + Duration::seconds(LEASE_SECONDS), free).await?;
        tx.commit().await?;
        let (taken, all) = (rows.len(), i64::try_from(rows.len()).is_ok_and(|taken| taken == free));
        for row in rows {
            let Ok(leased) = Arc::clone(&self.leased).acquire_owned().await else { break };
            let this = self.clone();
            tokio::spawn(async move {
                this.one(row).await;
                drop(leased);
                if all {
                    // There may be more than could be taken.
                    this.services.ring();
                }
            });
        }
        Ok(taken)
    }

    /// Waits until nothing is being sent (shutdown, tests).
    pub async fn idle(&self) {
        let _all = self.leased.acquire_many(MOST_LEASED).await;
    }

    async fn one(&self, row: OutboxRow) {
        let (id, kind) = (row.id, row.kind.as_str());
        match self.attempt(row).await {
            Ok(state) => tracing::info!(outbox = id.0, kind, state, "message handled"),
            // The lease runs out and the row is taken again.
            Err(error) => tracing::warn!(outbox = id.0, kind, error = %error, "message not handled"),
        }
    }

    async fn attempt(&self, row: OutboxRow) -> Result<&'static str, Refusal> {
        let id = row.id;
        match self.next(row).await? {
            Next::Finish(state, why) => {
                self.finish(id, state, Some(why)).await?;
                Ok(state.as_str())
            }
            Next::Later(at, why) => {
                self.later(id, at, why).await?;
                Ok("later")
            }
            Next::Send(letter) => self.send(*letter).await,
        }
    }

    /// Looks at the booking again and decides.
    async fn next(&self, row: OutboxRow) -> Result<Next, Refusal> {
        let now = self.services.now();
        let catalogue = self.services.catalogue(row.municipality).await?;
        let context = Context { catalogue: Arc::clone(&catalogue), actor: Actor::System };
        if now > row.useful_until {
            return Ok(Next::Finish(OutboxState::Expired, "no longer useful"));
        }
        let booking = self.services.find(&context, &Handle::Id(row.booking)).await?;
        let live = booking.status == Status::Booked;
        let current = booking.sequence == row.version;
        let wanted = match row.kind {
            MessageKind::Confirmation | MessageKind::Change => current && booking.status != Status::Cancelled,
            MessageKind::ReminderOneDay => current && live,
            MessageKind::Cancellation => current && booking.status == Status::Cancelled,
            MessageKind::AlreadyBooked => live,
            MessageKind::VideoLink => live && booking.mode == Mode::Video && booking.join_url.is_none(),
        };
        if !wanted {
            return Ok(Next::Finish(OutboxState::Superseded, "the booking has changed"));
        }
        match row.kind {
            MessageKind::VideoLink => self.fetch_link(&context, booking, &row).await,
            MessageKind::ReminderOneDay if awake_from(&catalogue.municipality, now) > now => {
                let morning = awake_from(&catalogue.municipality, now);
                let useful = morning < row.useful_until;
                Ok(if useful {
                    Next::Later(morning, "quiet hours")
                } else {
                    Next::Finish(OutboxState::Expired, "quiet hours")
                })
            }
            _ => {
                let manage_url = self.services.manage_url(&catalogue, &booking);
                let stamped_at = row.stamped_at.unwrap_or(now);
                Ok(Next::Send(Box::new(Letter { row, booking, catalogue, manage_url, stamped_at })))
            }
        }
    }

    async fn send(&self, letter: Letter) -> Result<&'static str, Refusal> {
        let id = letter.row.id;
        if !self.note(id, Note::Stamp(letter.stamped_at)).await? {
            return Ok("lost");
        }
        let sending = async {
            let _place = self.places.acquire().await;
            tokio::time::timeout(ATTEMPT_LIMIT, self.mailer.send(&letter)).await
        };
        tokio::pin!(sending);
        let outcome = loop {
            tokio::select! {
                outcome = &mut sending => break outcome,
                () = tokio::time::sleep(RENEW_EVERY) => self.renew(id).await,
            }
        };
        match outcome {
            Ok(Ok(())) => {
                self.finish(id, OutboxState::Sent, None).await?;
                Ok("sent")
            }
            Ok(Err(MailError::Permanent(why))) => {
                self.finish(id, OutboxState::Failed, Some(&why)).await?;
                Ok("failed")
            }
            Ok(Err(MailError::Temporary(why))) => self.back_off(&letter, &why).await,
            Err(_) => self.back_off(&letter, "took too long").await,
        }
    }

    /// 1 minute, doubled each time up to 6 hours, with up to a quarter of jitter.
    async fn back_off(&self, letter: &Letter, why: &str) -> Result<&'static str, Refusal> {
        let doublings = u32::try_from(letter.row.attempts.clamp(0, 9)).unwrap_or(0);
        let seconds = (60_i64 << doublings).min(6 * 3600);
        let mut octet = [0_u8; 1];
        self.services.entropy().fill(&mut octet);
        let jitter = seconds * i64::from(octet[0]) / 1024;
        self.later(letter.row.id, self.services.now() + Duration::seconds(seconds + jitter), why).await?;
        Ok("retry")
    }

    async fn renew(&self, id: OutboxId) {
        let until = self.services.now() + Duration::seconds(LEASE_SECONDS);
        if let Err(error) = self.note(id, Note::Renew(until)).await {
            tracing::warn!(outbox = id.0, %error, "lease not renewed");
        }
    }

    async fn note(&self, id: OutboxId, note: Note) -> Result<bool, Refusal> {
        self.ledger.write(&self.services, self.worker, id, note).await
    }

    async fn finish(&self, id: OutboxId, state: OutboxState, why: Option<&str>) -> Result<(), Refusal> {
        self.note(id, Note::Finish(state, why.map(str::to_owned))).await.map(drop)
    }

    async fn later(&self, id: OutboxId, at: DateTime<Utc>, why: &str) -> Result<(), Refusal> {
        self.note(id, Note::Later(at, why.to_owned())).await.map(drop)
    }

    /// Asks the provider again; with a link the booking changes, which writes its own mail.
    async fn fetch_link(&self, context: &Context, booking: Booking, row: &OutboxRow) -> Result<Next, Refusal> {
        let Some(link) = self.services.link_for(context, &booking) else {
            return Ok(Next::Later(self.services.now() + Duration::minutes(2), "no link yet"));
        };
        let (context, id, row) = (context.clone(), booking.id, row.id);
        self.services
            .run(move |services| {
                let (context, link) = (context.clone(), link.clone());
                async move {
                    let mut tx = services.store().begin().await?;
                    let mut booking = services.find_in(tx.as_mut(), &context, &Handle::Id(id)).await?;
                    if booking.mode == Mode::Video && booking.join_url.is_none() {
                        services.end_undo(tx.as_mut(), &booking).await?;
                        let before = booking.clone();
                        booking.join_url = Some(link);
                        services.write_change(tx.as_mut(), &context, (&before, &mut booking), ("link", None)).await?;
                    }
                    Ok(tx.commit().await?)
                }
            })
            .await?;
        tracing::debug!(outbox = row.0, "link found");
        self.services.ring();
        Ok(Next::Finish(OutboxState::Sent, "link found"))
    }
}
