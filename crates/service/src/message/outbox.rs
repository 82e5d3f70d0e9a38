//! Messages and what becomes of them: the rows of the outbox.

use chrono::{DateTime, Utc};
use mendan_domain::ids::{BookingId, MunicipalityId, OutboxId};

use crate::message::kinds::MessageKind;

/// The state of an outbox row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum OutboxState {
    /// Waits until due.
    Pending,
    /// A worker has it.
    Leased,
    /// The server took it (2xx).
    Sent,
    /// Refused for good: somebody must call.
    Failed,
    /// Its useful time passed.
    Expired,
    /// A later change made it untrue.
    Superseded,
}

impl OutboxState {
    /// All states.
    pub const ALL: [Self; 6] = [Self::Pending, Self::Leased, Self::Sent, Self::Failed, Self::Expired, Self::Superseded];

    /// The word stored.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Leased => "leased",
            Self::Sent => "sent",
            Self::Failed => "failed",
            Self::Expired => "expired",
            Self::Superseded => "superseded",
        }
    }

    /// Reads the word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == word)
    }
}

/// Whose fault it is that a message did not leave, and so who can mend it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Failure {
    /// The relay refuses us, whatever the letter: the message waits until that is mended.
    Relay,
    /// Her address is refused: somebody must call her.
    Recipient,
    /// This letter is refused: staff must look at it.
    Letter,
    /// A defect of ours, or a row that cannot be read.
    Internal,
}

impl Failure {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Relay, Self::Recipient, Self::Letter, Self::Internal];

    /// The word stored.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Relay => "relay",
            Self::Recipient => "recipient",
            Self::Letter => "letter",
            Self::Internal => "internal",
        }
    }

    /// Reads the word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|failure| failure.as_str() == word)
    }
}

/// A message waiting to leave, or what became of it.
#[derive(Clone, PartialEq, Eq)]
pub struct OutboxRow {
    /// Its id.
    pub id: OutboxId,
    /// The city.
    pub municipality: MunicipalityId,
    /// What it is about.
    pub booking: BookingId,
    /// What it says.
    pub kind: MessageKind,
    /// The booking's SEQUENCE it speaks of.
    pub version: i64,
    /// Mail address; empty for jobs that are no mail.
    pub recipient: String,
    /// Unique over subject, kind, version, recipient and resend number.
    pub dedupe_key: String,
    /// Not before.
    pub due_at: DateTime<Utc>,
    /// Not after.
    pub useful_until: DateTime<Utc>,
    /// State.
    pub state: OutboxState,
    /// Attempts so far.
    pub attempts: i64,
    /// RFC 5322 Message-ID without angle brackets, fixed at insert.
    pub message_id: String,
    /// `Date` and `DTSTAMP`: the first attempt.
    pub stamped_at: Option<DateTime<Utc>>,
    /// When it reached its last state.
    pub finished_at: Option<DateTime<Utc>>,
    /// A code and the server's words without addresses.
    pub last_error: Option<String>,
    /// Facts that are not on the booking any more (JSON, nothing personal), e.g. the old time.
    pub detail: String,
    /// When it was written.
    pub created_at: DateTime<Utc>,
    /// Whose fault it is that it has not left; none while nothing was refused for good.
    pub failure: Option<Failure>,
    /// Since when it is kept back: it existed in a backup, and leaves only when an operator says so.
    pub held_at: Option<DateTime<Utc>>,
    /// When somebody dealt with a message that did not leave.
    pub settled_at: Option<DateTime<Utc>>,
}

crate::masked_debug!(OutboxRow {
    id,
    municipality,
    booking,
    kind,
    version,
    due_at,
    useful_until,
    state,
    attempts,
    failure,
    held_at,
    settled_at
});

/// Rows a worker took, and those among them that our types cannot hold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Claimed {
    /// To be sent, oldest first.
    pub rows: Vec<OutboxRow>,
    /// Cannot be read: of which city, and why.
    pub unreadable: Vec<Unreadable>,
}

/// A row of the outbox that our types cannot hold (of a newer version, say, or damaged).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unreadable {
    /// Its id.
    pub id: OutboxId,
    /// Its city.
    pub municipality: MunicipalityId,
    /// The column, never its value.
    pub why: String,
}

/// Says inside a copy of the database that it is one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BackupMark {
    /// When the copy was made.
    pub taken_at: DateTime<Utc>,
    /// By which version.
    pub version: String,
}
