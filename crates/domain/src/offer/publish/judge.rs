//! Judges the times of one local day, one after another.

use std::collections::HashMap;

use chrono::{DateTime, Datelike, NaiveDate, TimeDelta, Utc};

use super::{Plan, PlanKind, PlanOffice, PlanStaff, Planned, Planner, Skipped, Why};
use crate::booking::mode::Modes;
use crate::ids::{KindId, OfficeId, StaffId, TemplateId};
use crate::offer::closed::DayClosed;
use crate::offer::hours::{Hours, instant};
use crate::offer::tick::Interval;

/// A time somebody would like to have on the day that is judged.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wish {
    pub office: OfficeId,
    pub kind: KindId,
    pub staff: StaffId,
    /// From start to end of the interview, local.
    pub hours: Hours,
    pub modes: Modes,
    pub template: Option<TemplateId>,
}

/// One local day and what was planned on it so far.
pub(super) struct Day<'a> {
    planner: &'a Planner<'a>,
    date: NaiveDate,
    now: DateTime<Utc>,
    closed: DayClosed<'a>,
    taken: HashMap<StaffId, Vec<(Interval, OfficeId)>>,
}

impl<'a> Day<'a> {
    pub fn new(planner: &'a Planner<'a>, date: NaiveDate, now: DateTime<Utc>) -> Self {
        Self { planner, date, now, closed: planner.closed.on(date), taken: HashMap::new() }
    }

    /// Puts the wish into the plan, among the times or with the reason why not. A local time that the clocks skip is
    /// no time at all.
    pub fn judge(&mut self, wish: &Wish, plan: &mut Plan) {
        let Some(starts_at) = instant(self.planner.timezone, self.date, wish.hours.from) else { return };
        let fit = self.planner.fit(wish.staff, wish.office, wish.kind);
        let planned = Planned {
            office: wish.office,
            kind: wish.kind,
            staff: wish.staff,
            starts_at,
            ends_at: starts_at + TimeDelta::minutes(wish.hours.until - wish.hours.from),
            modes: fit.as_ref().map_or(wish.modes, |modes| modes.and(wish.modes)),
            template: wish.template,
        };
        if let Some(why) = fit.err().or_else(|| self.refusal(&planned, wish.hours)) {
            plan.skipped.push(Skipped { planned, why });
        } else {
            self.taken.entry(planned.staff).or_default().push((planned.interval(), planned.office));
            plan.times.push(planned);
        }
    }

    fn refusal(&self, planned: &Planned, hours: Hours) -> Option<Why> {
        if planned.modes.is_empty() {
            return Some(Why::NoCommonMode);
        }
        if planned.starts_at <= self.now {
            return Some(Why::InThePast);
        }
        if let Some(closed) = self.closed.why(hours, planned.office, Some(planned.staff)) {
            return Some(Why::Closed(closed));
        }
        if !self.opening(planned.office).is_some_and(|opening| opening.contains(&hours)) {
            return Some(Why::OutsideOpeningHours);
        }
        let mut taken = self.taken.get(&planned.staff)?.iter();
        let elsewhere = taken.find(|(busy, at)| *at != planned.office && busy.overlaps(&planned.interval()));
        elsewhere.map(|(_, office)| Why::ElsewhereThen { office: *office })
    }

    fn opening(&self, office: OfficeId) -> Option<Hours> {
        let weekday = usize::try_from(self.date.weekday().num_days_from_monday()).ok()?;
        self.planner.office(office)?.hours.get(weekday).copied().flatten()
    }
}

impl Planner<'_> {
    /// The modes in which the nurse can hold the kind at the office, whatever the day.
    pub(super) fn fit(&self, staff: StaffId, office: OfficeId, kind: KindId) -> Result<Modes, Why> {
        let nurse = self.staff.iter().find(|nurse| nurse.id == staff && nurse.active);
        let open = self.office(office).is_some_and(|office| office.active);
        let (Some(nurse), Some(kind), true) = (nurse, self.kind(kind), open) else { return Err(Why::Gone) };
        if !nurse.offices.contains(&office) {
            return Err(Why::NotHere);
        }
        if !nurse.holds(kind) {
            return Err(Why::WrongProfession);
        }
        Ok(nurse.modes.and(kind.modes))
    }

    pub(super) fn kind(&self, id: KindId) -> Option<&PlanKind> {
        self.kinds.iter().find(|kind| kind.id == id)
    }

    fn office(&self, id: OfficeId) -> Option<&PlanOffice> {
        self.offices.iter().find(|office| office.id == id)
    }
}

impl PlanStaff {
    fn holds(&self, kind: &PlanKind) -> bool {
        kind.professions.is_empty() || kind.professions.contains(&self.profession)
    }
}

impl Planned {
    pub(super) fn interval(&self) -> Interval {
        Interval { from: self.starts_at, until: self.ends_at }
    }
}
