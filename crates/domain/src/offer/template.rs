//! Templates: the times a nurse, or every nurse of an office, gives week after week.

use chrono::{Datelike, Days, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};

use crate::booking::mode::Modes;
use crate::ids::{KindId, OfficeId, StaffId, TemplateId};
use crate::offer::hours::Hours;
use crate::offer::weekdays::Weekdays;

mod overlap;

pub use overlap::Overlap;

/// On which weeks a template applies. Written as `{"repeat":"weekly","every":2}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "repeat", rename_all = "snake_case")]
pub enum Repeat {
    /// Every so many weeks, counted from the week (Monday first) of `valid_from`; 1 is every week.
    Weekly {
        /// Weeks from one time to the next, at least 1.
        every: i64,
    },
    /// On the n-th of these weekdays in a month: 1 to 5, and -1 for the last.
    Monthly {
        /// Which ones.
        weeks: Vec<i64>,
    },
    /// On `valid_from` only.
    Once,
}

/// Times that repeat. Days are local days of the city.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template {
    /// Its id; where two collide the smaller one wins.
    pub id: TemplateId,
    /// The name staff know it by.
    pub name: String,
    /// Where.
    pub office: OfficeId,
    /// Whose times; `None` for every nurse of the office.
    pub staff: Option<StaffId>,
    /// The interview kinds it offers, each on a grid of its own.
    pub kinds: Vec<KindId>,
    /// The modes it offers, as far as kind and nurse do them.
    pub modes: Modes,
    /// On which weeks.
    pub repeat: Repeat,
    /// On which weekdays; ignored for [`Repeat::Once`].
    pub weekdays: Weekdays,
    /// From when to when.
    pub hours: Hours,
    /// When not.
    pub breaks: Vec<Hours>,
    /// Minutes from start to start; 0 for the length and buffers of the kind.
    pub step: i64,
    /// First day.
    pub valid_from: NaiveDate,
    /// Last day, included.
    pub valid_until: Option<NaiveDate>,
}

impl Template {
    /// Whether it gives times on `date`; closed days are not looked at here.
    pub fn applies_on(&self, date: NaiveDate) -> bool {
        let valid = self.valid_from <= date && self.valid_until.is_none_or(|last| date <= last);
        valid
            && match &self.repeat {
                Repeat::Once => date == self.valid_from,
                Repeat::Weekly { every } => {
                    self.weekdays.has(date.weekday()) && weeks_between(self.valid_from, date) % (*every).max(1) == 0
                }
                Repeat::Monthly { weeks } => {
                    let wanted = |week: &i64| *week == week_of_month(date) || (*week == -1 && is_last(date));
                    self.weekdays.has(date.weekday()) && weeks.iter().any(wanted)
                }
            }
    }

    /// The starts of one day in minutes since midnight, ascending, for interviews of `length` minutes with `gap`
    /// minutes of buffers.
    ///
    /// Each interview ends within the hours and touches no break. After a break the grid begins anew where it ends.
    pub fn starts(&self, length: i64, gap: i64) -> Vec<i64> {
        let step = if self.step > 0 { self.step } else { length.saturating_add(gap.max(0)) };
        let mut starts = Vec::new();
        let mut next = self.hours.from;
        while length > 0 && next.saturating_add(length) <= self.hours.until {
            let interview = Hours { from: next, until: next + length };
            let pauses = self.breaks.iter().filter(|pause| pause.overlaps(&interview));
            if let Some(after) = pauses.map(|pause| pause.until).max() {
                next = after.max(next + 1);
            } else {
                starts.push(next);
                next = next.saturating_add(step);
            }
        }
        starts
    }
}

/// Which one of its weekday `date` is in its month, from 1.
pub(crate) fn week_of_month(date: NaiveDate) -> i64 {
    i64::from(date.day0() / 7 + 1)
}

fn is_last(date: NaiveDate) -> bool {
    date.checked_add_days(Days::new(7)).is_none_or(|next| next.month() != date.month())
}

fn weeks_between(from: NaiveDate, date: NaiveDate) -> i64 {
    let monday = |date: NaiveDate| date.week(Weekday::Mon).checked_first_day().unwrap_or(date);
    (monday(date) - monday(from)).num_weeks()
}

#[cfg(test)]
mod tests;
