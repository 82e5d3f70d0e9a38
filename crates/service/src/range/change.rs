//! Close and open a range. To close is to write closures, as the set-up does: whose day it is, is judged by them everywhere. To open
//! is to cut out of closures what is hers to decide, and to open what was closed by hand; what closes from above stays, and is named.

use chrono::{DateTime, Utc};
use mendan_domain::ids::{ClosureId, NurseSlotId, OfficeId, StaffId};
use mendan_domain::offer::closed::Closure;
use mendan_domain::staff::Permission;

use crate::call::met::met;
use crate::city::catalogue::Catalogue;
use crate::error::Refusal;
use crate::model::{Booking, NurseSlot, SetupRow};
use crate::range::facts::{Facts, end, state};
use crate::range::preview::{BookingLine, Fate, Preview, Then, TimeLine, digest};
use crate::range::scope::{Act, Range};
use crate::range::undo::{Before, ClosureWas};
use crate::services::{Context, Services};
use crate::unit::{ReadUnit, WriteUnit};

/// What would be written.
#[derive(Debug, Default)]
pub(super) struct Change {
    /// A closure as it is (none: there is none), and what is in its place afterwards.
    closures: Vec<(Option<Closure>, Vec<Closure>)>,
    /// Times that are opened.
    open: Vec<NurseSlotId>,
}

impl Services {
    /// What closing or opening would come to.
    pub(super) async fn look_at_change(
        &self,
        tx: &mut dyn ReadUnit,
        context: &Context,
        catalogue: &Catalogue,
        range: &Range,
    ) -> Result<(Preview, Change), Refusal> {
        let facts = Facts::read(tx, context, catalogue, range, Some(self.now())).await?;
        let change = match range.act {
            Act::Open => opening(context, catalogue, range, &facts),
            Act::Close | Act::Move(_) | Act::Copy(_) => Change {
                closures: closing(catalogue, range).map(|closure| (None, vec![closure])).collect(),
                open: Vec::new(),
            },
        };
        let after = change.applied(catalogue);
        let times = lines(&facts, (catalogue, &after), &change);
        let bookings = met_lines(&facts, (catalogue, &after), range.act);
        let writes = !change.is_nothing();
        let digest = digest(range, &change.told(catalogue, &times), &bookings);
        Ok((Preview { range: range.clone(), times, bookings, writes, digest }, change))
    }

    /// Writes it, with that reason; what was before.
    pub(super) async fn write_range(
        &self,
        tx: &mut dyn WriteUnit,
        catalogue: &Catalogue,
        change: Change,
        reason: &str,
    ) -> Result<Before, Refusal> {
        let (city, mut before) = (catalogue.municipality.id, Before::default());
        for (was, new) in change.closures {
            let kept = new.iter().any(|closure| was.as_ref().is_some_and(|was| was.id == closure.id));
            if let Some(was) = was.as_ref().filter(|_| !kept) {
                tx.closure_delete(city, was.id).await?;
                before.closures.push(ClosureWas { before: Some(was.clone()), after: None, version: 0 });
            }
            for closure in new {
                let known = was.as_ref().filter(|was| was.id == closure.id);
                let id = known.map_or_else(|| ClosureId(self.new_id()), |was| was.id);
                let reason = was.as_ref().map_or(reason, |was| was.reason.as_str()).to_owned();
                let closure = Closure { id, reason, ..closure };
                tx.closure_save(city, &closure).await?;
                let version = known.map_or(0, |was| catalogue.versions.of(SetupRow::Closure(was.id)) + 1);
                before.closures.push(ClosureWas { before: known.cloned(), after: Some(closure), version });
            }
        }
        if !change.open.is_empty() {
            tx.slots_open_each(city, &change.open, true).await?;
        }
        before.set.extend(change.open.into_iter().map(|id| (id, false, true)));
        Ok(before)
    }
}

/// What closes it: said twice it is written once.
fn closing(catalogue: &Catalogue, range: &Range) -> impl Iterator<Item = Closure> {
    let of = |closure: &Closure| (closure.office, closure.staff, closure.from, closure.until, closure.hours);
    let there = &catalogue.closed.closures;
    range.closures("").into_iter().filter(move |closure| !there.iter().any(|known| of(known) == of(closure)))
}

