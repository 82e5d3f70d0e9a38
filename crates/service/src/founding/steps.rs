//! What a city still needs before somebody can book. Read from what there is, never from a mark: whatever was done, in whatever way,
//! is done.

use mendan_domain::ids::MunicipalityId;
use mendan_domain::staff::Permission;

use crate::error::Refusal;
use crate::services::Services;
use crate::services::permit::{Permit, asked::ManageSetup};

/// Something a new city needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// Letters can leave.
    Mailbox,
    /// An office in use with a place in it, and somebody who holds interviews.
    Place,
    /// Something that residents can book.
    Kinds,
    /// A published time.
    Times,
    /// A booking.
    Booking,
}

impl Step {
    /// In their order.
    pub const ALL: [Self; 5] = [Self::Mailbox, Self::Place, Self::Kinds, Self::Times, Self::Booking];
}

impl Services {
    /// What is still to be done, in its order; empty: somebody can book, and somebody has.
    pub async fn steps_left(&self, context: &Permit<ManageSetup>) -> Result<Vec<Step>, Refusal> {
        let catalogue = &context.catalogue;
        let city = context.municipality();
        let office = catalogue.open_offices().any(|office| !office.places_in_use().is_empty());
        let nurse =
            catalogue.staff.iter().any(|member| !member.disabled && member.role.may(Permission::HoldInterviews));
        let mut tx = self.store().read().await?;
        let letters = self.can_mail(context).await?;
        let done = |step: Step, times: bool, booked: bool| match step {
            Step::Mailbox => letters,
            Step::Place => office && nurse,
            Step::Kinds => catalogue.public_kinds().next().is_some(),
            Step::Times => times,
            Step::Booking => booked,
        };
        let (times, booked) = (tx.has_times(city).await?, tx.has_booking(city).await?);
        Ok(Step::ALL.into_iter().filter(|step| !done(*step, times, booked)).collect())
    }

    /// Whether somebody can set that city up: one that has nobody waits for its first administrator.
    pub async fn has_administrator(&self, city: MunicipalityId) -> Result<bool, Refusal> {
        Ok(self.store().look().await?.has_administrator(city).await?)
    }
}
