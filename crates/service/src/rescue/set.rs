//! What somebody is offered instead of her time: a set of other times, each kept for her until she answers or nobody waits any more.

use chrono::{DateTime, Utc};
use mendan_domain::ids::{BookingId, ClosureId, HoldId, MunicipalityId, OfficeId, StaffId};
use mendan_domain::staff::Permission;

use crate::city::catalogue::Catalogue;
use crate::offer::window::hours_of;

mendan_domain::id! {
    /// What somebody is offered at once.
    OfferSetId;
    /// One of the times of it.
    OfferChoiceId;
}

/// What became of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum OfferState {
    /// Her answer is awaited.
    Open,
    /// She has one of them.
    Taken,
    /// None of them fits.
    Declined,
    /// She did not answer in time.
    Expired,
    /// Staff took it back.
    Withdrawn,
    /// Nothing is wrong with her time any more, or she has another one.
    Settled,
}

impl OfferState {
    /// All of them.
    pub const ALL: [Self; 6] = [Self::Open, Self::Taken, Self::Declined, Self::Expired, Self::Withdrawn, Self::Settled];

    /// The word stored.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Taken => "taken",
            Self::Declined => "declined",
            Self::Expired => "expired",
            Self::Withdrawn => "withdrawn",
            Self::Settled => "settled",
        }
    }

    /// Reads the word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == word)
    }
}

/// What somebody is offered at once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfferSet {
    /// Its id.
    pub id: OfferSetId,
    /// The city.
    pub municipality: MunicipalityId,
    /// To whom.
    pub booking: BookingId,
    /// The absence that stands in the way.
    pub closure: ClosureId,
    /// What became of it.
    pub state: OfferState,
    /// Her answer is awaited until then.
    pub until: DateTime<Utc>,
    /// When it was made.
    pub made_at: DateTime<Utc>,
    /// By whom.
    pub made_by: Option<StaffId>,
    /// When it ended.
    pub ended_at: Option<DateTime<Utc>>,
    /// The times, the earliest first.
    pub choices: Vec<OfferChoice>,
}

/// One of the times.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OfferChoice {
    /// Its id.
    pub id: OfferChoiceId,
    /// What keeps it.
    pub hold: HoldId,
    /// Where.
    pub office: OfficeId,
    /// With whom.
    pub staff: StaffId,
    /// The second nurse of a joint interview.
    pub joint: Option<StaffId>,
    /// Start of the interview.
    pub starts_at: DateTime<Utc>,
    /// End of the interview.
    pub ends_at: DateTime<Utc>,
}

impl OfferSet {
    /// As it is at that moment: what nobody waits for any more has expired, whether or not somebody has noticed.
    #[must_use]
    pub fn at(mut self, now: DateTime<Utc>) -> Self {
        if self.state == OfferState::Open && self.until <= now {
            self.state = OfferState::Expired;
        }
        self
    }

    /// Whether her answer is awaited.
    pub fn is_open(&self) -> bool {
        self.state == OfferState::Open
    }
}

impl OfferChoice {
    /// Whether the time can still be held: nothing has closed it since it was offered, its office is in use, and its nurses hold
    /// interviews there.
    pub fn stands(&self, catalogue: &Catalogue) -> bool {
        let here = |nurse: StaffId| {
            catalogue.staff(nurse).is_some_and(|member| {
                !member.disabled && member.role.may(Permission::HoldInterviews) && member.offices.contains(&self.office)
            })
        };
        let held = [Some(self.staff), self.joint].into_iter().flatten().all(here);
        // Of an office beyond the asker's reach it is not hers to know.
        if !held || catalogue.office(self.office).is_some_and(|office| !office.active) {
            return false;
        }
        let (day, hours) =
            (catalogue.municipality.local_date(self.starts_at), hours_of(catalogue, self.starts_at, self.ends_at));
        let closed = catalogue.closed.on(day);
        let second = || closed.absence(hours, self.joint?);
        closed.why(hours, self.office, Some(self.staff)).or_else(second).is_none()
    }
}

#[cfg(test)]
mod tests {
    use super::OfferState;

    #[test]
    fn every_word_is_read_as_it_was_written() {
        for state in OfferState::ALL {
            assert_eq!(OfferState::parse(state.as_str()), Some(state));
        }
    }
}
