//! Write the messages of a booking into the outbox, in the transaction that changed the booking.

use chrono::{DateTime, Utc};
use mendan_domain::ids::OutboxId;
use serde_json::json;

use crate::city::catalogue::Catalogue;
use crate::error::Refusal;
use crate::message::rule::Occasion;
use crate::model::{Booking, MessageKind, OutboxRow, OutboxState};
use crate::services::{Context, Services};
use crate::unit::{ReadUnit, WriteUnit};

/// What happened to the booking.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum News {
    /// It was made.
    Booked,
    /// Time, place, mode or link changed; with the old start.
    Changed {
        /// The start it had before.
        was: DateTime<Utc>,
    },
    /// It was called off.
    Cancelled,
    /// The same, without a mail: she wants none, or whoever did it through the link sees it there, and the address has had its share.
    CancelledUntold,
}

impl Services {
    /// Supersedes what is out of date and writes what is due because of the news: at once, or of what staff did once it can no
    /// longer be undone.
    pub async fn announce(
        &self,
        tx: &mut dyn WriteUnit,
        context: &Context,
        booking: &Booking,
        news: News,
    ) -> Result<(), Refusal> {
        // A booking that is new has been told nothing.
        let untold = if news == News::Booked { None } else { untold(tx, booking).await? };
        if news != News::Booked {
            tx.outbox_supersede(booking.id, self.now()).await?;
        }
        self.follow_meeting(tx, context, booking, self.told_at(context)).await?;
        let (occasions, was): (&[Occasion], _) = match news {
            News::Booked => (&[Occasion::Booked, Occasion::Standing], None),
            News::Changed { was } => {
                (&[Occasion::Changed, Occasion::Standing], Some(untold.unwrap_or(was.timestamp())))
            }
            News::Cancelled => (&[Occasion::Cancelled], None),
            News::CancelledUntold => return Ok(()),
        };
        let rows = self.written_for(context, booking, occasions, (was, 0));
        Ok(tx.outbox_insert(&rows).await?)
    }

    /// After staff corrected the mail address: what waits goes to the new one, and, with `tell`, the confirmation anew.
    pub(crate) async fn announce_at_new_address(
        &self,
        tx: &mut dyn WriteUnit,
        context: &Context,
        booking: &Booking,
        tell: bool,
    ) -> Result<(), Refusal> {
        tx.outbox_supersede(booking.id, self.now()).await?;
        let resend = booking.version;
        let occasions: &[Occasion] = if tell { &[Occasion::Booked, Occasion::Standing] } else { &[Occasion::Standing] };
        let rows = self.written_for(context, booking, occasions, (None, resend));
        Ok(tx.outbox_insert(&rows).await?)
    }

    /// The letters of a booking that was brought in from elsewhere: a confirmation where somebody asked for it (`tell`), and reminders
    /// unless somebody wants none. Many bookings write theirs together.
    pub(crate) fn letters_of(
        &self,
        context: &Context,
        booking: &Booking,
        (tell, remind): (bool, bool),
        resend: i64,
    ) -> Vec<OutboxRow> {
        let wanted = [(tell, Occasion::Booked), (remind, Occasion::Standing)];
        let occasions: Vec<Occasion> =
            wanted.into_iter().filter(|(wanted, _)| *wanted).map(|(_, occasion)| occasion).collect();
        self.written_for(context, booking, &occasions, (None, resend))
    }

    /// Sends the registered contact the link to the first booking; at most one an hour.
    pub async fn announce_already_booked(
        &self,
        tx: &mut dyn WriteUnit,
        catalogue: &Catalogue,
        booking: &Booking,
    ) -> Result<(), Refusal> {
        let now = self.now();
        let Some(email) = &booking.contact.email else { return Ok(()) };
        let hour = now.timestamp().div_euclid(3600);
        let kind = MessageKind::AlreadyBooked;
        let times = kind.rule_in(&catalogue.municipality).times(&catalogue.municipality, booking.starts_at, (now, now));
        let row = times.map(|times| self.row(catalogue, booking, kind, email, times, &json!({}), hour));
        Ok(tx.outbox_insert(row.as_slice()).await?)
    }