/// What is hers to open: closures of whom she named, and times that staff closed.
fn opening(context: &Context, catalogue: &Catalogue, range: &Range, facts: &Facts) -> Change {
    let closed = facts.slots.iter().filter(|slot| !slot.open && context.may(Permission::OpenTimes));
    Change { open: closed.map(|slot| slot.id).collect(), ..Change::cut(context, catalogue, range) }
}

/// Closures of whom the range names, without its hours.
fn without(context: &Context, catalogue: &Catalogue, range: &Range) -> Vec<(Option<Closure>, Vec<Closure>)> {
    let named = |closure: &&Closure| match (closure.office, closure.staff) {
        (_, Some(nurse)) => range.nurses.contains(&nurse),
        (Some(office), None) => range.offices.contains(&office),
        (None, None) => false,
    };
    let days = (range.from, range.until);
    let hers = catalogue.closed.closures.iter().filter(named).filter(|closure| context.closes(closure));
    let cut = hers.filter_map(|closure| {
        let left = closure.without(days, range.hours());
        (left.as_slice() != std::slice::from_ref(closure)).then(|| (Some(closure.clone()), left))
    });
    cut.collect()
}

impl Change {
    /// The range's hours are taken out of those closures of whom it names that are the asker's to write.
    pub(super) fn cut(context: &Context, catalogue: &Catalogue, range: &Range) -> Self {
        Self { closures: without(context, catalogue, range), open: Vec::new() }
    }

    /// Nothing would be written.
    pub(super) const fn is_nothing(&self) -> bool {
        self.closures.is_empty() && self.open.is_empty()
    }

    /// The city as it would be.
    fn applied(&self, catalogue: &Catalogue) -> Catalogue {
        let mut after = catalogue.clone();
        let gone = |closure: &Closure| {
            self.closures.iter().any(|(was, _)| was.as_ref().is_some_and(|was| was.id == closure.id))
        };
        after.closed.closures.retain(|closure| !gone(closure));
        after.closed.closures.extend(self.closures.iter().flat_map(|(_, new)| new.iter().cloned()));
        after
    }

    /// All of it in lines that differ as soon as anything else would be written.
    fn told(&self, catalogue: &Catalogue, times: &[TimeLine]) -> Vec<String> {
        let version = |was: &Closure| catalogue.versions.of(SetupRow::Closure(was.id));
        let closures =
            self.closures.iter().map(|(was, new)| format!("{was:?} {:?} {new:?}", was.as_ref().map(version)));
        let times = times.iter().filter(|line| line.changes);
        let times = times.map(|line| format!("{} {} {}", line.starts_at.timestamp(), line.staff, line.office));
        let open = self.open.iter().map(|id| format!("open {id}"));
        closures.chain(open).chain(times).collect()
    }
}

/// Each time as it stands and as it would.
fn lines(facts: &Facts, (now, after): (&Catalogue, &Catalogue), change: &Change) -> Vec<TimeLine> {
    type Time<'a> = ((DateTime<Utc>, StaffId, OfficeId), Vec<&'a NurseSlot>);
    let line = |((starts_at, staff, office), slots): Time<'_>| {
        let was = state(now, &slots, |slot| slot.open);
        let then = state(after, &slots, |slot| slot.open || change.open.contains(&slot.id));
        let changes = was.is_open() != then.is_open();
        let ends_at = end(&slots, starts_at);
        TimeLine { office, staff, kind: None, starts_at, ends_at, was, then: Then::Is(then), changes }
    };
    facts.times().into_iter().map(line).collect()
}

/// Each booking of which something becomes, or for which nothing is better yet.
fn met_lines(facts: &Facts, (now, after): (&Catalogue, &Catalogue), act: Act) -> Vec<BookingLine> {
    let fate = |booking: &Booking| match (met(now, booking), met(after, booking)) {
        (None, Some(_)) => Some(Fate::Called),
        (Some(_), None) => Some(Fate::Released),
        (Some(_), Some(closed)) if act == Act::Open => Some(Fate::StillMet(closed)),
        (Some(_), Some(_)) | (None, None) => None,
    };
    let line = |booking: &Booking| Some(BookingLine { fate: fate(booking)?, booking: booking.clone() });
    facts.bookings.iter().filter_map(line).collect()
}
