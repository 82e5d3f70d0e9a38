//! Write the messages of a booking into the outbox, in the transaction that changed the booking.

use chrono::{DateTime, Duration, NaiveTime, TimeZone, Timelike, Utc};
use mendan_domain::ids::OutboxId;
use serde_json::json;

use crate::city::catalogue::{Catalogue, Municipality};
use crate::error::Refusal;
use crate::model::{Booking, MessageKind, OutboxRow, OutboxState};
use crate::services::{Context, Services};
use crate::unit::{ReadUnit, WriteUnit};

/// Hours of the day in which reminders may leave, local time: from 8:00 until before 20:00.
const AWAKE: std::ops::Range<u32> = 8..20;
/// A reminder of the day before is of use until three hours before.
const REMINDER_USEFUL_HOURS: i64 = 3;
/// Confirmations are given up after 72 hours.
pub(crate) const GIVE_UP_HOURS: i64 = 72;

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
        let (catalogue, now, due) = (&*context.catalogue, self.now(), self.told_at(context));
        // A booking that is new has been told nothing.
        let untold = if news == News::Booked { None } else { untold(tx, booking).await? };
        if news != News::Booked {
            tx.outbox_supersede(booking.id, now).await?;
        }
        let mut rows = Vec::new();
        let (kind, detail) = match news {
            News::Booked => (MessageKind::Confirmation, json!({})),
            News::Changed { was } => (MessageKind::Change, json!({ "was": untold.unwrap_or(was.timestamp()) })),
            News::Cancelled => (MessageKind::Cancellation, json!({})),
            News::CancelledUntold => return Ok(()),
        };
        if let Some(email) = &booking.contact.email {
            let give_up = due + Duration::hours(GIVE_UP_HOURS);
            rows.push(self.row(catalogue, booking, kind, email, (due, give_up), &detail, 0));
            if news != News::Cancelled
                && let Some((at, useful_until)) = reminder_times(&catalogue.municipality, booking.starts_at, now)
            {
                let times = (at.max(due), useful_until);
                rows.push(self.row(catalogue, booking, MessageKind::ReminderOneDay, email, times, &json!({}), 0));
            }
        }
        if news != News::Cancelled
            && booking.mode == mendan_domain::booking::mode::Mode::Video
            && booking.join_url.is_none()
        {
            rows.push(self.row(
                catalogue,
                booking,
                MessageKind::VideoLink,
                "",
                (due, booking.starts_at),
                &json!({}),
                0,
            ));
        }
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
        let (catalogue, now, due) = (&*context.catalogue, self.now(), self.told_at(context));
        tx.outbox_supersede(booking.id, now).await?;
        let (mut rows, resend) = (Vec::new(), booking.version);
        if booking.mode == mendan_domain::booking::mode::Mode::Video && booking.join_url.is_none() {
            let times = (due, booking.starts_at);
            rows.push(self.row(catalogue, booking, MessageKind::VideoLink, "", times, &json!({}), resend));
        }
        if let Some(email) = &booking.contact.email {
            if tell {
                let times = (due, due + Duration::hours(GIVE_UP_HOURS));
                rows.push(self.row(catalogue, booking, MessageKind::Confirmation, email, times, &json!({}), resend));
            }
            if let Some((at, useful_until)) = reminder_times(&catalogue.municipality, booking.starts_at, now) {
                let times = (at.max(due), useful_until);
                rows.push(self.row(catalogue, booking, MessageKind::ReminderOneDay, email, times, &json!({}), resend));
            }
        }
        Ok(tx.outbox_insert(&rows).await?)
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
        let times = (now, now + Duration::hours(GIVE_UP_HOURS));
        let row = self.row(catalogue, booking, MessageKind::AlreadyBooked, email, times, &json!({}), hour);
        Ok(tx.outbox_insert(&[row]).await?)
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
    let waits = |row: &&OutboxRow| row.state == OutboxState::Pending && row.kind == MessageKind::Change;
    let rows = tx.outbox_of(booking.id).await?;
    let detail = rows.iter().find(waits).and_then(|row| serde_json::from_str::<serde_json::Value>(&row.detail).ok());
    Ok(detail.and_then(|detail| detail.get("was")?.as_i64()))
}

/// The mailbox a city's mails come from: From and ORGANIZER. One for all offices, because calendar programs drop updates
/// from another ORGANIZER, and a booking may move between offices.
pub fn mailbox(catalogue: &Catalogue) -> &str {
    &catalogue.municipality.mail_from
}

/// The mailbox of the booking's office: Reply-To.
pub fn office_mailbox<'a>(catalogue: &'a Catalogue, booking: &Booking) -> &'a str {
    catalogue.office(booking.office).map_or(mailbox(catalogue), |office| office.mailbox.as_str())
}

/// The domain of the city's mailbox.
pub fn mail_domain(catalogue: &Catalogue) -> &str {
    mailbox(catalogue).rsplit_once('@').map_or("localhost", |(_, domain)| domain)
}

/// Due and useful-until of the reminder of the day before. `None` when its time has passed or no waking hour is left.
fn reminder_times(
    city: &Municipality,
    starts_at: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Option<(DateTime<Utc>, DateTime<Utc>)> {
    let due = starts_at - Duration::hours(24);
    let useful_until = starts_at - Duration::hours(REMINDER_USEFUL_HOURS);
    let due = awake_from(city, due);
    (due > now && due < useful_until).then_some((due, useful_until))
}

/// That instant, or the next 8:00 if it lies in the quiet hours.
pub fn awake_from(city: &Municipality, at: DateTime<Utc>) -> DateTime<Utc> {
    let local = at.with_timezone(&city.timezone);
    if AWAKE.contains(&local.hour()) {
        return at;
    }
    let day = if local.hour() < AWAKE.start { local.date_naive() } else { local.date_naive() + Duration::days(1) };
    let eight = NaiveTime::from_hms_opt(AWAKE.start, 0, 0).unwrap_or_default();
    city.timezone.from_local_datetime(&day.and_time(eight)).earliest().map_or(at, |local| local.to_utc())
}
