//! The city has changed its schedule: what waits for the interviews to come is reckoned anew, in a job, so that nobody who saves a
//! form waits for ten thousand bookings. Done twice it is as if done once: what stands as it should is left alone.

use async_trait::async_trait;
use chrono::{DateTime, Duration, Utc};
use mendan_domain::booking::Status;
use mendan_domain::ids::{BookingId, MunicipalityId, OutboxId};
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::city::settings::section::Section;
use crate::error::Refusal;
use crate::job::kind::{JobKind, Outcome, Retry, Still};
use crate::job::row::About;
use crate::message::times::Planned;
use crate::model::{Booking, JobRow, MessageKind, OutboxRow, OutboxState, SetupRow};
use crate::services::{Context, Recorded, Services, Writer};
use crate::unit::WriteUnit;

/// Bookings in a unit of work: others write between two of them.
const AT_ONCE: i64 = 50;
/// Until when it is worth doing: every booking that changes meanwhile goes by the new schedule anyway.
const USEFUL: Duration = Duration::days(7);
/// What a row says that another one stands for now.
const REPLACED: &str = "the schedule has changed";

/// What the job has to know.
#[derive(Debug, Serialize, Deserialize)]
pub struct Changed {
    /// The version of the schedule that it brings about.
    version: i64,
}

/// Reckons anew what waits.
pub struct Reschedule;

/// What it does.
#[derive(Debug, Clone, Copy)]
pub struct Found {
    city: MunicipalityId,
    job: OutboxId,
}

#[async_trait]
impl JobKind for Reschedule {
    type Payload = Changed;
    type Found = Found;
    const WORD: &'static str = "reschedule";
    const RETRY: Retry = Retry { first: 5, longest: 300 };

    async fn find(&self, services: &Services, row: &JobRow, payload: &Changed) -> Result<Still<Found>, Refusal> {
        let catalogue = services.catalogue(row.municipality).await?;
        let stands = catalogue.versions.of(SetupRow::Section(Section::Reminder));
        Ok(match stands.cmp(&payload.version) {
            std::cmp::Ordering::Less => Still::Wait("the schedule is not read yet"),
            std::cmp::Ordering::Equal => Still::ToDo(Found { city: row.municipality, job: row.id }),
            // A later one has its own job.
            std::cmp::Ordering::Greater => Still::Nothing,
        })
    }

    async fn attempt(&self, services: &Services, found: Found) -> Result<Outcome, Refusal> {
        let mut behind = Some((services.now(), BookingId(0)));
        while let Some(from) = behind {
            behind = services.write(|writer| async move { writer.reschedule_some(found, from).await }).await?;
        }
        services.ring();
        Ok(Outcome::Done("reckoned anew"))
    }
}

impl Services {
    /// The job that brings that version of the schedule about.
    pub(crate) fn reschedule(&self, city: MunicipalityId, version: i64) -> Result<JobRow, Refusal> {
        let now = self.now();
        let key = format!("{city}:{version}");
        self.job::<Reschedule>((city, About::default()), &Changed { version }, (now, now + USEFUL), &key)
    }

    /// What the schedule has of a booking, as it is by now: what has left stays, what waits for another time than it should is replaced. `number`
    /// makes the new rows other ones than those that they stand for.
    pub(crate) async fn reschedule_one(
        &self,
        tx: &mut dyn WriteUnit,
        context: &Context,
        booking: &Booking,
        number: i64,
    ) -> Result<(), Refusal> {
        let Some(email) = &booking.contact.email else { return Ok(()) };
        let (catalogue, now) = (&*context.catalogue, self.now());
        let facts = self.facts(catalogue, booking, None, false);
        let rows = tx.outbox_of(booking.id).await?;
        if rows.is_empty() {
            // Brought in from elsewhere, without letters: nobody is written to whom somebody wanted left alone.
            return Ok(());
        }
        for kind in MessageKind::scheduled() {
            let rule = kind.rule_in(&catalogue.municipality, booking.kind, booking.mode);
            let planned = rule.and_then(|rule| rule.plan(&facts, (now, now)));
            let is_now =
                |row: &&OutboxRow| row.kind == kind && row.version == booking.sequence && row.recipient == *email;
            let rows: Vec<&OutboxRow> = rows.iter().filter(is_now).collect();
            let Step { replaced, written } = step(&rows, (rule.is_some(), planned), now);
            let mut all_wait = true;
            for row in replaced {
                all_wait &= tx.outbox_replace(booking.municipality, row.id, now, REPLACED).await?;
            }
            // One that a sender has taken meanwhile leaves as it was, and no other beside it.
            if let Some(planned) = written.filter(|_| all_wait) {
                let row = self.row_of(catalogue, booking, (kind, email), planned, &json!({}), number);
                tx.outbox_insert(&[row]).await?;
            }
        }
        Ok(())
    }
}

