//! Which part of a calendar is wanted.

use mendan_domain::booking::Status;
use mendan_domain::booking::mode::Mode;
use mendan_domain::ids::{KindId, OfficeId, StaffId};

/// In which state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    /// Times that can still be booked.
    Free,
    /// Bookings in that state.
    Of(Status),
}

impl Shown {
    /// All of them, in the order people see them.
    pub const ALL: [Self; 6] = [
        Self::Free,
        Self::Of(Status::Booked),
        Self::Of(Status::Arrived),
        Self::Of(Status::Fulfilled),
        Self::Of(Status::Noshow),
        Self::Of(Status::Cancelled),
    ];

    /// The word in an address.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Free => "free",
            Self::Of(status) => status.as_str(),
        }
    }

    /// Reads the word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|shown| shown.as_str() == word)
    }

    /// The state of a booking; none: it speaks of times without one.
    pub const fn status(self) -> Option<Status> {
        match self {
            Self::Free => None,
            Self::Of(status) => Some(status),
        }
    }
}

/// What is wanted; of what is none: everything.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Narrowed {
    /// Only this office.
    pub office: Option<OfficeId>,
    /// Only this nurse, alone or with another.
    pub staff: Option<StaffId>,
    /// Only this kind.
    pub kind: Option<KindId>,
    /// Only this way.
    pub mode: Option<Mode>,
    /// Only in this state.
    pub state: Option<Shown>,
}
