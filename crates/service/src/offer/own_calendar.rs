//! Times that are published although something in a nurse's own calendar closes them as long as it stands there.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use mendan_domain::ids::StaffId;
use mendan_domain::offer::publish::{Difference, Planned, Step};

use crate::city::catalogue::Catalogue;
use crate::model::NurseSlot;
use crate::offer::window::hours_of;

/// Times of a nurse that a calendar of her own closes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnClosed {
    /// Whose.
    pub staff: StaffId,
    /// How many: one for each kind, as they are published.
    pub times: usize,
    /// When they begin.
    pub starts: BTreeSet<DateTime<Utc>>,
}

/// Of what can be booked after these steps, what is closed so: by the question that closes it when somebody wants to book.
pub(super) fn own_closed(catalogue: &Catalogue, difference: &Difference) -> Vec<OwnClosed> {
    let mut all: BTreeMap<StaffId, OwnClosed> = BTreeMap::new();
    for (staff, starts_at, ends_at) in difference.steps.iter().filter_map(stands) {
        let date = catalogue.municipality.local_date(starts_at);
        if catalogue.closed.is_busy(date, hours_of(catalogue, starts_at, ends_at), staff) {
            let hers = all.entry(staff).or_insert(OwnClosed { staff, times: 0, starts: BTreeSet::new() });
            hers.times += 1;
            hers.starts.insert(starts_at);
        }
    }
    all.into_values().collect()
}

/// Whose time stands open afterwards, from when until when.
const fn stands(step: &Step) -> Option<(StaffId, DateTime<Utc>, DateTime<Utc>)> {
    match step {
        Step::Create(Planned { staff, starts_at, ends_at, .. })
        | Step::Change { to: Planned { staff, starts_at, ends_at, .. }, .. }
        | Step::Keep(NurseSlot { staff, starts_at, ends_at, .. })
        | Step::KeepByHand(NurseSlot { staff, starts_at, ends_at, open: true, .. }) => {
            Some((*staff, *starts_at, *ends_at))
        }
        Step::KeepByHand(_) | Step::Withdraw(_) | Step::Collides { .. } => None,
    }
}