/// What is to be done with the rows of one kind.
struct Step<'a> {
    replaced: Vec<&'a OutboxRow>,
    written: Option<Planned>,
}

/// `rows` are those of one kind about the booking as it is; `sent` tells whether the city sends them at all.
fn step<'a>(rows: &[&'a OutboxRow], (sent, planned): (bool, Option<Planned>), now: DateTime<Utc>) -> Step<'a> {
    let nothing = Step { replaced: Vec::new(), written: None };
    if rows.iter().any(|row| has_begun(row, now)) {
        return nothing;
    }
    let waiting: Vec<&'a OutboxRow> = rows.iter().copied().filter(|row| row.state == OutboxState::Pending).collect();
    match planned {
        None if !sent => Step { replaced: waiting, written: None },
        // Its new time is over: what waits is better than nothing.
        None => nothing,
        Some(planned) if rows.iter().any(|row| is_as_planned(row, planned)) => nothing,
        Some(planned) => Step { replaced: waiting, written: Some(planned) },
    }
}

/// Whether it is no longer a matter of the schedule: it left, or ended, or is due, or is kept back.
fn has_begun(row: &OutboxRow, now: DateTime<Utc>) -> bool {
    match row.state {
        OutboxState::Pending => row.due_at <= now || row.attempts > 0 || row.failure.is_some() || row.held_at.is_some(),
        OutboxState::Leased | OutboxState::Sent | OutboxState::Failed | OutboxState::Expired => true,
        OutboxState::Superseded | OutboxState::Dropped => false,
    }
}

fn is_as_planned(row: &OutboxRow, planned: Planned) -> bool {
    match planned {
        Planned::Leaves { at, until } => {
            row.state == OutboxState::Pending && (row.due_at, row.useful_until) == (at, until)
        }
        Planned::Dropped { due, until, .. } => {
            row.state == OutboxState::Dropped && (row.due_at, row.useful_until) == (due, until)
        }
    }
}

impl Writer {
    /// Some of them; where the next ones begin.
    async fn reschedule_some(
        &self,
        Found { city, job }: Found,
        from: (DateTime<Utc>, BookingId),
    ) -> Result<Option<(DateTime<Utc>, BookingId)>, Refusal> {
        let mut tx = self.begin().await?;
        let system = Context::system(self.catalogue(city).await?);
        let context = self.of_this_moment(tx.as_mut(), &system).await?;
        let bookings = tx.bookings_to_come(city, from, AT_ONCE).await?;
        for found in &bookings {
            // Read again, and locked: it may have been moved or corrected since the list was read.
            let booking = tx.booking(city, found.id).await?.filter(|booking| booking.status == Status::Booked);
            if let Some(booking) = booking {
                self.reschedule_one(tx.as_mut(), &context, &booking, job.0).await?;
            }
        }
        tx.commit(Recorded::not_needed("the change of the schedule has its line")).await?;
        let all = i64::try_from(bookings.len()).is_ok_and(|found| found < AT_ONCE);
        Ok(bookings.last().filter(|_| !all).map(|last| (last.starts_at, last.id)))
    }
}

#[cfg(test)]
mod tests;
