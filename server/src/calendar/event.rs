//! What a calendar file says of a booking.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use mendan_domain::booking::Status;
use mendan_domain::booking::mode::Mode;
use mendan_domain::language::Language;
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
        let manage = match (booking.language, cancelled) {
            (Language::Ja, false) => format!("予約の確認・変更・取消: {manage_url}"),
            (Language::Ja, true) => format!("予約の確認: {manage_url}"),
            (Language::En, false) => format!("View, change or cancel: {manage_url}"),
            (Language::En, true) => format!("View: {manage_url}"),
        };
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
    let japanese = booking.language == Language::Ja;
    let mut lines = Vec::new();
    if booking.status == Status::Cancelled {
        let line =
            if japanese { "この予約は取り消しました。" } else { "This appointment has been cancelled." };
        return line.to_owned();
    }
    let mode = words.mode();
    lines.push(if japanese { format!("方法: {mode}") } else { format!("How: {mode}") });
    if booking.mode == Mode::Video {
        if let Some(link) = join_url {
            lines.push(if japanese { format!("参加用リンク: {link}") } else { format!("Link to join: {link}") });
        }
        lines.push(words.no_recording().to_owned());
    }
    let bring = words.bring();
    if !bring.is_empty() {
        let things = bring.join(if japanese { "、" } else { ", " });
        lines.push(format!("{}: {things}", words.bring_heading()));
    }
    lines.extend(Some(words.note()).filter(|note| !note.is_empty()));
    lines.join("\n")
}
