//! The steps of a preview by local day, and what they are called.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, Utc};
use mendan_domain::ids::{OfficeId, StaffId};
use mendan_domain::offer::publish::{Collision, Step};
use mendan_service::offer::publish::Preview;

use super::why::of_day;
use crate::components::dates;
use crate::context::Request;
use crate::i18n::staff_words;
use crate::pages::kit::words::office_short;

/// What becomes of a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Sort {
    New,
    Change,
    Withdraw,
    Keep,
    ByHand,
    ClosedByHand,
    Collide,
}

impl Sort {
    /// What is said of it.
    pub(super) fn word(self) -> &'static str {
        let t = &staff_words().offer;
        match self {
            Self::New => t.sort_new,
            Self::Change => t.sort_change,
            Self::Withdraw => t.sort_withdraw,
            Self::Keep => t.sort_keep,
            Self::ByHand => t.sort_by_hand,
            Self::ClosedByHand => t.sort_closed_by_hand,
            Self::Collide => t.sort_collide,
        }
    }

    /// Its border and its sign: neither needs a colour.
    pub(super) const fn look(self) -> (&'static str, &'static str) {
        match self {
            Self::New => ("step step--new", "＋"),
            Self::Change => ("step step--change", "↻"),
            Self::Withdraw => ("step step--withdraw", "－"),
            Self::Keep => ("step", "＝"),
            Self::ByHand => ("step step--by-hand", "✎"),
            Self::ClosedByHand => ("step step--by-hand", "×"),
            Self::Collide => ("step step--collide", "!"),
        }
    }

    const fn of(step: &Step) -> (Self, (StaffId, OfficeId, DateTime<Utc>)) {
        match step {
            Step::Create(time) => (Self::New, (time.staff, time.office, time.starts_at)),
            Step::Change { from, .. } => (Self::Change, (from.staff, from.office, from.starts_at)),
            Step::Withdraw(time) => (Self::Withdraw, (time.staff, time.office, time.starts_at)),
            Step::Keep(time) => (Self::Keep, (time.staff, time.office, time.starts_at)),
            Step::KeepByHand(time) => {
                let sort = if time.open { Self::ByHand } else { Self::ClosedByHand };
                (sort, (time.staff, time.office, time.starts_at))
            }
            Step::Collides { planned, .. } => (Self::Collide, (planned.staff, planned.office, planned.starts_at)),
        }
    }
}

/// One local day.
#[derive(Debug, Default)]
pub(super) struct DayPlan {
    /// How many of each sort.
    pub counts: BTreeMap<Sort, usize>,
    /// Starts by sort, nurse and office.
    pub starts: BTreeMap<(Sort, StaffId, OfficeId), BTreeSet<DateTime<Utc>>>,
    /// What stands in the way of times that are not created.
    pub collisions: BTreeSet<String>,
    /// Why times are left out, and how many.
    pub left_out: BTreeMap<String, usize>,
}

/// The days of a preview.
pub(super) fn days(request: &Request, preview: &Preview) -> BTreeMap<NaiveDate, DayPlan> {
    let city = &request.catalogue().municipality;
    let mut days: BTreeMap<NaiveDate, DayPlan> = BTreeMap::new();
    for step in &preview.difference.steps {
        let (sort, (staff, office, at)) = Sort::of(step);
        let day = days.entry(city.local_date(at)).or_default();
        *day.counts.entry(sort).or_default() += 1;
        day.starts.entry((sort, staff, office)).or_default().insert(at);
        if let Step::Collides { with, .. } = step {
            day.collisions.insert(collision(request, with));
        }
    }
    for skipped in &preview.plan.skipped {
        if let Some(why) = of_day(request, skipped) {
            let day = days.entry(city.local_date(skipped.planned.starts_at)).or_default();
            *day.left_out.entry(why).or_default() += 1;
        }
    }
    days
}

/// What is in the way, without saying whose booking it is.
fn collision(request: &Request, with: &Collision) -> String {
    let (catalogue, t) = (request.catalogue(), &staff_words().offer);
    let place = |id: &OfficeId| catalogue.office(*id).map(office_short).unwrap_or_default();
    match with {
        Collision::Booking { at, office } => {
            t.collides_booking(place(office), dates::time(dates::local(catalogue, *at)))
        }
        Collision::ByHand { office, .. } => t.collides_by_hand(place(office)),
    }
}
