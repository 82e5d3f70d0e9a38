//! Messages: the rows of the queue whose job is to send one.

use chrono::{DateTime, Utc};
use mendan_domain::ids::{BookingId, MunicipalityId, OutboxId};

use crate::job::row::{About, Envelope, Failure, JobRow, MESSAGE, OutboxState};
use crate::message::kinds::MessageKind;
use crate::ports::StoreError;

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
    /// Mail address.
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

/// Names the column, never the value.
fn corrupt(column: &str) -> StoreError {
    StoreError::Corrupt(format!("column {column}"))
}

impl OutboxRow {
    /// The message that a row of the queue is.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`] with the column when it is none that this version knows.
    pub fn read(row: JobRow) -> Result<Self, StoreError> {
        let envelope = row.envelope;
        Ok(Self {
            id: row.id,
            municipality: row.municipality,
            booking: row.about.booking.ok_or_else(|| corrupt("booking_id"))?,
            kind: MessageKind::parse(&envelope.kind).ok_or_else(|| corrupt("kind"))?,
            version: envelope.version,
            recipient: envelope.recipient,
            dedupe_key: row.dedupe_key,
            due_at: row.due_at,
            useful_until: row.useful_until,
            state: row.state,
            attempts: row.attempts,
            message_id: envelope.message_id,
            stamped_at: row.stamped_at,
            finished_at: row.finished_at,
            last_error: row.last_error,
            detail: row.payload,
            created_at: row.created_at,
            failure: row.failure,
            held_at: row.held_at,
            settled_at: row.settled_at,
        })
    }

    /// The start she was told before, where it is another one.
    pub fn was(&self) -> Option<i64> {
        self.fact("was")?.as_i64()
    }

    /// Whether it answers to what she did herself.
    pub fn is_hers(&self) -> bool {
        self.fact("hers").is_some_and(|hers| hers.as_bool().unwrap_or_default())
    }

    fn fact(&self, name: &str) -> Option<serde_json::Value> {
        serde_json::from_str::<serde_json::Value>(&self.detail).ok()?.get(name).cloned()
    }

    /// The same as a row of the queue.
    pub fn job(&self) -> JobRow {
        let row = self.clone();
        JobRow {
            id: row.id,
            municipality: row.municipality,
            about: About::booking(row.booking),
            job: MESSAGE.to_owned(),
            payload: row.detail,
            envelope: Envelope {
                kind: row.kind.as_str().to_owned(),
                version: row.version,
                recipient: row.recipient,
                message_id: row.message_id,
            },
            dedupe_key: row.dedupe_key,
            due_at: row.due_at,
            useful_until: row.useful_until,
            state: row.state,
            attempts: row.attempts,
            stamped_at: row.stamped_at,
            finished_at: row.finished_at,
            last_error: row.last_error,
            created_at: row.created_at,
            failure: row.failure,
            held_at: row.held_at,
            settled_at: row.settled_at,
        }
    }
}

/// Says inside a copy of the database that it is one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BackupMark {
    /// When the copy was made.
    pub taken_at: DateTime<Utc>,
    /// By which version.
    pub version: String,
}
