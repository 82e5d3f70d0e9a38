//! Days and hours that are closed, and why.
//!
//! Precedence: closure > turn of the year > holiday > exception (the absence of one member of staff) > template.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};

use crate::ids::{ClosureId, OfficeId, StaffId};
use crate::offer::busy::{BusyOnDay, BusyTimes};
use crate::offer::holiday::{holiday, is_year_end_closure};
use crate::offer::hours::Hours;

/// How far back a business day is looked for, days: a city that is closed for years must not hold up a page.
const SEARCH: usize = 800;

/// A closure of the whole city (neither office nor staff), of an office, or the absence of a member of staff.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Closure {
    /// Its id.
    pub id: ClosureId,
    /// The office that is closed; ignored when `staff` is named.
    pub office: Option<OfficeId>,
    /// Who is absent, wherever she would have been.
    pub staff: Option<StaffId>,
    /// First local day.
    pub from: NaiveDate,
    /// Last local day, included.
    pub until: NaiveDate,
    /// The hours of each of these days; `None` for whole days.
    pub hours: Option<Hours>,
    /// The reason, as the city wrote it.
    pub reason: String,
}

/// All that closes days of a city.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClosedDays {
    /// Closures and absences.
    pub closures: Vec<Closure>,
    /// What the city's list says of a day, before the rule: a holiday's name, or `None` when it is none.
    pub holidays: BTreeMap<NaiveDate, Option<String>>,
    /// Whether 29 December to 3 January is closed.
    pub year_end: bool,
    /// What members of staff have in calendars of their own. It closes nothing for good, so publishing does not look at it: what ends
    /// there can be booked again at once.
    pub busy: BusyTimes,
}

/// Why a time is closed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Closed {
    /// The city or the office is closed.
    Closure {
        /// Which closure.
        id: ClosureId,
        /// The reason, as the city wrote it.
        reason: String,
        /// The office, or `None` for the whole city.
        office: Option<OfficeId>,
    },
    /// 29 December to 3 January.
    YearEnd,
    /// A public holiday.
    Holiday {
        /// Its Japanese name.
        name: String,
    },
    /// The member of staff is absent.
    Absence {
        /// Which absence.
        id: ClosureId,
        /// The reason, as the city wrote it.
        reason: String,
    },
}

/// What closes one day: cheap to ask for each of its times.
#[derive(Debug, Clone)]
pub struct DayClosed<'a> {
    closures: Vec<&'a Closure>,
    year_end: bool,
    holiday: Option<String>,
    busy: BusyOnDay<'a>,
}

impl Default for ClosedDays {
    fn default() -> Self {
        Self { closures: Vec::new(), holidays: BTreeMap::new(), year_end: true, busy: BusyTimes::default() }
    }
}

impl ClosedDays {
    /// The name of the public holiday on `date`: the city's list goes before the rule.
    pub fn holiday(&self, date: NaiveDate) -> Option<String> {
        match self.holidays.get(&date) {
            Some(listed) => listed.clone(),
            None => holiday(date).map(str::to_owned),
        }
    }

    /// What closes `date`.
    pub fn on(&self, date: NaiveDate) -> DayClosed<'_> {
        let mut closures: Vec<&Closure> =
            self.closures.iter().filter(|closure| closure.from <= date && date <= closure.until).collect();
        // The city goes before an office, whatever the order in which they were read.
        closures.sort_by_key(|closure| (closure.office.is_some(), closure.id));
        DayClosed { closures, year_end: self.is_year_end(date), holiday: self.holiday(date), busy: self.busy.on(date) }
    }

    /// Why nothing is held at that office in these hours (any of them): closures of the city and of the office, the
    /// turn of the year, holidays; then the absence of `staff`, if given. `None` when it is open.
    pub fn why(&self, date: NaiveDate, hours: Hours, office: OfficeId, staff: Option<StaffId>) -> Option<Closed> {
        self.on(date).why(hours, office, staff)
    }

    /// The absence of `staff` that touches these hours.
    pub fn absence(&self, date: NaiveDate, hours: Hours, staff: StaffId) -> Option<Closed> {
        self.on(date).absence(hours, staff)
    }

    /// Whether `staff` has something else in a calendar of her own in any of these hours.
    pub fn is_busy(&self, date: NaiveDate, hours: Hours, staff: StaffId) -> bool {
        self.busy.on(date).meets(hours, staff)
    }

    /// Monday to Friday, no holiday, not the turn of the year, and the city not closed for the whole day.
    pub fn is_business_day(&self, date: NaiveDate) -> bool {
        !matches!(date.weekday(), Weekday::Sat | Weekday::Sun)
            && !self.is_year_end(date)
            && !self.closures.iter().any(|closure| closure.closes_city(date))
            && self.holiday(date).is_none()
    }

    /// The `n`-th business day strictly before `date`; `date` itself for 0. When there are not that many within
    /// about two years, the earliest day looked at.
    pub fn business_days_before(&self, date: NaiveDate, n: i64) -> NaiveDate {
        let Some(nth) = usize::try_from(n).ok().and_then(|n| n.checked_sub(1)) else { return date };
        let earlier = || std::iter::successors(date.pred_opt(), NaiveDate::pred_opt).take(SEARCH);
        let found = earlier().filter(|day| self.is_business_day(*day)).nth(nth);
        found.or_else(|| earlier().last()).unwrap_or(date)
    }

    fn is_year_end(&self, date: NaiveDate) -> bool {
        self.year_end && is_year_end_closure(date)
    }
}

