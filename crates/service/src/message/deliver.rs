//! Take due rows out of the outbox and have them sent: lease in a short transaction, look at the booking again,
//! send with no transaction open, mark. A row is lost only by being delivered, refused for good, or out of time. What the
//! relay refuses of us is not the row's fault: it waits.

mod gate;
mod lanes;
pub mod truth;

use std::sync::Arc;
use std::time::{Duration as Wait, Instant};

use async_trait::async_trait;
use chrono::{DateTime, Duration, Utc};
use mendan_domain::booking::mode::Mode;
use mendan_domain::ids::{BookingId, MunicipalityId, OutboxId};
use tokio::sync::Semaphore;

use crate::call::met::met;
use crate::city::catalogue::Catalogue;
use crate::error::Refusal;
use crate::handle::Handle;
use crate::message::deliver::gate::{Gate, Way};
use crate::message::deliver::lanes::Lanes;
use crate::message::deliver::truth::{is_true, useful_until};
use crate::message::ledger::{Ledger, Note};
use crate::message::times::awake_from;
use crate::model::{AlarmCode, Booking, Failure, MessageKind, OutboxRow, OutboxState};
use crate::ports::StoreError;
use crate::services::{Actor, Context, Recorded, Services, Writer};

/// A lease lasts 30 seconds and is renewed while its message is being sent.
const LEASE_SECONDS: i64 = 30;
/// Renewed three times per lease.
const RENEW_EVERY: Wait = Wait::from_secs(10);
/// One attempt may take a minute: a server that sends an octet a second must not keep a place for ever.
const ATTEMPT_LIMIT: Wait = Wait::from_mins(1);

/// Minutes after which a reminder that a closure holds back is looked at again.
const CLOSED_MINUTES: i64 = 5;

/// One message, ready to be written.
#[derive(Clone)]
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

crate::masked_debug!(Letter { row, stamped_at });

/// What a mailer may fail with. Texts carry the server's words, never an address.
#[derive(Debug, thiserror::Error)]
pub enum MailError {
    /// The relay refuses us, whatever the letter, or cannot be reached: wait for whoever can mend that.
    #[error("relay: {0}")]
    Relay(String),
    /// The relay takes us, but not this letter now: try again.
    #[error("temporary: {0}")]
    Temporary(String),
    /// Her address is refused for good: somebody must call.
    #[error("recipient: {0}")]
    Recipient(String),
    /// This letter is refused for good: staff must look at it.
    #[error("letter: {0}")]
    Letter(String),
    /// The letter could not be written: a defect of ours or of the set-up.
    #[error("internal: {0}")]
    Internal(String),
}

/// Sends letters.
#[async_trait]
pub trait Mailer: Send + Sync {
    /// Sends one; the same letter has the same octets each time.
    async fn send(&self, letter: &Letter) -> Result<(), MailError>;
}

/// Rows a worker has leased at most.
const MOST_LEASED: u32 = 128;
/// Between two looks at the relay's alarm.
const LOOK_EVERY: Wait = Wait::from_secs(30);
/// A message that the relay refused is tried again after a minute and at most a quarter.
const RELAY_SECONDS: (i64, i64) = (60, 15);
/// A message behind one that tries the relay asks again after half a minute at most, and some seconds.
const BEHIND_SECONDS: (i64, i64) = (30, 4);

/// A worker of the outbox.
#[derive(Clone)]
pub struct Deliverer {
    services: Services,
    mailer: Arc<dyn Mailer>,
    worker: i64,
    ledger: Arc<Ledger>,
    leased: Arc<Semaphore>,
    lanes: Arc<Lanes>,
    gate: Arc<Gate>,
}

