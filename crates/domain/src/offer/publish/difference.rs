//! From what is published to what should be.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, Utc};

use super::{Collision, Counts, Difference, Kept, NurseSlot, Plan, Planned, Step, Why};
use crate::ids::{KindId, OfficeId, StaffId};
use crate::offer::tick::Interval;

/// What makes two times the same one.
pub(super) type Key = (DateTime<Utc>, OfficeId, StaffId, KindId);

/// What publishing `plan` would do.
///
/// `existing` are all times of the planned days, offices and nurses that have not begun: what is left of them
/// without being planned is withdrawn. `kept` are the nurses' bookings and holds of those days, at every office.
pub fn difference(plan: &Plan, existing: &[NurseSlot], kept: &[Kept]) -> Difference {
    let wanted: HashMap<Key, &Planned> = plan.times.iter().map(|planned| (planned.key(), planned)).collect();
    let begun = plan.skipped.iter().filter(|skipped| skipped.why == Why::InThePast);
    let begun: HashSet<Key> = begun.map(|skipped| skipped.planned.key()).collect();
    let there: HashSet<Key> = existing.iter().map(NurseSlot::key).collect();
    let way = InTheWay::new(existing, kept);

    let old = existing.iter().map(|time| match wanted.get(&time.key()) {
        _ if !time.planned || !time.open => Step::KeepByHand(*time),
        Some(to) if time.ends_at == to.ends_at && time.modes == to.modes => Step::Keep(*time),
        Some(to) => Step::Change { id: time.id, to: **to, from: *time },
        None if begun.contains(&time.key()) => Step::Keep(*time),
        None => Step::Withdraw(*time),
    });
    let new = plan.times.iter().filter(|planned| !there.contains(&planned.key())).map(|planned| {
        way.of(planned).map_or(Step::Create(*planned), |with| Step::Collides { planned: *planned, with })
    });
    let mut steps: Vec<Step> = old.chain(new).collect();
    steps.sort_by_key(Step::order);
    let booked = steps.iter().filter_map(Step::takes_away).filter(|time| way.is_booked(time)).copied().collect();
    Difference { steps, booked }
}

/// What can be in the way of a new time, by nurse.
struct InTheWay<'a> {
    kept: HashMap<StaffId, Vec<&'a Kept>>,
    by_hand: HashMap<StaffId, Vec<&'a NurseSlot>>,
}

impl<'a> InTheWay<'a> {
    fn new(existing: &'a [NurseSlot], kept: &'a [Kept]) -> Self {
        let mut way = Self { kept: HashMap::new(), by_hand: HashMap::new() };
        for claim in kept {
            way.kept.entry(claim.staff).or_default().push(claim);
        }
        for time in existing.iter().filter(|time| time.open && !time.planned) {
            way.by_hand.entry(time.staff).or_default().push(time);
        }
        way
    }

    fn of(&self, planned: &Planned) -> Option<Collision> {
        let mut claims = self.kept.get(&planned.staff).into_iter().flatten();
        let other = |claim: &Kept| (claim.starts_at, claim.office) != (planned.starts_at, planned.office);
        if let Some(claim) = claims.find(|claim| other(claim) && claim.busy.overlaps(&planned.interval())) {
            return Some(Collision::Booking { at: claim.starts_at, office: claim.office });
        }
        let mut by_hand = self.by_hand.get(&planned.staff).into_iter().flatten();
        let time = by_hand.find(|time| {
            let interval = Interval { from: time.starts_at, until: time.ends_at };
            time.office != planned.office && interval.overlaps(&planned.interval())
        })?;
        Some(Collision::ByHand { id: time.id, office: time.office })
    }

    fn is_booked(&self, time: &NurseSlot) -> bool {
        let mut claims = self.kept.get(&time.staff).into_iter().flatten();
        claims.any(|claim| (claim.starts_at, claim.office) == (time.starts_at, time.office))
    }
}

impl Planned {
    pub(super) fn key(&self) -> Key {
        (self.starts_at, self.office, self.staff, self.kind)
    }
}

impl NurseSlot {
    pub(super) fn key(&self) -> Key {
        (self.starts_at, self.office, self.staff, self.kind)
    }
}

impl Step {
    /// Start, office, nurse and kind; times stored twice by their id.
    fn order(&self) -> (Key, i64) {
        match self {
            Self::Create(planned) | Self::Collides { planned, .. } => (planned.key(), 0),
            Self::Change { from: time, .. } | Self::Withdraw(time) | Self::Keep(time) | Self::KeepByHand(time) => {
                (time.key(), time.id.0)
            }
        }
    }

    fn takes_away(&self) -> Option<&NurseSlot> {
        match self {
            Self::Change { from: time, .. } | Self::Withdraw(time) => Some(time),
            Self::Create(_) | Self::Keep(_) | Self::KeepByHand(_) | Self::Collides { .. } => None,
        }
    }
}

impl Difference {
    /// How many steps there are of each sort.
    pub fn counts(&self) -> Counts {
        let mut counts = Counts { booked: self.booked.len(), ..Counts::default() };
        for step in &self.steps {
            *match step {
                Step::Create(_) => &mut counts.create,
                Step::Change { .. } => &mut counts.change,
                Step::Withdraw(_) => &mut counts.withdraw,
                Step::Keep(_) => &mut counts.keep,
                Step::KeepByHand(_) => &mut counts.by_hand,
                Step::Collides { .. } => &mut counts.collide,
            } += 1;
        }
        counts
    }
}
