//! The rows of the queue, and what becomes of them.

use chrono::{DateTime, Utc};
use mendan_domain::ids::{BookingId, ClientId, MunicipalityId, OutboxId, StaffId};

/// The word of the job "send a message" about a booking. Its rows have an envelope, and those of [`STAFF_MESSAGE`].
pub const MESSAGE: &str = "message";
/// The word of the job "send a letter to a member of staff".
pub const STAFF_MESSAGE: &str = "staff_message";

/// The state of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum OutboxState {
    /// Waits until due.
    Pending,
    /// A worker has it.
    Leased,
    /// Done; of a message: the server took it (2xx).
    Sent,
    /// Refused for good: somebody must call.
    Failed,
    /// Its useful time passed.
    Expired,
    /// A later change made it untrue.
    Superseded,
    /// Of a message: it would disturb her while it is of use, so it is not sent.
    Dropped,
}

impl OutboxState {
    /// All states.
    pub const ALL: [Self; 7] =
        [Self::Pending, Self::Leased, Self::Sent, Self::Failed, Self::Expired, Self::Superseded, Self::Dropped];

    /// The word stored.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Leased => "leased",
            Self::Sent => "sent",
            Self::Failed => "failed",
            Self::Expired => "expired",
            Self::Superseded => "superseded",
            Self::Dropped => "dropped",
        }
    }

    /// Reads the word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == word)
    }
}

/// Whose fault it is that something was not done, and so who can mend it.
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

/// Whom or what a job concerns; nothing of it: the city.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct About {
    /// A booking.
    pub booking: Option<BookingId>,
    /// A person.
    pub client: Option<ClientId>,
    /// A member of staff.
    pub staff: Option<StaffId>,
}

impl About {
    /// That booking.
    pub const fn booking(id: BookingId) -> Self {
        Self { booking: Some(id), client: None, staff: None }
    }
}

/// What a message has outside; empty for every other kind of job.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Envelope {
    /// The word of the message's kind.
    pub kind: String,
    /// The SEQUENCE it speaks of.
    pub version: i64,
    /// Mail address.
    pub recipient: String,
    /// RFC 5322 Message-ID without angle brackets, fixed at insert.
    pub message_id: String,
}

crate::masked_debug!(Envelope { kind, version });

/// A row of the queue.
#[derive(Clone, PartialEq, Eq)]
pub struct JobRow {
    /// Its id.
    pub id: OutboxId,
    /// The city.
    pub municipality: MunicipalityId,
    /// What it concerns.
    pub about: About,
    /// The word of its kind.
    pub job: String,
    /// What its kind has to know, as JSON: ids and facts, nothing personal.
    pub payload: String,
    /// Of a message.
    pub envelope: Envelope,
    /// Unique over everything that makes it another job; the same job written twice is one.
    pub dedupe_key: String,
    /// Not before.
    pub due_at: DateTime<Utc>,
    /// Not after.
    pub useful_until: DateTime<Utc>,
    /// State.
    pub state: OutboxState,
    /// Attempts so far.
    pub attempts: i64,
    /// The first attempt.
    pub stamped_at: Option<DateTime<Utc>>,
    /// When it reached its last state.
    pub finished_at: Option<DateTime<Utc>>,
    /// A code and the other side's words, nothing personal.
    pub last_error: Option<String>,
    /// When it was written.
    pub created_at: DateTime<Utc>,
    /// Whose fault it is that it is not done; none while nothing was refused for good.
    pub failure: Option<Failure>,
    /// Since when it is kept back: it existed in a backup, and is done only when an operator says so.
    pub held_at: Option<DateTime<Utc>>,
    /// When somebody dealt with one that was not done.
    pub settled_at: Option<DateTime<Utc>>,
}

crate::masked_debug!(JobRow {
    id,
    municipality,
    about,
    job,
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
    /// To be done, oldest first.
    pub rows: Vec<JobRow>,
    /// Cannot be read: of which city, and why.
    pub unreadable: Vec<Unreadable>,
}

/// A row of the queue that our types cannot hold (of a newer version, say, or damaged).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unreadable {
    /// Its id.
    pub id: OutboxId,
    /// Its city.
    pub municipality: MunicipalityId,
    /// The column, never its value.
    pub why: String,
}
