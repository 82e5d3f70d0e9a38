//! The job "send a message": look at the booking again, ask the message's kind whether it is still true, send with no transaction
//! open, mark. What the mail server refuses of us is not the row's fault: it waits, as what has no mail server does. Staff see what
//! was refused of an address or a letter.

mod gate;
mod gates;
mod lanes;
mod next;
mod parcel;
mod port;
pub mod truth;
mod wait;

pub use port::{Letter, LetterDay, LetterInterview, LetterNews, LetterTells, MailError, Mailer, StaffLetter, Troubles};

use std::sync::Arc;
use std::time::{Duration as Wait, Instant};

use async_trait::async_trait;
use chrono::{DateTime, Utc};

use crate::error::Refusal;
use crate::job::kind::{ATTEMPT_LIMIT, Handler};
use crate::job::lease::Lease;
use crate::job::row::MESSAGE;
use crate::message::deliver::gate::Way;
use crate::message::deliver::gates::{Gates, Passage};
use crate::message::deliver::next::{Next, next};
use crate::message::deliver::parcel::Parcel;
use crate::message::deliver::wait::{back_off, hasten, no_way};
use crate::message::relay::Route;
use crate::model::{AlarmCode, Failure, JobRow, OutboxRow, OutboxState};
use crate::services::Services;

/// Between two looks at the relay's alarm.
const LOOK_EVERY: Wait = Wait::from_secs(30);

/// Sends messages.
#[derive(Clone)]
pub struct Letters {
    mailer: Arc<dyn Mailer>,
    gates: Arc<Gates>,
}

/// A letter and its way.
struct Sending {
    letter: Parcel,
    route: Route,
    way: Arc<Passage>,
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

    /// Another process may have raised or ended an alarm.
    async fn look(&self, services: &Services) -> Result<(), Refusal> {
        if self.gates.wants_to_look(LOOK_EVERY) {
            let mut alarms = services.alarms().await?;
            alarms.retain(|alarm| alarm.code == AlarmCode::MailRelay.as_str());
            self.gates.heard(alarms.into_iter().filter_map(|alarm| Some((alarm.municipality?, alarm.detail))));
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
            Next::Dead(why) => {
                lease.finish(OutboxState::Failed, Some(Failure::Recipient), Some(&why)).await?;
                Ok("not sent to that address")
            }
            Next::NoWay(city, why) => no_way(lease, city, why).await,
            Next::Send(letter, route) => self.send(lease, Parcel::Booking(letter), route).await,
        }
    }
}

impl Letters {
    /// Sends up to `places` letters at a time by each mail server, and twice as many more that are answered slowly.
    pub fn new(mailer: Arc<dyn Mailer>, places: usize) -> Self {
        Self { mailer, gates: Arc::new(Gates::new(places)) }
    }

    /// Sends a letter to a member of staff, by the same ways.
    pub async fn send_to_staff(&self, lease: &Lease, letter: StaffLetter) -> Result<&'static str, Refusal> {
        let city = letter.catalogue.municipality.id;
        match lease.services.letter_route(city).await? {
            Ok(route) => self.send(lease, Parcel::Staff(Box::new(letter)), route).await,
            Err(why) => no_way(lease, city, why).await,
        }
    }

    async fn send(&self, lease: &Lease, letter: Parcel, route: Route) -> Result<&'static str, Refusal> {
        let way = self.gates.to(letter.city(), &route, lease.services.now());
        let sending = Sending { letter, route, way };
        match sending.way.lanes.run(self.carry(lease, &sending)).await? {
            Attempt::Lost => Ok("lost"),
            Attempt::Behind(next, why) => self.behind(lease, &sending, next, &why).await,
            Attempt::Made(began, Some(outcome)) => self.settle(lease, &sending, began, outcome).await,
            Attempt::Made(_, None) => {
                sending.way.gate.undecided(lease.services.now());
                back_off(lease, &sending.letter, "took too long").await
            }
        }
    }

    /// One attempt, in a place.
    async fn carry(&self, lease: &Lease, Sending { letter, route, way }: &Sending) -> Result<Attempt, Refusal> {
        if let Way::Shut(next, why) = way.gate.enter(lease.services.now()) {
            return Ok(Attempt::Behind(next, why));
        }
        let began = Instant::now();
        if !lease.stamp(letter.stamped_at()).await? {
            way.gate.undecided(lease.services.now());
            return Ok(Attempt::Lost);
        }
        Ok(Attempt::Made(
            began,
            tokio::time::timeout(ATTEMPT_LIMIT, letter.sent_by(self.mailer.as_ref(), route)).await.ok(),
        ))
    }

    async fn settle(
        &self,
        lease: &Lease,
        sending: &Sending,
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
                if let Parcel::Booking(letter) = &sending.letter {
                    let row = &letter.row;
                    lease.services.refused_at_once(row.municipality, &row.recipient, &why).await?;
                }
                "refused for her address"
            }
            Err(MailError::Letter(why)) => {
                lease.finish(OutboxState::Failed, Some(Failure::Letter), Some(&why)).await?;
                "refused for the letter"
            }
            Err(MailError::Temporary(why)) => back_off(lease, &sending.letter, &why).await?,
            Err(MailError::Relay(why)) => return self.refused(lease, sending, began, &why).await,
            Err(MailError::Internal(why)) => {
                sending.way.gate.undecided(lease.services.now());
                return lease.park(&why).await;
            }
        };
        self.passed(&lease.services, sending).await?;
        Ok(state)
    }

    /// The server takes us: what waited for it goes at once, and where nothing waits any more the alarm ends.
    async fn passed(&self, services: &Services, Sending { letter, route, way }: &Sending) -> Result<(), Refusal> {
        let city = letter.city();
        let own = matches!(route, Route::Own { .. }).then_some(city);
        let was_shut = way.gate.passed();
        if was_shut {
            let waiting = hasten(services, own).await?;
            tracing::info!(waiting, "the relay takes mails again");
        }
        for alarmed in self.gates.alarmed() {
            // Cities that share a server are told together.
            let shares =
                || async { Ok::<_, Refusal>(matches!(services.letter_route(alarmed).await?, Ok(Route::Common))) };
            let mended = alarmed == city || own.is_none() && was_shut && shares().await?;
            if mended && services.clear_relay_alarm(alarmed).await? {
                self.gates.calm(alarmed);
            }
        }
        Ok(())
    }
}