enum Next {
    Send(Box<Letter>),
    Park(&'static str),
    Finish(OutboxState, &'static str),
    Later(DateTime<Utc>, &'static str),
}

/// Writes a link that was found, unless the booking has one or needs none by now.
async fn keep_link(writer: &Writer, context: &Context, id: BookingId, link: &str) -> Result<(), Refusal> {
    let mut tx = writer.begin().await?;
    let mut booking = writer.find_in(tx.as_mut(), context, &Handle::Id(id)).await?;
    if booking.mode != Mode::Video || booking.join_url.is_some() {
        return Ok(());
    }
    writer.end_undo(tx.as_mut(), &booking).await?;
    let before = booking.clone();
    booking.join_url = Some(link.to_owned());
    let recorded = writer.write_change(tx.as_mut(), context, (&before, &mut booking), ("link", None)).await?;
    Ok(tx.commit(recorded).await?)
}

/// What became of an attempt.
enum Attempt {
    /// The relay is known to refuse us: nobody asked it.
    Behind(DateTime<Utc>, String),
    /// The booking changed meanwhile, or another worker has the row.
    Lost,
    /// Begun then; without an outcome it took too long.
    Made(Instant, Option<Result<(), MailError>>),
}

impl Deliverer {
    /// A worker that sends up to `places` letters at a time, and twice as many more that are answered slowly.
    pub fn new(services: Services, mailer: Arc<dyn Mailer>, places: usize) -> Self {
        let worker = services.new_id();
        let leased = Arc::new(Semaphore::new(usize::try_from(MOST_LEASED).unwrap_or(1)));
        let lanes = Arc::new(Lanes::new(places, places * 2));
        Self { services, mailer, worker, ledger: Arc::default(), leased, lanes, gate: Arc::default() }
    }

    /// Claims what is due and starts sending it; returns how many rows were taken. Does not wait for them, so that a
    /// slow server keeps nobody else.
    pub async fn beat(&self) -> Result<usize, Refusal> {
        let free = i64::try_from(self.leased.available_permits()).unwrap_or(i64::MAX);
        if free == 0 {
            return Ok(0);
        }
        let now = self.services.now();
        self.look_at_alarm(now).await?;
        if !self.services.store().look().await?.outbox_is_due(now).await? {
            return Ok(0);
        }
        let rows = self.services.write(|writer| async move { self.claim(&writer, now, free).await }).await?;
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
        let (id, city) = (row.id, row.municipality);
        match self.next(row).await {
            Ok(Next::Park(why)) => self.park(id, city, why).await,
            // What the database holds does not change by trying again.
            Err(Refusal::Internal(StoreError::Corrupt(why))) => self.park(id, city, &why).await,
            Ok(Next::Finish(state, why)) => {
                self.finish(id, state, None, Some(why)).await?;
                Ok(state.as_str())
            }
            Ok(Next::Later(at, why)) => {
                self.later(id, at, None, why).await?;
                Ok("later")
            }
            Ok(Next::Send(letter)) => self.send(*letter).await,
            Err(refusal) => Err(refusal),
        }
    }

    /// Puts a row aside that cannot be sent whatever is tried, and says so to an administrator.
    async fn park(&self, id: OutboxId, city: MunicipalityId, why: &str) -> Result<&'static str, Refusal> {
        self.finish(id, OutboxState::Failed, Some(Failure::Internal), Some(why)).await?;
        self.services.raise_alarm(AlarmCode::MailInternal, (Some(city), ""), why).await?;
        Ok("parked")
    }

    /// Looks at the booking again and decides.
    async fn next(&self, row: OutboxRow) -> Result<Next, Refusal> {
        let now = self.services.now();
        let catalogue = self.services.catalogue(row.municipality).await?;
        let context = Context { catalogue: Arc::clone(&catalogue), actor: Actor::System };
        let booking = match self.services.find(&context, &Handle::Id(row.booking)).await {
            Ok(booking) => booking,
            Err(Refusal::NotFound) => return Ok(Next::Park("there is no such booking")),
            Err(refusal) => return Err(refusal),
        };
        if now > useful_until(&row, &booking) {
            return Ok(Next::Finish(OutboxState::Expired, "no longer useful"));
        }
        if !is_true(&row, &booking) {
            return Ok(Next::Finish(OutboxState::Superseded, "the booking has changed"));
        }
        let rule = row.kind.rule();
        match row.kind {
            MessageKind::VideoLink => self.fetch_link(&context, booking, &row).await,
            // It lives again once the closure is gone or the booking moved.
            _ if rule.waits_while_closed && met(&catalogue, &booking).is_some() => {
                Ok(Next::Later(now + Duration::minutes(CLOSED_MINUTES), "the day is closed"))
            }
            _ if rule.keeps_quiet_hours && awake_from(&catalogue.municipality, now) > now => {
                let morning = awake_from(&catalogue.municipality, now);
                let useful = morning < row.useful_until;
                Ok(if useful {
                    Next::Later(morning, "quiet hours")
                } else {
                    Next::Finish(OutboxState::Expired, "quiet hours")
                })
            }
            _ => {
                // Without its link no letter leaves; it waits until the secret is listed again.
                let manage_url = self.services.manage_url(&catalogue, &booking)?;
                let stamped_at = row.stamped_at.unwrap_or(now);
                Ok(Next::Send(Box::new(Letter { row, booking, catalogue, manage_url, stamped_at })))
            }
        }
    }

    async fn send(&self, letter: Letter) -> Result<&'static str, Refusal> {
        let id = letter.row.id;
        let sending = self.lanes.run(self.carry(&letter));
        tokio::pin!(sending);
        let attempt = loop {
            tokio::select! {
                attempt = &mut sending => break attempt?,
                () = tokio::time::sleep(RENEW_EVERY) => self.renew(id).await,
            }
        };
        match attempt {
            Attempt::Lost => Ok("lost"),
            Attempt::Behind(next, why) => self.behind(id, next, &why).await,
            Attempt::Made(began, Some(outcome)) => self.settle(&letter, began, outcome).await,
            Attempt::Made(_, None) => {
                self.gate.undecided(self.services.now());
                self.back_off(&letter, "took too long").await
            }
        }
    }

    /// One attempt, in a place.
    async fn carry(&self, letter: &Letter) -> Result<Attempt, Refusal> {
        if let Way::Shut(next, why) = self.gate.enter(self.services.now()) {
            return Ok(Attempt::Behind(next, why));
        }
        let began = Instant::now();
        if !self.note(letter.row.id, Note::Stamp(letter.stamped_at)).await? {
            self.gate.undecided(self.services.now());
            return Ok(Attempt::Lost);
        }
        Ok(Attempt::Made(began, tokio::time::timeout(ATTEMPT_LIMIT, self.mailer.send(letter)).await.ok()))
    }

    async fn settle(
        &self,
        letter: &Letter,
        began: Instant,
        outcome: Result<(), MailError>,
    ) -> Result<&'static str, Refusal> {
        let (id, city) = (letter.row.id, letter.row.municipality);
        let state = match outcome {
            Ok(()) => {
                self.finish(id, OutboxState::Sent, None, None).await?;
                "sent"
            }
            Err(MailError::Recipient(why)) => {
                self.finish(id, OutboxState::Failed, Some(Failure::Recipient), Some(&why)).await?;
                "refused for her address"
            }
            Err(MailError::Letter(why)) => {
                self.finish(id, OutboxState::Failed, Some(Failure::Letter), Some(&why)).await?;
                "refused for the letter"
            }
            Err(MailError::Temporary(why)) => self.back_off(letter, &why).await?,
            Err(MailError::Relay(why)) => return self.refused(letter, began, &why).await,
            Err(MailError::Internal(why)) => {
                self.gate.undecided(self.services.now());
                return self.park(id, city, &why).await;
            }
        };
        self.passed().await?;
        Ok(state)
    }

