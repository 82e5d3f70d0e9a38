//! The call list: whom staff have to telephone. Other use cases put people on it and take them off; staff note what came of a
//! try. Looking is logged.

use chrono::{DateTime, Days, Duration, NaiveDate, NaiveTime, TimeZone as _, Utc};
use mendan_domain::booking::Status;
use mendan_domain::booking::follow_up::FollowUp;
use mendan_domain::fault::Fault;
use mendan_domain::ids::{BookingId, CallId, MunicipalityId, StaffId};
use serde_json::json;

use crate::call::met::{call_of, met};
use crate::city::catalogue::{Catalogue, Municipality};
use crate::error::{FieldError, Refusal};
use crate::expected::Expected;
use crate::handle::Handle;
use crate::model::{Booking, Call, CallOutcome, CallReason, OfferState};
use crate::services::permit::{Permit, asked::KeepCalls};
use crate::services::{Context, Recorded, Services, Writer};
use crate::unit::WriteUnit;

/// Days ahead in which closures look for bookings: nobody publishes further.
const FAR_DAYS: i64 = 400;
/// Days for which what is over is still shown, and refused mails are still looked for.
const DONE_DAYS: i64 = 7;

/// An entry and the booking that says who she is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The entry.
    pub call: Call,
    /// Hers.
    pub booking: Booking,
}

/// The list.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CallList {
    /// To be called, whose turn comes first on top; of those whose turn has come, the soonest interview.
    pub open: Vec<Entry>,
    /// Over in the last days.
    pub done: Vec<Entry>,
}

/// When to try again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NextTry {
    /// In an hour.
    InAnHour,
    /// In three hours.
    InThreeHours,
    /// Tomorrow at nine.
    Tomorrow,
}

impl NextTry {
    /// All of them, in the order of time.
    pub const ALL: [Self; 3] = [Self::InAnHour, Self::InThreeHours, Self::Tomorrow];

    /// The word of forms.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::InAnHour => "1h",
            Self::InThreeHours => "3h",
            Self::Tomorrow => "tomorrow",
        }
    }

    /// Reads the word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|next| next.as_str() == word)
    }

    fn after(self, city: &Municipality, now: DateTime<Utc>) -> DateTime<Utc> {
        let hours = match self {
            Self::InAnHour => 1,
            Self::InThreeHours => 3,
            Self::Tomorrow => {
                let day = city.local_date(now).checked_add_days(Days::new(1));
                let nine = NaiveTime::from_hms_opt(9, 0, 0).unwrap_or_default();
                let at = day.and_then(|day| city.timezone.from_local_datetime(&day.and_time(nine)).earliest());
                return at.map_or(now + Duration::days(1), |at| at.to_utc());
            }
        };
        now + Duration::hours(hours)
    }
}

impl Services {
    /// The list, for all staff; looking is logged.
    pub async fn calls(&self, context: &Permit<KeepCalls>) -> Result<CallList, Refusal> {
        let (city, now) = (context.municipality(), self.now());
        let mut tx = self.store().read().await?;
        let mut bookings = tx.bookings_to_call(city).await?;
        bookings.retain(|booking| context.reaches(booking.office));
        let whose = |call: Call| {
            let booking = bookings.iter().find(|booking| booking.id == call.booking)?.clone();
            Some(Entry { call, booking })
        };
        let mut open: Vec<Entry> = tx.calls_open(city).await?.into_iter().filter_map(whose).collect();
        open.sort_by_key(|entry| (entry.call.next_at.max(now), entry.booking.starts_at, entry.call.id));
        let mut done = Vec::new();
        for call in tx.calls_done(city, now - Duration::days(DONE_DAYS)).await? {
            let booking = tx.booking(city, call.booking).await?;
            if let Some(booking) = booking.filter(|booking| context.reaches(booking.office)) {
                done.push(Entry { call, booking });
            }
        }
        drop(tx);
        self.note_view(context, ("calls", 0), &json!({ "open": open.len(), "done": done.len() })).await?;
        Ok(CallList { open, done })
    }

    /// How many are to be called: the number in the bar.
    pub async fn calls_waiting(&self, context: &Permit<KeepCalls>) -> Result<i64, Refusal> {
        let city = context.municipality();
        if context.reaches_all() {
            return Ok(self.store().look().await?.calls_waiting(city).await?);
        }
        let mut tx = self.store().read().await?;
        let mut hers = tx.bookings_to_call(city).await?;
        hers.retain(|booking| context.reaches(booking.office));
        let calls = tx.calls_open(city).await?;
        let hers = calls.iter().filter(|call| hers.iter().any(|booking| booking.id == call.booking)).count();
        Ok(i64::try_from(hers).unwrap_or(i64::MAX))
    }

