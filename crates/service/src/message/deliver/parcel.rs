//! What is sent, whomever it is for: the way is the same.

use chrono::{DateTime, Utc};
use mendan_domain::ids::MunicipalityId;

use super::port::{Letter, MailError, Mailer, StaffLetter};
use crate::message::relay::Route;

/// A letter of either sort.
pub(super) enum Parcel {
    /// About a booking.
    Booking(Box<Letter>),
    /// To a member of staff.
    Staff(Box<StaffLetter>),
}

impl Parcel {
    pub(super) fn city(&self) -> MunicipalityId {
        match self {
            Self::Booking(letter) => letter.row.municipality,
            Self::Staff(letter) => letter.catalogue.municipality.id,
        }
    }

    pub(super) fn attempts(&self) -> i64 {
        match self {
            Self::Booking(letter) => letter.row.attempts,
            Self::Staff(letter) => letter.attempts,
        }
    }

    pub(super) fn stamped_at(&self) -> DateTime<Utc> {
        match self {
            Self::Booking(letter) => letter.stamped_at,
            Self::Staff(letter) => letter.stamped_at,
        }
    }

    pub(super) async fn sent_by(&self, mailer: &dyn Mailer, route: &Route) -> Result<(), MailError> {
        match self {
            Self::Booking(letter) => mailer.send(letter, route).await,
            Self::Staff(letter) => mailer.send_to_staff(letter, route).await,
        }
    }
}
