//! Which times are meant: whose, on which days, at which hours; and what is to become of them.

use chrono::{DateTime, NaiveDate, Utc};
use mendan_domain::ids::{ClosureId, OfficeId, StaffId};
use mendan_domain::offer::closed::Closure;
use mendan_domain::offer::hours::{DAY, Hours};
use mendan_domain::offer::publish::Shift;
use mendan_domain::staff::Permission;

use crate::city::catalogue::Catalogue;
use crate::error::Refusal;
use crate::model::{Booking, NurseSlot};
use crate::offer::planning::instants;
use crate::offer::window::hours_of;
use crate::services::Context;

/// Where the morning ends and the afternoon begins, minutes of the day.
const NOON: i64 = 12 * 60;

/// What becomes of the times.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// They are closed, with a reason.
    Close,
    /// They are open again, as far as that is hers to decide.
    Open,
    /// They go there, and their bookings with them.
    Move(Shift),
    /// They are there once more, as times made by hand.
    Copy(Shift),
}

impl Act {
    /// What the log calls it.
    pub const fn action(self) -> &'static str {
        match self {
            Self::Close => "range_close",
            Self::Open => "range_open",
            Self::Move(_) => "range_move",
            Self::Copy(_) => "range_copy",
        }
    }
}

/// A range of times.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Range {
    /// What becomes of them.
    pub act: Act,
    /// All times at these offices.
    pub offices: Vec<OfficeId>,
    /// All times of these nurses.
    pub nurses: Vec<StaffId>,
    /// First local day.
    pub from: NaiveDate,
    /// Last local day, included.
    pub until: NaiveDate,
    /// The hours of each of these days; none: whole days.
    pub hours: Option<Hours>,
}

impl Range {
    /// From the first instant of its first day to the last of its last.
    pub(super) fn window(&self, catalogue: &Catalogue) -> (DateTime<Utc>, DateTime<Utc>) {
        instants(catalogue, self.from, self.until)
    }

    /// The hours of each day.
    pub(super) fn hours(&self) -> Hours {
        self.hours.unwrap_or(Hours::WHOLE_DAY)
    }

    fn meets(&self, catalogue: &Catalogue, starts_at: DateTime<Utc>, ends_at: DateTime<Utc>) -> bool {
        let date = catalogue.municipality.local_date(starts_at);
        let held = hours_of(catalogue, starts_at, ends_at);
        (self.from..=self.until).contains(&date) && self.hours().overlaps(&held)
    }

    /// Whether that time is one of them.
    pub(super) fn has_time(&self, context: &Context, catalogue: &Catalogue, time: &NurseSlot) -> bool {
        (self.offices.contains(&time.office) || self.nurses.contains(&time.staff))
            && context.reaches(time.office)
            && self.meets(catalogue, time.starts_at, time.ends_at)
    }

    /// Whether that booking stands in one of them.
    pub(super) fn has_booking(&self, context: &Context, catalogue: &Catalogue, booking: &Booking) -> bool {
        let claim = &booking.claim;
        let hers = |nurse: &StaffId| claim.staff == *nurse || claim.joint == Some(*nurse);
        (self.offices.contains(&booking.office) || self.nurses.iter().any(hers))
            && context.reaches(booking.office)
            && self.meets(catalogue, booking.starts_at, booking.ends_at)
    }

    /// What closes them: a closure of each office, an absence of each nurse. They have no ids yet.
    pub(super) fn closures(&self, reason: &str) -> Vec<Closure> {
        let closure = |office, staff| Closure {
            id: ClosureId(0),
            office,
            staff,
            from: self.from,
            until: self.until,
            hours: self.hours,
            reason: reason.to_owned(),
        };
        let offices = self.offices.iter().map(|office| closure(Some(*office), None));
        offices.chain(self.nurses.iter().map(|nurse| closure(None, Some(*nurse)))).collect()
    }

    /// Whether they are hers to decide: who may not is answered as about what is not there.
    pub(super) fn is_hers(&self, context: &Context) -> Result<(), Refusal> {
        let all = || {
            let offices = self.offices.is_empty() || context.shapes(None);
            offices && self.nurses.iter().all(|nurse| context.shapes(Some(*nurse)))
        };
        let hers = match self.act {
            Act::Close => self.closures("").iter().all(|closure| context.closes(closure)),
            Act::Open => context.may(Permission::OpenTimes) || all(),
            Act::Move(shift) | Act::Copy(shift) => all() && shift.staff.is_none_or(|nurse| context.shapes(Some(nurse))),
        };
        if hers { Ok(()) } else { Err(Refusal::NotFound) }
    }
}

/// Morning and afternoon of these days, as the offices meant are open: from the first to open to noon, and from noon to the last to close.
pub fn halves(catalogue: &Catalogue, offices: &[OfficeId], (from, until): (NaiveDate, NaiveDate)) -> [Hours; 2] {
    use chrono::Datelike as _;
    let days = from.iter_days().take_while(|day| *day <= until).take(7);
    let weekdays: Vec<usize> =
        days.filter_map(|day| usize::try_from(day.weekday().num_days_from_monday()).ok()).collect();
    let open = catalogue.offices.iter().filter(|office| offices.contains(&office.id));
    let open =
        open.flat_map(|office| weekdays.iter().filter_map(move |day| office.hours.0.get(*day).copied().flatten()));
    let (first, last) = open.fold((NOON, NOON), |(first, last), hours| (first.min(hours.from), last.max(hours.until)));
    let whole = Hours { from: 0, until: DAY };
    [
        Hours::new(first, NOON).unwrap_or(Hours { until: NOON, ..whole }),
        Hours::new(NOON, last).unwrap_or(Hours { from: NOON, ..whole }),
    ]
}
