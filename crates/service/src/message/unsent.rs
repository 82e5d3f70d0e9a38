//! Mails that did not leave: what waits because the relay refuses us, what was refused for good, what ran out of time; and
//! sending anew what is still true.

use chrono::{DateTime, Duration, Utc};
use mendan_domain::ids::OutboxId;
use serde_json::json;

use crate::error::Refusal;
use crate::job::listed::ListedJob;
use crate::message::deliver::truth::{is_true, tells, useful_anew};
use crate::model::{AlarmCode, Booking, Failure, OutboxRow, OutboxState};
use crate::services::permit::{Permit, asked::HandleMail};
use crate::services::{Context, Recorded, Services};
use crate::unit::{ReadUnit, WriteUnit};

/// Mails that ended longer ago help nobody.
pub(super) const DAYS: i64 = 60;
/// Of each sort at most so many are listed.
const MOST: i64 = 200;

/// A mail that did not leave, and what it is about.
#[derive(Debug, Clone)]
pub struct Unsent {
    /// Its id.
    pub id: OutboxId,
    /// The mail; none when its row cannot be read.
    pub row: Option<OutboxRow>,
    /// Its booking as it is now; none when there is no such booking.
    pub booking: Option<Booking>,
    /// Whether it can be sent anew: it ended, is still true, and of use.
    pub resendable: bool,
}

/// Everything that did not leave.
#[derive(Debug, Clone, Default)]
pub struct UnsentMails {
    /// Waits for the relay, oldest first.
    pub waiting: Vec<Unsent>,
    /// Ended, the latest first.
    pub ended: Vec<Unsent>,
    /// What else was to be done and was not, the latest first.
    pub jobs: Vec<ListedJob>,
}

/// Whether it is worth sending anew.
pub(super) fn resendable(row: &OutboxRow, booking: &Booking, now: DateTime<Utc>) -> bool {
    let ended = matches!(row.state, OutboxState::Failed | OutboxState::Expired) && row.settled_at.is_none();
    let in_time = if tells(row.kind) { now < booking.starts_at } else { now < row.useful_until };
    ended && is_true(row, booking) && in_time && booking.contact.email.is_some()
}

/// Whether what concerns that booking, or none, is there for whoever asks.
fn is_hers(context: &Context, booking: Option<&Booking>) -> bool {
    booking.map_or_else(|| context.reaches_all(), |booking| context.reaches(booking.office))
}

/// A message that is there for whoever asks, also one that somebody dealt with: of others nobody hears that they are there.
async fn hers(tx: &mut dyn WriteUnit, context: &Context, id: OutboxId) -> Result<OutboxRow, Refusal> {
    let row = tx.outbox_row(context.municipality(), id).await?.ok_or(Refusal::NotPossible)?;
    let booking = tx.booking(context.municipality(), row.booking).await?;
    if is_hers(context, booking.as_ref()) { Ok(row) } else { Err(Refusal::NotPossible) }
}

impl Services {
    /// What did not leave and nobody has dealt with.
    pub async fn unsent_mails(&self, context: &Permit<HandleMail>) -> Result<UnsentMails, Refusal> {
        let (city, now) = (context.municipality(), self.now());
        let mut tx = self.store().read().await?;
        let waiting = tx.outbox_waiting(city, MOST).await?;
        let ended = tx.outbox_ended(city, now - Duration::days(DAYS), MOST).await?;
        let mut mails = UnsentMails::default();
        for row in waiting {
            mails.waiting.push(self.unsent(tx.as_mut(), context, Ok(row)).await?);
        }
        for row in ended {
            mails.ended.push(self.unsent(tx.as_mut(), context, row).await?);
        }
        // What concerns no booking is the whole city's.
        let hers = |booking: Option<&Booking>| is_hers(context, booking);
        mails.waiting.retain(|unsent| hers(unsent.booking.as_ref()));
        mails.ended.retain(|unsent| hers(unsent.booking.as_ref()));
        let jobs = tx.jobs_ended(city, now - Duration::days(DAYS), MOST).await?;
        mails.jobs = self.listed(tx.as_mut(), context, jobs).await?;
        mails.jobs.retain(|job| hers(job.booking.as_ref()));
        Ok(mails)
    }

