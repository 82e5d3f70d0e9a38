//! Times of some days once more: on other days, at other hours, as somebody else's.

use std::collections::BTreeMap;

use chrono::{DateTime, Days, NaiveDate, NaiveDateTime, TimeDelta, TimeZone, Timelike, Utc};
use chrono_tz::Tz;

use super::judge::{Day, Wish};
use super::{NurseSlot, Plan, Planned, Planner};
use crate::ids::StaffId;
use crate::offer::hours::{DAY, Hours};

/// Where times go. Days and minutes are those of the city's clocks: ten o'clock stays ten o'clock, whatever the clocks do between.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Shift {
    /// Days further on; negative: back.
    pub days: i64,
    /// Minutes further on within the day; negative: back.
    pub minutes: i64,
    /// Whose they become; none: whose they are.
    pub staff: Option<StaffId>,
}

impl Shift {
    /// Where that instant goes. `None` where it would leave its day or the calendar, or where the clocks skip it.
    pub fn at(self, at: DateTime<Utc>, zone: Tz) -> Option<DateTime<Utc>> {
        let (date, local) = self.local(at, zone)?;
        let there = zone.from_local_datetime(&local).earliest()?;
        (local.date() == date).then(|| there.to_utc())
    }

    /// Whether it leaves everything where it is.
    pub const fn is_nothing(self) -> bool {
        self.days == 0 && self.minutes == 0 && self.staff.is_none()
    }

    /// Where that day goes; `None` beyond the calendar.
    pub fn day(self, date: NaiveDate) -> Option<NaiveDate> {
        let days = Days::new(self.days.unsigned_abs());
        if self.days < 0 { date.checked_sub_days(days) } else { date.checked_add_days(days) }
    }

    /// The day it goes to, and the local time.
    fn local(self, at: DateTime<Utc>, zone: Tz) -> Option<(NaiveDate, NaiveDateTime)> {
        let local = at.with_timezone(&zone).naive_local();
        let date = self.day(local.date())?;
        let there = date.and_time(local.time()).checked_add_signed(TimeDelta::try_minutes(self.minutes)?)?;
        Some((date, there))
    }
}

/// The open times of `existing` where the shift takes them, as long as they are and in the modes they have. What cannot be there is
/// skipped with its reason, as for a template; what leaves its day is no time at all.
pub fn shift_times(existing: &[NurseSlot], shift: Shift, planner: &Planner<'_>, now: DateTime<Utc>) -> Plan {
    let mut open: Vec<&NurseSlot> = existing.iter().filter(|time| time.open).collect();
    open.sort_by_key(|time| (time.key(), time.id));
    let mut days: BTreeMap<NaiveDate, Vec<Wish>> = BTreeMap::new();
    for time in open {
        let Some(at) = shift.at(time.starts_at, planner.timezone) else { continue };
        let local = at.with_timezone(&planner.timezone);
        let from = i64::from(local.hour() * 60 + local.minute());
        let until = from + (time.ends_at - time.starts_at).num_minutes();
        if until <= DAY {
            days.entry(local.date_naive()).or_default().push(Wish {
                office: time.office,
                kind: time.kind,
                staff: shift.staff.unwrap_or(time.staff),
                hours: Hours { from, until },
                modes: time.modes,
                template: None,
            });
        }
    }
    let mut plan = Plan::default();
    for (date, wishes) in days {
        let mut day = Day::new(planner, date, now);
        for wish in &wishes {
            day.judge(wish, &mut plan);
        }
    }
    plan.in_order()
}

impl Planned {
    /// Whether it is where the shift takes that time.
    pub fn is_of(&self, time: &NurseSlot, shift: Shift, zone: Tz) -> bool {
        Some(self.starts_at) == shift.at(time.starts_at, zone)
            && (self.office, self.kind) == (time.office, time.kind)
            && self.staff == shift.staff.unwrap_or(time.staff)
    }
}