    /// The relay refuses us: the message waits, whoever can mend it is told, and the others do not knock meanwhile.
    async fn refused(&self, letter: &Letter, began: Instant, why: &str) -> Result<&'static str, Refusal> {
        let now = self.services.now();
        if !self.gate.refused(began, now, why) {
            return self.back_off(letter, why).await;
        }
        self.later(letter.row.id, now + self.soon(RELAY_SECONDS), Some(Failure::Relay), why).await?;
        self.services.raise_alarm(AlarmCode::MailRelay, (None, ""), why).await?;
        Ok("refused of us")
    }

    async fn behind(&self, id: OutboxId, next: DateTime<Utc>, why: &str) -> Result<&'static str, Refusal> {
        let (most, jitter) = BEHIND_SECONDS;
        let now = self.services.now();
        let next = next.min(now + Duration::seconds(most)).max(now) + self.soon((1, jitter));
        self.later(id, next, Some(Failure::Relay), why).await?;
        Ok("behind")
    }

    /// Takes due rows; puts aside what cannot be read.
    async fn claim(&self, writer: &Writer, now: DateTime<Utc>, free: i64) -> Result<Vec<OutboxRow>, Refusal> {
        let mut tx = writer.begin().await?;
        let claimed = tx.outbox_claim(self.worker, now, now + Duration::seconds(LEASE_SECONDS), free).await?;
        for row in &claimed.unreadable {
            // It would be taken again and again.
            let why = (OutboxState::Failed, Some(Failure::Internal), Some(row.why.as_str()));
            tx.outbox_finish(self.worker, row.id, why, now).await?;
            let city = Some(row.municipality);
            writer.raise_alarm_in(tx.as_mut(), AlarmCode::MailInternal, (city, ""), &row.why).await?;
            tracing::error!(outbox = row.id.0, why = row.why, "a message cannot be read; it is put aside");
        }
        tx.commit(Recorded::not_needed("a lease is nobody's act")).await?;
        Ok(claimed.rows)
    }

    /// The relay takes us: what waited for it goes at once, and when nothing waits any more the alarm ends.
    async fn passed(&self) -> Result<(), Refusal> {
        if self.gate.passed() {
            let hasten = |writer: Writer| async move {
                let mut tx = writer.begin().await?;
                let waiting = tx.outbox_hasten(writer.now()).await?;
                tx.commit(Recorded::not_needed("the relay's state is nobody's act")).await?;
                Ok(waiting)
            };
            let waiting = self.services.write(hasten).await?;
            tracing::info!(waiting, "the relay takes mails again");
            self.services.ring();
        }
        if self.gate.alarmed() && self.services.clear_relay_alarm().await? {
            self.gate.calm();
        }
        Ok(())
    }

    async fn look_at_alarm(&self, now: DateTime<Utc>) -> Result<(), Refusal> {
        if self.gate.wants_to_look(LOOK_EVERY) {
            let alarms = self.services.alarms().await?;
            let relay = alarms.iter().find(|alarm| alarm.code == AlarmCode::MailRelay.as_str());
            self.gate.heard(relay.map(|alarm| alarm.detail.as_str()), now);
        }
        Ok(())
    }

    /// 1 minute, doubled each time up to 6 hours, with up to a quarter of jitter.
    async fn back_off(&self, letter: &Letter, why: &str) -> Result<&'static str, Refusal> {
        let doublings = u32::try_from(letter.row.attempts.clamp(0, 9)).unwrap_or(0);
        let seconds = (60_i64 << doublings).min(6 * 3600);
        let at = self.services.now() + self.soon((seconds, seconds / 4));
        self.later(letter.row.id, at, None, why).await?;
        Ok("retry")
    }

    /// So many seconds, and up to so many more by chance.
    fn soon(&self, (seconds, jitter): (i64, i64)) -> Duration {
        let mut octet = [0_u8; 1];
        self.services.entropy().fill(&mut octet);
        Duration::seconds(seconds + jitter * i64::from(octet[0]) / 256)
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

    async fn finish(
        &self,
        id: OutboxId,
        state: OutboxState,
        failure: Option<Failure>,
        why: Option<&str>,
    ) -> Result<(), Refusal> {
        self.note(id, Note::Finish(state, failure, why.map(str::to_owned))).await.map(drop)
    }

    async fn later(&self, id: OutboxId, at: DateTime<Utc>, failure: Option<Failure>, why: &str) -> Result<(), Refusal> {
        self.note(id, Note::Later(at, failure, why.to_owned())).await.map(drop)
    }

    /// Asks the provider again; with a link the booking changes, which writes its own mail.
    async fn fetch_link(&self, context: &Context, booking: Booking, row: &OutboxRow) -> Result<Next, Refusal> {
        let Some(link) = self.services.link_for(context, &booking) else {
            return Ok(Next::Later(self.services.now() + Duration::minutes(2), "no link yet"));
        };
        let (id, link) = (booking.id, &link);
        self.services.write(|writer| async move { keep_link(&writer, context, id, link).await }).await?;
        tracing::debug!(outbox = row.id.0, "link found");
        self.services.ring();
        Ok(Next::Finish(OutboxState::Sent, "link found"))
    }
}
