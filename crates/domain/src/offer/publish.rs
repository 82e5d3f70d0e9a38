//! From templates to published times: the plan, what it changes, and what stays.
//!
//! [`Planner::plan`] says what there should be, [`difference`] compares it with what there is, and whoever applies the
//! steps writes exactly those. Planning again afterwards finds nothing to do. Bookings are never part of a step.

mod copy;
mod difference;
mod digest;
mod judge;
mod plan;
mod shift;
#[cfg(test)]
mod tests;
mod unpublished;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;

use crate::booking::mode::Modes;
use crate::ids::{KindId, NurseSlotId, OfficeId, StaffId, TemplateId};
use crate::offer::Buffers;
use crate::offer::closed::{Closed, ClosedDays};
use crate::offer::hours::Hours;
use crate::offer::slot::NurseSlot;
use crate::offer::template::Template;
use crate::offer::tick::Interval;
use crate::staff::Profession;

pub use copy::copy_month;
pub use difference::difference;
pub use shift::{Shift, shift_times};
pub use unpublished::{Missing, Unpublished};

/// What planning needs to know of an interview kind that is in use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanKind {
    /// Its id.
    pub id: KindId,
    /// Length of the interview, minutes.
    pub minutes: i64,
    /// Minutes before and after.
    pub buffers: Buffers,
    /// The modes it is held in.
    pub modes: Modes,
    /// Who holds it; empty for anybody.
    pub professions: Vec<Profession>,
}

/// What planning needs to know of a nurse.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanStaff {
    /// Her id.
    pub id: StaffId,
    /// What she is.
    pub profession: Profession,
    /// The modes she does.
    pub modes: Modes,
    /// Where she works.
    pub offices: Vec<OfficeId>,
    /// Whether she still works here.
    pub active: bool,
}

/// What planning needs to know of an office.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanOffice {
    /// Its id.
    pub id: OfficeId,
    /// Opening hours from Monday to Sunday; `None` on days it does not open.
    pub hours: [Option<Hours>; 7],
    /// Whether it is in use.
    pub active: bool,
}

/// Everything a plan is made of.
#[derive(Debug, Clone, Copy)]
pub struct Planner<'a> {
    /// The templates; where two collide the one with the smaller id wins.
    pub templates: &'a [Template],
    /// What is closed.
    pub closed: &'a ClosedDays,
    /// The kinds in use.
    pub kinds: &'a [PlanKind],
    /// The nurses.
    pub staff: &'a [PlanStaff],
    /// The offices.
    pub offices: &'a [PlanOffice],
    /// The city's zone, in which days and hours are meant.
    pub timezone: Tz,
}

/// A time that should be published.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Planned {
    /// Where.
    pub office: OfficeId,
    /// For what.
    pub kind: KindId,
    /// Whose.
    pub staff: StaffId,
    /// Start of the interview.
    pub starts_at: DateTime<Utc>,
    /// End of the interview.
    pub ends_at: DateTime<Utc>,
    /// The modes that template, kind and nurse share.
    pub modes: Modes,
    /// The template it comes from; `None` for a copy.
    pub template: Option<TemplateId>,
}

/// Why a time of a template is not planned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// It is closed then.
    Closed(Closed),
    /// The nurse does not work at that office.
    NotHere,
    /// Her profession does not hold that kind.
    WrongProfession,
    /// Template, kind and nurse have no mode in common.
    NoCommonMode,
    /// She is planned at another office then; the earlier template wins.
    ElsewhereThen {
        /// Where she is.
        office: OfficeId,
    },
    /// The office does not open then.
    OutsideOpeningHours,
    /// The kind, the nurse or the office is no longer in use.
    Gone,
    /// It has already begun.
    InThePast,
}

/// A time of a template that is not planned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Skipped {
    /// What would have been. For a kind that is gone, the template's hours as a whole.
    pub planned: Planned,
    /// Why it is not.
    pub why: Why,
}

/// What should be published.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Plan {
    /// The times, sorted by start, office, nurse and kind, each once.
    pub times: Vec<Planned>,
    /// What the templates give and the plan leaves out, in the same order.
    pub skipped: Vec<Skipped>,
}

/// What a booking or a hold keeps of a nurse.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kept {
    /// Whose time.
    pub staff: StaffId,
    /// Where.
    pub office: OfficeId,
    /// For how long, buffers included.
    pub busy: Interval,
    /// Start of the interview.
    pub starts_at: DateTime<Utc>,
}

/// One step from what is published to what should be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// A new time.
    Create(Planned),
    /// The same start with another end or other modes.
    Change {
        /// Which time.
        id: NurseSlotId,
        /// What it becomes.
        to: Planned,
        /// What it is.
        from: NurseSlot,
    },
    /// No longer planned.
    Withdraw(NurseSlot),
    /// As planned already.
    Keep(NurseSlot),
    /// Made by hand, or closed by hand: stays as it is.
    KeepByHand(NurseSlot),
    /// Planned, but not created.
    Collides {
        /// What would have been.
        planned: Planned,
        /// What is in the way.
        with: Collision,
    },
}

/// What is in the way of a planned time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Collision {
    /// The nurse has a booking then, of another start or at another office.
    Booking {
        /// Its start.
        at: DateTime<Utc>,
        /// Where it is.
        office: OfficeId,
    },
    /// An open time of hers, made by hand, at another office.
    ByHand {
        /// Which time.
        id: NurseSlotId,
        /// Where it is.
        office: OfficeId,
    },
}

/// What publishing a plan would do.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Difference {
    /// All steps, sorted by start, office, nurse and kind.
    pub steps: Vec<Step>,
    /// Times to be withdrawn or changed at whose very start the nurse has a booking. The booking stays.
    pub booked: Vec<NurseSlot>,
}

/// How many steps there are of each sort.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// To be created.
    pub create: usize,
    /// To be changed.
    pub change: usize,
    /// To be withdrawn.
    pub withdraw: usize,
    /// As planned already.
    pub keep: usize,
    /// Made or closed by hand.
    pub by_hand: usize,
    /// In the way of something.
    pub collide: usize,
    /// Withdrawn or changed under a booking that stays.
    pub booked: usize,
}
