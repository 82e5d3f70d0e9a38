//! A letter that has to wait: its mail server refuses us, there is none, or it was not taken now.

use std::time::Instant;

use chrono::{DateTime, Utc};
use mendan_domain::ids::MunicipalityId;

use super::{Letters, Parcel, Sending};
use crate::error::Refusal;
use crate::job::kind::Retry;
use crate::job::lease::Lease;
use crate::message::relay::NoRoute;
use crate::model::{AlarmCode, Failure};
use crate::services::{Recorded, Services};

/// A message that the relay refused is tried again after a minute and at most a quarter.
const RELAY_SECONDS: (i64, i64) = (60, 15);
/// A message behind one that tries the relay asks again after half a minute at most, and some seconds.
const BEHIND_SECONDS: (i64, i64) = (30, 4);

/// A message that has no way is looked at again after an hour: it may be of no use any more. Once it has one it is due.
const NO_WAY_SECONDS: (i64, i64) = (3600, 900);

/// A letter that was not taken now: a minute, doubled each time up to six hours.
const RETRY: Retry = Retry { first: 60, longest: 6 * 3600 };

impl Letters {
    /// The server refuses us: the message waits, whoever can mend it is told, and the others do not knock meanwhile.
    pub(super) async fn refused(
        &self,
        lease: &Lease,
        sending: &Sending,
        began: Instant,
        why: &str,
    ) -> Result<&'static str, Refusal> {
        if !sending.way.gate.refused(began, lease.services.now(), why) {
            return back_off(lease, &sending.letter, why).await;
        }
        lease.later(lease.soon(RELAY_SECONDS), Some(Failure::Relay), why).await?;
        if goes_on(&lease.services, sending).await? {
            return Ok("goes on");
        }
        let city = sending.letter.city();
        lease.services.raise_alarm(AlarmCode::MailRelay, (Some(city), ""), why).await?;
        self.gates.alarm(city, why);
        Ok("refused of us")
    }

    /// The server is known to refuse us: the message waits with the one that tries it. It may be another city's.
    pub(super) async fn behind(
        &self,
        lease: &Lease,
        sending: &Sending,
        next: DateTime<Utc>,
        why: &str,
    ) -> Result<&'static str, Refusal> {
        let (most, jitter) = BEHIND_SECONDS;
        let wait = (next - lease.services.now()).num_seconds().clamp(0, most);
        lease.later(lease.soon((wait + 1, jitter)), Some(Failure::Relay), why).await?;
        if goes_on(&lease.services, sending).await? {
            return Ok("goes on");
        }
        let city = sending.letter.city();
        lease.services.raise_alarm_once(AlarmCode::MailRelay, (Some(city), ""), why).await?;
        self.gates.alarm(city, why);
        Ok("behind")
    }
}

/// No mail server can be asked: the message waits until one can, and whoever can mend that is told.
pub(super) async fn no_way(lease: &Lease, city: MunicipalityId, why: NoRoute) -> Result<&'static str, Refusal> {
    lease.later(lease.soon(NO_WAY_SECONDS), Some(Failure::Relay), why.as_str()).await?;
    match why {
        NoRoute::Unset => lease.services.raise_alarm_once(AlarmCode::MailUnset, (Some(city), ""), "").await?,
        NoRoute::Unreadable => {
            lease.services.raise_alarm_once(AlarmCode::MailRelay, (Some(city), ""), why.as_str()).await?;
        }
    }
    Ok("no way")
}

/// 1 minute, doubled each time up to 6 hours, with up to a quarter of jitter.
pub(super) async fn back_off(lease: &Lease, letter: &Parcel, why: &str) -> Result<&'static str, Refusal> {
    let seconds = RETRY.after(letter.attempts());
    lease.later(lease.soon((seconds, seconds / 4)), None, why).await?;
    Ok("retry")
}

/// Whether the refusal is over: another mail server was set meanwhile, or the same one took another letter. Then the letter waits
/// for nothing. Looked at when it waits already, so that whoever opens the way either finds it waiting or is noticed here.
async fn goes_on(services: &Services, Sending { letter, route, way }: &Sending) -> Result<bool, Refusal> {
    let city = letter.city();
    if way.gate.is_shut() && services.letter_route(city).await?.is_ok_and(|now| now.is_same(route)) {
        return Ok(false);
    }
    hasten(services, Some(city)).await?;
    Ok(true)
}

/// What waits for that city's mail server, or the installation's, is due now; returns how many.
pub(super) async fn hasten(services: &Services, whose: Option<MunicipalityId>) -> Result<u64, Refusal> {
    let waiting = services
        .write(|writer| async move {
            let mut tx = writer.begin().await?;
            let waiting = tx.outbox_hasten(whose, writer.now()).await?;
            tx.commit(Recorded::not_needed("the relay's state is nobody's act")).await?;
            Ok(waiting)
        })
        .await?;
    services.ring();
    Ok(waiting)
}