    /// The messages of every kind that is written for one of these occasions, if she reads mails and it is not too late for
    /// them; with the start she was told before, and a resend number.
    fn written_for(
        &self,
        context: &Context,
        booking: &Booking,
        occasions: &[Occasion],
        (was, resend): (Option<i64>, i64),
    ) -> Vec<OutboxRow> {
        let (catalogue, times) = (&*context.catalogue, (self.now(), self.told_at(context)));
        let Some(email) = &booking.contact.email else { return Vec::new() };
        let row = |kind: MessageKind| {
            let times =
                kind.rule_in(&catalogue.municipality).times(&catalogue.municipality, booking.starts_at, times)?;
            let was = was.filter(|_| kind.carries().former_start);
            let detail = was.map_or_else(|| json!({}), |was| json!({ "was": was }));
            Some(self.row(catalogue, booking, kind, email, times, &detail, resend))
        };
        let kinds = MessageKind::ALL.into_iter().filter(|kind| occasions.contains(&kind.written()));
        kinds.filter_map(row).collect()
    }

    #[expect(clippy::too_many_arguments, reason = "one row, all of its parts, for those who write messages")]
    pub(crate) fn row(
        &self,
        catalogue: &Catalogue,
        booking: &Booking,
        kind: MessageKind,
        recipient: &str,
        (due_at, useful_until): (DateTime<Utc>, DateTime<Utc>),
        detail: &serde_json::Value,
        resend: i64,
    ) -> OutboxRow {
        let version = booking.sequence;
        OutboxRow {
            id: OutboxId(self.new_id()),
            municipality: booking.municipality,
            booking: booking.id,
            kind,
            version,
            recipient: recipient.to_owned(),
            dedupe_key: format!("booking:{}:{}:{version}:{recipient}:{resend}", booking.id, kind.as_str()),
            due_at,
            useful_until,
            state: OutboxState::Pending,
            attempts: 0,
            message_id: format!("{}@{}", self.new_token(), mail_domain(catalogue)),
            stamped_at: None,
            finished_at: None,
            last_error: None,
            detail: detail.to_string(),
            created_at: self.now(),
            failure: None,
            held_at: None,
            settled_at: None,
        }
    }
}

/// The start she was told last, where a notice of a change has not left yet.
async fn untold(tx: &mut dyn ReadUnit, booking: &Booking) -> Result<Option<i64>, Refusal> {
    let waits = |row: &&OutboxRow| row.state == OutboxState::Pending && row.kind.carries().former_start;
    let rows = tx.outbox_of(booking.id).await?;
    let detail = rows.iter().find(waits).and_then(|row| serde_json::from_str::<serde_json::Value>(&row.detail).ok());
    Ok(detail.and_then(|detail| detail.get("was")?.as_i64()))
}

/// The mailbox a city's mails come from: From and ORGANIZER. One for all offices, because calendar programs drop updates
/// from another ORGANIZER, and a booking may move between offices.
pub fn mailbox(catalogue: &Catalogue) -> &str {
    &catalogue.municipality.mail_from
}

/// Where answers go, Reply-To: to the mailbox of the booking's office, or to what the city has for offices without one.
pub fn office_mailbox<'a>(catalogue: &'a Catalogue, booking: &Booking) -> &'a str {
    let office = catalogue.office(booking.office).map(|office| office.mailbox.as_str());
    let known = [office.unwrap_or_default(), catalogue.municipality.settings.reply_to.as_str()];
    known.into_iter().find(|mailbox| !mailbox.is_empty()).unwrap_or_else(|| mailbox(catalogue))
}

/// The domain of the city's mailbox.
pub fn mail_domain(catalogue: &Catalogue) -> &str {
    mailbox(catalogue).rsplit_once('@').map_or("localhost", |(_, domain)| domain)
}