impl DayClosed<'_> {
    /// As [`ClosedDays::why`], for this day.
    pub fn why(&self, hours: Hours, office: OfficeId, staff: Option<StaffId>) -> Option<Closed> {
        self.place(hours, office).or_else(|| self.absence(hours, staff?))
    }

    /// As [`ClosedDays::absence`], for this day.
    pub fn absence(&self, hours: Hours, staff: StaffId) -> Option<Closed> {
        let absence = self.touching(hours).find(|closure| closure.staff == Some(staff))?;
        Some(Closed::Absence { id: absence.id, reason: absence.reason.clone() })
    }

    /// As [`ClosedDays::is_busy`], for this day.
    pub fn is_busy(&self, hours: Hours, staff: StaffId) -> bool {
        self.busy.meets(hours, staff)
    }

    fn place(&self, hours: Hours, office: OfficeId) -> Option<Closed> {
        let here = |closure: &Closure| closure.staff.is_none() && closure.office.is_none_or(|closed| closed == office);
        if let Some(closure) = self.touching(hours).find(|closure| here(closure)) {
            return Some(Closed::Closure { id: closure.id, reason: closure.reason.clone(), office: closure.office });
        }
        if self.year_end {
            return Some(Closed::YearEnd);
        }
        self.holiday.clone().map(|name| Closed::Holiday { name })
    }

    fn touching(&self, hours: Hours) -> impl Iterator<Item = &Closure> {
        let touches = move |closure: &Closure| closure.hours.is_none_or(|closed| closed.overlaps(&hours));
        self.closures.iter().copied().filter(move |closure| touches(closure))
    }
}

impl Closure {
    /// What is left of it when these hours of these days (both included) are open again: nothing, itself, or up to four parts, the first
    /// of which keeps its id. The ids of the others are those of nothing yet (0).
    pub fn without(&self, (from, until): (NaiveDate, NaiveDate), hours: Hours) -> Vec<Self> {
        let closed = self.hours.unwrap_or(Hours::WHOLE_DAY);
        if until < self.from || self.until < from || !closed.overlaps(&hours) {
            return vec![self.clone()];
        }
        let mut left = Vec::new();
        let mut keep = |days: (Option<NaiveDate>, Option<NaiveDate>), hours: Option<Hours>| {
            if let (Some(from), Some(until)) = days
                && from <= until
            {
                let id = if left.is_empty() { self.id } else { ClosureId(0) };
                left.push(Self { id, from, until, hours, ..self.clone() });
            }
        };
        keep((Some(self.from), from.pred_opt()), self.hours);
        let shared = (Some(self.from.max(from)), Some(self.until.min(until)));
        for part in [Hours::new(closed.from, hours.from), Hours::new(hours.until, closed.until)] {
            if part.is_some() {
                keep(shared, part);
            }
        }
        keep((until.succ_opt(), Some(self.until)), self.hours);
        left
    }

    fn closes_city(&self, date: NaiveDate) -> bool {
        self.office.is_none()
            && self.staff.is_none()
            && self.hours.is_none_or(|hours| hours == Hours::WHOLE_DAY)
            && self.from <= date
            && date <= self.until
    }
}

#[cfg(test)]
mod tests;
