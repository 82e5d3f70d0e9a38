//! Who has what time of which nurse and place: what is there, and what rows before have taken. It counts as the guard does, in ticks.

use std::collections::{BTreeMap, HashMap};

use chrono::{DateTime, Duration, Utc};
use mendan_domain::ids::StaffId;
use mendan_domain::offer::Place;
use mendan_domain::offer::tick::Interval;

use crate::model::Claim;

/// Who has a time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Holder {
    /// The row of that line.
    Line(usize),
    /// The booking of that reference.
    Booking(String),
    /// Somebody who is just filling in the form.
    Hold,
}

/// A nurse or a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Resource {
    Nurse(StaffId),
    Place(Place),
}

/// All of it.
#[derive(Default)]
pub(crate) struct Seats {
    taken: HashMap<(Resource, i64), Holder>,
    /// When each nurse's interviews begin, and how many then.
    starts: HashMap<StaffId, BTreeMap<i64, i64>>,
}

impl Seats {
    /// Takes it; where somebody has it already it stays hers.
    pub fn take(&mut self, claim: &Claim, starts_at: DateTime<Utc>, holder: &Holder) {
        for resource in resources(claim) {
            for tick in claim.busy.ticks() {
                self.taken.entry((resource, tick)).or_insert_with(|| holder.clone());
            }
        }
        for nurse in [Some(claim.staff), claim.joint].into_iter().flatten() {
            *self.starts.entry(nurse).or_default().entry(starts_at.timestamp()).or_default() += 1;
        }
    }

    /// Frees what it has.
    pub fn free(&mut self, claim: &Claim, starts_at: DateTime<Utc>, holder: &Holder) {
        for resource in resources(claim) {
            for tick in claim.busy.ticks() {
                if self.taken.get(&(resource, tick)) == Some(holder) {
                    self.taken.remove(&(resource, tick));
                }
            }
        }
        for nurse in [Some(claim.staff), claim.joint].into_iter().flatten() {
            if let Some(number) = self.starts.entry(nurse).or_default().get_mut(&starts_at.timestamp()) {
                *number -= 1;
            }
        }
    }

    /// Who has the nurse then.
    pub fn of_nurse(&self, nurse: StaffId, busy: &Interval) -> Option<&Holder> {
        self.holder(Resource::Nurse(nurse), busy)
    }

    /// Whether the place is free then.
    pub fn is_free(&self, place: Place, busy: &Interval) -> bool {
        self.holder(Resource::Place(place), busy).is_none()
    }

    /// The nurse's interviews in the fourteen days around.
    pub fn load(&self, nurse: StaffId, at: DateTime<Utc>) -> i64 {
        let (from, until) = ((at - Duration::days(7)).timestamp(), (at + Duration::days(7)).timestamp());
        self.starts.get(&nurse).map_or(0, |starts| starts.range(from..until).map(|(_, number)| number).sum())
    }

    fn holder(&self, resource: Resource, busy: &Interval) -> Option<&Holder> {
        busy.ticks().find_map(|tick| self.taken.get(&(resource, tick)))
    }
}

fn resources(claim: &Claim) -> impl Iterator<Item = Resource> {
    let nurses = [Some(claim.staff), claim.joint].into_iter().flatten().map(Resource::Nurse);
    nurses.chain(claim.room.map(Resource::Place))
}
