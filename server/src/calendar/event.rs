//! What a calendar file says of a booking.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use mendan_domain::booking::Status;
use mendan_domain::booking::mode::Mode;
use mendan_service::city::catalogue::Catalogue;
use mendan_service::model::Booking;

use super::words::Words;

/// The office that holds the interview, as calendars name it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Organizer {
    /// Its name.
    pub name: String,
    /// Its mailbox: the From of its mails.
    pub mailbox: String,
}

/// One booking as calendars see it. Holds no name, phone, due date or note.
#[derive(Clone, PartialEq, Eq)]
pub struct Event {
    /// One for life.
    pub uid: String,
    /// Rises with every change and with cancel.
    pub sequence: i64,
    /// `DTSTAMP`.
    pub stamped_at: DateTime<Utc>,
    /// Last change of the booking.
    pub modified_at: DateTime<Utc>,
    /// Start.
    pub starts_at: DateTime<Utc>,
    /// End.
    pub ends_at: DateTime<Utc>,
    /// The office's zone, in which start and end are written.
    pub zone: Tz,
    /// Called off.
    pub cancelled: bool,
    /// Who invites.
    pub organizer: Organizer,
    /// The address the file is for; none in a published file.
    pub attendee: Option<String>,
    /// The kind, or a neutral word.
    pub summary: String,
    /// Office and address, meeting link, or 電話.
    pub location: String,
    /// How, what to bring, the meeting link.
    pub description: String,
    /// The link to change or cancel, with its words: only in the file that is mailed to her.
    pub manage: String,
    /// Meeting link, for video.
    pub join_url: Option<String>,
}

mendan_service::masked_debug!(Event { sequence, stamped_at, modified_at, starts_at, ends_at, cancelled });

impl Event {
    /// The event of a booking. `stamped_at` becomes `DTSTAMP`.
    pub fn of(booking: &Booking, catalogue: &Catalogue, manage_url: &str, stamped_at: DateTime<Utc>) -> Self {
        let words = Words::of(booking, catalogue);
        let join_url = words.join_url();
        let cancelled = booking.status == Status::Cancelled;
        let t = words.texts();
        let manage = if cancelled { t.event_view(manage_url) } else { t.event_manage(manage_url) };
        Self {
            uid: booking.uid.clone(),
            sequence: booking.sequence,
            stamped_at,
            modified_at: booking.updated_at,
            starts_at: booking.starts_at,
            ends_at: booking.ends_at,
            zone: catalogue.municipality.timezone,
            cancelled,
            organizer: Organizer { name: organizer(booking, &words), mailbox: words.told.mailbox.clone() },
            attendee: booking.contact.email.clone(),
            summary: words.summary(),
            location: words.location(),
            description: description(booking, &words, join_url.as_deref()),
            manage,
            join_url,
        }
    }

    /// The words of the mailed file: description and manage link.
    pub(super) fn full_description(&self) -> String {
        let parts = [self.description.as_str(), self.manage.as_str()];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n")
    }
}

/// Who invites: the office; if discreet the neutral sender, since offices are named after what they do.
fn organizer(booking: &Booking, words: &Words<'_>) -> String {
    let office = words.office().filter(|name| !booking.discreet && !name.is_empty());
    office.unwrap_or_else(|| if booking.discreet { words.told.sender.clone() } else { words.city.name.clone() })
}

/// How, the meeting link, what to bring. A discreet booking tells neither the kind nor what would give it away.
fn description(booking: &Booking, words: &Words<'_>, join_url: Option<&str>) -> String {
    let t = words.texts();
    if booking.status == Status::Cancelled {
        return t.event_cancelled.to_owned();
    }
    let mut lines = vec![t.event_mode(words.mode())];
    if booking.mode == Mode::Video {
        lines.extend(join_url.map(|link| t.event_join(link)));
        lines.push(t.no_recording.to_owned());
    }
    let bring = words.bring();
    if !bring.is_empty() {
        lines.push(t.event_bring(words.bring_heading(), bring.join(t.event_and)));
    }
    lines.extend(Some(words.note()).filter(|note| !note.is_empty()));
    lines.join("\n")
}
