//! The job "send a message": look at the booking again, ask the message's kind whether it is still true, send with no transaction
//! open, mark. What the relay refuses of us is not the row's fault: it waits. Staff see what was refused of an address or a letter.

mod gate;
mod lanes;
pub mod truth;

use std::sync::Arc;
use std::time::{Duration as Wait, Instant};

use async_trait::async_trait;
use chrono::{DateTime, Duration, Utc};

use crate::call::met::met;
use crate::city::catalogue::Catalogue;
use crate::error::Refusal;
use crate::handle::Handle;
use crate::job::kind::{ATTEMPT_LIMIT, Handler, Retry};
use crate::job::lease::Lease;
use crate::job::row::MESSAGE;
use crate::message::deliver::gate::{Gate, Way};
use crate::message::deliver::lanes::Lanes;
use crate::message::deliver::truth::{is_true, useful_until};
use crate::message::times::awake_from;
use crate::model::{AlarmCode, Booking, Failure, JobRow, OutboxRow, OutboxState};
use crate::services::{Context, Recorded, Services, Writer};

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

/// Between two looks at the relay's alarm.
const LOOK_EVERY: Wait = Wait::from_secs(30);
/// A message that the relay refused is tried again after a minute and at most a quarter.
const RELAY_SECONDS: (i64, i64) = (60, 15);
/// A message behind one that tries the relay asks again after half a minute at most, and some seconds.
const BEHIND_SECONDS: (i64, i64) = (30, 4);

/// A letter that was not taken now: a minute, doubled each time up to six hours.
const RETRY: Retry = Retry { first: 60, longest: 6 * 3600 };

/// Sends messages.
pub struct Letters {
    mailer: Arc<dyn Mailer>,
    lanes: Lanes,
    gate: Gate,
}