    /// Notes what came of a try, if the entry is still as the asker saw it.
    pub async fn call_note(
        &self,
        context: &Permit<KeepCalls>,
        id: CallId,
        expected: Expected,
        (outcome, next): (Option<CallOutcome>, Option<NextTry>),
    ) -> Result<Call, Refusal> {
        let by = context.actor.staff().ok_or(Refusal::NotFound)?;
        let outcome = outcome.filter(|outcome| *outcome != CallOutcome::Settled);
        let outcome = outcome.ok_or_else(|| Refusal::Invalid(vec![FieldError::new("outcome", Fault::Invalid)]))?;
        self.write(|writer| async move { writer.call_note_once(context, (id, expected), by, (outcome, next)).await })
            .await
    }
}

impl Writer {
    async fn call_note_once(
        &self,
        context: &Context,
        (id, expected): (CallId, Expected),
        by: StaffId,
        (outcome, next): (CallOutcome, Option<NextTry>),
    ) -> Result<Call, Refusal> {
        let (city, now) = (context.municipality(), self.now());
        let mut tx = self.begin().await?;
        let mut call = tx.call(city, id).await?.ok_or(Refusal::NotFound)?;
        let booking = tx.booking(city, call.booking).await?;
        booking.filter(|booking| context.reaches(booking.office)).ok_or(Refusal::NotFound)?;
        let twice = expected == Expected::Version(call.version - 1) && call.staff == Some(by);
        if twice && call.outcome == Some(outcome) {
            return Ok(call);
        }
        if expected != Expected::Version(call.version) || call.done_at.is_some() {
            return Err(Refusal::Changed);
        }
        let next = next.unwrap_or(NextTry::InAnHour);
        call.version += 1;
        call.outcome = Some(outcome);
        call.staff = Some(by);
        call.attempts += i64::from(outcome != CallOutcome::Later);
        match outcome {
            CallOutcome::Talked => call.done_at = Some(now),
            _ => call.next_at = next.after(&context.catalogue.municipality, now),
        }
        if !tx.call_update(&call).await? {
            return Err(Refusal::Changed);
        }
        let detail = json!({ "outcome": outcome.as_str(), "booking": call.booking });
        let recorded = self.audit(tx.as_mut(), context, "call", ("call", id.0), &detail).await?;
        tx.commit(recorded).await?;
        Ok(call)
    }
}

impl Services {
    /// Puts somebody on the list.
    pub(crate) async fn put_on_list(
        &self,
        tx: &mut dyn WriteUnit,
        (city, booking): (MunicipalityId, BookingId),
        (reason, cause): (CallReason, String),
    ) -> Result<(), Refusal> {
        let now = self.now();
        let call = Call {
            id: CallId(self.new_id()),
            municipality: city,
            booking,
            reason,
            cause,
            detail: json!({}).to_string(),
            next_at: now,
            attempts: 0,
            outcome: None,
            done_at: None,
            staff: None,
            created_at: now,
            version: 0,
        };
        Ok(tx.call_ensure(&call).await?)
    }

    /// After what closes `days` (first and last, local; none: any day) has changed, in the same transaction: whoever has a booking
    /// then is on the list, and whoever was on it for a closure that is gone is no longer.
    pub(crate) async fn call_about_closed(
        &self,
        tx: &mut dyn WriteUnit,
        city: MunicipalityId,
        days: Option<(NaiveDate, NaiveDate)>,
    ) -> Result<(), Refusal> {
        let (catalogue, now) = (tx.catalogue(city, self.closures_since()).await?.ok_or(Refusal::NotFound)?, self.now());
        let (mut from, mut until) = (now, now + Duration::days(FAR_DAYS));
        if let Some((first, last)) = days {
            let next = last.succ_opt().unwrap_or(last);
            from = from.max(catalogue.municipality.start_of_day(first));
            until = until.min(catalogue.municipality.start_of_day(next));
        }
        let bookings = if from < until { tx.bookings_between(city, from, until).await? } else { Vec::new() };
        for booking in bookings {
            if let Some(closed) = met(&catalogue, &booking) {
                self.put_on_list(tx, (city, booking.id), call_of(&closed)).await?;
            }
        }
        // Whoever was spoken to may still have been offered other times.
        let mut concerned = tx.bookings_to_call(city).await?;
        concerned.extend(tx.bookings_offered(city).await?);
        for booking in concerned {
            self.settle_calls(tx, &catalogue, (&booking, false)).await?;
        }
        Ok(())
    }

