//! Where the times of a range go when they are moved or copied. What is made there is made by hand, so that later publishing leaves it
//! alone; what is moved away is closed by hand, so that publishing does not bring it back.

use std::collections::HashSet;

use chrono::{DateTime, Utc};
use mendan_domain::ids::{KindId, NurseSlotId, OfficeId, StaffId};
use mendan_domain::offer::publish::{Difference, Plan, Planned, Shift, Step, difference, shift_times};

use crate::city::catalogue::Catalogue;
use crate::error::Refusal;
use crate::model::NurseSlot;
use crate::offer::copy::beside;
use crate::offer::planning::Planning;
use crate::offer::publish::{changed, slot};
use crate::range::facts::Facts;
use crate::range::preview::{Left, Then, TimeLine, TimeState};
use crate::range::scope::{Act, Range};
use crate::range::undo::Before;
use crate::services::{Context, Services};
use crate::unit::{ReadUnit, WriteUnit};

/// What would be written of times.
#[derive(Debug, Default)]
pub(super) struct Going {
    /// Times that are made.
    pub made: Vec<Planned>,
    /// Times that are closed by hand, because they went.
    pub close: Vec<NurseSlotId>,
    /// Each time of the range.
    pub lines: Vec<TimeLine>,
}

/// What makes two times the same one.
type Key = (DateTime<Utc>, OfficeId, StaffId, KindId);

impl Services {
    /// Where its open times go. Bookings of the range that go, too, stand in nobody's way (`go`).
    pub(super) async fn look_at_times(
        &self,
        tx: &mut dyn ReadUnit,
        context: &Context,
        (range, shift): (&Range, Shift),
        facts: &Facts,
    ) -> Result<Going, Refusal> {
        let (Some(first), Some(last)) = (shift.day(range.from), shift.day(range.until)) else {
            return Ok(Going::default());
        };
        let mut planning = Planning::read(self, tx, context, (first, last)).await?;
        let moves = matches!(range.act, Act::Move(_));
        if moves {
            let go = |kept: &mendan_domain::offer::publish::Kept| {
                facts.bookings.iter().any(|one| (one.starts_at, one.office) == (kept.starts_at, kept.office))
            };
            planning.kept.retain(|kept| !go(kept));
        }
        let open: Vec<NurseSlot> = facts.slots.iter().filter(|slot| slot.open).copied().collect();
        let plan = planning.for_everybody(|planner| shift_times(&open, shift, planner, planning.now));
        let all = beside(&planning, |existing| difference(&plan, existing, &planning.kept));
        Ok(going(&context.catalogue, &open, (shift, moves), (&plan, &all)))
    }

    /// Writes them; what was before.
    pub(super) async fn write_going(
        &self,
        tx: &mut dyn WriteUnit,
        context: &Context,
        going: &Going,
    ) -> Result<Before, Refusal> {
        let (city, mut before) = (context.municipality(), Before::default());
        let made: Vec<NurseSlot> =
            going.made.iter().map(|time| slot(NurseSlotId(self.new_id()), time, false)).collect();
        let written = if made.is_empty() { 0 } else { tx.slots_insert(city, &made).await? };
        if !usize::try_from(written).is_ok_and(|written| written == made.len()) {
            // Somebody published the same in this very moment: the preview shows what is left.
            return Err(changed());
        }
        if !going.close.is_empty() {
            tx.slots_open_each(city, &going.close, false).await?;
        }
        before.made = made.iter().map(|slot| slot.id).collect();
        before.set = going.close.iter().map(|id| (*id, true, false)).collect();
        Ok(before)
    }
}

fn key(slot: &NurseSlot) -> Key {
    (slot.starts_at, slot.office, slot.staff, slot.kind)
}

/// What becomes of each of these times.
fn going(
    catalogue: &Catalogue,
    open: &[NurseSlot],
    (shift, moves): (Shift, bool),
    (plan, all): (&Plan, &Difference),
) -> Going {
    let zone = catalogue.municipality.timezone;
    let mut going = Going::default();
    let (mut gone, mut targets): (Vec<&NurseSlot>, HashSet<Key>) = Default::default();
    for slot in open {
        let staff = shift.staff.unwrap_or(slot.staff);
        let then = match shift.at(slot.starts_at, zone) {
            Some(at) => then(slot, (at, staff), |planned| planned.is_of(slot, shift, zone), (plan, all)),
            None => Then::Stays(Left::Nowhere),
        };
        if let Then::Made { at, staff } | Then::There { at, staff } = &then {
            gone.push(slot);
            targets.insert((*at, slot.office, *staff, slot.kind));
        }
        let changes = matches!(then, Then::Made { .. });
        let NurseSlot { office, staff, kind, starts_at, ends_at, .. } = *slot;
        going.lines.push(TimeLine {
            office,
            staff,
            kind: Some(kind),
            starts_at,
            ends_at,
            was: TimeState::Open,
            then,
            changes,
        });
    }
    let made = all.steps.iter().filter_map(|step| if let Step::Create(planned) = step { Some(*planned) } else { None });
    going.made = made.collect();
    if moves {
        // Where one of them goes to the place of another, that place stays open.
        let left = gone.into_iter().filter(|slot| !targets.contains(&key(slot)));
        going.close = left.map(|slot| slot.id).collect();
        for (line, slot) in going.lines.iter_mut().zip(open) {
            line.changes |= going.close.contains(&slot.id);
        }
    }
    going
}

/// What becomes of one of them.
fn then(
    slot: &NurseSlot,
    (at, staff): (DateTime<Utc>, StaffId),
    is_it: impl Fn(&Planned) -> bool,
    (plan, all): (&Plan, &Difference),
) -> Then {
    if let Some(skipped) = plan.skipped.iter().find(|skipped| is_it(&skipped.planned)) {
        return Then::Stays(Left::Out(Box::new(skipped.clone())));
    }
    let there = |time: &NurseSlot| key(time) == (at, slot.office, staff, slot.kind);
    let found = all.steps.iter().find_map(|step| match step {
        Step::Create(planned) if is_it(planned) => Some(Then::Made { at, staff }),
        Step::Collides { planned, with } if is_it(planned) => Some(Then::Stays(Left::Collides(*with))),
        Step::Keep(time) | Step::KeepByHand(time) if there(time) => {
            Some(if time.open { Then::There { at, staff } } else { Then::Stays(Left::ClosedThere) })
        }
        Step::Create(_)
        | Step::Collides { .. }
        | Step::Keep(_)
        | Step::KeepByHand(_)
        | Step::Change { .. }
        | Step::Withdraw(_) => None,
    });
    found.unwrap_or(Then::Stays(Left::Nowhere))
}