    /// Messages per state that wait, and those that ended in the last twenty-four hours, of every city, for figures.
    pub async fn outbox_counts(&self) -> Result<Vec<(OutboxState, i64)>, Refusal> {
        let since = self.now() - Duration::days(1);
        Ok(self.store().look().await?.outbox_counts(since).await?)
    }

    async fn unsent(
        &self,
        tx: &mut dyn ReadUnit,
        context: &Context,
        row: Result<OutboxRow, OutboxId>,
    ) -> Result<Unsent, Refusal> {
        let row = match row {
            Ok(row) => row,
            Err(id) => return Ok(Unsent { id, row: None, booking: None, resendable: false }),
        };
        let booking = tx.booking(context.municipality(), row.booking).await?;
        let resendable = booking.as_ref().is_some_and(|booking| resendable(&row, booking, self.now()));
        Ok(Unsent { id: row.id, row: Some(row), booking, resendable })
    }

    /// Sends one anew: a message of its own, with a resend number, by the rules of every message. Asked twice it is sent once.
    pub async fn mail_resend(&self, context: &Permit<HandleMail>, id: OutboxId) -> Result<(), Refusal> {
        self.write(|writer| async move {
            let mut tx = writer.begin().await?;
            let row = hers(tx.as_mut(), context, id).await?;
            if row.settled_at.is_some() {
                return Ok(());
            }
            let recorded = writer.resend_in(tx.as_mut(), context, &row, (writer.now(), None)).await?;
            writer.end_internal_alarm(tx.as_mut(), context).await?;
            tx.commit(recorded).await?;
            writer.ring();
            Ok(())
        })
        .await
    }

    /// Writes it anew, due then; with its number in the batch it goes with. Whoever does this with one means its address, too.
    pub(super) async fn resend_in(
        &self,
        tx: &mut dyn WriteUnit,
        context: &Context,
        row: &OutboxRow,
        (due, batch): (DateTime<Utc>, Option<i64>),
    ) -> Result<Recorded, Refusal> {
        let (city, now) = (context.municipality(), self.now());
        let booking = tx.booking(city, row.booking).await?.filter(|booking| context.reaches(booking.office));
        let booking = booking.ok_or(Refusal::NotPossible)?;
        let email = booking.contact.email.clone().filter(|_| resendable(row, &booking, now));
        let email = email.ok_or(Refusal::NotPossible)?;
        let until = useful_anew(row, now);
        let detail = serde_json::from_str(&row.detail).unwrap_or_else(|_| json!({}));
        // The number of the first is the resend number of the second: one resend for each failure.
        let again = self.row(&context.catalogue, &booking, row.kind, &email, (due, until), &detail, row.id.0);
        let again_id = again.id;
        tx.outbox_insert(&[again]).await?;
        if let Some(batch) = batch {
            tx.resend_note(city, batch, (again_id, row.id)).await?;
        }
        if batch.is_none() {
            self.open_address(tx, (city, &email)).await?;
        }
        tx.outbox_settle(city, row.id, now).await?;
        let told = json!({ "kind": row.kind.as_str(), "message": row.id });
        Ok(self.audit(tx, context, "mail_resend", ("booking", booking.id.0), &told).await?)
    }

    /// Puts one away that cannot or need not be sent anew.
    pub async fn mail_settle(&self, context: &Permit<HandleMail>, id: OutboxId) -> Result<(), Refusal> {
        self.write(|writer| async move {
            let mut tx = writer.begin().await?;
            if !context.reaches_all() {
                hers(tx.as_mut(), context, id).await?;
            }
            if !tx.outbox_settle(context.municipality(), id, writer.now()).await? {
                // Somebody was faster, or it was resent.
                return Ok(());
            }
            let recorded = writer.audit(tx.as_mut(), context, "mail_settle", ("message", id.0), &json!({})).await?;
            writer.end_internal_alarm(tx.as_mut(), context).await?;
            Ok(tx.commit(recorded).await?)
        })
        .await
    }

    /// Once nothing of ours is left to look at.
    pub(super) async fn end_internal_alarm(&self, tx: &mut dyn WriteUnit, context: &Context) -> Result<(), Refusal> {
        let city = Some(context.municipality());
        if tx.outbox_count_of(city, Failure::Internal).await? == 0 {
            self.clear_alarm_in(tx, AlarmCode::MailInternal, (city, "")).await?;
        }
        Ok(())
    }
}
