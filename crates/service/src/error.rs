//! What a use case may answer instead of doing it. Two faces: a code for people and machines, sources for the log.

use mendan_domain::fault::Fault;
use mendan_domain::offer::{PublicSlot, Reason};

use crate::ports::StoreError;

/// A field and what is wrong with it; pages turn it into a sentence, the API into its word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct FieldError {
    /// The field's name in the API.
    pub field: &'static str,
    /// What is wrong with it.
    pub code: Fault,
}

impl FieldError {
    /// A field error.
    pub const fn new(field: &'static str, code: Fault) -> Self {
        Self { field, code }
    }
}

/// Why a use case did not do it.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// Somebody else has the time. With the nearest free ones.
    #[error("slot taken")]
    SlotTaken {
        /// Nearest free times of the same kind and mode.
        alternatives: Vec<PublicSlot>,
        /// Why it cannot be had, the decisive reason first; empty when somebody was faster in this very moment.
        reasons: Vec<Reason>,
    },
    /// One open booking per kind. Says nothing about the first.
    #[error("already booked")]
    AlreadyBooked,
    /// After the cut-off.
    #[error("too late")]
    TooLate,
    /// The state does not allow it (e.g. marking a cancelled booking as arrived).
    #[error("not possible now")]
    NotPossible,
    /// It is no longer what the asker saw; nothing was done.
    #[error("changed meanwhile")]
    Changed,
    /// Fields that cannot be accepted.
    #[error("invalid")]
    Invalid(Vec<FieldError>),
    /// The key was used for something else.
    #[error("idempotency key used for another request")]
    IdempotencyMismatch,
    /// There is no such thing, or it is none of the asker's business.
    #[error("not found")]
    NotFound,
    /// A limit was reached.
    #[error("too many requests")]
    TooManyRequests,
    /// The store is busy or away; try again soon.
    #[error("busy")]
    Busy(#[source] StoreError),
    /// A defect.
    #[error("internal")]
    Internal(#[source] StoreError),
}

impl Refusal {
    /// What becomes of a time that cannot be had.
    pub(crate) fn unavailable(reasons: Vec<Reason>) -> Self {
        if reasons.first().is_some_and(Reason::is_too_late) {
            Self::TooLate
        } else {
            Self::SlotTaken { alternatives: Vec::new(), reasons }
        }
    }

    /// The stable code of `interface.md`.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::SlotTaken { .. } => "slot_taken",
            Self::AlreadyBooked => "already_booked",
            Self::TooLate => "too_late",
            Self::NotPossible => "not_possible",
            Self::Changed => "changed",
            Self::Invalid(_) => "invalid",
            Self::IdempotencyMismatch => "idempotency_mismatch",
            Self::NotFound => "not_found",
            Self::TooManyRequests => "too_many_requests",
            Self::Busy(_) => "busy",
            Self::Internal(_) => "internal",
        }
    }
}

impl From<StoreError> for Refusal {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Busy(_) | StoreError::Unavailable(_) => Self::Busy(error),
            StoreError::Corrupt(_) | StoreError::Sealed(_) | StoreError::Other(_) => Self::Internal(error),
        }
    }
}
