//! Whom staff have to telephone, and why.

use chrono::{DateTime, Utc};
use mendan_domain::ids::{BookingId, CallId, MunicipalityId, StaffId};

/// Why somebody is on the call list. To add a reason: a variant, its word, and what is said (`pages/call/words.rs`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CallReason {
    /// The city or the office is closed on the day of her interview.
    Closed,
    /// Her nurse is absent then.
    NurseAway,
    /// Her nurse has left, and no colleague is free at the same time.
    NurseLeft,
    /// Her mail address refuses our mail.
    MailRefused,
    /// She did not come, and staff decided to ask her.
    Noshow,
    /// She asked for it: her mail has not arrived.
    Asked,
}

impl CallReason {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Closed, Self::NurseAway, Self::NurseLeft, Self::MailRefused, Self::Noshow, Self::Asked];

    /// The word stored.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Closed => "closed",
            Self::NurseAway => "nurse_away",
            Self::NurseLeft => "nurse_left",
            Self::MailRefused => "mail_refused",
            Self::Noshow => "noshow",
            Self::Asked => "asked",
        }
    }

    /// Reads the word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.as_str() == word)
    }
}

/// What came of the last try.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CallOutcome {
    /// She was spoken to: done.
    Talked,
    /// Nobody answered: another try later.
    Absent,
    /// Put off without a try.
    Later,
    /// Nothing is left to say: the booking was moved or called off, or what was in its way is gone. Nobody said so by hand.
    Settled,
}

impl CallOutcome {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Talked, Self::Absent, Self::Later, Self::Settled];

    /// The word stored.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Talked => "talked",
            Self::Absent => "absent",
            Self::Later => "later",
            Self::Settled => "settled",
        }
    }

    /// Reads the word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|outcome| outcome.as_str() == word)
    }
}

/// An entry of the call list. Who she is and her number are read from the booking.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Call {
    /// Its id.
    pub id: CallId,
    /// The city.
    pub municipality: MunicipalityId,
    /// Whose.
    pub booking: BookingId,
    /// Why.
    pub reason: CallReason,
    /// What brought it about, as `closure:7`: the same cause makes one entry of a booking.
    pub cause: String,
    /// JSON, nothing personal.
    pub detail: String,
    /// Not before.
    pub next_at: DateTime<Utc>,
    /// Times somebody called.
    pub attempts: i64,
    /// What came of the last try.
    pub outcome: Option<CallOutcome>,
    /// When it was over.
    pub done_at: Option<DateTime<Utc>>,
    /// Who tried last.
    pub staff: Option<StaffId>,
    /// When it was written.
    pub created_at: DateTime<Utc>,
    /// Rises with every write.
    pub version: i64,
}
