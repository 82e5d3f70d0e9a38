//! The states of a booking (FHIR R5 `AppointmentStatus` where it fits) and the ways it came to us.

pub mod follow_up;
pub mod gestation;
pub mod mark;
pub mod mode;
pub mod reference;

use serde::{Deserialize, Serialize};

/// The state of a booking.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// Firm from the first moment.
    Booked,
    /// She is here (or in the room).
    Arrived,
    /// The interview was held.
    Fulfilled,
    /// Called off; its time is free again.
    Cancelled,
    /// She did not come.
    Noshow,
}

impl Status {
    /// All states.
    pub const ALL: [Self; 5] = [Self::Booked, Self::Arrived, Self::Fulfilled, Self::Cancelled, Self::Noshow];

    /// The word used in the API and the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Booked => "booked",
            Self::Arrived => "arrived",
            Self::Fulfilled => "fulfilled",
            Self::Cancelled => "cancelled",
            Self::Noshow => "noshow",
        }
    }

    /// Reads the word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.as_str() == word)
    }

    /// Which states staff may set from this one. Each mark can be taken back.
    pub const fn next(self) -> &'static [Self] {
        match self {
            Self::Booked => &[Self::Arrived, Self::Fulfilled, Self::Noshow],
            Self::Arrived => &[Self::Fulfilled, Self::Booked],
            Self::Fulfilled => &[Self::Arrived],
            Self::Noshow => &[Self::Booked, Self::Arrived],
            Self::Cancelled => &[],
        }
    }
}

/// How a booking reached us.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Channel {
    /// By herself on our pages.
    Web,
    /// Through the API.
    Api,
    /// By phone, keyed in at the desk (電話受付).
    Phone,
    /// At the counter.
    Counter,
}

impl Channel {
    /// All channels.
    pub const ALL: [Self; 4] = [Self::Web, Self::Api, Self::Phone, Self::Counter];

    /// The word used in the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Web => "web",
            Self::Api => "api",
            Self::Phone => "phone",
            Self::Counter => "counter",
        }
    }

    /// Reads the word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|channel| channel.as_str() == word)
    }
}