enum Next {
    Send(Box<Letter>),
    Park(&'static str),
    Finish(OutboxState, &'static str),
    Later(DateTime<Utc>, &'static str),
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

#[async_trait]
impl Handler for Letters {
    fn word(&self) -> &'static str {
        MESSAGE
    }

    /// Another process may have raised or ended the relay's alarm.
    async fn look(&self, services: &Services) -> Result<(), Refusal> {
        if self.gate.wants_to_look(LOOK_EVERY) {
            let alarms = services.alarms().await?;
            let relay = alarms.iter().find(|alarm| alarm.code == AlarmCode::MailRelay.as_str());
            self.gate.heard(relay.map(|alarm| alarm.detail.as_str()), services.now());
        }
        Ok(())
    }

    async fn attempt(&self, lease: &Lease, row: JobRow) -> Result<&'static str, Refusal> {
        match next(&lease.services, OutboxRow::read(row)?).await? {
            Next::Park(why) => lease.park(why).await,
            Next::Finish(state, why) => {
                lease.finish(state, None, Some(why)).await?;
                Ok(state.as_str())
            }
            Next::Later(at, why) => {
                lease.later(at, None, why).await?;
                Ok("later")
            }
            Next::Send(letter) => self.send(lease, *letter).await,
        }
    }
}

/// Looks at the booking again and decides.
async fn next(services: &Services, row: OutboxRow) -> Result<Next, Refusal> {
    let now = services.now();
    let catalogue = services.catalogue(row.municipality).await?;
    let context = Context::system(Arc::clone(&catalogue));
    let booking = match services.find(&context, &Handle::Id(row.booking)).await {
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
    if rule.waits_while_closed && met(&catalogue, &booking).is_some() {
        // It lives again once the closure is gone or the booking moved.
        return Ok(Next::Later(now + Duration::minutes(CLOSED_MINUTES), "the day is closed"));
    }
    let morning = awake_from(&catalogue.municipality, now);
    if rule.keeps_quiet_hours && morning > now {
        let useful = morning < row.useful_until;
        return Ok(if useful {
            Next::Later(morning, "quiet hours")
        } else {
            Next::Finish(OutboxState::Expired, "quiet hours")
        });
    }
    // Without its link no letter leaves; it waits until the secret is listed again.
    let manage_url = services.manage_url(&catalogue, &booking)?;
    let stamped_at = row.stamped_at.unwrap_or(now);
    Ok(Next::Send(Box::new(Letter { row, booking, catalogue, manage_url, stamped_at })))
}

impl Letters {
    /// Sends up to `places` letters at a time, and twice as many more that are answered slowly.
    pub fn new(mailer: Arc<dyn Mailer>, places: usize) -> Self {
        Self { mailer, lanes: Lanes::new(places, places * 2), gate: Gate::default() }
    }

    async fn send(&self, lease: &Lease, letter: Letter) -> Result<&'static str, Refusal> {
        match self.lanes.run(self.carry(lease, &letter)).await? {
            Attempt::Lost => Ok("lost"),
            Attempt::Behind(next, why) => behind(lease, next, &why).await,
            Attempt::Made(began, Some(outcome)) => self.settle(lease, &letter, began, outcome).await,
            Attempt::Made(_, None) => {
                self.gate.undecided(lease.services.now());
                back_off(lease, &letter, "took too long").await
            }
        }
    }

    /// One attempt, in a place.
    async fn carry(&self, lease: &Lease, letter: &Letter) -> Result<Attempt, Refusal> {
        if let Way::Shut(next, why) = self.gate.enter(lease.services.now()) {
            return Ok(Attempt::Behind(next, why));
        }
        let began = Instant::now();
        if !lease.stamp(letter.stamped_at).await? {
            self.gate.undecided(lease.services.now());
            return Ok(Attempt::Lost);
        }
        Ok(Attempt::Made(began, tokio::time::timeout(ATTEMPT_LIMIT, self.mailer.send(letter)).await.ok()))
    }

    async fn settle(
        &self,
        lease: &Lease,
        letter: &Letter,
        began: Instant,
        outcome: Result<(), MailError>,
    ) -> Result<&'static str, Refusal> {
        let state = match outcome {
            Ok(()) => {
                lease.finish(OutboxState::Sent, None, None).await?;
                "sent"
            }
            Err(MailError::Recipient(why)) => {
                lease.finish(OutboxState::Failed, Some(Failure::Recipient), Some(&why)).await?;
                "refused for her address"
            }
            Err(MailError::Letter(why)) => {
                lease.finish(OutboxState::Failed, Some(Failure::Letter), Some(&why)).await?;
                "refused for the letter"
            }
            Err(MailError::Temporary(why)) => back_off(lease, letter, &why).await?,
            Err(MailError::Relay(why)) => return self.refused(lease, letter, began, &why).await,
            Err(MailError::Internal(why)) => {
                self.gate.undecided(lease.services.now());
                return lease.park(&why).await;
            }
        };
        self.passed(&lease.services).await?;
        Ok(state)
    }

    /// The relay refuses us: the message waits, whoever can mend it is told, and the others do not knock meanwhile.
    async fn refused(
        &self,
        lease: &Lease,
        letter: &Letter,
        began: Instant,
        why: &str,
    ) -> Result<&'static str, Refusal> {
        if !self.gate.refused(began, lease.services.now(), why) {
            return back_off(lease, letter, why).await;
        }
        lease.later(lease.soon(RELAY_SECONDS), Some(Failure::Relay), why).await?;
        lease.services.raise_alarm(AlarmCode::MailRelay, (None, ""), why).await?;
        Ok("refused of us")
    }

    /// The relay takes us: what waited for it goes at once, and when nothing waits any more the alarm ends.
    async fn passed(&self, services: &Services) -> Result<(), Refusal> {
        if self.gate.passed() {
            let hasten = |writer: Writer| async move {
                let mut tx = writer.begin().await?;
                let waiting = tx.outbox_hasten(writer.now()).await?;
                tx.commit(Recorded::not_needed("the relay's state is nobody's act")).await?;
                Ok(waiting)
            };
            let waiting = services.write(hasten).await?;
            tracing::info!(waiting, "the relay takes mails again");
            services.ring();
        }
        if self.gate.alarmed() && services.clear_relay_alarm().await? {
            self.gate.calm();
        }
        Ok(())
    }
}

async fn behind(lease: &Lease, next: DateTime<Utc>, why: &str) -> Result<&'static str, Refusal> {
    let (most, jitter) = BEHIND_SECONDS;
    let now = lease.services.now();
    let wait = (next - now).num_seconds().clamp(0, most);
    lease.later(lease.soon((wait + 1, jitter)), Some(Failure::Relay), why).await?;
    Ok("behind")
}

/// 1 minute, doubled each time up to 6 hours, with up to a quarter of jitter.
async fn back_off(lease: &Lease, letter: &Letter, why: &str) -> Result<&'static str, Refusal> {
    let seconds = RETRY.after(letter.row.attempts);
    lease.later(lease.soon((seconds, seconds / 4)), None, why).await?;
    Ok("retry")
}
