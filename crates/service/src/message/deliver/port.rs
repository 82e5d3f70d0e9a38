//! What sends letters, and what it is given.

use std::sync::Arc;

use async_trait::async_trait;
use chrono::{DateTime, Utc};

use crate::city::catalogue::Catalogue;
use crate::message::relay::Route;
use crate::model::{Booking, OutboxRow, StaffMember};

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
}

crate::masked_debug!(Letter { row, stamped_at });

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
    /// `Date`: the first attempt.
    pub stamped_at: DateTime<Utc>,
    /// The city.
    pub catalogue: Arc<Catalogue>,
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
