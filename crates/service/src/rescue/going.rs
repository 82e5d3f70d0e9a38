//! Which absences somebody is still looking after: how far each is, and nothing of whom it meets.

use std::collections::BTreeSet;

use mendan_domain::ids::{ClosureId, StaffId};
use mendan_domain::offer::closed::Closure;

use crate::error::Refusal;
use crate::rescue::list::{Scope, closure_of};
use crate::services::Services;
use crate::services::permit::{Permit, asked::ViewBookings};

/// How far an absence is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GoingOn {
    /// The absence.
    pub closure: Closure,
    /// Who is absent.
    pub nurse: StaffId,
    /// How many are looked after.
    pub done: usize,
    /// How many it meets, as far as the asker reaches.
    pub all: usize,
}

impl Services {
    /// Absences of today and later that somebody is still on the call list for, the earliest first.
    pub async fn rescues_open(&self, context: &Permit<ViewBookings>) -> Result<Vec<GoingOn>, Refusal> {
        let city = context.municipality();
        let mut tx = self.store().read().await?;
        let calls = tx.calls_open(city).await?;
        let closures: BTreeSet<ClosureId> = calls.iter().filter_map(|call| closure_of(&call.cause)).collect();
        let mut going = Vec::new();
        for id in closures {
            // One that was taken away meanwhile, of a whole office, or of nobody whom she reaches.
            let Scope { catalogue, closure, nurse, met } = match self.rescue_scope(tx.as_mut(), context, id).await {
                Err(Refusal::NotFound) => continue,
                scope => scope?,
            };
            if closure.until < catalogue.municipality.local_date(self.now()) {
                continue;
            }
            let (all, mut done) = (met.len(), 0);
            for (call, booking) in &met {
                let (state, _) = self.rescued(tx.as_mut(), (&catalogue, &closure), (call, booking)).await?;
                done += usize::from(state.is_done());
            }
            if done < all {
                going.push(GoingOn { closure, nurse, done, all });
            }
        }
        going.sort_by_key(|one| (one.closure.from, one.closure.id));
        Ok(going)
    }
}
