//! What became of a booking on its day: when she came, when the interview began and ended, what follows where she did not come, and
//! what colleagues wrote down about it for each other.

use chrono::{DateTime, Utc};
use mendan_domain::booking::follow_up::FollowUp;
use mendan_domain::booking::{Status, mark::Mark};
use mendan_domain::ids::StaffId;
use serde::{Deserialize, Serialize};

use crate::model::Booking;

/// It, as staff marked it. Rows of earlier releases have nothing of it.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Course {
    /// When she came.
    pub arrived_at: Option<DateTime<Utc>>,
    /// When the interview began.
    pub started_at: Option<DateTime<Utc>>,
    /// When it ended.
    pub ended_at: Option<DateTime<Utc>>,
    /// What was decided after she did not come.
    pub follow_up: Option<FollowUp>,
    /// What colleagues have to know.
    pub note: Option<Noted>,
}

crate::masked_debug!(Course { arrived_at, started_at, ended_at, follow_up });

/// A note of colleagues to each other.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Noted {
    /// The text, sealed.
    pub sealed: Vec<u8>,
    /// When it was written last.
    pub at: DateTime<Utc>,
    /// By whom.
    pub by: Option<StaffId>,
}

crate::masked_debug!(Noted { at, by });

impl Course {
    /// The times after a mark that was set at `now`. What a mark takes back takes its time along.
    pub(super) fn marked(&mut self, mark: Mark, now: DateTime<Utc>) {
        match mark {
            Mark::To(Status::Arrived) => {
                self.arrived_at.get_or_insert(now);
                self.ended_at = None;
            }
            Mark::Started => {
                self.arrived_at.get_or_insert(now);
                self.started_at = Some(now);
            }
            Mark::NotStarted => self.started_at = None,
            Mark::To(Status::Fulfilled) => self.ended_at = Some(now),
            Mark::To(Status::Booked | Status::Noshow | Status::Cancelled) => {
                (self.arrived_at, self.started_at, self.ended_at) = (None, None, None);
            }
        }
        self.follow_up = None;
    }
}

impl Booking {
    /// Whether the interview is going on: somebody said that it began, and nobody that it ended.
    pub fn is_going_on(&self) -> bool {
        self.status == Status::Arrived && self.course.started_at.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_release_before_kept_for_an_undo_is_read_as_nothing_of_it() {
        let read: Course = serde_json::from_str("{}").expect("an older row");
        assert!(read == Course::default());
        let all = Course { follow_up: Some(FollowUp::Rebook), ..Course::default() };
        let again: Course = serde_json::from_str(&serde_json::to_string(&all).expect("JSON")).expect("a row");
        assert!(again == all);
    }
}
