//! A meeting that a provider holds for a booking, as far as we know.

use chrono::{DateTime, Utc};
use mendan_domain::ids::{BookingId, MunicipalityId, StaffId};

mendan_domain::id! {
    /// A meeting that a provider holds for a booking.
    MeetingId;
}

/// Where a meeting is in its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MeetingState {
    /// The provider has been asked for it, or will be.
    Wanted,
    /// The provider has it.
    Made,
    /// The provider has it no longer.
    Gone,
}

impl MeetingState {
    /// All states.
    pub const ALL: [Self; 3] = [Self::Wanted, Self::Made, Self::Gone];

    /// The word stored.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Wanted => "wanted",
            Self::Made => "made",
            Self::Gone => "gone",
        }
    }

    /// Reads the word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == word)
    }
}

/// A meeting.
#[derive(Clone, PartialEq, Eq)]
pub struct Meeting {
    /// Its id. The provider knows it as [`Self::key`].
    pub id: MeetingId,
    /// The city.
    pub municipality: MunicipalityId,
    /// Whose it is.
    pub booking: BookingId,
    /// The provider's name.
    pub provider: String,
    /// Where it is in its life.
    pub state: MeetingState,
    /// What the provider calls it; none until it has said so.
    pub remote_id: Option<String>,
    /// The link; none until the provider has said so.
    pub join_url: Option<String>,
    /// What the provider was told last: nurse, start and end; none until it was told.
    pub told: Option<ToldMeeting>,
    /// When it was first wanted.
    pub created_at: DateTime<Utc>,
}

crate::masked_debug!(Meeting { id, municipality, booking, provider, state, told });

/// What a provider was told of a meeting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ToldMeeting {
    /// The nurse who holds it.
    pub staff: StaffId,
    /// From.
    pub starts_at: DateTime<Utc>,
    /// Until.
    pub ends_at: DateTime<Utc>,
}

impl Meeting {
    /// The same for the same meeting, however often it is asked for: a provider that knows it makes no second one.
    pub fn key(&self) -> String {
        format!("mendan-{}", self.id)
    }
}
