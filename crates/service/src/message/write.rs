//! Write the messages of a booking into the outbox, in the transaction that changed the booking.

use chrono::{DateTime, Duration, Utc};
use mendan_domain::ids::OutboxId;
use mendan_domain::message::window::ContactWindow;
use serde_json::json;

use crate::city::catalogue::Catalogue;
use crate::error::Refusal;
use crate::message::rule::Occasion;
use crate::message::times::{Facts, Planned};
use crate::model::{Booking, MessageKind, OutboxRow, OutboxState};
use crate::services::{Actor, Context, Services};
use crate::unit::{ReadUnit, WriteUnit};

/// What the product adds to a booking so soon after it was made (its link, say) belongs to what she did.
const WITH_HER_ACT: Duration = Duration::minutes(10);

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
        let hers = news == News::Booked || self.is_hers(context, booking);
        let rows = self.written_for(context, booking, occasions, (was, 0), hers);
        Ok(tx.outbox_insert(&rows).await?)
    }

    /// Whether what is done now was done by herself. Whoever books for her at the desk has her on the telephone; whoever moves her may
    /// have not.
    fn is_hers(&self, context: &Context, booking: &Booking) -> bool {
        match context.actor {
            Actor::Resident | Actor::Program | Actor::Partner(_) => true,
            Actor::Staff(..) | Actor::Founder(_) => false,
            Actor::System => self.now() - booking.created_at < WITH_HER_ACT,
        }
    }

    /// After staff corrected the mail address: what waits goes to the new one, and, with `tell`, the confirmation anew. They have just
    /// spoken to her.
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
        let rows = self.written_for(context, booking, occasions, (None, resend), true);
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
        self.written_for(context, booking, &occasions, (None, resend), false)
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
        let facts = self.facts(catalogue, booking, None, true);
        let planned = kind.rule().plan(&facts, (now, now));
        let row = planned.map(|planned| self.row_of(catalogue, booking, (kind, email), planned, &json!({}), hour));
        Ok(tx.outbox_insert(row.as_slice()).await?)
    }

    /// The messages of every kind that is written for one of these occasions, if she reads mails and it is not too late for
    /// them; with the start she was told before, a resend number, and whether she did it herself. One that would disturb her stands there
    /// as dropped, so that staff read why nothing left.
    fn written_for(
        &self,
        context: &Context,
        booking: &Booking,
        occasions: &[Occasion],
        (was, resend): (Option<i64>, i64),
        hers: bool,
    ) -> Vec<OutboxRow> {
        let (catalogue, times) = (&*context.catalogue, (self.now(), self.told_at(context)));
        let Some(email) = &booking.contact.email else { return Vec::new() };
        let facts = self.facts(catalogue, booking, was, hers);
        let row = |kind: MessageKind| {
            let rule = kind.rule_in(&catalogue.municipality, booking.kind, booking.mode)?;
            let planned = rule.plan(&facts, times)?;
            let mut detail = json!({});
            if let Some(was) = was.filter(|_| kind.carries().former_start) {
                detail["was"] = was.into();
            }
            if hers && !rule.is_scheduled() {
                detail["hers"] = true.into();
            }
            Some(self.row_of(catalogue, booking, (kind, email), planned, &detail, resend))
        };
        let kinds = MessageKind::ALL.into_iter().filter(|kind| occasions.contains(&kind.written()));
        kinds.filter_map(row).collect()
    }

    /// What decides when messages about that booking leave; with the start she was told before, where it is another one.
    pub(crate) fn facts<'a>(
        &self,
        catalogue: &'a Catalogue,
        booking: &Booking,
        was: Option<i64>,
        hers: bool,
    ) -> Facts<'a> {
        Facts {
            city: &catalogue.municipality,
            starts_at: booking.starts_at,
            ends_at: booking.ends_at,
            was: was.and_then(|was| DateTime::from_timestamp(was, 0)),
            window: self.window_of(booking),
            hers,
        }
    }

    /// When she wants to hear from us. What cannot be opened must not keep her from hearing at all.
    pub(crate) fn window_of(&self, booking: &Booking) -> ContactWindow {
        self.notes_of(booking).map(|notes| notes.contact_window).unwrap_or_default()
    }

    /// A row of what was planned: it waits, or says why it does not leave.
    pub(crate) fn row_of(
        &self,
        catalogue: &Catalogue,
        booking: &Booking,
        (kind, recipient): (MessageKind, &str),
        planned: Planned,
        detail: &serde_json::Value,
        resend: i64,
    ) -> OutboxRow {
        match planned {
            Planned::Leaves { at, until } => self.row(catalogue, booking, kind, recipient, (at, until), detail, resend),
            Planned::Dropped { due, until, why } => OutboxRow {
                state: OutboxState::Dropped,
                finished_at: Some(self.now()),
                last_error: Some(why.as_str().to_owned()),
                ..self.row(catalogue, booking, kind, recipient, (due, until), detail, resend)
            },
        }
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
    Ok(tx.outbox_of(booking.id).await?.iter().find(waits).and_then(OutboxRow::was))
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
