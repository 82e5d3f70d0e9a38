//! What sends letters, and what it is given.

use std::sync::Arc;

use async_trait::async_trait;
use chrono::{DateTime, NaiveDate, Utc};
use mendan_domain::booking::mode::Mode;
use mendan_domain::ids::{KindId, OfficeId};
use serde::{Deserialize, Serialize};

use crate::city::catalogue::Catalogue;
use crate::message::dkim::SigningKey;
use crate::message::relay::Route;
use crate::model::{Booking, DayNews, OfferSet, OutboxRow, StaffMember};

/// One message, ready to be written.
#[derive(Clone)]
pub struct Letter {
    /// The row: recipient, kind, Message-ID, SEQUENCE.
    pub row: OutboxRow,
    /// The booking as it is now.
    pub booking: Booking,
    /// The city.
    pub catalogue: Arc<Catalogue>,
    /// The manage page.
    pub manage_url: String,
    /// `Date` and `DTSTAMP`: the first attempt.
    pub stamped_at: DateTime<Utc>,
    /// What she is offered, where the letter tells of that.
    pub offer: Option<OfferSet>,
    /// What the city's mails are signed with.
    pub keys: Vec<SigningKey>,
}

crate::masked_debug!(Letter { row, stamped_at });

/// What others changed of a nurse's day. Nobody is named in it.
#[derive(Debug, Clone)]
pub struct LetterNews {
    /// What happened.
    pub what: DayNews,
    /// The start that she has to know.
    pub starts_at: DateTime<Utc>,
    /// The start it had, of what moved within the day.
    pub was_at: Option<DateTime<Utc>>,
    /// For what; none: the booking is discreet, and a mail says nothing of it.
    pub kind: Option<KindId>,
    /// How it is held by now.
    pub mode: Mode,
    /// Where she sees it.
    pub url: String,
}

/// A nurse's day, as her letter of the morning tells it. Nobody is named in it.
#[derive(Debug, Clone)]
pub struct LetterDay {
    /// Its local date.
    pub date: NaiveDate,
    /// Her interviews, the first first.
    pub interviews: Vec<LetterInterview>,
    /// Where she sees them.
    pub url: String,
}

/// One of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LetterInterview {
    /// Start.
    pub starts_at: DateTime<Utc>,
    /// How.
    pub mode: Mode,
    /// Where.
    pub office: OfficeId,
    /// By video, and without a link yet.
    pub linkless: bool,
}

/// How much there is that somebody has to look after.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Troubles {
    /// Messages that did not leave and that nobody has dealt with.
    pub failed: i64,
    /// Interviews by video within a day that have no link.
    pub linkless: i64,
    /// Interviews within a week whose nurse holds none any more.
    pub stranded: i64,
}

/// What a letter to a member of staff tells, besides its link.
#[derive(Debug, Clone)]
pub enum LetterTells {
    /// What others changed of her day.
    News(LetterNews),
    /// Her day.
    Day(LetterDay),
    /// What somebody has to look after, and where.
    Troubles(Troubles, String),
}

/// A letter to a member of staff, ready to be written.
#[derive(Clone)]
pub struct StaffLetter {
    /// The word of its sort.
    pub kind: &'static str,
    /// Mail address.
    pub recipient: String,
    /// RFC 5322 Message-ID without angle brackets, fixed at insert.
    pub message_id: String,
    /// Attempts so far.
    pub attempts: i64,
    /// To whom.
    pub member: StaffMember,
    /// The one-time link it takes to her.
    pub url: Option<String>,
    /// Good until then.
    pub until: Option<DateTime<Utc>>,
    /// What it tells.
    pub tells: Option<LetterTells>,
    /// `Date`: the first attempt.
    pub stamped_at: DateTime<Utc>,
    /// The city.
    pub catalogue: Arc<Catalogue>,
    /// What its mails are signed with.
    pub keys: Vec<SigningKey>,
}

crate::masked_debug!(StaffLetter { kind, attempts, until, stamped_at });

/// What a mailer may fail with. Texts carry the server's words, never an address.
#[derive(Debug, thiserror::Error)]
pub enum MailError {
    /// The relay refuses us, whatever the letter, or cannot be reached: wait for whoever can mend that.
    #[error("relay: {0}")]
    Relay(String),
    /// The relay takes us, but not this letter now: try again.
    #[error("temporary: {0}")]
    Temporary(String),
    /// Her address is refused for good: somebody must call.
    #[error("recipient: {0}")]
    Recipient(String),
    /// This letter is refused for good: staff must look at it.
    #[error("letter: {0}")]
    Letter(String),
    /// The letter could not be written: a defect of ours or of the set-up.
    #[error("internal: {0}")]
    Internal(String),
}

/// Sends letters.
#[async_trait]
pub trait Mailer: Send + Sync {
    /// Sends one by that mail server; the same letter has the same octets each time.
    async fn send(&self, letter: &Letter, route: &Route) -> Result<(), MailError>;
    /// The same of a letter to a member of staff.
    async fn send_to_staff(&self, letter: &StaffLetter, route: &Route) -> Result<(), MailError>;
}