    /// Takes a booking off the list where nothing is left to say; with `all` wherever it stands, because it was moved or called
    /// off. What it was offered instead of its time ends likewise. What comes to stand where it is closed goes on the list, whoever
    /// has brought it there.
    pub(crate) async fn settle_calls(
        &self,
        tx: &mut dyn WriteUnit,
        catalogue: &Catalogue,
        (booking, all): (&Booking, bool),
    ) -> Result<(), Refusal> {
        let now = self.now();
        let closed = met(catalogue, booking).map(|closed| call_of(&closed));
        let stands = |call: &Call| match call.reason {
            CallReason::Closed | CallReason::NurseAway => {
                closed.as_ref().is_some_and(|(reason, cause)| *reason == call.reason && *cause == call.cause)
            }
            CallReason::NurseLeft => [Some(booking.claim.staff), booking.claim.joint]
                .into_iter()
                .flatten()
                .any(|nurse| call.cause == left(nurse)),
            CallReason::MailRefused | CallReason::Asked => true,
            CallReason::Noshow => booking.course.follow_up == Some(FollowUp::Call),
        };
        let held = matches!(booking.status, Status::Arrived | Status::Fulfilled | Status::Noshow);
        if all || held || closed.is_none() {
            self.end_offers(tx, booking, OfferState::Settled).await?;
        }
        // Whoever did not come is called about just that.
        let over = |call: &Call| all || (held && call.reason != CallReason::Noshow);
        for call in tx.calls_of(booking.id).await? {
            if call.done_at.is_none() && (over(&call) || !stands(&call)) {
                self.settle(tx, call, now).await?;
            }
        }
        match closed {
            Some(call) if !all && booking.starts_at > now => {
                self.put_on_list(tx, (booking.municipality, booking.id), call).await
            }
            Some(_) | None => Ok(()),
        }
    }

    /// Takes a booking off the list for one reason.
    pub(crate) async fn settle_reason(
        &self,
        tx: &mut dyn WriteUnit,
        booking: BookingId,
        reason: CallReason,
    ) -> Result<(), Refusal> {
        for call in tx.calls_of(booking).await? {
            if call.done_at.is_none() && call.reason == reason {
                self.settle(tx, call, self.now()).await?;
            }
        }
        Ok(())
    }

    /// When the turn of somebody comes who stands on the list for that cause and was not spoken to.
    pub(crate) async fn call_at(
        &self,
        tx: &mut dyn WriteUnit,
        booking: BookingId,
        cause: &str,
        next_at: DateTime<Utc>,
    ) -> Result<(), Refusal> {
        for call in tx.calls_of(booking).await? {
            if call.done_at.is_none() && call.cause == cause {
                let version = call.version + 1;
                // Whoever noted something in this very moment said more than this.
                let _ = tx.call_update(&Call { next_at, version, ..call }).await?;
            }
        }
        Ok(())
    }

    async fn settle(&self, tx: &mut dyn WriteUnit, call: Call, now: DateTime<Utc>) -> Result<(), Refusal> {
        let version = call.version + 1;
        let over = Call { outcome: Some(CallOutcome::Settled), done_at: Some(now), version, ..call };
        // Whoever noted something in this very moment said more than this.
        let _ = tx.call_update(&over).await?;
        Ok(())
    }

    /// Puts whoever's mail was refused for good on the list. Looks at what the outbox says, so that a crash between loses nobody.
    pub async fn sweep_refused_mails(&self) -> Result<usize, Refusal> {
        self.write(|writer| async move {
            let (since, now) = (writer.now() - Duration::days(DONE_DAYS), writer.now());
            if writer.store().look().await?.mails_refused(since, now).await?.is_empty() {
                return Ok(0);
            }
            let mut tx = writer.begin().await?;
            let refused = tx.mails_refused(since, now).await?;
            for (mail, city, booking) in &refused {
                writer
                    .put_on_list(tx.as_mut(), (*city, *booking), (CallReason::MailRefused, format!("mail:{mail}")))
                    .await?;
            }
            tx.commit(Recorded::not_needed("the entry says by itself why it is there")).await?;
            Ok(refused.len())
        })
        .await
    }

    /// The open entries of a booking that staff have before them.
    pub async fn calls_of(&self, context: &Context, booking: BookingId) -> Result<Vec<Call>, Refusal> {
        self.find(context, &Handle::Id(booking)).await?;
        let calls = self.store().look().await?.calls_of(booking).await?;
        Ok(calls.into_iter().filter(|call| call.done_at.is_none()).collect())
    }
}

/// The cause of an entry because a nurse has left.
pub(crate) fn left(nurse: StaffId) -> String {
    format!("staff:{nurse}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_read_as_it_was_written() {
        for reason in CallReason::ALL {
            assert_eq!(CallReason::parse(reason.as_str()), Some(reason));
        }
        for outcome in CallOutcome::ALL {
            assert_eq!(CallOutcome::parse(outcome.as_str()), Some(outcome));
        }
        for next in NextTry::ALL {
            assert_eq!(NextTry::parse(next.as_str()), Some(next));
        }
    }
}
