//! Hand what a nurse cannot hold to her colleagues at the same time, one booking or all at once.

use mendan_domain::ids::{BookingId, ClosureId, StaffId};

use crate::booking::reassign::HandedOn;
use crate::error::Refusal;
use crate::expected::Expected;
use crate::services::Services;
use crate::services::permit::{Permit, asked::BookForOthers};

/// Who takes which booking, as it was seen.
pub type Instead = (BookingId, Expected, StaffId);

impl Services {
    /// Hands each of them on as the page said. Each stands for itself, and can be undone by itself.
    pub async fn rescue_hand_on(
        &self,
        context: &Permit<BookForOthers>,
        closure: ClosureId,
        all: &[Instead],
    ) -> Result<HandedOn, Refusal> {
        let mut looking = self.store().read().await?;
        let nurse = self.rescue_scope(looking.as_mut(), context, closure).await?.nurse;
        drop(looking);
        let mut done = HandedOn::default();
        for (id, expected, to) in all {
            match self.reassign(context, *id, *expected, (nurse, *to)).await {
                Ok(_) => done.handed += 1,
                Err(error @ (Refusal::Busy(_) | Refusal::Internal(_))) => return Err(error),
                Err(_) => done.left += 1,
            }
        }
        Ok(done)
    }
}
