//! Last month once more.

use std::collections::BTreeMap;

use chrono::{DateTime, Datelike, NaiveDate, Timelike, Utc};

use super::judge::{Day, Wish};
use super::{NurseSlot, Plan, Planner};
use crate::offer::hours::Hours;
use crate::offer::template::week_of_month;

/// The open times of one month at the same places of another: the first Monday's on the first Monday, the second
/// Tuesday's on the second Tuesday. A fifth that the other month does not have is left out.
///
/// The days of `from_month` and `to_month` do not matter, only their year and month. What cannot be on the new day is
/// skipped with its reason, as for a template.
pub fn copy_month(
    existing: &[NurseSlot],
    from_month: NaiveDate,
    to_month: NaiveDate,
    planner: &Planner<'_>,
    now: DateTime<Utc>,
) -> Plan {
    let mut open: Vec<&NurseSlot> = existing.iter().filter(|time| time.open).collect();
    open.sort_by_key(|time| (time.key(), time.id));
    let mut days: BTreeMap<NaiveDate, Vec<Wish>> = BTreeMap::new();
    for time in open {
        let local = time.starts_at.with_timezone(&planner.timezone).naive_local();
        let inside = (local.year(), local.month()) == (from_month.year(), from_month.month());
        if let Some(date) = inside.then(|| same_place(local.date(), to_month)).flatten() {
            let from = i64::from(local.hour() * 60 + local.minute());
            days.entry(date).or_default().push(wish(time, from));
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

/// The day of `month` that is the same weekday at the same count.
fn same_place(date: NaiveDate, month: NaiveDate) -> Option<NaiveDate> {
    let nth = u8::try_from(week_of_month(date)).ok()?;
    NaiveDate::from_weekday_of_month_opt(month.year(), month.month(), date.weekday(), nth)
}

/// As long as it was, in the modes it had.
fn wish(time: &NurseSlot, from: i64) -> Wish {
    Wish {
        office: time.office,
        kind: time.kind,
        staff: time.staff,
        hours: Hours { from, until: from + (time.ends_at - time.starts_at).num_minutes() },
        modes: time.modes,
        template: None,
    }
}
